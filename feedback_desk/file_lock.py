"""A lock that the system takes back when its holder ends, however it ends; standard library only.

The set-up uses it before any package is there, and the store while the window starts, where importing a package for
it costs a tenth of the time to the first frame.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

POLL_SECONDS = 0.05


class FileLock:
    """An exclusive lock on the file `path`, which is made when it is not there, for its owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def take(self, *, wait: bool = False) -> bool:
        """Take it; False when somebody else has it, unless one waits. `OSError` when the file can't be made."""
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        while not _lock(file):
            if not wait:
                os.close(file)
                return False
            time.sleep(POLL_SECONDS)
        self._file = file
        return True

    def release(self) -> None:
        """Give it back; nothing happens when it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __enter__(self) -> Self:
        self.take(wait=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
