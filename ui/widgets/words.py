"""Words on a screen: a label with a font of the type scale that follows the text size."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme

NARROW = 12
"""How many letters wide words that wrap can become; a longer word is broken, and never makes the window wider."""


class Words(QLabel):
    """Plain text only: what a candidate's name holds is never taken for markup."""

    def __init__(self, text: str = "", role: theme.FontRole = "body", *, tone: str = "", wrap: bool = False) -> None:
        super().__init__(text)
        self._role: theme.FontRole = role
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if tone:
            self.setProperty("tone", tone)
        self.setFont(theme.font(role))

    def set_tone(self, tone: str) -> None:
        """`muted`, `danger`, `warning`, `good` or nothing."""
        self.setProperty("tone", tone)
        theme.repolish(self)

    def follow_text_size(self) -> None:
        """The program's text size changed."""
        self.setFont(theme.font(self._role))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self.wordWrap():
            hint.setWidth(min(hint.width(), NARROW * self.fontMetrics().averageCharWidth()))
        return hint

    def heightForWidth(self, width: int) -> int:
        return self._break_up(width, None) if self._must_break(width) else super().heightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._must_break(self.width()):
            self._break_up(self.width(), QPainter(self))
        else:
            super().paintEvent(event)

    def _must_break(self, width: int) -> bool:
        """Whether a single word is longer than the line: Qt would cut it."""
        letters, text = self.fontMetrics(), self.text()
        if not self.wordWrap() or letters.horizontalAdvance(text) <= width:
            return False
        return any(letters.horizontalAdvance(word) > width for word in text.split())

    def _break_up(self, width: int, painter: QPainter | None) -> int:
        """Lay the lines out, break what is too long for one, and draw them where there is a painter; their height."""
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        if painter is not None:
            painter.setPen(self.palette().color(self.foregroundRole()))
            layout.draw(painter, QPointF(0, 0))
        return round(height)


class Elided(Words):
    """One line of words that ends in an ellipsis where the room ends; the whole stands in the tool tip."""

    def __init__(self, role: theme.FontRole = "body", tone: str = "") -> None:
        super().__init__("", role, tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        self.setText(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        """High enough for what stands above and below the line in scripts that another font has to draw."""
        hint, metrics = super().sizeHint(), self.fontMetrics()
        layout = QTextLayout(self.text(), self.font())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        over = max(line.ascent() - metrics.ascent(), line.descent() - metrics.descent()) if line.isValid() else 0
        return QSize(hint.width(), max(metrics.height(), hint.height() + 2 * max(0, math.ceil(over))))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        place = QRect(self.contentsRect())
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, self.alignment() | Qt.AlignmentFlag.AlignVCenter, words)
