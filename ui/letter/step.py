"""One step in a letter's history: how it read before and after."""

from __future__ import annotations

import time

from feedback_desk.model import Letter

TYPING_SECONDS = 2.0
"""Typing in one part without a longer pause is one step to take back."""


class Step:
    """What was done between two states of a letter; typing in one part (`block_id`) goes on in the same step."""

    def __init__(self, block_id: str, before: Letter, after: Letter) -> None:
        self.block_id, self.before, self.after = block_id, before, after
        self._at = time.monotonic()

    def goes_on(self, block_id: str, before: Letter) -> bool:
        """Whether what is typed now in that part belongs to this step."""
        same = self.block_id == block_id and self.after is before
        return same and time.monotonic() - self._at < TYPING_SECONDS

    def go_on(self, after: Letter) -> None:
        """More was typed."""
        self.after, self._at = after, time.monotonic()
