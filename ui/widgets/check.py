"""A box to tick that draws its own mark, so that border and tick have the scheme's colours and the text's size."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from ui import theme

_PAD = 3
"""Room for the focus ring."""


class Check(QCheckBox):
    """Words beside the box; a space key or a click anywhere on it ticks it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        letters = self.fontMetrics()
        words = letters.size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(self._box() + theme.GAP + words.width() + 3 * _PAD, max(self._box(), letters.height()) + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, lit = self.isChecked(), self.isEnabled()
        side = self._box()
        box = QRect(_PAD, (self.height() - side) // 2, side, side)
        painter.setPen(theme.color("accent" if on and lit else "control" if lit else "line"))
        painter.setBrush(theme.color("accent" if on and lit else "line" if on else "raised"))
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 4, 4)
        if on:
            inside = box.adjusted(2, 2, -2, -2)
            theme.paint_icon(painter, "check", inside, "accent_text" if lit else "muted")
        painter.setPen(theme.color("text" if lit else "faint"))
        words = self.rect().adjusted(_PAD + side + theme.GAP, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
        painter.drawText(words, flags, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.RADIUS - 2, theme.RADIUS - 2)

    def _box(self) -> int:
        return max(16, self.fontMetrics().ascent())
