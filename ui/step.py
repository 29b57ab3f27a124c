"""One step in the history of a letter or a kit: how it read before and after."""

from __future__ import annotations

import time
from typing import Generic, TypeVar

TYPING_SECONDS = 2.0
"""Typing in one part without a longer pause is one step to take back."""
Thing = TypeVar("Thing")


class Step(Generic[Thing]):
    """What was done between two states of a thing; typing in one part of it goes on in the same step."""

    def __init__(self, part: str, before: Thing, after: Thing) -> None:
        self.part, self.before, self.after = part, before, after
        self._at = time.monotonic()

    def goes_on(self, part: str, before: Thing) -> bool:
        """Whether what is typed now in that part belongs to this step."""
        same = self.part == part and self.after is before
        return same and time.monotonic() - self._at < TYPING_SECONDS

    def go_on(self, after: Thing) -> None:
        """More was typed."""
        self.after, self._at = after, time.monotonic()
