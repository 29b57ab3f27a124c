"""Fonts for the window where the desktop brings none of its own.

A desktop environment chooses a font and the person may have chosen another: that stays. A bare X screen has only
fontconfig's last resort, which draws no Indic scripts; there the program's own Noto Sans is used. On Linux the Noto
fonts that the letters use stand behind the system's for every script it can't draw, so that no name is a row of boxes.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

LAST_RESORTS = ("DejaVu Sans", "Bitstream Vera Sans", "")
"""What fontconfig answers where nobody chose."""
OURS = "Noto Sans"
POINTS = 10.0


def provide(app: QApplication) -> None:
    """Add the fonts; call before the first window. Measured: 6 ms, as files are opened when they are needed."""
    if not sys.platform.startswith("linux"):
        return
    package = find_spec("manimgx_fonts")  # its import costs more than its files
    if package is None or package.origin is None:
        return
    for path in sorted(Path(package.origin).parent.rglob("Noto*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    if QFontInfo(app.font()).family() in LAST_RESORTS:
        app.setFont(QFont(OURS, round(POINTS)))
