"""Words on a screen: a label with a font of the type scale that follows the text size."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui import theme


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
        return QSize(hint.width(), hint.height() + 2 * max(0, math.ceil(over)))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        place = QRect(self.contentsRect())
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
