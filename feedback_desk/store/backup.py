"""A copy of the store that is known to open: made whole, read back with its key, then put in its place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from feedback_desk.errors import StoreTrouble
from feedback_desk.store import files, keys


def make_backup(connection: dbapi2.Connection, key: keys.DataKey, folder: Path, name: str) -> Path:
    """Copy the whole store into `folder`; the copy opens with the same key. `StoreTrouble` when it doesn't check."""
    from feedback_desk.store.database import connect

    files.private_folder(folder)
    target = folder / f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db"
    with files.private_temporary(target) as temporary:
        connection.execute("VACUUM INTO ?", (str(temporary),))
        copy = connect(temporary, key)
        try:
            sound = copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            # quick_check reads what it needs; this one verifies every page's seal.
            whole = not copy.execute("PRAGMA cipher_integrity_check").fetchall()
        except dbapi2.DatabaseError:
            sound = whole = False
        finally:
            copy.close()
        if not (sound and whole):
            raise StoreTrouble(f"A backup in {folder} could not be made: the copy does not check. Nothing was changed.")
    return target
