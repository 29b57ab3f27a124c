"""Values as text for a terminal: aligned tables, one interview to read, and JSON for scripts.

What was typed by or about other people is shown without the characters that move a terminal's cursor, change its
colours or turn the direction of the rest of the line.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime

from feedback_desk.capture.clock import clock_text
from feedback_desk.capture.shorthand import MARKERS
from feedback_desk.model import (
    CheckFinding,
    ImportedKit,
    Interview,
    InterviewRow,
    Kit,
    KitArrival,
    Resource,
    SearchHit,
    Section,
    Severity,
    Skill,
)

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKER_OF = {kind: marker for marker, kind in MARKERS.items()}


def json_text(value: object) -> str:
    """A value as JSON: nouns as objects with their field names, times in ISO 8601, enumerations by their word."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=2)
    return _UNSAFE_IN_JSON.sub(lambda char: f"\\u{ord(char[0]):04x}", text)


def shown(text: str) -> str:
    """A text as one line that a terminal shows and does not obey."""
    return _UNSAFE.sub("\ufffd", " ".join(text.split()))


def interviews(rows: Sequence[InterviewRow]) -> Iterator[str]:
    """A table of interviews."""
    return _table(
        ("ID", "DATE", "CANDIDATE", "ROLE", "STATE", "NOTES", "LETTER"),
        (
            (
                row.id,
                _time(row.when),
                row.candidate,
                row.role,
                row.state.value + (" (example)" if row.sample else ""),
                str(row.notes),
                row.letter.value if row.letter else "waived" if row.waived else "",
            )
            for row in rows
        ),
    )


def hits(found: Sequence[SearchHit]) -> Iterator[str]:
    """A table of what a search found, in its order."""
    return _table(
        ("ID", "DATE", "CANDIDATE", "ROLE", "FOUND IN", ""),
        ((hit.interview_id, _time(hit.when), hit.candidate, hit.role, hit.where, hit.snippet) for hit in found),
    )


_SAID = {Severity.BLOCK: "Stops the letter", Severity.WARNING: "Worth a look", Severity.HINT: "A hint"}
MOST_QUOTED = 80
"""Characters of a place in a letter that are quoted to find it by."""


def findings(found: Sequence[CheckFinding]) -> Iterator[str]:
    """A paragraph for each finding of the checks: where, why, how to mend it."""
    for number, one in enumerate(found):
        said = f"Let pass ({one.overruled})" if one.overruled else _SAID[one.severity]
        place = shown(one.text)
        if len(place) > MOST_QUOTED:
            place = f"{place[:MOST_QUOTED].rstrip()} …"
        yield from ([""] if number else [])
        yield f"{said}: {one.rule}" + (f", “{place}”" if place else "")
        yield f"  {one.why} {one.mend}"


def kits(all_kits: Sequence[Kit]) -> Iterator[str]:
    """A table of kits; the minutes are those of their sections."""
    return _table(
        ("ID", "VERSION", "NAME", "ROLE", "SECTIONS", "MINUTES"),
        (
            (
                kit.id,
                str(kit.version),
                kit.name,
                kit.role,
                str(len(kit.sections)),
                str(kit.minutes),
            )
            for kit in all_kits
        ),
    )


def imported_kit(imported: ImportedKit) -> Iterator[str]:
    """What became of a kit that was imported, in sentences; nothing where it simply came in."""
    kit = imported.kit
    if imported.arrival is KitArrival.SAME:
        yield f"“{kit.name}” was here already, word for word."
    elif imported.arrival is KitArrival.BACK:
        yield f"“{kit.name}” was in the bin, word for word, and is out of it again."
    elif imported.arrival is KitArrival.COPY:
        yield f"Another kit has this id; it came in as “{kit.name}”."
    elif imported.arrival is KitArrival.VERSION:
        yield f"New interviews follow this version of “{kit.name}”; those held keep theirs."
    if imported.unknown:
        yield f"Not in the catalogue, and kept as written: {' '.join('#' + tag for tag in imported.unknown)}."


def skills(found: Sequence[Skill]) -> Iterator[str]:
    """A table of skills."""
    return _table(
        ("TAG", "NAME", "DOMAIN", "ALIASES"),
        (("#" + skill.tag, skill.name, skill.domain, ", ".join(skill.aliases)) for skill in found),
    )


def resources(found: Sequence[Resource]) -> Iterator[str]:
    """A table of learning resources."""
    return _table(
        ("ID", "TITLE", "KIND", "LEVEL", "COST", "ADDRESS"),
        ((each.id, each.title, each.kind, each.level, each.cost, each.url) for each in found),
    )


def interview(held: Interview, kit: Kit | None, unknown_tags: Sequence[str] = ()) -> Iterator[str]:
    """An interview to read: what is known of it, then its notes under their sections as they were written."""
    zone = f" ({held.time_zone})" if held.time_zone else ""
    lasted = f", {clock_text(held.ended_at)} on the clock" if held.ended_at is not None else ""
    known = (
        ("Interview", held.id),
        ("Candidate", held.candidate.name),
        ("Called", held.candidate.preferred_name),
        ("E-mail", held.candidate.email),
        ("Phone", held.candidate.phone),
        ("Role", held.role),
        ("Kit", f"{kit.name} ({kit.id}, version {held.kit_version})" if kit else held.kit),
        ("When", _time(held.when) + zone),
        ("State", held.state.value + lasted + (", the example" if held.sample else "")),
        ("Decision", held.decision.value if held.decision else ""),
        ("No letter", held.waived),
        ("New tags", " ".join("#" + tag for tag in unknown_tags)),
    )
    for name, value in known:
        if value:
            yield f"{name:<10} {shown(value)}"
    current = ""
    sections = {section.id: section for section in held.sections}
    for note in held.notes:
        if note.section != current:
            current = note.section
            section = sections.get(current)
            yield from ("", _heading(section, kit) if section else "")
        elif note is held.notes[0]:
            yield ""
        at = clock_text(note.at) if note.at is not None else ""
        mark = f"{at:>8}  {_MARKER_OF.get(note.kind, ''):<2} "
        lines = note.text.split("\n")
        lines[-1] += "".join(f" #{tag}" for tag in note.skills)
        for line in lines:
            yield (mark + _UNSAFE.sub("\ufffd", line.expandtabs())).rstrip()
            mark = " " * len(mark)
    written = {note.section for note in held.notes}
    empty = [section for section in held.sections if section.id not in written]
    if empty:
        yield ""
        yield from (_heading(section, kit) for section in empty)


def _heading(section: Section, kit: Kit | None) -> str:
    """A section's title with its rating in words, and how many of its questions were ticked off."""
    said = []
    if section.not_asked:
        said.append("not asked")
    elif section.rating is not None:
        word = f" {kit.scale[section.rating - 1]}" if kit and section.rating <= len(kit.scale) else ""
        said.append(f"{section.rating}{word}")
    if section.asked:
        count = len(section.asked)
        said.append("1 question asked" if count == 1 else f"{count} questions asked")
    return ": ".join(filter(None, (shown(section.title), ", ".join(said))))


def _time(when: datetime) -> str:
    return when.isoformat(" ", "minutes")[:16]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines with their columns aligned, the head first; nothing at all where there are no rows."""
    cells = [[shown(cell) for cell in row] for row in rows]
    if not cells:
        return
    cells.insert(0, list(head))
    widths = [max(_width(cell) for cell in column) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf") else 2 if wide else 1
        for char in text
        for wide in (unicodedata.east_asian_width(char) in "WF",)
    )


def _plain(value: object) -> object:
    """What JSON doesn't know by itself."""
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(type(value).__name__)
