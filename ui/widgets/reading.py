"""Text to read: headings, paragraphs and points, built from plain strings, never from markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui import theme

Style = Literal["title", "heading", "body", "muted", "point"]
Part = tuple[Style, str]
_FONTS: dict[Style, theme.FontRole] = {"title": "title", "heading": "heading"}


MOST_LETTERS = 100
"""Letters across at most: the eye does not find the next line at the end of a longer one."""


class Reading(QTextEdit):
    """A read-only text that the keyboard scrolls and Tab leaves."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._parts: list[Part] = []
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setProperty("plain", True)

    def show_parts(self, parts: Iterable[Part]) -> None:
        """Show these parts from the top."""
        self._parts = list(parts)
        self.clear()
        cursor = QTextCursor(self.document())
        for number, (style, text) in enumerate(self._parts):
            block = QTextBlockFormat()
            block.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            heading = style in _FONTS
            block.setTopMargin(0 if number == 0 else (2.5 if heading else 0.5) * theme.GAP)
            block.setBottomMargin(theme.GAP if heading else theme.GAP / 2)
            if style == "point":
                block.setLeftMargin(2 * theme.GAP)
                block.setTextIndent(-1.5 * theme.GAP)
            letters = QTextCharFormat()
            letters.setFont(theme.font(_FONTS.get(style, "body")))
            letters.setForeground(theme.color("muted" if style == "muted" else "text"))
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(letters)
            cursor.insertText(f"•  {text}" if style == "point" else text, letters)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_narrow()

    def _keep_narrow(self) -> None:
        spare = self.width() - MOST_LETTERS * self.fontMetrics().averageCharWidth()
        if self.viewportMargins().right() != max(0, spare):
            self.setViewportMargins(0, 0, max(0, spare), 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._parts:
            self.show_parts(self._parts)

    def follow_text_size(self) -> None:
        """The program's text size changed."""
        self.show_parts(self._parts)
        self._keep_narrow()
