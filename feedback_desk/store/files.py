"""Files of a store: private to their owner, and never half-written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from feedback_desk.errors import StoreTrouble

RESERVE = "reserve"
RESERVE_BYTES = 1_000_000
"""Given back when the disk is full, so that what is being typed can still be saved."""
_ROOM_FOR_RESERVE = 50 * RESERVE_BYTES


def private_folder(folder: Path) -> None:
    """Make the folder for its owner only; `StoreTrouble` when it cannot be had."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _narrow(folder, 0o700)
    except OSError as error:
        raise StoreTrouble(f"The folder {folder} cannot be used for the store: {error.strerror or error}.") from error


def keep_private(path: Path) -> None:
    """Take away what others may do with a file, should anybody have given it to them."""
    with suppress(FileNotFoundError, PermissionError):  # it's somebody else's file system: the store itself still works
        _narrow(path, 0o600)


def _narrow(path: Path, mode: int) -> None:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(mode)


@contextmanager
def private_temporary(target: Path) -> Iterator[Path]:
    """An empty file beside `target` that only its owner can read; it takes `target`'s place when all went well.

    The umask is not asked: the mode is given when the file is made, and never widened.
    """
    temporary = target.with_name(f"{target.name}.{os.urandom(4).hex()}.new")
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield temporary
        sync_file(temporary)
        temporary.replace(target)
        sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def write_private(target: Path, content: bytes) -> None:
    """Write or replace a file of the store whole, or not at all."""
    with private_temporary(target) as temporary:
        temporary.write_bytes(content)


def sync_file(path: Path) -> None:
    """Wait until the file's content is on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_reserve(home: Path) -> None:
    """Put the reserve file there, unless the disk is nearly full already."""
    reserve = home / RESERVE
    if reserve.exists():
        return
    with suppress(OSError):  # a reserve that can't be had is no reason not to open
        free = os.statvfs(home).f_bavail * os.statvfs(home).f_frsize if hasattr(os, "statvfs") else _ROOM_FOR_RESERVE
        if free >= _ROOM_FOR_RESERVE:
            write_private(reserve, os.urandom(RESERVE_BYTES))  # zeros may take no room


def free_reserve(home: Path) -> bool:
    """Give the reserve back to the disk; whether there was one."""
    try:
        (home / RESERVE).unlink()
    except OSError:
        return False
    return True
