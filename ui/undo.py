"""Taking back: what was done lately, with how to undo it in the store, and to do it again.

A screen that did something says so: `commands.undo.push("Note deleted", lambda desk: desk.put_note(i, note))`. The
window shows the words with an Undo button; Ctrl+Z does the same where no text field takes it for its own text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from feedback_desk.record import Record
from ui.jobs import Jobs

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

DEPTH = 200
"""How many steps are remembered; they go with the window."""


class Step(Record):
    """What was done, in words, and the way back; `again` where it can be done once more."""

    words: str
    back: Callable[[Desk], Any]
    again: Callable[[Desk], Any] | None = None


class Undo(QObject):
    """The steps that can be taken back, newest first out."""

    possible = Signal(bool)
    """Whether there is a step to take back."""
    again_possible = Signal(bool)
    """Whether there is a step to do again."""
    pushed = Signal(str)
    """In words, what can be taken back now."""
    undone = Signal(str)
    redone = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._steps: deque[Step] = deque(maxlen=DEPTH)
        self._taken_back: list[Step] = []

    @property
    def last(self) -> Step | None:
        """The step that `undo` would take back."""
        return self._steps[-1] if self._steps else None

    def push(
        self,
        words: str,
        back: Callable[[Desk], Any],
        again: Callable[[Desk], Any] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        """Remember how to take back what `words` name; `back` and `again` are run on the storage lane.

        `quiet` steps, such as typing, are not announced.
        """
        self._steps.append(Step(words, back, again))
        self._taken_back.clear()
        self._tell()
        if not quiet:
            self.pushed.emit(words)

    def undo(self) -> None:
        """Take the last step back; nothing happens when there is none."""
        if self._steps:
            step = self._steps.pop()
            if step.again is not None:
                self._taken_back.append(step)
            self._tell()
            self._jobs.write(step.back, done=lambda _: self.undone.emit(step.words))

    def redo(self) -> None:
        """Do again what was taken back last; nothing happens when there is nothing."""
        if self._taken_back:
            step = self._taken_back.pop()
            assert step.again is not None
            self._steps.append(step)
            self._tell()
            self._jobs.write(step.again, done=lambda _: self.redone.emit(step.words))

    def _tell(self) -> None:
        self.possible.emit(bool(self._steps))
        self.again_possible.emit(bool(self._taken_back))
