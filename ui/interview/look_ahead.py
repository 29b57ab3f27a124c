"""What has been found and what the letter would be now, worked out beside, a moment after something changed.

Never while a key is on its way: it waits for a short rest of the hands, but not for ever.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from feedback_desk.desk.ahead import Shape, look_ahead
from ui.interview.live import LiveInterview
from ui.jobs import Jobs

REST_MS = 600
"""Quiet after the last change or key before it is worked out."""
SOON_MS = 80
"""After an interview was opened: it is in sight first."""
AT_MOST = 8.0
"""Seconds of continuous typing after which it is worked out all the same."""


class LookAhead(QObject):
    """Asks for the shape of the interview that is open, at the right moments."""

    done = Signal(object)
    """A `Shape`."""
    trouble = Signal(str)

    def __init__(self, jobs: Jobs, live: LiveInterview, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._live = jobs, live
        self._since = 0.0
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look)

    def wanted(self) -> None:
        """Something changed."""
        self._since = self._since or time.monotonic()
        self._rest.start()

    def soon(self) -> None:
        """An interview was opened."""
        QTimer.singleShot(SOON_MS, self.look)

    def hold(self) -> None:
        """Someone types: a little later, then."""
        if self._rest.isActive() and time.monotonic() - self._since < AT_MOST:
            self._rest.start()

    def look(self) -> None:
        """Work it out now."""
        if not self._live.is_open:
            return
        self._since = 0.0
        interview = self._live.interview

        def show(shape: Shape) -> None:
            if self._live.is_open and self._live.id == interview.id:
                self.done.emit(shape)

        self._jobs.beside(
            look_ahead,
            (interview,),
            show,
            lambda error: self.trouble.emit(str(error)),
            owner=self,
            key="look ahead",
        )
