"""What has been found and what the letter would be now, worked out by a reading job a moment after something changed.

Never while a key is on its way: it waits for a short rest of the hands, but not for ever.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from feedback_desk.model import BlockKind, Finding, FindingKind, Interview, Letter, Severity
from ui.interview.live import LiveInterview
from ui.jobs import Jobs

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

REST_MS = 600
"""Quiet after the last change or key before it is worked out."""
SOON_MS = 80
"""After an interview was opened: it is in sight first."""
AT_MOST = 8.0
"""Seconds of continuous typing after which it is worked out all the same."""


@dataclass(frozen=True)
class Shape:
    """What is found, and what the letter would be now: `words` is about, `remarks` are sentences."""

    findings: tuple[Finding, ...] = ()
    words: int = 0
    remarks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Tags that the catalogue doesn't know, for tidying."""


def look_ahead(desk: Desk, interview: Interview) -> Shape:
    """Findings and letter of an interview as it stands on screen, stored or not; for a reading job."""
    findings, unknown = desk.findings(interview), tuple(desk.unknown_tags(interview))
    if not findings:
        return Shape(unknown=unknown)
    letter = desk.compose_letter(interview)
    remarks = list(_missing(findings, letter))
    checks = desk.check_letter(letter, interview)
    stops = sum(1 for c in checks if c.severity is Severity.BLOCK)
    looks = sum(1 for c in checks if c.severity is Severity.WARNING)
    if stops:
        remarks.append("1 thing would stop it" if stops == 1 else f"{stops} things would stop it")
    if looks:
        remarks.append("1 place wants a look" if looks == 1 else f"{looks} places want a look")
    return Shape(findings, count_words(letter), tuple(remarks), unknown)


def count_words(letter: Letter) -> int:
    """About how many words the letter has, left-out blocks aside."""
    shown = (b for b in letter.blocks if b.is_printed)
    return sum(len(f"{b.title} {b.text} {b.next_step}".split()) for b in shown)


def _missing(findings: Sequence[Finding], letter: Letter) -> Sequence[str]:
    growth = [b for b in letter.blocks if b.kind is BlockKind.GROWTH and b.is_printed]
    remarks = []
    if not any(f.kind is FindingKind.STRENGTH for f in findings):
        remarks.append("No strength yet")
    if not growth:
        remarks.append("Nothing to grow in yet")
    else:
        remarks.append("1 area to grow in" if len(growth) == 1 else f"{len(growth)} areas to grow in")
        without = sum(1 for b in growth if not b.next_step.strip())
        if without:
            remarks.append("1 has no next step yet" if without == 1 else f"{without} have no next step yet")
        if all(not b.resources for b in growth):
            remarks.append("No learning resource yet")
    return remarks


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

        self._jobs.read(
            lambda desk: look_ahead(desk, interview),
            show,
            lambda error: self.trouble.emit(str(error)),
            owner=self,
            key="look ahead",
        )
