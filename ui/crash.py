"""Unexpected trouble: a sentence for the person, everything needed to mend it for the log, no candidate's data in it.

A log line names the kind of error and the places in the code, never its message or any value: a message may quote
what was written about a candidate.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from feedback_desk import paths

LOG_BYTES = 512 * 1024
"""When the log is larger at a start it is put aside, and the one put aside before goes."""
SENTENCE = "Something in the program went wrong. What was saved is safe; the log says where it happened."

_log = logging.getLogger("feedback_desk")


def open_log(file: Path | None = None) -> None:
    """Write the log to the user's home from now on, in a file only they can read."""
    file = file or paths.log_file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LOG_BYTES:
            file.replace(file.with_suffix(".old.log"))
        file.touch(mode=0o600)
        handler = logging.FileHandler(file, encoding="utf-8")
    except OSError:
        return  # no log is no reason not to start; the store will say what is wrong with the disk
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False


def close_log() -> None:
    """Let go of the log file."""
    for handler in list(_log.handlers):
        _log.removeHandler(handler)
        handler.close()


def places(error: BaseException) -> str:
    """The kind of error and where in the code it happened, causes included, without any value."""
    lines = []
    current: BaseException | None = error
    while current is not None:
        lines.append(type(current).__name__)
        lines += [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(current.__traceback__)]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def caught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None, tell: Callable[[str], None]
) -> None:
    """What nobody expected, for `sys.excepthook`: the log gets the places, the person a sentence."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _log.error("unexpected: %s", places(error))
    tell(SENTENCE)
