"""A search field above a list."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from ui import theme


class SearchField(QLineEdit):
    """Down goes to the list, Enter opens its first row, Esc empties the field before anything else."""

    down = Signal()
    entered = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Room for the mark before the words; Qt's own would stay small."""
        self.setTextMargins(self._mark() + theme.GAP // 2, 0, 0, 0)

    def _mark(self) -> int:
        return max(theme.SMALL_ICON, QFontMetrics(theme.font("body")).ascent())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._mark()
        place = QRect(theme.GAP, (self.height() - side) // 2, side, side)
        theme.paint_icon(QPainter(self), "search", place, "muted")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
