"""Files on their way out: what a mail program opens, what is dragged out of the window or pasted as a file.

Each lies in a folder of its own, named after what is in it: a mail program reads its draft again while it is open, and
nobody may find another candidate's letter there by then. Only their owner can read them, and after a day they go.
"""

from __future__ import annotations

import shutil
import time
from hashlib import sha256
from pathlib import Path

from feedback_desk.errors import BadInput
from feedback_desk.whole_file import write_whole

KEPT_SECONDS = 24 * 3600
"""How long another program may take."""


def put_out(home: Path, name: str, content: bytes) -> Path:
    """A private file of that name and content; `BadInput` when it can't be written."""
    clear_outbox(home)
    folder = home / "outbox" / sha256(content).hexdigest()[:8]
    file = folder / name
    try:
        for one in (folder.parent, folder):
            one.mkdir(mode=0o700, exist_ok=True)
            one.chmod(0o700)
        if file.is_file() and file.read_bytes() == content:
            (folder / ".").touch()  # it is wanted for another day
            return file
    except OSError as error:
        raise BadInput(f"{folder} can't be used: {error.strerror or error}. Nothing was written.") from error
    write_whole(file, content, private=True)
    return file


def clear_outbox(home: Path) -> None:
    """Remove what has lain there for a day; what another program still holds open goes another time."""
    try:
        folders = list((home / "outbox").iterdir())
    except OSError:
        return
    for folder in folders:
        try:
            old = time.time() - folder.stat().st_mtime > KEPT_SECONDS
        except OSError:
            continue  # another window of the program cleared it
        if old:
            shutil.rmtree(folder, ignore_errors=True)
