"""The live interview: sections on the left, notes and the capture line in the middle, what was found on the right.

The capture line has the keyboard and keeps it. This file binds the commands and follows the interview; where the
panes stand lies in `panes`, what typing means in `writing`, clock and counts in `progress`, what an interview is and
how it is written in `live`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from feedback_desk.desk.ahead import Shape
from feedback_desk.model import Note
from ui.actions import Commands
from ui.interview.capture_panel import CapturePanel
from ui.interview.compact import Compact
from ui.interview.filed import Filed
from ui.interview.found import FoundPane
from ui.interview.header import Header
from ui.interview.kinds import LOOKS
from ui.interview.live import LiveInterview
from ui.interview.look_ahead import LookAhead
from ui.interview.note_stream import NoteStream
from ui.interview.panes import Panes
from ui.interview.progress import OUTSIDE, Progress
from ui.interview.rating_scale import RatingScale
from ui.interview.section_guide import SectionGuide
from ui.interview.sections import SectionList
from ui.interview.taking_back import TakingBack
from ui.interview.turning import Turning
from ui.interview.unseen import TypedUnseen
from ui.interview.writing import Writing
from ui.jobs import Jobs
from ui.widgets.announce import announce

_HINT = (
    "Type what you hear; Enter files it.\n"
    "+ strength   - gap   -- serious gap   > quote   ? question   ! private\n"
    "# adds a skill, =3 alone rates the section, ?2 alone ticks its second question off."
)
_OWN_KEYS = (Qt.Key.Key_F6, Qt.Key.Key_Escape)
"""They mean something else here than in the window."""


class InterviewScreen(TypedUnseen):
    """One interview, planned, running or finished; notes can be taken in each state."""

    compact_wanted = Signal()
    """Become a strip, or a whole screen again; the window does that."""

    def __init__(self, jobs: Jobs, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._commands = jobs, commands
        self.live = LiveInterview(jobs, self)
        self.turning = Turning(jobs, self.live)
        self._all = False
        self._bind()
        self.header = Header(jobs, commands)
        self.sections = SectionList()
        self.guide = SectionGuide()
        self.scale = RatingScale(commands)
        self.progress = Progress(self.live, commands, self.header, self.sections, self.guide, self.scale)
        self.stream = NoteStream(self.progress.sections, partial(self.live.find_skills, ""), commands)
        self.found = FoundPane(commands.button("last_time", quiet=True))
        self.panel = CapturePanel(jobs, commands, self, self.find_skills)
        self.line = self.panel.line
        self.panes = Panes(
            commands, self.header, self.sections, self.guide, self.stream, self.panel, self.found, self.scale
        )
        self.progress.panes = self.panes
        self.title, self.show_all = self.panes.title, self.panes.show_all
        self.compact = Compact(commands, self.header, self.panes, self.panel)
        self.writing = Writing(self.live, self.panel)
        self.history = TakingBack(self.live, self.writing)
        self.filed = Filed(self.live, self.writing, self.stream, self.sections)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        self._wire()
        self.start_at(self.line)
        self._ahead = LookAhead(jobs, self.live, self)
        self._ahead.done.connect(self.found.show_shape)
        self._ahead.trouble.connect(self._trouble)
        self._show_nothing()

    def _wire(self) -> None:
        live, writing = self.live, self.writing
        live.opened.connect(self._opened)
        live.note_put.connect(self._note_put)
        live.note_gone.connect(self._note_gone)
        live.section_changed.connect(lambda _: self.progress.show())
        live.clock_changed.connect(self._clock_changed)
        self.turning.finished.connect(lambda: self.open_letter.emit(live.id))
        live.trouble.connect(self._trouble)
        writing.said.connect(self._say)
        writing.announced.connect(self._announce)
        self.history.said.connect(self._say)
        writing.editing_changed.connect(self.stream.mark_edited)
        self.line.typed.connect(lambda _: self._ahead.hold())
        self.line.left.connect(self._step_back)
        self.line.announced.connect(self._announce)
        self.sections.chosen.connect(self._choose)
        self.scale.rate_wanted.connect(lambda step: self._rate(step))
        self.scale.not_asked_wanted.connect(self._not_asked)
        self.guide.tick_wanted.connect(self._tick_question)
        self.filed.said.connect(self._say)
        self.found.tidy_wanted.connect(self.filed.tidy)
        self.show_all.toggled.connect(self._show_all)

    def _bind(self) -> None:
        handlers: dict[str, Callable[[], object]] = {
            "start": self.turning.start,
            "finish": self._finish,
            "reopen": self.turning.reopen,
            "pause": self.turning.pause_or_go_on,
            "next_section": partial(self._step_section, +1),
            "previous_section": partial(self._step_section, -1),
            "not_asked": self._not_asked,
            "tick_question": self._tick_next_question,
            "add_skill": lambda: self.filed.add_skill(),
            "note_to_next": lambda: self.filed.move(+1),
            "note_to_previous": lambda: self.filed.move(-1),
            "open_link": lambda: self.filed.open_link(),
            "tidy_tag": self._tidy,
            "last_time": self._last_time,
            "to_capture": self._to_line,
            "compact": self.compact_wanted.emit,
            "peek": lambda: self.panes.peek(),
            "to_letter": lambda: self.open_letter.emit(self.live.id),
        }
        handlers |= {f"rate_{step}": partial(self._rate, step) for step in range(1, 8)}
        handlers |= {look.command: partial(lambda kind: self.filed.make(kind), look.kind) for look in LOOKS.values()}
        for command_id, handler in handlers.items():
            self._commands.bind(command_id, partial(self._run, handler), self)

    def _run(self, handler: Callable[[], object]) -> None:
        """Every command here needs an interview, and leaves the keyboard with the capture line."""
        if self.live.is_open:
            handler()
            if not self.stream.hasFocus():
                self._to_line()

    # --- Opening and leaving ------------------------------------------------------------------

    def open(self, item_id: str) -> None:
        """Show an interview; the one that is open already stays as it is."""
        if self.live.is_open and self.live.id == item_id:
            self._to_line()
            return
        self.leave()
        self.live.forget()
        self._show_nothing()
        self.live.open(item_id)

    def take_skill(self, tag: str) -> None:
        """Put a skill into the note that is being typed."""
        if self.live.is_open:
            self._to_line()
            self.line.put_tag(tag)

    def leave(self) -> None:
        """Another screen comes: a note being edited is kept as it stands, the line is handed on."""
        self.line.hand_on()
        self.writing.settle()

    def _show_nothing(self) -> None:
        """Nothing of the interview before stays in sight while another one is read, or when it can't be."""
        self.writing.restore("")
        self.line.setReadOnly(True)
        self.panel.forget_trouble()
        self.found.hide_last_time()
        self.found.show_shape(Shape())
        self.progress.show_nothing()
        self.title.show_words("")
        self.stream.show_notes([], None, {}, "")

    def _opened(self, again: bool) -> None:
        live = self.live
        self.progress.count()
        known = {section.id for section in self.progress.sections()}
        if not again:
            self.header.begin()
            wanted, text = live.line
            last = live.notes[-1].section if live.notes and live.is_running else ""
            first = live.bare.sections[0].id if live.bare.sections else ""
            self.progress.section = next((s for s in (wanted, last) if s in known and s), first)
            self.writing.section = self.progress.section
            self.writing.restore(text)
            self.line.setReadOnly(False)
        elif self.progress.section not in known:
            self.progress.section = self.writing.section = live.bare.sections[0].id if live.bare.sections else ""
        self.panel.show_scale(live.scale)
        self._clock_changed()
        self._show_section()
        self._ahead.soon()
        if not again and self.isVisible():
            self._to_line()

    # --- Sections -----------------------------------------------------------------------------

    def _choose(self, section_id: str) -> None:
        self._go_to(section_id)
        self._announce(self._section_title())

    def _go_to(self, section_id: str) -> None:
        self.writing.go_to(section_id)
        self.progress.section = section_id
        self._show_section()
        self._to_line()

    def _step_section(self, step: int) -> None:
        ids = [section.id for section in self.progress.sections()]
        at = ids.index(self.progress.section) + step if self.progress.section in ids else 0
        if 0 <= at < len(ids):
            self._choose(ids[at])

    def _show_section(self) -> None:
        if not self.live.is_open:
            return
        others = " · all notes" if self._all and self.live.bare.sections else ""
        self.title.show_words(self._section_title() + others)
        self._show_notes()
        self.progress.show()
        kit_section = self.live.kit_section(self.progress.section)
        self.panel.count_questions(len(kit_section.questions) if kit_section else 0)
        self.sections.mark(self.progress.section)
        self.guide.scroll_up()

    def _section_title(self) -> str:
        return next((s.title for s in self.progress.sections() if s.id == self.progress.section), OUTSIDE.title)

    def _show_notes(self) -> None:
        titles = {s.id: s.title for s in self.progress.sections()}
        shown = None if self._all else self.progress.section
        self.stream.show_notes(self.live.notes, shown, titles, _HINT)

    def _show_all(self, on: bool) -> None:
        self._all = on
        self._show_section()
        self._to_line()

    # --- The clock ----------------------------------------------------------------------------

    def _clock_changed(self) -> None:
        self.progress.clock_changed(seen=self.isVisible())

    def _finish(self) -> None:
        """What stands in the line is filed; then the clock ends, and the letter is asked for."""
        self.writing.settle()
        self.writing.file()
        self.turning.finish()

    # --- Notes --------------------------------------------------------------------------------

    def _note_put(self, note: Note, row: int, is_new: bool) -> None:
        self.stream.put(note, self.live.notes, reveal=is_new or note.section == self.progress.section)
        if is_new and row == len(self.live.notes) - 1:
            self.progress.filed(note)
        else:
            self.progress.count()
        self._notes_changed()

    def _note_gone(self, note_id: str, _row: int) -> None:
        self.stream.notes.remove(note_id)
        self.progress.count()
        self._notes_changed()

    def _notes_changed(self) -> None:
        self.progress.tick()
        self._ahead.wanted()

    def _tidy(self) -> None:
        """Tidy the first tag that the catalogue doesn't know."""
        if unknown := self.live.known.unknown(self.live.notes):
            self.filed.tidy(unknown[0], self.title.mapToGlobal(self.title.rect().bottomLeft()))
        else:
            self._say("Every tag here is a known skill.")

    def _last_time(self) -> None:
        """Show the gaps of this candidate's interview before, or put them away: never by itself."""
        if self.found.shows_last_time:
            self.found.hide_last_time()
            self._say("Last time's gaps are put away.")
        else:
            self.live.look_back(lambda found: self._say(self.found.show_last_time(found)))

    def _rate(self, step: int | None) -> None:
        self.writing.rate(step)
        self._to_line()

    def _not_asked(self) -> None:
        section = self.live.section(self.progress.section)
        self.writing.rate(None, not_asked=not (section and section.not_asked))
        self._to_line()

    def _tick_question(self, place: int) -> None:
        self.writing.tick((place,))
        self._to_line()

    def _tick_next_question(self) -> None:
        """The first question that is still to be asked is asked now."""
        section = self.live.section(self.progress.section)
        place = self.guide.next_question(section.asked) if section else None
        if place is None:
            self._say("Every question here is ticked off." if section and section.asked else "No questions here.")
        else:
            self.writing.tick((place,))

    # --- Stepping back ----------------------------------------------------------------------------

    def _step_back(self) -> None:
        if self.writing.is_editing:
            self.writing.settle()
        elif self.line.toPlainText().strip():
            # One key too many after the skill list must not lead out of a call.
            leads = "leads back to the whole window" if self.compact.is_on else "leaves the interview"
            self._say(f"What you type is kept. Esc in an empty line {leads}.")
        else:
            self.closed.emit()

    def _to_line(self) -> None:
        if self.isVisible():  # else the keys of the screen that came would go into this one
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Words --------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        """In the status line, which tells a screen reader too."""
        self.said.emit(words)

    def _announce(self, words: str) -> None:
        announce(self.line, words)

    def _trouble(self, sentence: str) -> None:
        if self._jobs.refused:
            self.header.not_saved()
        self.panel.show_trouble(sentence)
        self._announce(sentence)

    # --- Keys and room ------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something else here than in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination())
        if event.key() == Qt.Key.Key_F6:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.panes.next_pane(-1 if back else 1)
        elif pressed in self._commands.keys.of("undo"):
            self.history.undo()  # the line had claimed the key, and had nothing of its own to take back
        elif pressed in self._commands.keys.of("redo"):
            self.history.redo()
        elif event.key() == Qt.Key.Key_Escape:
            self._to_line()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.progress.go_on()
        self._commands.undo.give_way(self.history)

    def hideEvent(self, event: QHideEvent) -> None:
        self.progress.stop()
        self._commands.undo.give_way(None)
        super().hideEvent(event)
