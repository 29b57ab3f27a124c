"""The newest letter is always being read by the checks; while they read, later changes wait as one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from feedback_desk.errors import DeskError
from feedback_desk.model import CheckFinding, Letter
from ui.jobs import Jobs


class Checking(QObject):
    """Asks for the checks of each letter it is given."""

    checked = Signal(object, bool)
    """The findings, and whether somebody agreed to the letter as it reads."""
    trouble = Signal(object)
    """A `DeskError`."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.busy = False
        """Whether what the checks say is still to come."""
        self._next: Letter | None = None

    def check(self, letter: Letter) -> None:
        """Read this letter now, or as soon as the one before is read."""
        if self.busy:
            self._next = letter
            return
        from feedback_desk.desk import Desk

        self.busy = True
        self._jobs.beside(Desk.checked, (letter,), self._read, self._failed, owner=self)

    def _read(self, found: tuple[tuple[CheckFinding, ...], bool]) -> None:
        self.checked.emit(*found)
        self._go_on()

    def _go_on(self) -> None:
        self.busy = False
        if self._next is not None:
            letter, self._next = self._next, None
            self.check(letter)

    def _failed(self, error: DeskError) -> None:
        self.trouble.emit(error)
        self._go_on()
