r"""An interview as text: a head of YAML, then Markdown with the shorthand of the capture line.

    ---
    candidate: Name in any script
    role: Application Security Engineer
    kit: application-security
    date: 2026-11-20 14:00
    ---
    ## Web application security =2
    [00:03] + explained nonces, unprompted #csp
        a continuation line is indented four spaces
    ! seemed rushed

`[00:03]` and `[00:03:12]` are hours and minutes, and seconds, since the start. `## Title =2` opens a section and
rates it, `=x` says that it was not asked, and a `?1,3` after either that the kit's first and third question were
ticked off. Naming a section again goes back to it, and `##` alone leaves all sections. Notes before the first `##`
belong to none. `## Title {#id}` names a section's id where the title doesn't lead to it.
Blank lines between notes mean nothing, blank lines inside a note stay.

Backslashes work as in the capture line (see `capture.shorthand`); one more is taken off a line that would otherwise
begin with a time or a heading or be blank, and off the last word of a title that looks like a rating, ticks or an id.
What an editor or a mail program would mangle (control characters, carriage returns, U+2028) is written as `\u{d}`.
What `write_notes` writes of an interview, `read_notes` reads again as the same interview but for the ids of the
candidate, the interview and its notes: these come from what the text says, so the same text has the same ids.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from feedback_desk.capture.shorthand import ParsedNote, RatingLine, TickLine, format_note, parse_line, parse_note
from feedback_desk.errors import BadInput
from feedback_desk.exchange.notes_head import STAMP, Place, interview_of, read_head, seconds_of, stamp, write_head
from feedback_desk.exchange.notes_sections import Heading, SectionBook, read_heading, write_heading
from feedback_desk.exchange.spelling import spell, unspell
from feedback_desk.model import ID_ALPHABET, Interview, Kit, Note, NoteKind

_MOST_BYTES = 20_000_000
_MOST_NOTES = 100_000
_MOST_SECTIONS = 1_000
_MOST_WARNINGS = 20
_MOST_STEPS = 7
_LONG_INTERVIEW = 12 * 3600
_INDENT = "    "
_STAMP = re.compile(rf"\[{STAMP}\](?=[ \t]|\Z)[ \t]*")
_HEADING = re.compile(r"##(?=[ \t]|\Z)")
_SPECIAL = re.compile(rf"\\*(?:\[{STAMP}\](?=[ \t]|\Z)|##(?=[ \t]|\Z)|\Z)")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class NotesFile:
    """An interview read from text, and sentences about what was kept though it was not quite understood."""

    interview: Interview
    warnings: tuple[str, ...] = ()


def read_notes(data: bytes, *, kits: Mapping[str, Kit], name: str = "") -> NotesFile:
    """Read an interview; `BadInput` says in one sentence what can't be taken, and where in the file `name`."""
    text = _decoded(data, name)
    head_text, first_line, body, body_line = _split(text, name)
    head = read_head(head_text, first_line, name)
    interview = interview_of(head)
    warnings: list[str] = []

    kit = _kit(interview.kit, kits)
    if kit:
        version = interview.kit_version if "kit version" in head.values else kit.version
        interview = replace(interview, kit=kit.id, kit_version=version)
    elif interview.kit:
        place = Place(name, head.values["kit"].line)
        warnings.append(f"{place}: the kit is not in the library; its name and the sections are kept as written.")
    steps = len(kit.scale) if kit and kit.version == interview.kit_version else _MOST_STEPS
    for value in (*head.values.values(), *(value for _, value in head.unknown)):
        if value.is_cut:
            place = Place(name, value.line)
            warnings.append(f"{place}: what follows the # was left out as a comment; quotes around the value keep it.")
    reader = _Body(SectionBook(kit), name, steps, warnings)
    for key, value in head.unknown:
        place = Place(name, value.line)
        warnings.append(f"{place}: the head has no such key; what stands there is kept as a plain note.")
        reader.add(Note("", "", NoteKind.PLAIN, f"{key}: {value.text}"))
    reader.read(body, body_line)
    if any(note.at is not None and note.at >= _LONG_INTERVIEW for note in reader.notes):
        warnings.append(f"{Place(name)}: a time of twelve hours or more was read; times are [hours:minutes].")
    interview = replace(interview, sections=tuple(reader.sections), notes=tuple(reader.notes))
    if len(warnings) > _MOST_WARNINGS:
        more = len(warnings) - _MOST_WARNINGS
        warnings[_MOST_WARNINGS:] = [f"{Place(name)}: {more:,} more places are like these."]
    return NotesFile(_with_ids(interview), tuple(warnings))


def write_notes(interview: Interview, kit: Kit | None) -> str:
    """Write an interview, with `kit` as it was when it was held; one line break ends the text."""
    book = SectionBook(kit)
    waiting = iter(interview.sections)
    lines: list[str] = []
    current = ""
    for note in interview.notes:
        if note.section != current:
            current = note.section
            # Sections stand in their order, so those before this one are opened too.
            while current and current not in book and (section := next(waiting, None)):
                lines += ["", write_heading(section, book)]
                if section.id == current:
                    break
            else:
                lines += ["", write_heading(book.unrated(current), book) if current else "##"]
        lines += _note_lines(note)
    for section in waiting:
        lines += ["", write_heading(section, book)]
    if lines and not lines[0]:
        del lines[0]
    return "\n".join([*write_head(interview), *lines, ""])


class _Body:
    """Reads what follows the head, line by line."""

    def __init__(self, sections: SectionBook, name: str, steps: int, warnings: list[str]) -> None:
        self.sections = sections
        self.notes: list[Note] = []
        self._name = name
        self._steps = steps
        self._warnings = warnings
        self._section = ""
        self._met = 0
        """Notes and lines that rate."""

    def read(self, lines: Iterable[str], first_line: int) -> None:
        note: list[str] = []
        blanks: list[str] = []
        began = first_line
        for number, line in enumerate(lines, first_line):
            if not line.strip():
                blanks.append(line)
                continue
            indented = line.startswith((_INDENT, "\t"))
            if indented and note:
                note += [blank[len(_INDENT) :] if blank.startswith(_INDENT) else "" for blank in blanks]
                note.append(line[len(_INDENT) :] if line.startswith(_INDENT) else line[1:])
            else:
                self._close(note, began)
                note, began = [], number
                if _HEADING.match(line):
                    self._open(read_heading(line[2:]), number)
                else:
                    note = [line.lstrip() if indented else line]
            blanks = []
        self._close(note, began)

    def add(self, note: Note) -> None:
        self.notes.append(note)

    def _open(self, heading: Heading, line: int) -> None:
        self._section = self.sections.open(heading.title, heading.id)
        if len(self.sections) > _MOST_SECTIONS:
            raise BadInput(
                f"{Place(self._name, line)}: more than {_MOST_SECTIONS:,} sections are too many for one interview."
            )
        if heading.rating is not None:
            self._rate(heading.rating, line)
        if heading.asked:
            if not self._section:
                raise BadInput(
                    f"{Place(self._name, line)}: ticked questions need a section; a title stands before them."
                )
            self.sections.tick(self._section, heading.asked)

    def _close(self, lines: list[str], began: int) -> None:
        """The note whose lines these are is complete."""
        if not lines:
            return
        self._met += 1
        if self._met > _MOST_NOTES:
            raise BadInput(
                f"{Place(self._name, began)}: more than {_MOST_NOTES:,} notes are too many for one interview."
            )
        first, *rest = map(unspell, lines)
        at = None
        if found := _STAMP.match(first):
            at = seconds_of(*found.groups())
            first = first[found.end() :]
        elif first.startswith("\\") and _SPECIAL.match(first):
            first = first[1:]
        typed = "\n".join([first, *rest])
        parsed = parse_line(typed)
        if not isinstance(parsed, ParsedNote) and not self._section:
            parsed = parse_note(typed)
        if isinstance(parsed, RatingLine):
            self._rate(parsed, began)
            return
        if isinstance(parsed, TickLine):
            self.sections.tick(self._section, parsed.places)
            return
        self.add(Note("", self._section, parsed.kind, parsed.text, parsed.skills, at))

    def _rate(self, rating: RatingLine, line: int) -> None:
        place = Place(self._name, line)
        step = rating.rating
        if not self._section:
            raise BadInput(f"{place}: a rating needs a section; a title stands between ## and it.")
        if step is not None and not 1 <= step <= _MOST_STEPS:
            raise BadInput(f"{place}: a rating is a step from 1 to {_MOST_STEPS}, or x for not asked.")
        if step is not None and step > self._steps:
            self._warnings.append(f"{place}: the kit's scale ends at {self._steps}; the rating is kept as written.")
        if self.sections.rate(self._section, step, rating.not_asked):
            self._warnings.append(f"{place}: the section was rated before; the later rating holds.")


def _note_lines(note: Note) -> list[str]:
    first, *rest = format_note(note.kind, note.text, note.skills).split("\n")
    if note.at is not None:
        first = f"[{stamp(note.at)}] {first}" if first else f"[{stamp(note.at)}]"
    elif _SPECIAL.match(first):
        first = "\\" + first
    return [spell(first), *(_INDENT + spell(line) if line else "" for line in rest)]


def _decoded(data: bytes, name: str) -> str:
    """The file's characters, with line feeds alone between lines."""
    place = Place(name)
    if len(data) > _MOST_BYTES:
        raise BadInput(
            f"{place}: this is larger than {_MOST_BYTES // 1_000_000} MB, too large for notes of one interview."
        )
    bom, encoding = next((known for known in _BOMS if data.startswith(known[0])), (b"", "utf-8"))
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, len(bom) + error.start)
        if b"\0" in data and encoding == "utf-8":
            raise BadInput(f"{place}: this is not a text file.") from error
        raise BadInput(
            f"{Place(name, line)}: a byte there is not {encoding.upper()} text; save it as UTF-8."
        ) from error
    if "\0" in text:
        line = 1 + text.count("\n", 0, text.index("\0"))
        raise BadInput(f"{Place(name, line)}: a zero byte stands there, so this is no text or not UTF-8.")
    if not text.strip():
        raise BadInput(f"{place}: there is nothing in it.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split(text: str, name: str) -> tuple[str, int, list[str], int]:
    """The head's text and the number of its first line, the body's lines and the number of the first of them."""
    lines = text.split("\n")
    start = next(place for place, line in enumerate(lines) if line.strip())
    if lines[start].rstrip() != "---":
        raise BadInput(f"{Place(name, start + 1)}: an interview as text begins with a head between two lines of ---.")
    for end in range(start + 1, len(lines)):
        if lines[end].rstrip() == "---":
            return "\n".join(lines[start + 1 : end]), start + 2, lines[end + 1 :], end + 2
    raise BadInput(f"{Place(name, start + 1)}: the head that begins there is not closed by a line of ---.")


def _kit(written: str, kits: Mapping[str, Kit]) -> Kit | None:
    """The kit of this id, or else of this id or name in other capitals."""
    if not written or written in kits:
        return kits.get(written)
    wanted = written.strip().casefold()
    return next((kit for kit in kits.values() if wanted in (kit.id.casefold(), kit.name.casefold())), None)


def _with_ids(interview: Interview) -> Interview:
    """Give the interview, its candidate and its notes ids that follow from what it says.

    A candidate who can be reached (e-mail or phone) has the same id in every interview that names them so; one
    known by a name alone gets an id of this interview, because two people may share a name.
    """
    person = interview.candidate
    said = {**vars(interview), "when": interview.when.astimezone(UTC)}
    whole = hashlib.sha256(json.dumps(said, default=_said, sort_keys=True).encode()).hexdigest()
    reached = json.dumps(vars(person), sort_keys=True) if person.email or person.phone else whole
    taken: set[str] = set()
    notes = []
    for number, note in enumerate(interview.notes):
        note_id, turn = _id("note", whole, number), 0
        while note_id in taken:
            turn += 1
            note_id = _id("note", whole, number, turn)
        taken.add(note_id)
        notes.append(replace(note, id=note_id))
    candidate = replace(person, id=_id("candidate", reached))
    return replace(interview, id=_id("interview", whole), candidate=candidate, notes=tuple(notes))


def _said(value: object) -> object:
    """Values that JSON doesn't know: a time as text, a noun as its fields."""
    return value.isoformat() if isinstance(value, datetime) else vars(value)


def _id(*content: object) -> str:
    digest = hashlib.sha256("\n".join(map(str, content)).encode()).digest()
    bits = int.from_bytes(digest[:5], "big")
    return "".join(ID_ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
