"""Values of the model for property tests: whatever a store must keep and an interview's text can hold."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from feedback_desk.capture.kits import one_line
from feedback_desk.capture.shorthand import is_tag, tag_form
from feedback_desk.model import (
    DEFAULT_SCALE,
    ID_ALPHABET,
    Candidate,
    Decision,
    Interview,
    InterviewState,
    Kit,
    KitSection,
    Note,
    NoteKind,
    Pause,
    Section,
)

KIT = Kit(
    id="test-kit",
    version=2,
    name="A kit for tests",
    role="Tester",
    scale=DEFAULT_SCALE,
    sections=tuple(
        KitSection(
            id=section_id,
            title=title,
            minutes=10,
            questions=("What would you look at first?",),
            behaviours=("Nothing yet", "A little", "Most of it", "All of it"),
            skills=("xss",),
        )
        for section_id, title in (("web", "Web security"), ("review", "Code review"), ("people", "Working together"))
    ),
)

_AWKWARD = (
    *(
        "+ a",
        "-- ",
        "> ",
        "=2",
        "=x",
        "?1,3",
        " ?2",
        "#xss",
        r"\#a",
        "\\",
        "\\\\",
        "[00:03] ",
        "## ",
        "---",
        "- a: b",
        "C#",
        '"',
        "'",
    ),
    *("\t", "\n", "\n\n", "    ", "\r\n", "\x85", "\u2028", "\u202e", r"\u{d}", "https://a.example/#b"),
    *("नमस्ते", "王伟", "😀"),
)

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.lists(st.sampled_from(_AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=6).map(
        "".join
    ),
)
"""Anything that UTF-8 can hold, what means something to shorthand, Markdown and YAML in particular."""

ids = st.text(ID_ALPHABET, min_size=8, max_size=8)
tags = st.lists(st.text(min_size=1, max_size=12).map(tag_form).filter(is_tag) | st.just("xss"), max_size=3, unique=True)
seconds = st.integers(0, 200_000)
_zones = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_section_ids = st.sampled_from([section.id for section in KIT.sections]) | st.text(
    "abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=10
)


@st.composite
def _sections(draw: st.DrawFn) -> Section:
    not_asked = draw(st.booleans())
    rating = None if not_asked else draw(st.none() | st.integers(1, len(KIT.scale)))
    title = draw(st.sampled_from([section.title for section in KIT.sections]) | texts)
    asked = draw(st.lists(st.integers(1, 999), max_size=4, unique=True).map(sorted))
    return Section(draw(_section_ids), title, rating, not_asked, tuple(asked))


@st.composite
def interviews(draw: st.DrawFn, most_notes: int = 10) -> Interview:
    """An interview such as the program itself can make, with every text in it as awkward as can be."""
    sections = tuple(draw(st.lists(_sections(), max_size=4, unique_by=lambda section: section.id)))
    note = st.builds(
        Note,
        id=ids,
        section=st.sampled_from(["", *(section.id for section in sections)]),
        kind=st.sampled_from(NoteKind),
        text=texts,
        skills=tags.map(tuple),
        at=st.none() | seconds,
    )
    return Interview(
        id=draw(ids),
        candidate=Candidate(
            id=draw(ids),
            name=draw(texts.filter(str.strip)),
            email=draw(texts),
            phone=draw(texts),
            preferred_name=draw(texts),
        ),
        role=draw(texts),
        kit=draw(st.sampled_from(["", KIT.id]) | texts),
        kit_version=draw(st.integers(0, 9)),
        when=draw(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=_zones)),
        time_zone=draw(st.sampled_from(["", "Asia/Kolkata", "Europe/London", "UTC+05:30"])),
        state=draw(st.sampled_from(InterviewState)),
        sections=sections,
        notes=tuple(draw(st.lists(note, max_size=most_notes, unique_by=lambda note: note.id))),
        pauses=tuple(draw(st.lists(st.builds(Pause, seconds, seconds), max_size=3))),
        paused_at=draw(st.none() | seconds),
        ended_at=draw(st.none() | seconds),
        decision=draw(st.none() | st.sampled_from(Decision)),
        waived=draw(texts),
        sample=draw(st.booleans()),
    )


_kit_ids = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_é", min_size=1, max_size=12)
_lines = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(one_line)


def _made_kits(text: st.SearchStrategy[str], tag: st.SearchStrategy[str], least: int) -> st.SearchStrategy[Kit]:
    """Kits whose texts are drawn from `text`, and from what is not empty of it where `least` is 1."""
    some = text.filter(bool) if least else text

    @st.composite
    def made(draw: st.DrawFn) -> Kit:
        unique = (lambda one: one) if least else None
        scale = tuple(draw(st.lists(some, min_size=2, max_size=7, unique_by=unique)))
        section = st.builds(
            KitSection,
            id=_kit_ids,
            title=some,
            minutes=st.integers(1, 480),
            questions=st.lists(some, max_size=4).map(tuple),
            behaviours=st.lists(some, min_size=len(scale), max_size=len(scale)).map(tuple),
            skills=st.lists(tag, max_size=3, unique=True).map(tuple),
            good=text,
            next_step=text,
        )
        by = (lambda s: s.id.casefold(), lambda s: s.title.casefold() if least else s.id)
        sections = tuple(draw(st.lists(section, min_size=1, max_size=4, unique_by=by)))
        roles = draw(st.lists(some.filter(bool).map(one_line).filter(bool), max_size=2).map(tuple))
        return Kit(draw(_kit_ids), draw(st.integers(1, 1_000_000)), draw(some), draw(some), scale, sections, roles)

    return made()


def kits() -> st.SearchStrategy[Kit]:
    """Kits that can be followed, with texts in any script."""
    tag = st.from_regex("[a-zéद][a-z0-9éद_-]{0,10}", fullmatch=True).map(tag_form)
    return _made_kits(_lines, tag, 1)


def typed_kits() -> st.SearchStrategy[Kit]:
    """Kits as somebody leaves them in the middle of typing: anything may be empty, twice or on several lines."""
    texts_typed = st.sampled_from(["", " ", "a", "A", "b\nc", "#x", "9", "द"]) | st.text(
        st.characters(exclude_categories=["Cs"]), max_size=12
    )
    return _made_kits(texts_typed, texts_typed, 0)
