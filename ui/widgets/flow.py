"""Widgets that go on in the next line where there is no room, as words do: buttons below a narrow text.

A widget and no layout: a layout of ours would have to hold Qt's layout items, and when Qt deletes one, whatever is next
made at its place in memory is taken for it.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme


class Flow(QWidget):
    """Its widgets from left to right, each as large as it likes to be; hidden ones take no room."""

    def __init__(self, widgets: Iterable[QWidget]) -> None:
        super().__init__()
        self._widgets = list(widgets)
        for widget in self._widgets:
            widget.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        shown = [widget.sizeHint() for widget in self._widgets if not widget.isHidden()]
        width = sum(size.width() + theme.GAP for size in shown)
        return QSize(max(0, width - theme.GAP), max((size.height() for size in shown), default=0))

    def minimumSizeHint(self) -> QSize:
        width = max((w.sizeHint().width() for w in self._widgets if not w.isHidden()), default=0)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width(), move=True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # one of them came, went or wants another size
            self.updateGeometry()
            self._place(self.width(), move=True)
        return super().event(event)

    def _place(self, width: int, *, move: bool) -> int:
        """Walk the lines, moving the widgets or not; how high they are together."""
        x = y = height = 0
        for widget in self._widgets:
            if widget.isHidden():
                continue
            size = widget.sizeHint()
            if x and x + size.width() > width:
                x, y, height = 0, y + height + theme.GAP, 0
            if move:
                widget.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + theme.GAP
            height = max(height, size.height())
        return y + height
