"""One block of the letter as a card: its words, edited in place, and the notes it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from feedback_desk.model import Block, BlockKind, CheckFinding, Note, Severity
from ui import theme
from ui.actions import BY_ID
from ui.widgets.words import Elided, Words

KIND_WORDS = {
    BlockKind.SALUTATION: "Salutation",
    BlockKind.OPENING: "Opening",
    BlockKind.OUTCOME: "Outcome",
    BlockKind.STRENGTH: "What went well",
    BlockKind.GROWTH: "Where to grow",
    BlockKind.RESOURCES: "Resources",
    BlockKind.CLOSING: "Closing",
}


HINTS = {
    BlockKind.OUTCOME: "How it ended, in your own words, if you like",
    BlockKind.STRENGTH: "Empty, this point stays out of the letter",
    BlockKind.GROWTH: "Empty, this point stays out of the letter",
}
"""What an empty text field says."""


MARKS: dict[Severity, theme.Role] = {Severity.BLOCK: "danger", Severity.WARNING: "warning"}
MOST_MARKED = 200
"""Characters; a finding about a whole text is not underlined."""
PASSED_ON = ("export_pdf", "block_up", "block_down", "email_draft")
"""Keys that a text field would take for itself: on X11, Ctrl+E is the end of the line."""


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _units(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is(command: str, event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) in BY_ID[command].keys


class GrowingEdit(QPlainTextEdit):
    """A text field as high as its text; Tab leaves it, and the wheel scrolls what it lies in."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: list[tuple[int, int, str]] = []
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the letter's own history takes back, across all of its parts
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
        """Put other words in, touching only what differs: the cursor stays where the words around it stay."""
        old = self.toPlainText()
        if text == old:
            return
        same = _shared(old, text)
        tail = _shared(old[same:][::-1], text[same:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(old[:same]))
        cursor.setPosition(_units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
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


class BlockCard(QFrame):
    """Shows `block` and says when the user changed it; `notes` are those of the interview, by id."""

    changed = Signal(object)
    """The block as it is now."""
    entered = Signal(str)
    """The id of the block that has the keyboard."""
    undo_asked = Signal()
    redo_asked = Signal()
    menu_asked = Signal(object)
    """The button below which the part's menu is to open."""

    def __init__(self, block: Block, notes: Mapping[str, Note], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block = block
        self._showing = self._read_only = False
        self.setProperty("card", True)
        self._name = " ".join(block.title.split()) or KIND_WORDS[block.kind]
        body = QVBoxLayout(self)
        body.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.SPACE)
        body.setSpacing(theme.GAP)
        body.addLayout(self._head())
        self.title: QLineEdit | None = None
        if block.kind in (BlockKind.STRENGTH, BlockKind.GROWTH):
            self.title = QLineEdit(block.title)
            self.title.setAccessibleName(f"{self._name}: title")
            self.title.setProperty("strong", True)
            self.title.textEdited.connect(lambda _: self._edited())
            self.title.installEventFilter(self)
            body.addWidget(self.title)
        self.text = self._editor(f"{self._name}: text", block.text, body)
        self.text.setPlaceholderText(HINTS.get(block.kind, ""))
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
        for button in (*self.findChildren(QPushButton), self._more):
            button.setVisible(not read_only)

    def go_to(self, words: str) -> None:
        """Put the keyboard where `words` stand, selected; at the text's start when they stand nowhere."""
        if self.title is not None and words and words == self.title.text():
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
            self.title.selectAll()
            return
        for editor in filter(None, (self.text, self.next_step)):
            place = editor.toPlainText().find(words) if words else -1
            if place >= 0:
                cursor = editor.textCursor()
                cursor.setPosition(_units(editor.toPlainText()[:place]))
                cursor.setPosition(cursor.position() + _units(words), QTextCursor.MoveMode.KeepAnchor)
                editor.setTextCursor(cursor)
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_findings(self, found: Sequence[CheckFinding]) -> None:
        """Underline the words of the findings that stand in this part."""
        for editor in filter(None, (self.text, self.next_step)):
            text, places = editor.toPlainText(), list[tuple[int, int, theme.Role, str]]()
            for one in found:
                place = text.find(one.text) if one.text and len(one.text) < MOST_MARKED else -1
                if place >= 0 and one.severity in MARKS and not one.overruled:
                    start = _units(text[:place])
                    places.append((start, start + _units(one.text), MARKS[one.severity], f"{one.why} {one.mend}"))
            editor.mark(places)

    def cursor_place(self) -> int:
        """Where the cursor of the text stands, in characters."""
        before = self.text.textCursor().position()
        units = self.text.toPlainText().encode("utf-16-le")[: before * 2]
        return len(units.decode("utf-16-le", "ignore"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.entered.emit(self.block.id)
        elif isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                if _is("undo", event) or _is("redo", event):
                    event.accept()  # comes back as a key, for the letter's history and not the field's
                    return True
                if any(_is(command, event) for command in PASSED_ON):
                    event.ignore()
                    return True
            elif event.type() == QEvent.Type.KeyPress:
                for command, signal in (("undo", self.undo_asked), ("redo", self.redo_asked)):
                    if _is(command, event):
                        signal.emit()
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
        self._more = QToolButton()
        self._more.setIcon(theme.icon("more"))
        self._more.setProperty("quiet", True)
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._more.setAccessibleName(f"{self._name}: move, split, join")
        self._more.setToolTip("Move, split, join")
        self._more.clicked.connect(lambda: self.menu_asked.emit(self._more))
        self._more.installEventFilter(self)
        head.addWidget(self._more)
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
