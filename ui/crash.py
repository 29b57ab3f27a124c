"""Unexpected trouble in the window: a sentence for the person, the places in the code for the log."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from feedback_desk import log

SENTENCE = "Something in the program went wrong. What was saved is safe; the log says where it happened."


def caught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None, tell: Callable[[str], None]
) -> None:
    """What nobody expected, for `sys.excepthook`."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.record(error, "window")
    tell(SENTENCE)
