"""What the user set: the letterhead, the organisation's rules, wording and lists of their own."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from feedback_desk.desk.looking import Looking
from feedback_desk.model import (
    Change,
    Profile,
)
from feedback_desk.store import settings

if TYPE_CHECKING:
    pass


class Settings(Looking):
    """What is set once and holds for every letter."""

    def profile(self) -> Profile:
        held = settings.get(self._store, "profile")
        return Profile(**held) if isinstance(held, dict) else Profile()

    def set_profile(self, profile: Profile, source: str = "") -> Change:
        settings.put(self._store, "profile", asdict(profile))
        return Change(frozenset({"profile"}), source)
