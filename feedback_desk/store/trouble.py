"""What goes wrong in SQLite, in sentences for the person in front of the program."""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2

from feedback_desk.errors import StoreTrouble

BUSY_SECONDS = 5.0
"""How long a writer waits for another one."""

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_PLAIN_SQLITE = b"SQLite format 3\x00"


def is_full(error: dbapi2.Error) -> bool:
    """Whether the disk had no room."""
    return _code(error) == _FULL


def in_words(error: dbapi2.Error, path: Path) -> StoreTrouble | None:
    """The trouble that an error of SQLite means for the store at `path`; None when the error is a bug of ours."""
    name, folder = path.name, path.parent
    match _code(error):
        case code if code in (_BUSY, _LOCKED):
            return StoreTrouble(
                f"Another program is writing to the store and did not finish within {BUSY_SECONDS:.0f} seconds. "
                "Nothing was changed; try again."
            )
        case code if code == _FULL:
            return StoreTrouble("The disk is full. Nothing that was saved before is lost; make room and try again.")
        case code if code in (_READONLY, _CANTOPEN):
            return StoreTrouble(f"The store {name} cannot be written: check the permissions of {folder}.")
        case code if code == _IOERR:
            return StoreTrouble(
                f"The disk refused to read or write the store in {folder}. "
                "Nothing that was saved before is lost; check the disk and try again."
            )
        case code if code in (_CORRUPT, _NOTADB):
            return StoreTrouble(
                f"The store {name} in {folder} is damaged. It was left as it is; put it back from a backup."
            )
    return None


def of_opening(error: dbapi2.Error, path: Path, salt: bytes) -> StoreTrouble | None:
    """Why the file at `path` does not open with a key whose store begins with `salt`; None for a bug of ours."""
    if _code(error) not in (_CORRUPT, _NOTADB):
        return in_words(error, path)
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_SQLITE))
    except OSError as error:
        return StoreTrouble(f"The store {path} cannot be read: {error.strerror or error}.")
    if head == _PLAIN_SQLITE:
        return foreign(path)
    if head == salt:
        return StoreTrouble(
            f"The store {path.name} in {path.parent} is damaged: its key fits, its content does not. "
            "It was left as it is; put it back from a backup."
        )
    return StoreTrouble(
        f"The key in {path.parent} is not the key of {path.name}, or that file is no store of this program. "
        "Nothing was changed; put back the two files that belong together."
    )


def foreign(path: Path) -> StoreTrouble:
    """The file belongs to another program, or holds nothing."""
    return StoreTrouble(
        f"{path.name} in {path.parent} is no store of this program. It was left as it is; "
        "move it elsewhere to begin anew."
    )


def empty(path: Path) -> StoreTrouble:
    """The file has no content at all; SQLite would take it for a new database."""
    return StoreTrouble(
        f"The store {path.name} in {path.parent} is an empty file. Put it back from a backup, "
        "or move it elsewhere to begin anew."
    )


def _code(error: dbapi2.Error) -> int:
    """SQLite's primary result code; 0 for an error that the module itself raised."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
