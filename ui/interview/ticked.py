"""A square to tick with wrapped words beside it; all of it can be clicked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import theme


class Ticked(QAbstractButton):
    """Sizes, square and ground; who makes one of it says how high it is and paints its words."""

    pad: int
    """Room around it, and within."""
    gap: int
    """Between the square and the words."""

    def __init__(self, words: str, upright: QSizePolicy.Policy) -> None:
        super().__init__()
        self.setText(words.replace("&", "&&"))  # an "&" is one of the words, and makes no key
        self.words = words
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, upright)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(120, self.width())))

    @property
    def side(self) -> int:
        """Of the square, which grows with the text."""
        raise NotImplementedError

    @property
    def left(self) -> int:
        """Where the words begin."""
        return self.pad + self.side + self.gap

    @staticmethod
    def wrapped(role: theme.FontRole, words: str, width: int) -> int:
        """How high words are in a width."""
        room = QRect(0, 0, max(60, width), 10_000)
        return QFontMetrics(theme.font(role)).boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()

    def paint_ground(self, painter: QPainter, role: theme.Role) -> None:
        """What it all lies on, framed where the keyboard is."""
        painter.setPen(theme.color("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(role))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def paint_square(self, painter: QPainter, top: float, mark: str, role: theme.FontRole, radius: int) -> None:
        """The square, with a tick once it is checked, and until then with a mark."""
        square, on = QRectF(self.pad, top, self.side, self.side), self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen if on else theme.color("control"))
        painter.setBrush(theme.color("accent") if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setFont(theme.font(role))
        painter.setPen(theme.color("accent_text" if on else "text"))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, "✓" if on else mark)
