"""A text, or several with one a line, that can be edited: Tab leaves it, and undo goes back over a restore too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy


class Lines(QPlainTextEdit):
    """A named field for some lines of text."""

    left = Signal()
    """The keyboard went elsewhere."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def show_text(self, text: str) -> None:
        """Something else to edit; its undo begins here, and nobody is told of a change."""
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)

    def replace_text(self, text: str) -> None:
        """Write over all of it, so that undo brings it back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @property
    def lines(self) -> tuple[str, ...]:
        """Each line that says something."""
        return tuple(line.strip() for line in self.toPlainText().splitlines() if line.strip())


def joined(lines: str | Sequence[str]) -> str:
    """One text as it is, several with one a line."""
    return lines if isinstance(lines, str) else "\n".join(lines)
