"""The letter's PDF as something to drag: out of the window, into a mail or a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag, QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton

from ui import theme
from ui.letter.sending import file_data

Prepare = Callable[[Callable[[Path | None], None]], None]
"""Asks for the file; the callback gets it when it was checked and written, or None where something stops it."""


class FileChip(QPushButton):
    """Pressed by keyboard or clicked it does what `clicked` is connected to; dragged, it is the file.

    The file is made as the mouse comes near, so that it is there when the drag begins.
    """

    def __init__(self, prepare: Prepare) -> None:
        super().__init__("Drag the PDF")
        self._prepare = prepare
        self._file: Path | None = None
        self._making = False
        self._pressed = QPoint()
        self.setProperty("quiet", True)
        self.setIcon(theme.icon("letter"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName("The PDF, to drag into a mail; pressed, it is copied as a file")
        self.setToolTip("Drag this into a mail or a folder. A click copies the file.")

    def forget(self) -> None:
        """The letter changed: what was made of it is old."""
        self._file = None

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._make()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint()
        self._make()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if event.buttons() & Qt.MouseButton.LeftButton and far >= QApplication.startDragDistance() and self._file:
            drag = QDrag(self)
            drag.setMimeData(file_data(self._file))
            drag.setPixmap(theme.icon("letter").pixmap(32, 32))
            drag.exec(Qt.DropAction.CopyAction)
            self.setDown(False)
            return
        super().mouseMoveEvent(event)

    def _make(self) -> None:
        if self._file is not None or self._making or not self.isEnabled():
            return
        self._making = True
        self._prepare(self._made)

    def _made(self, file: Path | None) -> None:
        self._making = False
        self._file = file
