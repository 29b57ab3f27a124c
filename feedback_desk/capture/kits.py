"""Kits as files: one JSON object each, with exactly the field names of `model.Kit` and `model.KitSection`."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from feedback_desk.capture.shorthand import is_tag
from feedback_desk.errors import BadInput
from feedback_desk.model import Kit, KitSection
from feedback_desk.paths import bundled

_KIT_FIELDS = {"id", "version", "name", "role", "scale", "sections", "work_roles"}
_SECTION_FIELDS = {"id", "title", "minutes", "questions", "behaviours", "skills", "good", "next_step"}
_BREAKS = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_MAY_BE_ABSENT = {"good", "next_step", "work_roles"}
_MOST_MINUTES = 480
MOST_SECTIONS, MOST_QUESTIONS, MOST_CHARACTERS = 50, 100, 2_000
"""Of a kit, of a section and of one text: far more than an interview has room for, and a screen can still show."""

SHIPPED = (
    "application-security",
    "penetration-testing",
    "soc-analyst",
    "incident-response",
    "detection-engineering",
    "cloud-security",
    "security-architecture",
    "grc",
    "identity",
    "security-graduate",
    "software-engineer",
    "engineering-manager",
)
"""The kits that come with the program, by id, in the order in which people see them: cyber security first."""


def read_kit(data: object, name: str = "kit") -> Kit:
    """A kit from the value of its JSON file; `BadInput` names `name`, the place in it and what is wrong there."""
    kit = _object(data, name, _KIT_FIELDS)
    scale = _texts(kit["scale"], f"{name}: scale")
    if not 2 <= len(scale) <= 7 or len(set(scale)) < len(scale):
        raise BadInput(f"{name}: scale: a scale has two to seven steps with different names.")
    if not isinstance(kit["sections"], list) or not kit["sections"]:
        raise BadInput(f"{name}: sections: a list with at least one section is needed.")
    if len(kit["sections"]) > MOST_SECTIONS:
        raise BadInput(f"{name}: sections: a kit has {MOST_SECTIONS} at most.")
    sections = tuple(
        _section(section, f"{name}: sections[{place}]", len(scale)) for place, section in enumerate(kit["sections"], 1)
    )
    for field in ("id", "title"):
        seen: set[str] = set()
        for place, section in enumerate(sections, 1):
            value = str(getattr(section, field)).casefold()
            if value in seen:
                raise BadInput(f"{name}: sections[{place}].{field}: another section has the same one.")
            seen.add(value)
    return Kit(
        id=_id(kit["id"], f"{name}: id"),
        version=_whole(kit["version"], f"{name}: version", 1, 1_000_000),
        name=_text(kit["name"], f"{name}: name"),
        role=_text(kit["role"], f"{name}: role"),
        scale=scale,
        sections=sections,
        work_roles=_texts(kit.get("work_roles", []), f"{name}: work_roles"),
    )


def write_kit(kit: Kit) -> dict[str, Any]:
    """The value of a kit's JSON file; `read_kit` makes the same kit of it."""
    value: dict[str, Any] = json.loads(json.dumps(asdict(kit)))
    return value


def shipped_kits() -> dict[str, Kit]:
    """The kits that come with the program, by id, in the order of `SHIPPED`."""
    kits: dict[str, Kit] = {}
    for kit_id in SHIPPED:
        file = bundled("assets", "kits", f"{kit_id}.json")
        try:
            data = json.loads(file.read_bytes())
        except ValueError as error:
            raise BadInput(f"{file.name}: this is not JSON in UTF-8: {error}.") from error
        kit = read_kit(data, file.name)
        if kit.id != kit_id:
            raise BadInput(f"{file.name}: id: a kit's file is named after its id, here “{kit.id}”.")
        kits[kit_id] = kit
    return kits


def one_line(text: str) -> str:
    """The text as a kit holds it: breaks are blanks, none around it, and nothing that no letter or sign stands for."""
    if text.isprintable():  # nearly always, and some hundred times faster
        return text.strip()
    kept = (" " if char in _BREAKS else char for char in text if char in _BREAKS or not _is_control(char))
    return "".join(kept).strip()


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs")


def _section(data: object, place: str, steps: int) -> KitSection:
    section = _object(data, place, _SECTION_FIELDS)
    behaviours = _texts(section["behaviours"], f"{place}.behaviours")
    if len(behaviours) != steps:
        raise BadInput(f"{place}.behaviours: the scale has {steps} steps and this has {len(behaviours)} sentences.")
    questions = _texts(section["questions"], f"{place}.questions")
    if len(questions) > MOST_QUESTIONS:
        raise BadInput(f"{place}.questions: a section has {MOST_QUESTIONS} at most.")
    skills = _texts(section["skills"], f"{place}.skills")
    for tag in skills:
        if not is_tag(tag):
            raise BadInput(f"{place}.skills: “{tag}” can't be typed as a skill tag.")
    return KitSection(
        id=_id(section["id"], f"{place}.id"),
        title=_text(section["title"], f"{place}.title"),
        minutes=_whole(section["minutes"], f"{place}.minutes", 1, _MOST_MINUTES),
        questions=questions,
        behaviours=behaviours,
        skills=skills,
        good=_text(section.get("good", ""), f"{place}.good", may_be_empty=True),
        next_step=_text(section.get("next_step", ""), f"{place}.next_step", may_be_empty=True),
    )


def _object(data: object, place: str, fields: set[str]) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise BadInput(f"{place}: an object with the fields {', '.join(sorted(fields))} is needed.")
    missing = sorted(fields - data.keys() - _MAY_BE_ABSENT)
    if missing:
        raise BadInput(f"{place}: the field {missing[0]} is missing.")
    unknown = sorted(str(field) for field in data.keys() - fields)
    if unknown:
        raise BadInput(f"{place}: there is no field called {unknown[0]}.")
    return data


def _text(value: object, place: str, *, may_be_empty: bool = False) -> str:
    if not isinstance(value, str) or value != one_line(value):
        raise BadInput(f"{place}: one line of text, without blanks around it, is needed.")
    if len(value) > MOST_CHARACTERS:
        raise BadInput(f"{place}: a text has {MOST_CHARACTERS} characters at most.")
    if not value and not may_be_empty:
        raise BadInput(f"{place}: a text that is not empty is needed.")
    return value


def _texts(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise BadInput(f"{place}: a list of texts is needed.")
    return tuple(_text(text, f"{place}[{number}]") for number, text in enumerate(value, 1))


def _id(value: object, place: str) -> str:
    text = _text(value, place)
    if not all(char.isalnum() or char in "-_" for char in text):
        raise BadInput(f"{place}: letters, digits, - and _ make an id.")
    return text


def _whole(value: object, place: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadInput(f"{place}: a whole number from {least} to {most} is needed.")
    return value
