"""Text to read: headings, paragraphs and points, built from plain strings, never from markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui import theme

Style = Literal["title", "heading", "body", "muted", "point"]
Part = tuple[Style, str]
_FONTS: dict[Style, theme.FontRole] = {"title": "title", "heading": "heading"}


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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._parts:
            self.show_parts(self._parts)

    def follow_text_size(self) -> None:
        """The program's text size changed."""
        self.show_parts(self._parts)
