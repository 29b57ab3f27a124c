"""The interview under way: what the screen shows and the storage lane is told, and how to take it back.

The interview is changed here at once and written behind. Each write says the whole new value of one thing (a note,
a rating, the line being typed) under a key of that thing, so waiting writes coalesce and a retry can't bring an
older word back. What others change in the store is read again, unless it is our own echo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from feedback_desk.capture import clock
from feedback_desk.capture.shorthand import ParsedNote, format_note
from feedback_desk.errors import DeskError, NotFound
from feedback_desk.model import (
    Change,
    Finding,
    Interview,
    InterviewRow,
    InterviewState,
    Kit,
    KitSection,
    Note,
    Section,
    Skill,
    new_id,
)
from ui.interview.known_skills import KnownSkills
from ui.interview.steps import NoteStep, SectionStep
from ui.jobs import Jobs

if TYPE_CHECKING:
    from feedback_desk.desk import Desk


@dataclass(frozen=True)
class Opened:
    """What one reading job brings: the interview, its kit, the line that was being typed."""

    interview: Interview
    kit: Kit | None
    line: tuple[str, str]


class LiveInterview(QObject):
    """One interview while it is open on screen. Notes stand in the order they were written."""

    opened = Signal(bool)
    """Loaded, or (True) read again because somebody else changed it."""
    note_put = Signal(object, int, bool)
    """A note, its row among all notes, and whether it is new there."""
    note_gone = Signal(str, int)
    section_changed = Signal(str)
    """A section was rated, or its questions were ticked off."""
    clock_changed = Signal()
    trouble = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._source = f"interview screen {new_id()}"
        self._interview: Interview | None = None
        self.notes: list[Note] = []
        self.kit: Kit | None = None
        self.known = KnownSkills(jobs, self._refused, self)
        self.line: tuple[str, str] = ("", "")
        """`(section, text)` that is being typed, or was when the interview was last left."""
        self._told = 0
        """How often the lane was told of a note, a rating or the clock: a reading from before that is stale."""
        self._unwritten: dict[str, Opened] = {}
        """Interviews left before everything of theirs was in the store, by id, as they stood."""
        self._changed_elsewhere = False
        self.undo_stack = QUndoStack(self)
        jobs.changed.connect(self._store_changed)
        jobs.saved.connect(self._all_written)

    # --- Opening ------------------------------------------------------------------------------

    def open(self, interview_id: str) -> None:
        """Read the interview, or take it from memory while the store lacks some; `opened` or `trouble` follows."""
        # What was written for an earlier opening and arrives only now is news to this one.
        self._source = f"interview screen {new_id()}"
        if (unwritten := self._unwritten.get(interview_id)) is not None:
            self._opened(unwritten)
            return

        def read(desk: Desk) -> Opened:
            interview = desk.interview(interview_id)
            return Opened(interview, desk.kit_of(interview), desk.draft_line(interview_id))

        self._jobs.read(read, self._opened, self._refused, owner=self, key="open")

    def _opened(self, opened: Opened, again: bool = False) -> None:
        self.line = opened.line
        self._interview = replace(opened.interview, notes=())
        self.notes = list(opened.interview.notes)
        self.kit = opened.kit
        self.undo_stack.clear()
        self.opened.emit(again)
        if not again:
            self.known.read()

    def forget(self) -> None:
        """No interview is open; what was typed is in the store, or kept until it is."""
        if self.is_open and not self._jobs.all_written:
            self._unwritten[self.id] = Opened(self.interview, self.kit, self.line)
        self._interview, self.kit = None, None
        self.notes = []
        self._changed_elsewhere = False
        self.undo_stack.clear()

    def _all_written(self) -> None:
        self._unwritten.clear()
        if self._changed_elsewhere and self.is_open:
            self._read_again()

    def _store_changed(self, change: Change) -> None:
        if self._interview is None or change.source == self._source:
            return
        if not change.ids or self._interview.id in change.ids:
            self._read_again()

    def _read_again(self) -> None:
        """Read what others changed, after all that is still waiting to be written here."""
        interview_id, told = self.id, self._told
        self._changed_elsewhere = False

        def written(_: object) -> None:
            self._jobs.read(
                lambda desk: desk.interview(interview_id), arrived, self._refused, owner=self, key="read again"
            )

        def arrived(stored: Interview) -> None:
            if self._interview is None or self._interview.id != interview_id:
                return
            if self._jobs.refused:  # what the store lacks stands on the screen alone
                self._changed_elsewhere = True
            elif self._told != told:
                self._read_again()
            elif stored != self.interview:
                self._opened(Opened(stored, self.kit, self.line), again=True)

        self._jobs.write(lambda _: None, written, self._refused, owner=self, key=f"before reading {interview_id}")

    # --- Looking ------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self._interview is not None

    @property
    def bare(self) -> Interview:
        """The interview without its notes: cheap to ask each second."""
        assert self._interview is not None
        return self._interview

    @property
    def interview(self) -> Interview:
        """The interview as it stands, with its notes."""
        return replace(self.bare, notes=tuple(self.notes))

    @property
    def id(self) -> str:
        return self.bare.id

    @property
    def is_running(self) -> bool:
        return self.is_open and self.bare.state is InterviewState.RUNNING

    @property
    def is_paused(self) -> bool:
        return self.is_running and self.bare.paused_at is not None

    def elapsed(self) -> int:
        """Seconds on the clock now."""
        return clock.elapsed(self.bare, datetime.now(UTC))

    def note(self, note_id: str) -> Note | None:
        return next((n for n in reversed(self.notes) if n.id == note_id), None)

    def section(self, section_id: str) -> Section | None:
        return next((s for s in self._interview.sections if s.id == section_id), None) if self._interview else None

    def kit_section(self, section_id: str) -> KitSection | None:
        return next((s for s in self.kit.sections if s.id == section_id), None) if self.kit else None

    @property
    def scale(self) -> tuple[str, ...]:
        """Names of the rating steps; the default ones where the interview has no kit."""
        from feedback_desk.model import DEFAULT_SCALE

        return self.kit.scale if self.kit else DEFAULT_SCALE

    def rating_word(self, section: Section) -> str:
        """The section's rating as one reads it; empty while there is none."""
        if section.not_asked:
            return "Not asked"
        step = section.rating or 0
        return self.scale[step - 1] if 0 < step <= len(self.scale) else ""

    def find_skills(self, typed: str) -> list[Skill]:
        """Skills for what stands after the `#`, those lately used first, here and in the interviews before."""
        return self.known.find(typed, self.notes)

    def look_back(self, show: Callable[[tuple[InterviewRow, tuple[Finding, ...]] | None], None]) -> None:
        """Read what was found in this candidate's interview before; only ever asked for by a person."""
        bare = self.bare

        def arrived(found: tuple[InterviewRow, tuple[Finding, ...]] | None) -> None:
            if self.is_open and self.id == bare.id:
                show(found)

        self._jobs.read(lambda desk: desk.last_time(bare), arrived, self._refused, owner=self, key="last time")

    # --- Notes --------------------------------------------------------------------------------

    def file(self, parsed: ParsedNote, section: str, line: str) -> Note:
        """A new note, typed as `line`, last, with the time on the clock; without one when none runs."""
        at = self.elapsed() if self.is_running else None
        note = Note(new_id(), section, parsed.kind, parsed.text, parsed.skills, at)
        self.undo_stack.push(NoteStep(self, "Filing the note", None, note, len(self.notes), line))
        return note

    def change(self, note: Note, words: str = "Changing the note") -> None:
        """Give the note with this id new words, kind, skills or section."""
        before = self.note(note.id)
        if before is not None and before != note:
            self.undo_stack.push(NoteStep(self, words, before, note, self.notes.index(before)))

    @contextmanager
    def as_one(self, words: str) -> Iterator[None]:
        """What is done meanwhile is one step to take back."""
        self.undo_stack.beginMacro(words)
        try:
            yield
        finally:
            self.undo_stack.endMacro()

    def rename_tag(self, tag: str, skill: str) -> int:
        """Put a skill in the place of a tag in every note, as one step; how many notes that were."""
        tagged = [note for note in self.notes if tag in note.skills]
        if tagged:
            with self.as_one(f"Tidying #{tag}"):
                for note in tagged:
                    tags = dict.fromkeys(skill if t == tag else t for t in note.skills)
                    self.change(replace(note, skills=tuple(tags)))
        return len(tagged)

    def delete(self, note_id: str) -> None:
        before = self.note(note_id)
        if before is not None:
            self.undo_stack.push(NoteStep(self, "Deleting the note", before, None, self.notes.index(before)))

    def keep_while_editing(self, note: Note) -> None:
        """Write a note as it stands in the middle of being edited, so that a crash loses nothing of it."""
        self._write_note(note)

    def settle(self, before: Note | None, after: Note | None, row: int, line: str = "") -> None:
        """Make the note `after` out of `before`, on screen now and in the store soon."""
        if after is None:
            assert before is not None
            row = next(i for i, n in enumerate(self.notes) if n.id == before.id)
            del self.notes[row]
            self.note_gone.emit(before.id, row)
            self._delete_note(before.id)
            return
        if before is None:
            row = min(row, len(self.notes))
            self.notes.insert(row, after)
        else:
            row = next(i for i, n in enumerate(self.notes) if n.id == before.id)
            self.notes[row] = after
        self._write_note(after, line)
        self.note_put.emit(after, row, before is None)

    def _write_note(self, note: Note, line: str = "") -> None:
        # Where it stands is said each time: the write that put it there may still wait, and give way to this one.
        after = len(self.notes) - next(i for i, n in enumerate(reversed(self.notes)) if n.id == note.id)
        following = self.notes[after].id if after < len(self.notes) else ""
        interview_id, source = self.id, self.tell()
        self._write(
            lambda desk: desk.put_note(interview_id, note, source, before=following, line=line),
            key=f"note {note.id}",
            text=format_note(note.kind, note.text, note.skills),
        )

    def _delete_note(self, note_id: str) -> None:
        interview_id, source = self.id, self.tell()

        def delete(desk: Desk) -> Change | None:
            try:
                return desk.delete_note(interview_id, note_id, source)
            except NotFound:
                return None  # filed and taken back before it was ever written

        self._write(delete, key=f"note {note_id}")

    def keep_line(self, section: str, text: str) -> None:
        """What is being typed; waiting versions coalesce, so continuous typing can't starve it."""
        interview_id = self.id
        self.line = (section, text)
        self._write(
            lambda desk: desk.keep_draft_line(interview_id, section, text),
            key=f"line {interview_id}",
            text=text,
        )

    # --- Ratings and ticks --------------------------------------------------------------------

    def rate(self, section_id: str, rating: int | None, *, not_asked: bool = False) -> bool:
        """Rate a section, or say that it was not asked; False when the scale has no such step."""
        section = self.section(section_id)
        if section is None or (rating is not None and not 1 <= rating <= len(self.scale)):
            return False
        after = replace(section, rating=rating, not_asked=not_asked)
        if after != section:
            self.undo_stack.push(SectionStep(self, "Rating the section", section, after))
        return True

    def tick(self, section_id: str, places: Iterable[int]) -> bool:
        """Tick questions off, or where all have a tick, take it off; False when the kit has no such question."""
        section, kit_section = self.section(section_id), self.kit_section(section_id)
        there = range(1, len(kit_section.questions) + 1) if kit_section else range(0)
        places, ticked = set(places), set(section.asked if section else ())
        if section is None or not places <= set(there):
            return False
        after = replace(section, asked=tuple(sorted(ticked - places if places <= ticked else ticked | places)))
        self.undo_stack.push(SectionStep(self, "Ticking a question off", section, after))
        return True

    def settle_section(self, before: Section, after: Section) -> None:
        """Give a section the rating and the ticks of `after`, on screen now and in the store soon."""
        bare = self.bare
        self._interview = replace(bare, sections=tuple(after if s.id == after.id else s for s in bare.sections))
        i, source = bare.id, self.tell()
        if (before.rating, before.not_asked) != (after.rating, after.not_asked):
            self._write(
                lambda desk: desk.rate(i, after.id, after.rating, not_asked=after.not_asked, source=source),
                key=f"rating {i} {after.id}",
            )
        if before.asked != after.asked:
            self._write(lambda desk: desk.set_asked(i, after.id, after.asked, source), key=f"asked {i} {after.id}")
        self.section_changed.emit(after.id)

    # --- The clock ----------------------------------------------------------------------------

    def take_clock(self, stored: Interview) -> bool:
        """Take state and times of the interview as the store has it now; False when another one is open."""
        if self._interview is None or self._interview.id != stored.id:
            return False
        self._interview = replace(
            self._interview,
            when=stored.when,
            state=stored.state,
            pauses=stored.pauses,
            paused_at=stored.paused_at,
            ended_at=stored.ended_at,
        )
        self.clock_changed.emit()
        return True

    # --- Writing ------------------------------------------------------------------------------

    def tell(self) -> str:
        """The lane is about to be told of a change; by what it returns, its echo is known as one's own."""
        self._told += 1
        return self._source

    def _write(self, do: Callable[[Desk], object], *, key: str, text: str = "") -> None:
        self._jobs.write(do, failed=self._refused, key=key, owner=self, text=text)

    def _refused(self, error: DeskError) -> None:
        self.trouble.emit(str(error))
