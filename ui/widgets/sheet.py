"""What lies in an area that scrolls: never less high than its words need in the width they have."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Sheet(QWidget):
    """Words that wrap beside fields that grow.

    Qt takes the height that is wanted for the least one and gives the fields their share of it first; the words then
    get too few lines, and what follows lies over them. So the least height is said outright.
    """

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._keep_high()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_high()

    def _keep_high(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.setMinimumHeight(layout.minimumHeightForWidth(self.width()))
