"""What typing means: filing the line, editing a note in it, and keeping both safe while it happens.

A note being edited is written to the store as it changes, so that a crash loses nothing of it; leaving the line by
Enter, Esc or another section keeps it as it stands, as one step that Ctrl+Z takes back. A line that was under way
when the editing began waits, and comes back afterwards.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from feedback_desk.capture.clock import clock_text
from feedback_desk.capture.shorthand import RatingLine, TickLine, format_note, parse_line, parse_note
from feedback_desk.model import Note, NoteKind
from ui.interview.capture_panel import CapturePanel
from ui.interview.kinds import LOOKS
from ui.interview.live import LiveInterview


class Writing(QObject):
    """The capture line's text and the interview's notes, kept in step. `section` is where a new note goes."""

    editing_changed = Signal(str)
    """The id of the note that is in the line now; empty for a new one."""
    said = Signal(str)
    announced = Signal(str)

    def __init__(self, live: LiveInterview, panel: CapturePanel) -> None:
        super().__init__(panel)
        self._live, self._panel, self.line = live, panel, panel.line
        self.section = ""
        self._editing: Note | None = None
        self._half_written: Note | None = None
        """The note being edited as it stood in the middle of it, if the store was told of that."""
        self._waiting_line = ""
        self.line.typed.connect(self._typed)
        self.line.entered.connect(self._entered)
        self.line.previous_wanted.connect(lambda: self._edit_neighbour(-1))
        self.line.next_wanted.connect(lambda: self._edit_neighbour(+1))
        live.opened.connect(self._read_again)

    @property
    def edited(self) -> Note | None:
        """The note that is in the line."""
        return self._editing

    @property
    def take_back(self) -> str:
        """What one presses or chooses to take something back."""
        return self._panel.take_back

    @property
    def is_editing(self) -> bool:
        return self._editing is not None

    def restore(self, text: str) -> None:
        """Show the line that was being typed when the interview was last left."""
        self._set_editing(None)
        self._waiting_line = ""
        self.line.put(text)

    def go_to(self, section: str) -> None:
        """New notes go to `section` from now on; a note being edited is kept as it stands."""
        self.settle()
        moved = bool(self.section) and section != self.section
        self.section = section
        if moved and self.line.toPlainText():
            self._live.keep_line(section, self.line.toPlainText())

    # --- Filing -------------------------------------------------------------------------------

    def file(self) -> None:
        """File the line, as Enter does."""
        self.line.hand_on()
        self._entered(self.line.toPlainText())

    def _typed(self, text: str) -> None:
        if not self._live.is_open:
            return
        if self._editing is None:
            self._live.keep_line(self.section, text)
        elif (note := self._edited(text)) is not None:
            self._half_written = note
            self._live.keep_while_editing(note)

    def _entered(self, text: str) -> None:
        if not self._live.is_open:
            return
        if self._editing is not None:
            self._finish_editing(delete_empty=True)
            return
        if not text.strip():
            return
        parsed = parse_line(text)
        if isinstance(parsed, RatingLine):
            if not self.rate(parsed.rating, not_asked=parsed.not_asked):
                return
        elif isinstance(parsed, TickLine):
            if not self.tick(parsed.places):
                return
        elif not parsed.text and not parsed.skills:
            return  # a marker alone says nothing yet
        else:
            note = self._live.file(parsed, self.section, text)
            at = f" at {clock_text(note.at)}" if note.at is not None else ""
            self.announced.emit(f"{LOOKS[note.kind].word} filed{at}")
        self.line.put("")
        self._live.keep_line(self.section, "")

    def rate(self, rating: int | None, *, not_asked: bool = False) -> bool:
        """Rate the current section; a step that the scale doesn't have changes nothing, and says so."""
        if not self._live.rate(self.section, rating, not_asked=not_asked):
            scale = len(self._live.scale)
            has = self._live.section(self.section) is not None
            self.said.emit(f"The scale goes from 1 to {scale}." if has else "There is no section to rate here.")
            return False
        section = self._live.section(self.section)
        word = self._live.rating_word(section) if section else ""
        self.said.emit(f"{section.title}: {word or 'no rating'}." if section else "")
        return True

    def tick(self, places: tuple[int, ...]) -> bool:
        """Tick questions of the current section off; where all of them are, take the ticks off again."""
        if not self._live.tick(self.section, places):
            self.said.emit("This section has no question with that number.")
            return False
        section = self._live.section(self.section)
        is_on = section is not None and set(places) <= set(section.asked)
        which, one = ", ".join(map(str, places)), len(places) == 1
        done = "ticked off" if is_on else "is open again" if one else "are open again"
        self.said.emit(f"Question{'' if one else 's'} {which} {done}.")
        return True

    # --- Editing ------------------------------------------------------------------------------

    def edit(self, note_id: str) -> None:
        """Take a filed note into the line."""
        self.settle()
        self.line.hand_on()
        note = self._live.note(note_id)
        if note is None:
            return
        self._waiting_line = self.line.toPlainText()
        self._set_editing(note)
        self.line.put(_typed_for(note))

    def settle(self) -> None:
        """Leave editing, if that is under way, with the note kept as it stands; an emptied one stays as it was."""
        if self._editing is not None:
            self.line.hand_on()
            self._finish_editing(delete_empty=False)

    def delete(self, note_id: str) -> None:
        """Delete a note; Ctrl+Z brings it back."""
        self.settle()
        self._live.delete(note_id)
        self.said.emit(f"Note deleted. {self.take_back} brings it back.")

    def make(self, note_id: str, kind: NoteKind, *, turn_back: bool = True) -> None:
        """Give a note another kind; the kind it has already makes it plain, if it may `turn_back`."""
        self.settle()
        note = self._live.note(note_id)
        if note is not None:
            changed = replace(note, kind=NoteKind.PLAIN if turn_back and note.kind is kind else kind)
            self._live.change(changed, "Changing the kind")
            self.said.emit(f"The note is now: {LOOKS[changed.kind].word}.")

    def add_tag(self, note_id: str, tag: str) -> None:
        """Put one more skill on a note."""
        self.settle()
        note = self._live.note(note_id)
        if note is not None and tag not in note.skills:
            self._live.change(replace(note, skills=(*note.skills, tag)), "Adding a skill")
            self.said.emit(f"#{tag} added.")

    def untag(self, note_id: str, tag: str) -> None:
        """Take a skill off a note."""
        self.settle()
        note = self._live.note(note_id)
        if note is not None and tag in note.skills:
            self._live.change(replace(note, skills=tuple(t for t in note.skills if t != tag)), "Taking a skill off")
            self.said.emit(f"#{tag} taken off.")

    def type_tag(self, instead_of: str = "") -> None:
        """Make ready for a skill to be typed for the note in the line, in place of another one or as one more."""
        if self.is_editing and not (instead_of and self.line.select_tag(instead_of)):
            self.line.begin_tag()

    def move(self, note_id: str, section_id: str) -> None:
        """Move a note to another section."""
        self.settle()
        note, section = self._live.note(note_id), self._live.section(section_id)
        if note is not None:
            self._live.change(replace(note, section=section_id), "Moving the note")
            self.said.emit(f"Moved to {section.title}." if section else "Moved.")

    def _edit_neighbour(self, step: int) -> None:
        """Up takes the last note of the section, then the one before; Down goes back, in the end to the new line."""
        section = self._editing.section if self._editing is not None else self.section
        notes = [n for n in self._live.notes if n.section == section]
        if self._editing is None:
            if step < 0 and notes:
                self.edit(notes[-1].id)
            return
        editing = self._editing.id
        at = next((i for i, n in enumerate(notes) if n.id == editing), None)
        if at is None or at + step >= len(notes):
            self.settle()
        elif at + step >= 0:
            self.edit(notes[at + step].id)

    def _edited(self, text: str) -> Note | None:
        """The note being edited with what the line says now; None when that is nothing."""
        parsed = parse_note(text)
        if self._editing is None or not (parsed.text or parsed.skills):
            return None
        return replace(self._editing, kind=parsed.kind, text=parsed.text, skills=parsed.skills)

    def _finish_editing(self, *, delete_empty: bool) -> None:
        before, after = self._editing, self._edited(self.line.toPlainText())
        assert before is not None
        half_written = self._half_written
        self._set_editing(None)
        if after is not None and after != before:
            self._live.change(after)
            self.announced.emit("Note changed")
        elif after is None and delete_empty:
            self.delete(before.id)
        elif half_written is not None:
            self._live.keep_while_editing(before)
        self.line.put(self._waiting_line)
        self._waiting_line = ""

    def _read_again(self, again: bool) -> None:
        """Somebody else wrote, and the notes were read: what is being edited goes on from the note as it is now."""
        before = self._editing
        if before is None or not again:
            return
        stored = self._live.note(before.id)
        if stored is None:
            self._keep_words()
        elif stored == self._half_written:  # our own: what taking back leads to is the note as it was
            self._live.notes[self._live.notes.index(stored)] = before
        else:
            self._editing = stored
            if self.line.toPlainText() == _typed_for(before):
                self.line.put(_typed_for(stored))

    def _keep_words(self) -> None:
        """The note in the line was deleted by somebody else: its words stay as a new line."""
        text = "\n".join(filter(None, (self._waiting_line, self.line.toPlainText())))
        self.restore(text)
        self._live.keep_line(self.section, text)
        self.said.emit("The note was deleted elsewhere. Its words stay here as a new line.")

    def _set_editing(self, note: Note | None) -> None:
        self._editing = note
        self._half_written = None
        self._panel.show_editing(note)
        self.editing_changed.emit(note.id if note else "")


def _typed_for(note: Note) -> str:
    """A note as one types it."""
    return format_note(note.kind, note.text, note.skills)
