"""The guide (F1), the shortcut sheet (Ctrl+?) and "About": pages to read, each in a window beside the work."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from feedback_desk import paths
from ui import theme
from ui.actions import BY_ID, PLACES, TABLE
from ui.keys import Keys
from ui.widgets.reading import Part, Reading, Style
from ui.widgets.rows import Row, RowList, RowsModel

SIZE = (80, 38)
"""Letters across and lines down, as far as the window beneath is large enough."""


def show_guide(window: QWidget, keys: Keys) -> None:
    """The guide: what the program is for and how an interview becomes a letter."""
    reading = Reading("Guide")
    text = paths.bundled("assets", "guide.txt").read_text(encoding="utf-8")
    reading.show_parts(guide_parts(with_keys(text, keys)))
    _page(window, "Guide", reading)


def with_keys(text: str, keys: Keys) -> str:
    """Put the key that a command has now in place of its id in braces; without one, the command's words."""

    def said(found: re.Match[str]) -> str:
        return keys.text(found[1]) or f"“{BY_ID[found[1]].words}”"

    return re.sub(r"\{([a-z_]+)\}", said, text)


def guide_parts(text: str) -> list[Part]:
    """Paragraphs parted by empty lines; `# ` heads the page, `## ` a part, `- ` is a point."""
    styles: tuple[tuple[str, Style], ...] = (("## ", "heading"), ("# ", "title"), ("- ", "point"))
    parts: list[Part] = []
    for paragraph in text.split("\n\n"):
        joined = " ".join(paragraph.split())
        style, mark = next(((s, m) for m, s in styles if joined.startswith(m)), ("body", ""))
        if joined:
            parts.append((style, joined.removeprefix(mark)))
    return parts


def show_shortcuts(window: QWidget, keys: Keys) -> None:
    """Every command and key there is, from the one table."""
    rows = RowList("Shortcuts")
    model = RowsModel(rows)
    model.set_rows(shortcut_rows(keys))
    rows.setModel(model)
    _page(window, "Shortcuts", rows)


def shortcut_rows(keys: Keys) -> list[Row]:
    """One row for each command, under a heading for where it works."""
    without = f"by {keys.text('palette')}" if keys.text("palette") else ""
    made: list[Row] = []
    for scope, heading in PLACES.items():
        made.append(Row(scope, heading, heading=True))
        made += [Row(c.id, c.words, note=keys.text(c.id) or without) for c in TABLE if c.scope == scope]
    return made


def show_about(window: QWidget) -> None:
    """What this is: its version, its licence, and where what one writes is kept."""
    from feedback_desk import __version__

    reading = Reading("About Feedback Desk")
    reading.show_parts(
        [
            ("title", "Feedback Desk"),
            ("muted", f"Version {__version__}"),
            ("body", "Notes during an interview become a feedback letter that helps."),
            ("body", f"Everything you write is kept in {paths.home()} and nowhere else."),
            ("muted", "Free software under the MIT licence."),
        ]
    )
    _page(window, "About Feedback Desk", reading)


def _page(window: QWidget, title: str, body: QWidget) -> None:
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    letters, below = dialog.fontMetrics(), window.size()
    width, height = SIZE[0] * letters.averageCharWidth(), SIZE[1] * letters.height()
    dialog.resize(min(width, below.width() - 2 * theme.MARGIN), min(height, below.height() - 2 * theme.MARGIN))
    close = QPushButton("Close")
    close.clicked.connect(dialog.accept)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(close)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
    column.setSpacing(theme.SPACE)
    column.addWidget(body, 1)
    column.addLayout(line)
    dialog.show()
    body.setFocus()
