"""Letters opened with the system's own viewer: it needs a file, so there is one until the program closes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

FOLDER = "opened"


def write_opened(home: Path, sent_id: str, pdf: bytes) -> Path:
    """The very bytes of a sent letter as a file that only its owner can read."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"letter-{sent_id}.pdf"
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(pdf)
    return file


def clear_opened(home: Path) -> None:
    """Remove what was opened; a viewer that still shows it keeps its own copy."""
    shutil.rmtree(home / FOLDER, ignore_errors=True)
