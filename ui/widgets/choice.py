"""A choice of one from a few: a combo box that draws its own mark, so that it has the scheme's colour."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from ui import theme
from ui.widgets.popups import let_through

MARK = 16


class Choice(QComboBox):
    """A named combo box."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        let_through(self.view())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        top = (self.height() - MARK) // 2
        place = QRect(self.width() - MARK - theme.GAP, top, MARK, MARK)
        theme.paint_icon(QPainter(self), "down", place, "text" if self.isEnabled() else "faint")
