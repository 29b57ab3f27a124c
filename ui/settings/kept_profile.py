"""The profile as it is in the store, shared by the parts that each change some of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from feedback_desk.model import Change, Profile
from ui.jobs import Jobs

SOURCE = "settings"


class KeptProfile(QObject):
    """Reads the profile, saves what a part changes, and tells all parts of what somebody else changed."""

    _read = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.now: Profile | None = None
        """None until it was read for the first time."""
        jobs.changed.connect(self._changed)

    def follow(self, show: Callable[[Profile], None]) -> None:
        """Show the profile as it is and whenever it is read; at once when it is known: a part must not save before."""
        self._read.connect(show)
        if self.now is not None:
            show(self.now)

    def look(self) -> None:
        """Read it again."""
        self._jobs.read(lambda desk: desk.profile(), self._tell, owner=self, key="profile")

    def change(self, **fields: str) -> bool:
        """Save other values for some fields; False when they are what they were, or nothing is known yet."""
        if self.now is None or (after := replace(self.now, **fields)) == self.now:
            return False
        self.now = after
        self._jobs.write(lambda desk: desk.set_profile(after, SOURCE), key=SOURCE)
        return True

    def _changed(self, change: Change) -> None:
        if change.source != SOURCE and (not change.ids or "profile" in change.ids):
            self.look()

    def _tell(self, profile: Profile) -> None:
        self.now = profile
        self._read.emit(profile)
