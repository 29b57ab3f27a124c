"""One question of the kit as a check box: ticked off once it was asked, its words wrapped."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui import theme
from ui.interview.ticked import Ticked

_BOX = 16
"""The least side of the box."""


class Question(Ticked):
    """Checked when it was asked; `place` is its place in the section, from 1."""

    pad, gap = 5, 8

    def __init__(self, place: int, words: str) -> None:
        super().__init__(words, QSizePolicy.Policy.Preferred)
        self.place = place
        self.setAccessibleName(words)
        self.setAccessibleDescription(f"Question {place}; ticked off when it was asked")
        self.setToolTip(f"Tick off as asked, or type ?{place} alone")

    def heightForWidth(self, width: int) -> int:
        return max(self.wrapped("body", self.words, width - self.left - self.pad), self.side) + 2 * self.pad

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            self.paint_ground(painter, "hover")
        font = theme.font("body")
        self.paint_square(painter, self.pad + (QFontMetrics(font).height() - self.side) / 2, "", "small", 4)
        painter.setFont(font)
        painter.setPen(theme.color("muted" if self.isChecked() else "text"))
        room = self.rect().adjusted(self.left, self.pad, -self.pad, 0)
        painter.drawText(room, Qt.TextFlag.TextWordWrap, self.words)

    @property
    def side(self) -> int:
        return max(_BOX, round(QFontMetrics(theme.font("small")).height() * 0.95))
