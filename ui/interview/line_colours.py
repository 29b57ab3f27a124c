"""The capture line's marker in its kind's colour and its tags in the accent, laid over the text.

They are not part of it: a highlighter would lay out each line twice.
"""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from feedback_desk.capture.shorthand import MARKERS, tag_at
from ui import theme
from ui.interview.kinds import LOOKS
from ui.interview.reads_as import marker_length
from ui.widgets.units import units


class LineColours:
    """What is coloured in a field of shorthand."""

    def __init__(self, field: QPlainTextEdit) -> None:
        self._field = field
        self._spans: list[tuple[int, int, theme.Role]] = []

    def follow(self) -> None:
        """The text changed; what stands where it stood before is not set again."""
        field = self._field
        spans: list[tuple[int, int, theme.Role]] = []
        first, last = field.document().firstBlock(), field.document().lastBlock()
        text = first.text()
        if length := marker_length(text):
            spans.append((0, length, LOOKS[MARKERS[text[:length]]].role))
        for block in (first,) if field.blockCount() == 1 else (first, last):
            text, at = block.text(), -1
            while (at := text.find("#", at + 1)) >= 0:
                span = tag_at(text, at + 1)
                if span and span[1] - span[0] > 1:
                    start, end = (block.position() + units(text[:place]) for place in span)
                    spans.append((start, end, "accent"))
        if spans != self._spans:
            self._spans = spans
            self.paint()

    def paint(self) -> None:
        """Lay them over the text, in the colours of now."""
        selections = []
        for start, end, role in self._spans:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._field.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setForeground(theme.color(role))
            cursor.setKeepPositionOnInsert(True)  # what is typed after a marker or a tag is not part of it
            selection.cursor, selection.format = cursor, look
            selections.append(selection)
        self._field.setExtraSelections(selections)
