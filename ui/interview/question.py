"""One question of the kit as a check box: ticked off once it was asked, its words wrapped."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from ui import theme

_BOX = 16
"""The least side of the box; it grows with the text."""
_PAD = 5


class Question(QCheckBox):
    """Checked when it was asked; `place` is its place in the section, from 1. All of it can be clicked."""

    def __init__(self, place: int, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.place, self._words = place, words
        self.setAccessibleName(words)
        self.setAccessibleDescription(f"Question {place}; ticked off when it was asked")
        self.setToolTip(f"Tick off as asked, or type ?{place} alone")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(60, width - self._left - _PAD), 10_000)
        metrics = QFontMetrics(theme.font("body"))
        words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self._words).height()
        return max(words, self._box) + 2 * _PAD

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        asked = self.isChecked()
        if self.hasFocus() or self.underMouse():
            painter.setPen(theme.color("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        font = theme.font("body")
        line = QFontMetrics(font).height()
        box = QRectF(_PAD, _PAD + (line - self._box) / 2, self._box, self._box)
        painter.setPen(Qt.PenStyle.NoPen if asked else theme.color("control"))
        painter.setBrush(theme.color("accent") if asked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if asked:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("accent_text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "✓")
        painter.setFont(font)
        painter.setPen(theme.color("muted" if asked else "text"))
        room = self.rect().adjusted(self._left, _PAD, -_PAD, 0)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self._words)

    @property
    def _box(self) -> int:
        return max(_BOX, round(QFontMetrics(theme.font("small")).height() * 0.95))

    @property
    def _left(self) -> int:
        return _PAD + self._box + 8
