"""What can be taken back in an interview: what was typed in the line, an edit under way, and then its steps."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.interview.live import LiveInterview
from ui.interview.writing import Writing
from ui.undo import History


class TakingBack(History):
    """The history of the interview that is open; the newest goes first, and that is what stands in the line."""

    said = Signal(str)

    def __init__(self, live: LiveInterview, writing: Writing) -> None:
        super().__init__(writing)
        self._stack, self._writing, self._line = live.undo_stack, writing, writing.line
        self._stack.canUndoChanged.connect(self.changed)
        self._stack.canRedoChanged.connect(self.changed)
        self._line.undoAvailable.connect(self.changed)
        self._line.redoAvailable.connect(self.changed)
        writing.editing_changed.connect(self.changed)

    @property
    def can_undo(self) -> bool:
        return self._line.document().isUndoAvailable() or self._writing.is_editing or self._stack.canUndo()

    @property
    def can_redo(self) -> bool:
        return self._line.document().isRedoAvailable() or (not self._writing.is_editing and self._stack.canRedo())

    def undo(self) -> None:
        if self._line.document().isUndoAvailable():
            self._line.undo()
        elif self._writing.is_editing:
            self._writing.settle()
        elif self._stack.canUndo():
            words = self._stack.undoText()
            self._stack.undo()
            self.said.emit(f"Taken back: {words[:1].lower()}{words[1:]}.")
        else:
            self.said.emit("There is nothing to take back.")

    def redo(self) -> None:
        if self._line.document().isRedoAvailable():
            self._line.redo()
        elif self.can_redo:
            words = self._stack.redoText()
            self._stack.redo()
            self.said.emit(f"Done again: {words[:1].lower()}{words[1:]}.")
