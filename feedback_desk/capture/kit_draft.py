"""A kit while somebody works on it: anything may be missing, and it is said what, in words for the person.

A draft is a `Kit` too. `tidied` takes off what only typing leaves behind; when `problems` finds nothing in that,
`read_kit` takes it. The steps of the scale and the behaviours of each section change together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from feedback_desk.capture.kit_file import MOST_BYTES, kit_bytes
from feedback_desk.capture.kits import MOST_CHARACTERS, MOST_QUESTIONS, MOST_SECTIONS, one_line
from feedback_desk.capture.shorthand import is_tag, tag_form
from feedback_desk.model import Kit, KitSection

LEAST_STEPS, MOST_STEPS = 2, 7
Item = TypeVar("Item")


@dataclass(frozen=True)
class Problem:
    """What is still missing or can't stay, in one sentence, and where: a field of the kit or of one section."""

    section: str
    """Id of the section; empty for the kit itself."""
    field: str
    at: int
    """Place in the field where it holds several texts, from 0."""
    words: str


def read_draft(data: Mapping[str, Any]) -> Kit:
    """A draft from the value that `write_kit` made of it; nothing in it is judged.

    What a newer program says besides is left out.
    """

    def known(values: Mapping[str, Any], kind: type[Kit] | type[KitSection]) -> dict[str, Any]:
        names = {field.name for field in fields(kind)}
        return {name: tuple(v) if isinstance(v, list) else v for name, v in values.items() if name in names}

    sections = tuple(KitSection(**known(section, KitSection)) for section in data["sections"])
    return Kit(**{**known(data, Kit), "sections": sections})


def tidied(kit: Kit) -> Kit:
    """The kit with each text on one line, without empty questions and without the same skill twice."""
    return replace(
        kit,
        name=one_line(kit.name),
        role=one_line(kit.role),
        scale=tuple(map(one_line, kit.scale)),
        sections=tuple(map(_tidied, kit.sections)),
    )


def problems(kit: Kit) -> tuple[Problem, ...]:
    """What keeps a tidied kit from being followed by interviews, in the order in which it is read."""
    found: list[Problem] = []

    def say(words: str, field: str, section: str = "", at: int = 0) -> None:
        found.append(Problem(section, field, at, words))

    def read(text: str, missing: str, field: str, section: str = "", at: int = 0) -> None:
        if missing and not text:
            say(missing, field, section, at)
        elif len(text) > MOST_CHARACTERS:
            say(f"This is too long; {MOST_CHARACTERS:,} characters is the most.", field, section, at)

    read(kit.name, "Give the kit a name.", "name")
    read(kit.role, "Say which role it is for.", "role")
    if not LEAST_STEPS <= len(kit.scale) <= MOST_STEPS:
        say(f"A scale has {LEAST_STEPS} to {MOST_STEPS} steps.", "scale")
    for at, step in enumerate(kit.scale):
        read(step, "Give this step a name.", "scale", at=at)
        if step and step in kit.scale[:at]:
            say("Another step has this name already.", "scale", at=at)
    if not kit.sections:
        say("A kit needs at least one section.", "sections")
    if len(kit.sections) > MOST_SECTIONS:
        say(f"{MOST_SECTIONS} sections is the most.", "sections")
    # Asked with every key: a file takes four bytes for a character of what is written here at most.
    if 4 * len(repr(kit)) > MOST_BYTES and len(kit_bytes(kit)) > MOST_BYTES:
        say(f"The kit is too large for its file, which may have {MOST_BYTES // 1_000_000} MB.", "name")
    titles = [section.title.casefold() for section in kit.sections]
    for number, section in enumerate(kit.sections):
        read(section.title, "Give the section a title.", "title", section.id)
        if section.title and titles[number] in titles[:number]:
            say("Another section has this title already.", "title", section.id)
        if len(section.questions) > MOST_QUESTIONS:
            say(f"{MOST_QUESTIONS} questions is the most.", "questions", section.id)
        for at, question in enumerate(section.questions):
            read(question, "", "questions", section.id, at)
        for at, (step, behaviour) in enumerate(zip(kit.scale, section.behaviours, strict=True)):
            read(behaviour, f"Say what “{step or at + 1}” looks like here.", "behaviours", section.id, at)
        for tag in section.skills:
            if not is_tag(tag) or len(tag) > MOST_CHARACTERS:
                say(f"“{tag[:40]}” can’t be a skill: a letter first, then letters, digits and -.", "skills", section.id)
        read(section.good, "", "good", section.id)
        read(section.next_step, "", "next_step", section.id)
    return tuple(found)


# --- The scale -------------------------------------------------------------------------------------


def with_step(kit: Kit, at: int, name: str = "", behaviours: Sequence[str] = ()) -> Kit:
    """The kit with one step more at place `at`; `behaviours` has what it looks like in each section, if known."""
    known = behaviours or [""] * len(kit.sections)
    return _with_scale(
        kit,
        (*kit.scale[:at], name, *kit.scale[at:]),
        [(*s.behaviours[:at], known[n], *s.behaviours[at:]) for n, s in enumerate(kit.sections)],
    )


def without_step(kit: Kit, at: int) -> Kit:
    """The kit without the step at place `at` and what it looked like."""
    behaviours = [_without(section.behaviours, at) for section in kit.sections]
    return _with_scale(kit, _without(kit.scale, at), behaviours)


def with_step_moved(kit: Kit, at: int, to: int) -> Kit:
    """The kit with a step at another place; what it looks like goes with it."""
    return _with_scale(kit, moved(kit.scale, at, to), [moved(s.behaviours, at, to) for s in kit.sections])


def moved(items: Sequence[Item], at: int, to: int) -> tuple[Item, ...]:
    """The items with that at place `at` standing at place `to`."""
    rest = list(items)
    rest.insert(to, rest.pop(at))
    return tuple(rest)


def _with_scale(kit: Kit, scale: tuple[str, ...], behaviours: Sequence[tuple[str, ...]]) -> Kit:
    sections = (replace(s, behaviours=b) for s, b in zip(kit.sections, behaviours, strict=True))
    return replace(kit, scale=scale, sections=tuple(sections))


def _without(items: Sequence[str], at: int) -> tuple[str, ...]:
    return (*items[:at], *items[at + 1 :])


def _tidied(section: KitSection) -> KitSection:
    tags = (tag_form(tag.strip().lstrip("#")) for text in section.skills for tag in one_line(text).split())
    return replace(
        section,
        title=one_line(section.title),
        questions=tuple(question for text in section.questions if (question := one_line(text))),
        behaviours=tuple(map(one_line, section.behaviours)),
        skills=tuple(dict.fromkeys(filter(None, tags))),
        good=one_line(section.good),
        next_step=one_line(section.next_step),
    )
