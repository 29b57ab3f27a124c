"""Fonts for the window where the desktop brings none of its own.

A desktop environment chooses a font and the person may have chosen another: that stays. A bare X screen has only
fontconfig's last resort, which draws no Indic scripts; there the program's own Noto Sans is used. On Linux the Noto
fonts that the letters use stand behind the system's for every script it can't draw, so that no name is a row of boxes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

LAST_RESORTS = ("DejaVu Sans", "Bitstream Vera Sans", "")
"""What fontconfig answers where nobody chose."""
OURS = "Noto Sans"
POINTS = 10.0
LAST_CYRILLIC = "\u052f"
"""Up to here the chosen font draws everything: Latin, Greek, Cyrillic."""


def choose(app: QApplication) -> None:
    """Use our own font where nobody chose one; call before the first window."""
    folder = _folder()
    if folder is not None and QFontInfo(app.font()).family() in LAST_RESORTS:
        QFontDatabase.addApplicationFont(str(folder / "NotoSans[wght].ttf"))
        app.setFont(QFont(OURS, round(POINTS)))


def wants_more(texts: Iterable[str]) -> bool:
    """Whether a text holds a script that the chosen font may not draw."""
    return any(character > LAST_CYRILLIC for text in texts for character in text)


def lend() -> None:
    """Stand behind the system's fonts for every other script; measured 11 ms, so not before it is needed."""
    folder = _folder()
    if folder is not None and "Noto Emoji" not in QFontDatabase.families():
        for path in sorted(folder.rglob("Noto*.ttf")):
            QFontDatabase.addApplicationFont(str(path))


def _folder() -> Path | None:
    package = find_spec("manimgx_fonts")  # its import costs more than its files
    if not sys.platform.startswith("linux") or package is None or package.origin is None:
        return None
    return Path(package.origin).parent
