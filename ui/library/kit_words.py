"""The text fields of the kits' editor: each wraps, is as high as its text, and lets the keys of commands through."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from feedback_desk.capture.kits import one_line
from ui import theme
from ui.actions import TABLE, Commands
from ui.widgets.growing_edit import GrowingEdit
from ui.widgets.words import Words

_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
"""What lists in other programs begin their lines with."""


class PassedKeys(QObject):
    """Installed on a field, leaves the keys of the editor's commands, and of taking back, to those commands."""

    def __init__(self, commands: Commands, parent: QObject) -> None:
        super().__init__(parent)
        self._commands = commands
        self._ids = ["undo", "redo", *(command.id for command in TABLE if command.scope == "kit")]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if any(pressed in self._commands.keys.of(command) for command in self._ids):
                event.ignore()
                return True
        return False


class KitText(GrowingEdit):
    """One text without line breaks: Enter goes on to the next field, and a pasted break becomes a blank."""

    typed = Signal(str)
    """The text, each time somebody changes it."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(name)
        self._shown = text
        self.show_text(text)
        self.textChanged.connect(self._tell)

    def show_text(self, text: str) -> None:
        self._shown = text
        super().show_text(text)

    def begin(self) -> None:
        """Take the keyboard, with all of the text selected."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(one_line(source.text()))

    def _tell(self) -> None:
        text = self.toPlainText()
        if text != self._shown:
            self._shown = text
            self.typed.emit(text)


class Questions(KitText):
    """One question a line, numbered beside it; several lines pasted are several questions."""

    shifted = Signal(str)
    """The text, after a question was moved."""

    def __init__(self, name: str) -> None:
        self._numbers: _Numbers | None = None
        super().__init__(name)
        self._numbers = _Numbers(self)
        self.setPlaceholderText("One question a line")
        self.updateRequest.connect(lambda *_: self._numbers.update() if self._numbers else None)
        self._make_room()

    def shift(self, step: int) -> None:
        """Move the question under the cursor up (-1) or down (+1); the cursor stays in it."""
        cursor = self.textCursor()
        at, column = cursor.blockNumber(), cursor.positionInBlock()
        lines = self.toPlainText().split("\n")
        to = at + step
        if 0 <= to < len(lines):
            lines.insert(to, lines.pop(at))
            self.show_text("\n".join(lines))
            block = self.document().findBlockByNumber(to)
            cursor.setPosition(block.position() + min(column, block.length() - 1))
            self.setTextCursor(cursor)
            self.shifted.emit(self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        lines = [one_line(_BULLET.sub("", line)) for line in source.text().splitlines() or [""]]
        self.insertPlainText("\n".join(filter(None, lines)) if len(lines) > 1 else one_line(source.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._make_room()

    def _make_room(self) -> None:
        if self._numbers is not None:
            width = self.fontMetrics().horizontalAdvance("00. ")
            self.setViewportMargins(width, 0, 0, 0)
            inside = self.contentsRect()
            self._numbers.setGeometry(QRect(inside.left(), inside.top(), width, inside.height()))

    def paint_numbers(self, painter: QPainter, width: int) -> None:
        """The number of each question beside its first line; an empty line has none."""
        painter.setPen(theme.color("muted"))
        painter.setFont(self.font())
        number, block = 0, self.document().begin()
        while block.isValid():
            if block.text().strip():
                number += 1
                top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
                line = QRect(0, top, width - theme.GAP // 2, self.fontMetrics().lineSpacing())
                painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{number}.")
            block = block.next()


class _Numbers(QWidget):
    def __init__(self, beside: Questions) -> None:
        super().__init__(beside)
        self._beside = beside

    def paintEvent(self, event: QPaintEvent) -> None:
        self._beside.paint_numbers(QPainter(self), self.width())


class Labelled(QVBoxLayout):
    """Words above a field, and below it what is wrong there, in words that a screen reader has too."""

    def __init__(self, words: str, field: QWidget, *, named: bool = True) -> None:
        super().__init__()
        self.field = field
        self.setSpacing(theme.GAP // 2)
        self.label = Words(words, "strong", wrap=True)
        self.label.setBuddy(field)
        if named:
            field.setAccessibleName(words.replace("&", ""))
        self._about = Words(role="small", tone="muted", wrap=True)
        self._problem = Words(role="small", tone="danger", wrap=True)
        self.addWidget(self.label)
        self.addWidget(field)
        for words_below in (self._problem, self._about):
            words_below.hide()
            self.addWidget(words_below)

    def say(self, problem: str) -> None:
        """Say what is wrong here; nothing when nothing is."""
        self._show(self._problem, problem)
        self.field.setAccessibleDescription(" ".join(filter(None, (problem, self._about.text()))))

    def tell(self, about: str) -> None:
        """Say something worth knowing that is no problem."""
        self._show(self._about, about)

    @property
    def problem(self) -> str:
        return self._problem.text()

    @staticmethod
    def _show(words: Words, text: str) -> None:
        words.setText(text)
        words.setVisible(bool(text))


def cursor_rect(field: GrowingEdit, inside: QWidget) -> QRect:
    """Where the cursor of a field is in a widget around it."""
    rect = field.cursorRect(QTextCursor(field.textCursor()))
    return QRect(field.viewport().mapTo(inside, rect.topLeft()), rect.size())
