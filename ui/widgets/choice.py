"""A choice of one from a few: a combo box that draws its own mark, so that it has the scheme's colour."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

from ui import theme
from ui.widgets.popups import let_through

MARK = 16
"""Pixels of the mark at the least; larger text has a larger one."""
MOST_SEEN = 14
"""Entries shown at once, where the screen has room: the shipped kits, and none. More of them scroll."""


class Choice(QComboBox):
    """A named combo box. The wheel does not change it: it scrolls the page."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxVisibleItems(MOST_SEEN)
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one gives entries no room of the style sheet's
        let_through(self.view())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        mark = max(MARK, self.fontMetrics().ascent())
        place = QRect(self.width() - mark - theme.GAP, (self.height() - mark) // 2, mark, mark)
        theme.paint_icon(QPainter(self), "down", place, "text" if self.isEnabled() else "faint")
