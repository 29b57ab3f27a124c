"""Write a file whole or not at all: what stood there before stays until the new content is safe beside it."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from feedback_desk.errors import BadInput


def write_whole(target: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `target`, replacing a file; `BadInput` with a sentence when it can't be written there.

    A link stays and what it leads to is replaced, with the permissions it had; a device or a pipe is never replaced.
    A new file that is `private` can be read by its owner alone.
    """
    try:
        _write(target, content, 0o600 if private else 0o666)
    except OSError as error:
        raise BadInput(f"{target} could not be written: {error.strerror or error}. Nothing was changed.") from error


def _write(target: Path, content: bytes, mode: int) -> None:
    if target.is_dir():
        raise BadInput(f"{target} is a folder; name a file in it.")
    if target.exists() and not target.is_file():
        raise BadInput(f"{target} is a device or a pipe, which can't be replaced; name a file.")
    place = Path(os.path.realpath(target))
    if not place.parent.is_dir():
        raise BadInput(f"The folder {place.parent} does not exist; nothing was written.")
    temporary = place.with_name(f".feedback-desk.{secrets.token_hex(4)}.part")  # a long name has no room for more
    try:
        with open(temporary, "xb", opener=lambda path, flags: os.open(path, flags, mode)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, temporary)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)
