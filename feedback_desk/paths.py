"""Where things are: the files that come with the program, and one person's data.

`FEEDBACK_DESK_HOME` moves all of a user's data: store, key, exports under way, log.
"""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """A file that comes with the program, installed (inside the package) or in the source tree (beside it)."""
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)


def home() -> Path:
    """The folder of this user's data; it may not exist yet."""
    moved = os.environ.get("FEEDBACK_DESK_HOME")
    if moved:
        return Path(moved).expanduser()
    import platformdirs  # only where it is asked: it looks at the system's files

    return Path(platformdirs.user_data_dir("Feedback Desk", appauthor=False))


def log_file() -> Path:
    """What went wrong, without any candidate's data."""
    return home() / "feedback-desk.log"
