"""One block of the letter as a card: its words, edited in place, and the notes it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from feedback_desk.model import Block, BlockKind, CheckFinding, Note, Severity
from ui import theme
from ui.actions import Commands
from ui.widgets.check import Check
from ui.widgets.command_button import fit_icon
from ui.widgets.growing_edit import GrowingEdit
from ui.widgets.units import characters, units
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

    def __init__(self, block: Block, notes: Mapping[str, Note], commands: Commands) -> None:
        super().__init__()
        self._commands = commands
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
        self._resource_rows: list[QWidget] = []
        body.addLayout(self._resources)
        self._show_resources()
        evidence = [notes[note].text for note in block.notes if note in notes]
        if evidence:
            body.addWidget(Words("From your notes", "small", tone="muted"))
            said = Words("\n".join(f"\u2013 {text}" for text in evidence), "small", tone="muted", wrap=True)
            body.addWidget(said)
        self._show_state()

    def follow_text_size(self) -> None:
        """The icon is as high as the text."""
        fit_icon(self._more)

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
                cursor.setPosition(units(editor.toPlainText()[:place]))
                cursor.setPosition(cursor.position() + units(words), QTextCursor.MoveMode.KeepAnchor)
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
                    start = units(text[:place])
                    places.append((start, start + units(one.text), MARKS[one.severity], f"{one.why} {one.mend}"))
            editor.mark(places)

    def cursor_place(self) -> int:
        """Where the cursor of the text stands, in characters."""
        return characters(self.text.toPlainText(), self.text.textCursor().position())

    def _is(self, command: str, event: QKeyEvent) -> bool:
        return QKeySequence(event.keyCombination()) in self._commands.keys.of(command)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.entered.emit(self.block.id)
        elif isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                if self._is("undo", event) or self._is("redo", event):
                    event.accept()  # comes back as a key, for the letter's history and not the field's
                    return True
                if any(self._is(command, event) for command in PASSED_ON):
                    event.ignore()
                    return True
            elif event.type() == QEvent.Type.KeyPress:
                for command, signal in (("undo", self.undo_asked), ("redo", self.redo_asked)):
                    if self._is(command, event):
                        signal.emit()
                        return True
        return super().eventFilter(watched, event)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        kind = Words(KIND_WORDS[self.block.kind], "small", tone="muted")
        self._state = Elided("small")
        self.included = Check("In the letter")
        self.included.setAccessibleName(f"{self._name}: in the letter")
        self.included.setChecked(not self.block.left_out)
        self.included.toggled.connect(lambda _: self._edited(words=False))
        self.included.installEventFilter(self)
        head.addWidget(kind)
        head.addWidget(self._state, 1)
        head.addWidget(self.included)
        self._more = QToolButton()
        self._more.setIcon(theme.icon("more"))
        self.follow_text_size()
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
        for old in self._resource_rows:
            self._resources.removeWidget(old)
            old.deleteLater()
        self._resource_rows = []
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
            self._resource_rows.append(row)

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
            noted = self.block.kind in (BlockKind.STRENGTH, BlockKind.GROWTH)
            words, tone = "as you noted it: please read it once" if noted else "please read it once", "warning"
        elif self.block.edited:
            words = "edited"
        self._state.show_words(f"\u00b7 {words}" if words else "")
        self._state.set_tone(tone)
