"""One step of the scale as a button: its number, its name, and what it looks like in behaviour, wrapped."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui import theme
from ui.actions import Commands

_TILE = 22
"""The least side of the number's tile; it grows with the text."""
_PAD = 8


class RatingStep(QPushButton):
    """Checked when the section is rated so; `step` 0 is "not asked"."""

    def __init__(self, step: int, name: str, behaviour: str, commands: Commands) -> None:
        super().__init__(name)
        self.step = step
        self._behaviour, self._commands = behaviour, commands
        self._narrow = False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{step} {name}" if step else name)
        self.setAccessibleDescription(behaviour)
        commands.keys_changed.connect(self._tell_key)
        self._tell_key()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _tell_key(self) -> None:
        key = self._commands.keys.text(f"rate_{self.step}" if self.step else "not_asked")
        self.setToolTip(f"{self.text()} ({key})" if key else self.text())

    def set_narrow(self, narrow: bool) -> None:
        """Beside others: what it looks like stands under number and name, over the whole width."""
        self._narrow = narrow

    def narrow_height(self, width: int) -> int:
        """Its height beside others, with `width` to itself."""
        behaviour = self._behaviour_height(width - 2 * _PAD) + 4 if self._behaviour else 0
        return max(QFontMetrics(theme.font("strong")).height(), self._tile) + behaviour + 2 * _PAD

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = QFontMetrics(theme.font("strong")).height()
        if self._behaviour:
            height += self._behaviour_height(width - self._left - _PAD) + 2
        return max(height, self._tile) + 2 * _PAD

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        checked = self.isChecked()
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.hasFocus():
            painter.setPen(theme.color("focus"))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selected" if checked else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(ground, theme.RADIUS, theme.RADIUS)

        strong = theme.font("strong")
        metrics = QFontMetrics(strong)
        tile = QRectF(_PAD, _PAD, self._tile, self._tile)
        painter.setPen(Qt.PenStyle.NoPen if checked else theme.color("control"))
        painter.setBrush(theme.color("accent") if checked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(strong)
        painter.setPen(theme.color("accent_text" if checked else "text"))
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, "✓" if checked else str(self.step) if self.step else "–")

        words = QRect(self._left, _PAD, self.width() - self._left - _PAD, metrics.height())
        painter.setPen(theme.color("text"))
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, name)
        if self._behaviour:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text" if checked else "muted"))
            below = QRect(words.left(), words.bottom() + 3, words.width(), self.height())
            if self._narrow:
                below = QRect(
                    _PAD, max(words.bottom() + 1, _PAD + self._tile) + 4, self.width() - 2 * _PAD, self.height()
                )
            painter.drawText(below, Qt.TextFlag.TextWordWrap, self._behaviour)

    @property
    def _tile(self) -> int:
        return max(_TILE, QFontMetrics(theme.font("strong")).height() + 2)

    @property
    def _left(self) -> int:
        return _PAD + self._tile + _PAD

    def _behaviour_height(self, width: int) -> int:
        room = QRect(0, 0, max(60, width), 10_000)
        return QFontMetrics(theme.font("small")).boundingRect(room, Qt.TextFlag.TextWordWrap, self._behaviour).height()
