"""Taking back: what was done lately, with how to undo it in the store, and to do it again.

A screen that did something says so: `commands.undo.push("Note deleted", lambda desk: desk.put_note(i, note))`. The
window shows the words with an Undo button; Ctrl+Z does the same where no text field takes it for its own text. A screen
with a history of its own puts that in front of these steps as long as it is shown.
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


class History(QObject):
    """What a screen can take back by itself."""

    changed = Signal()
    """Something else can be taken back or done again now."""

    @property
    def can_undo(self) -> bool:
        raise NotImplementedError

    @property
    def can_redo(self) -> bool:
        raise NotImplementedError

    def undo(self) -> None:
        """Take the last step back."""
        raise NotImplementedError

    def redo(self) -> None:
        """Do again what was taken back last."""
        raise NotImplementedError


class Undo(QObject):
    """The steps that can be taken back, newest first out."""

    possible = Signal(bool)
    """Whether there is a step to take back."""
    again_possible = Signal(bool)
    """Whether there is a step to do again."""
    pushed = Signal(str)
    """In words, what can be taken back now."""
    gave_way = Signal()
    """Another screen's history stands in front now, or none."""
    undone = Signal(str)
    redone = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._steps: deque[Step] = deque(maxlen=DEPTH)
        self._taken_back: list[Step] = []
        self._front: History | None = None

    @property
    def front(self) -> History | None:
        """The history of the screen that is shown, if it has one: what one takes back there are its steps."""
        return self._front

    def give_way(self, to: History | None) -> None:
        """The history of a screen comes to the front; None when that screen goes."""
        if self._front is not None:
            self._front.changed.disconnect(self._tell)
        self._front = to
        if to is not None:
            to.changed.connect(self._tell)
        self.gave_way.emit()
        self._tell()

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
        if self._front is not None:
            self._front.undo()
        elif self._steps:
            step = self._steps.pop()
            if step.again is not None:
                self._taken_back.append(step)
            self._tell()
            self._jobs.write(step.back, done=lambda _: self.undone.emit(step.words))

    def redo(self) -> None:
        """Do again what was taken back last; nothing happens when there is nothing."""
        if self._front is not None:
            self._front.redo()
        elif self._taken_back:
            step = self._taken_back.pop()
            assert step.again is not None
            self._steps.append(step)
            self._tell()
            self._jobs.write(step.again, done=lambda _: self.redone.emit(step.words))

    def _tell(self) -> None:
        front = self._front
        self.possible.emit(front.can_undo if front is not None else bool(self._steps))
        self.again_possible.emit(front.can_redo if front is not None else bool(self._taken_back))
