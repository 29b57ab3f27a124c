"""Taking back: what was done lately, with how to undo it in the store.

A screen that did something says so: `commands.undo.push("Note deleted", lambda desk: desk.put_note(i, note))`. The
window shows the words with an Undo button; Ctrl+Z does the same where no text field takes it for its own text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.jobs import Jobs

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

DEPTH = 50
"""How many steps are remembered; they go with the window."""


class Undo(QObject):
    """The steps that can be taken back, newest first out."""

    possible = Signal(bool)
    """Whether there is a step to take back."""
    pushed = Signal(str)
    """In words, what can be taken back now."""
    undone = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._steps: deque[tuple[str, Callable[[Desk], Any]]] = deque(maxlen=DEPTH)

    def push(self, words: str, back: Callable[[Desk], Any]) -> None:
        """Remember how to take back what `words` name; `back` is run on the storage lane."""
        self._steps.append((words, back))
        self.possible.emit(True)
        self.pushed.emit(words)

    def undo(self) -> None:
        """Take the last step back; nothing happens when there is none."""
        if self._steps:
            words, back = self._steps.pop()
            self.possible.emit(bool(self._steps))
            self._jobs.write(back, done=lambda _: self.undone.emit(words))
