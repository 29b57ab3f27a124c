"""One step of the scale as a button: its number, its name, and what it looks like in behaviour, wrapped."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui import theme
from ui.actions import Commands
from ui.interview.ticked import Ticked

_TILE = 22
"""The least side of the number's tile."""


class RatingStep(Ticked):
    """Checked when the section is rated so; `step` 0 is "not asked"."""

    pad = gap = 8

    def __init__(self, step: int, name: str, behaviour: str, commands: Commands) -> None:
        super().__init__(name, QSizePolicy.Policy.Fixed)
        self.step = step
        self._behaviour, self._commands = behaviour, commands
        self._narrow = False
        self.setAccessibleName(f"{step} {name}" if step else name)
        self.setAccessibleDescription(behaviour)
        commands.keys_changed.connect(self._tell_key)
        self._tell_key()

    def _tell_key(self) -> None:
        key = self._commands.keys.text(f"rate_{self.step}" if self.step else "not_asked")
        self.setToolTip(f"{self.words} ({key})" if key else self.words)

    def set_narrow(self, narrow: bool) -> None:
        """Beside others: what it looks like stands under number and name, over the whole width."""
        self._narrow = narrow

    def narrow_height(self, width: int) -> int:
        """Its height beside others, with `width` to itself."""
        below = self.wrapped("small", self._behaviour, width - 2 * self.pad) + 4 if self._behaviour else 0
        return max(QFontMetrics(theme.font("strong")).height(), self.side) + below + 2 * self.pad

    def heightForWidth(self, width: int) -> int:
        height = QFontMetrics(theme.font("strong")).height()
        if self._behaviour:
            height += self.wrapped("small", self._behaviour, width - self.left - self.pad) + 2
        return max(height, self.side) + 2 * self.pad

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        checked, width, pad = self.isChecked(), self.width(), self.pad
        self.paint_ground(painter, "selected" if checked else "hover" if self.underMouse() else "surface")
        self.paint_square(painter, pad, str(self.step or "–"), "strong", 5)
        metrics = QFontMetrics(theme.font("strong"))
        name = QRect(self.left, pad, width - self.left - pad, metrics.height())
        painter.setPen(theme.color("text"))
        words = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft, words)
        if self._behaviour:
            below = QRect(name.left(), name.bottom() + 3, name.width(), self.height())
            if self._narrow:
                below = QRect(pad, max(name.bottom() + 1, pad + self.side) + 4, width - 2 * pad, self.height())
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text" if checked else "muted"))
            painter.drawText(below, Qt.TextFlag.TextWordWrap, self._behaviour)

    @property
    def side(self) -> int:
        return max(_TILE, QFontMetrics(theme.font("strong")).height() + 2)
