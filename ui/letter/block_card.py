"""One block of the letter as a card: its words, edited in place, and the notes it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from feedback_desk.model import Block, BlockKind, Note
from ui import theme
from ui.actions import BY_ID
from ui.widgets.words import Elided, Words

KIND_WORDS = {
    BlockKind.SALUTATION: "Salutation",
    BlockKind.OPENING: "Opening",
    BlockKind.STRENGTH: "What went well",
    BlockKind.GROWTH: "Where to grow",
    BlockKind.RESOURCES: "Resources",
    BlockKind.CLOSING: "Closing",
}


def _is_export(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) in BY_ID["export_pdf"].keys


class GrowingEdit(QPlainTextEdit):
    """A text field as high as its text; Tab leaves it, and the wheel scrolls what it lies in."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
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

    def show_text(self, text: str) -> None:
        """Put other words in without losing the way back to the former ones."""
        if text != self.toPlainText():
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)

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


class BlockCard(QFrame):
    """Shows `block` and says when the user changed it; `notes` are those of the interview, by id."""

    changed = Signal(object)
    """The block as it is now."""
    entered = Signal(str)
    """The id of the block that has the keyboard."""

    def __init__(self, block: Block, notes: Mapping[str, Note], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block = block
        self._showing = self._read_only = False
        self.setProperty("card", True)
        self._name = block.title or KIND_WORDS[block.kind]
        body = QVBoxLayout(self)
        body.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.SPACE)
        body.setSpacing(theme.GAP)
        body.addLayout(self._head())
        self.title: QLineEdit | None = None
        if block.kind in (BlockKind.STRENGTH, BlockKind.GROWTH):
            self.title = QLineEdit(block.title)
            self.title.setAccessibleName(f"{self._name}: title")
            self.title.setFont(theme.font("strong"))
            self.title.textEdited.connect(lambda _: self._edited())
            self.title.installEventFilter(self)
            body.addWidget(self.title)
        self.text = self._editor(f"{self._name}: text", block.text, body)
        self.next_step: GrowingEdit | None = None
        if block.kind == BlockKind.GROWTH:
            body.addWidget(Words("Try this", "small", tone="muted"))
            self.next_step = self._editor(f"{self._name}: next step", block.next_step, body)
        self._resources = QVBoxLayout()
        body.addLayout(self._resources)
        self._show_resources()
        evidence = [notes[note].text for note in block.notes if note in notes]
        if evidence:
            body.addWidget(Words("From your notes", "small", tone="muted"))
            said = Words("\n".join(f"\u2013 {text}" for text in evidence), "small", tone="muted", wrap=True)
            body.addWidget(said)
        self._show_state()

    def show_block(self, block: Block) -> None:
        """Show what another hand made of the block; the text fields keep their way back."""
        self._showing = True
        self.block = block
        if self.title is not None:
            self.title.setText(block.title)
        self.text.show_text(block.text)
        if self.next_step is not None:
            self.next_step.show_text(block.next_step)
        self.included.setChecked(not block.left_out)
        self._show_resources()
        self._show_state()
        self._showing = False

    def set_read_only(self, read_only: bool) -> None:
        self.included.setEnabled(not read_only)
        self._read_only = read_only
        for editor in (self.title, self.text, self.next_step):
            if editor is not None:
                editor.setReadOnly(read_only)
        for button in self.findChildren(QPushButton):
            button.setVisible(not read_only)

    def go_to(self, words: str) -> None:
        """Put the keyboard where `words` stand, selected; at the text's start when they stand nowhere."""
        for editor in filter(None, (self.text, self.next_step)):
            place = editor.toPlainText().find(words) if words else -1
            if place >= 0:
                cursor = editor.textCursor()
                cursor.setPosition(place)
                cursor.setPosition(place + len(words), QTextCursor.MoveMode.KeepAnchor)
                editor.setTextCursor(cursor)
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.entered.emit(self.block.id)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_export(event):
            event.ignore()  # on X11 a line field takes Ctrl+E, the key of the export, for the end of the line
            return True
        return super().eventFilter(watched, event)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        kind = Words(KIND_WORDS[self.block.kind], "small", tone="muted")
        self._state = Elided("small")
        self.included = QCheckBox("In the letter")
        self.included.setAccessibleName(f"{self._name}: in the letter")
        self.included.setChecked(not self.block.left_out)
        self.included.toggled.connect(lambda _: self._edited(words=False))
        self.included.installEventFilter(self)
        head.addWidget(kind)
        head.addWidget(self._state, 1)
        head.addWidget(self.included)
        return head

    def _editor(self, name: str, text: str, into: QVBoxLayout) -> GrowingEdit:
        editor = GrowingEdit(name)
        editor.setPlainText(text)
        editor.moveCursor(QTextCursor.MoveOperation.End)
        editor.textChanged.connect(self._edited)
        editor.installEventFilter(self)
        into.addWidget(editor)
        return editor

    def _show_resources(self) -> None:
        while self._resources.count():
            item = self._resources.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.deleteLater()
        for number, recommendation in enumerate(self.block.resources):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            words = Words(f"{recommendation.resource.title} \u2013 {recommendation.reason}", wrap=True)
            words.setToolTip(recommendation.resource.url)
            drop = QPushButton("Leave out")
            drop.setProperty("link", True)
            drop.setAccessibleName(f"Leave out {recommendation.resource.title}")
            drop.setVisible(not self._read_only)
            drop.clicked.connect(lambda _=False, n=number: self._drop_resource(n))
            line.addWidget(words, 1)
            line.addWidget(drop)
            self._resources.addWidget(row)

    def _drop_resource(self, number: int) -> None:
        kept = (*self.block.resources[:number], *self.block.resources[number + 1 :])
        self.block = replace(self.block, resources=kept, edited=True)
        self._show_resources()
        self._show_state()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(self.block)

    def _edited(self, *, words: bool = True) -> None:
        if self._showing:
            return
        now = replace(
            self.block,
            title=self.title.text() if self.title is not None else self.block.title,
            text=self.text.toPlainText(),
            next_step=self.next_step.toPlainText() if self.next_step is not None else self.block.next_step,
            left_out=not self.included.isChecked(),
        )
        if now == self.block:
            return
        if words:
            now = replace(now, edited=True, look=False)
        self.block = now
        self._show_state()
        self.changed.emit(now)

    def _show_state(self) -> None:
        words, tone = "", "muted"
        if self.block.left_out:
            words = "left out"
        elif self.block.look:
            words, tone = "as you noted it: please read it once", "warning"
        elif self.block.edited:
            words = "edited"
        self._state.show_words(f"\u00b7 {words}" if words else "")
        self._state.set_tone(tone)
