"""Starting, holding and ending the clock: the store says what time it was, the screen shows it once that is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from feedback_desk.errors import DeskError
from feedback_desk.model import Change, Interview
from ui.interview.live import LiveInterview
from ui.jobs import Jobs

if TYPE_CHECKING:
    from feedback_desk.desk import Desk


class Turning(QObject):
    """Turns the clock of the interview that is open; two presses in one moment mean one."""

    finished = Signal()
    """The clock was ended and that is committed."""

    def __init__(self, jobs: Jobs, live: LiveInterview) -> None:
        super().__init__(live)
        self._jobs, self._live = jobs, live
        self._under_way = ""
        """The id of the interview whose clock is being turned."""

    def start(self) -> None:
        self._turn(lambda desk, i, s: desk.start(i, s))

    def pause_or_go_on(self) -> None:
        if self._live.is_paused:
            self._turn(lambda desk, i, s: desk.resume(i, s))
        elif self._live.is_running:
            self._turn(lambda desk, i, s: desk.pause(i, s))

    def finish(self) -> None:
        """End the clock; `finished` follows once that is committed."""
        self._turn(lambda desk, i, s: desk.finish(i, s), self.finished.emit)

    def reopen(self) -> None:
        self._turn(lambda desk, i, s: desk.reopen(i, s))

    def _turn(self, do: Callable[[Desk, str, str], Change], then: Callable[[], None] | None = None) -> None:
        interview_id = self._live.id
        if self._under_way == interview_id:
            return
        self._under_way = interview_id
        source = self._live.tell()

        def committed(_change: Change) -> None:
            self._jobs.read(lambda desk: desk.interview(interview_id), arrived, refused, owner=self)

        def arrived(stored: Interview) -> None:
            self._under_way = ""
            if self._live.take_clock(stored) and then is not None:
                then()

        def refused(error: DeskError) -> None:
            self._under_way = ""
            self._live.trouble.emit(str(error))

        self._jobs.write(lambda desk: do(desk, interview_id, source), committed, refused, owner=self)
