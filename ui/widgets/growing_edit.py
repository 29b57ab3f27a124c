"""A text field as high as its text, for pages that scroll as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QHelpEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QToolTip, QWidget

from ui import theme
from ui.widgets.units import units


class GrowingEdit(QPlainTextEdit):
    """A text field as high as its text; Tab leaves it, and the wheel scrolls what it lies in."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: list[tuple[int, int, str]] = []
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the page's own history takes back, across all of its fields
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().installEventFilter(self)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())

    def sizeHint(self) -> QSize:
        return QSize(240, self._height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and watched is self.viewport():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def toPlainText(self) -> str:
        """The text as it was put in: Qt's own way makes blanks of no-break spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_text(self, text: str) -> None:
        """Put other words in, touching only what differs: the cursor stays where the words around it stay."""
        old = self.toPlainText()
        if text == old:
            return
        same = _shared(old, text)
        tail = _shared(old[same:][::-1], text[same:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(old[:same]))
        cursor.setPosition(units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[same : len(text) - tail])

    def mark(self, places: Sequence[tuple[int, int, theme.Role, str]]) -> None:
        """Underline what the checks found: start, end, colour role, and why; the text itself is not touched."""
        self._marks = [(start, end, why) for start, end, _, why in places]
        selections = []
        for start, end, role, why in places:
            selection = QTextEdit.ExtraSelection()
            selection.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            selection.format.setUnderlineColor(theme.color(role))
            selection.format.setToolTip(why)
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selections.append(selection)
        self.setExtraSelections(selections)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.cursorForPosition(event.pos()).position()
            why = next((why for start, end, why in self._marks if start <= at <= end), "")
            QToolTip.showText(event.globalPos(), why, self)
            return True
        return super().event(event)

    def _height(self) -> int:
        # A plain text document measures its height in lines, and counts one for a block that was never laid out.
        block = self.document().begin()
        while block.isValid():
            self.document().documentLayout().blockBoundingRect(block)
            block = block.next()
        lines = max(1, round(self.document().documentLayout().documentSize().height()))
        frame = self.contentsMargins().top() + self.contentsMargins().bottom()
        return lines * self.fontMetrics().lineSpacing() + frame + round(2 * self.document().documentMargin()) + 2

    def _fit(self) -> None:
        height = self._height()
        if height != self.height():
            self.setFixedHeight(height)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
