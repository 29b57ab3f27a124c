"""What can be taken back in a live interview: a note filed, changed or deleted, a section rated or ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from feedback_desk.model import Note, Section

if TYPE_CHECKING:
    from ui.interview.live import LiveInterview


class NoteStep(QUndoCommand):
    """A note filed (`before` is None), changed, or deleted (`after` is None); `row` is its place among all notes.

    `line` is what was typed for a note that is filed.
    """

    def __init__(
        self, live: LiveInterview, words: str, before: Note | None, after: Note | None, row: int, line: str = ""
    ) -> None:
        super().__init__(words)
        self._live, self._before, self._after, self._row, self._line = live, before, after, row, line

    def redo(self) -> None:
        self._live.settle(self._before, self._after, self._row, self._line)
        self._line = ""  # done again, it has nothing to do with what is being typed by then

    def undo(self) -> None:
        self._live.settle(self._after, self._before, self._row)


class SectionStep(QUndoCommand):
    """A section rated, or its questions ticked off."""

    def __init__(self, live: LiveInterview, words: str, before: Section, after: Section) -> None:
        super().__init__(words)
        self._live, self._before, self._after = live, before, after

    def redo(self) -> None:
        self._live.settle_section(self._before, self._after)

    def undo(self) -> None:
        self._live.settle_section(self._after, self._before)
