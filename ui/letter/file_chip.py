"""The letter's PDF as something to drag: out of the window, into a mail or a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton

from ui import theme
from ui.letter.other_programs import file_data
from ui.widgets.command_button import fit_icon

Prepare = Callable[[Callable[[Path | None], None]], None]
"""Asks for the file; the callback gets it when it was checked and written, or None where something stops it."""


class FileChip(QPushButton):
    """Pressed by keyboard or clicked it does what `clicked` is connected to; dragged, it is the file.

    The file is made each time the mouse comes near, so that it is there, and checked, when the drag begins.
    """

    dropped = Signal()
    """Another program took the file."""
    refused = Signal()
    """Somebody pulled, and something stops the letter."""

    def __init__(self, prepare: Prepare) -> None:
        super().__init__("Drag the PDF")
        self._prepare = prepare
        self._file: Path | None = None
        self._turn = 0
        self._making = self._pulled = False
        self._pressed = QPoint()
        self.setProperty("quiet", True)
        self.setIcon(theme.icon("letter"))
        self.follow_text_size()
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName("The PDF, to drag into a mail; pressed, it is copied as a file")
        self.setToolTip("Drag this into a mail or a folder. A click copies the file.")

    def follow_text_size(self) -> None:
        """The icon is as high as the text."""
        fit_icon(self)

    def forget(self) -> None:
        """The letter changed: what was made of it, or is being made, is old."""
        self._turn += 1
        self._file, self._making = None, False

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.forget()
        self._make()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed, self._pulled = event.position().toPoint(), False
        if self._file is None:
            self._make()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not (far and event.buttons() & Qt.MouseButton.LeftButton):
            super().mouseMoveEvent(event)
        elif self._file is not None and self._file.is_file():
            self._drag(self._file)
        elif not self._making and not self._pulled:
            self._pulled = True
            self.refused.emit()

    def _drag(self, file: Path) -> None:
        drag = QDrag(self)
        drag.setMimeData(file_data(file))
        drag.setPixmap(theme.icon("letter").pixmap(32, 32))
        taken = drag.exec(Qt.DropAction.CopyAction)
        self.setDown(False)
        if taken != Qt.DropAction.IgnoreAction:
            self.dropped.emit()

    def _make(self) -> None:
        if self._making or not self.isEnabled():
            return
        self._making = True
        turn = self._turn

        def made(file: Path | None) -> None:
            if turn == self._turn:
                self._file, self._making = file, False

        self._prepare(made)
