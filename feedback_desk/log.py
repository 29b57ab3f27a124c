"""What went wrong and where in the code, for whoever mends it; never a value, which may be about a candidate.

The kind of each error and its places in the code are kept, causes included, but no message: a message may quote what
was written. The file is its owner's alone; when it has grown large it is put aside, and the one put aside before goes.
"""

from __future__ import annotations

import time
import traceback
from contextlib import suppress

from feedback_desk import paths

LARGEST = 512 * 1024
"""Bytes after which a new file is begun."""


def record(error: BaseException, where: str) -> None:
    """Append an unexpected error; `where` says which part of the program met it. No log is no reason to stop."""
    file = paths.log_file()
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(file.with_suffix(".old.log"))
        file.touch(mode=0o600)
        with file.open("a", encoding="utf-8") as log:
            log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {where}: {places(error)}\n")


def places(error: BaseException) -> str:
    """The kind of error and where it happened, causes included, without any value."""
    lines = []
    current: BaseException | None = error
    while current is not None:
        lines.append(type(current).__name__)
        lines += [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(current.__traceback__)]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)
