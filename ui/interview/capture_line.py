"""The capture line: what one hears goes in here, and nothing on the way from the key to the screen waits.

Before the paint nothing happens that a bare text field would not do. Right after it, in one go for all keys that came
meanwhile, the text is handed on (`typed`), its marker is read, marker and tags are coloured; a little later skills
are looked up. None of it depends on how
long the interview is, and a key that needs it sooner (Enter, Tab, an arrow) has it done first. What an input method
is still composing is not text yet: it is neither read nor completed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from feedback_desk.capture.shorthand import tag_at
from feedback_desk.model import NoteKind, Skill
from ui.interview.kinds import LOOKS
from ui.interview.line_colours import LineColours
from ui.interview.reads_as import Reading, marker_length, reading_of
from ui.interview.typed_keys import COMMAND, is_plain
from ui.widgets.skill_popup import SkillPopup
from ui.widgets.units import characters, units

MAX_LINES = 8
"""The line grows to this many rows of text, then scrolls."""
LOOKUP_MS = 15
"""The pause before skills are looked up: the key has been painted by then."""
_FRAME = 16
"""Border and room inside, in pixels, as long as the line has never been shown."""

_FIRST_SPECIAL_KEY = 0x01000000
"""Qt's keys below this one type a character."""
_COMPOSING_KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape,
)
"""What an input method means by these, where it doesn't take them itself, is nothing of ours."""

FindSkills = Callable[[str], Sequence[Skill]]


class CaptureLine(QPlainTextEdit):
    """One note being typed. It has the focus and keeps it; Enter hands the text over with `entered`."""

    typed = Signal(str)
    """The whole text as a person changed it, told as soon as it is painted."""
    entered = Signal(str)
    reads_as = Signal(object)
    """What Enter would do: file a `NoteKind`, or a `RatingLine` or `TickLine`. Only when that changes."""
    previous_wanted = Signal()
    """Up on the first line."""
    next_wanted = Signal()
    """Down on the last line."""
    left = Signal()
    """Esc, and no list of skills was open."""
    announced = Signal(str)
    """Something a screen reader should say."""

    def __init__(self, popup_parent: QWidget, find: FindSkills, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._composing = False
        self._setting = False
        self._last = ""
        self._kind: Reading = NoteKind.PLAIN
        self._lines = 0
        self.most_lines = MAX_LINES
        self.reads_notes_only = False
        """A note is being edited: `=3` is its words and rates nothing."""
        self.popup = SkillPopup(popup_parent)
        self.popup.taken.connect(self._take)
        # Started once and never put off, so that no typing, however fast, can starve it.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._tell)
        self._lookup = QTimer(self, singleShot=True, interval=LOOKUP_MS)
        self._lookup.timeout.connect(self._suggest)
        self._colours = LineColours(self)
        self.setAccessibleName("Note")
        self.setAccessibleDescription("Type what you hear. Enter files it, Shift and Enter begins a new line.")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._text_changed)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self._fit(size.height()))
        self._fit(1)

    # --- Text ---------------------------------------------------------------------------------

    def put(self, text: str) -> None:
        """Show `text` with the cursor at its end; it isn't told as typed, and nothing of the text before it is."""
        self._setting, self._last = True, text
        self.setPlainText(text)
        self._setting = False
        self._later.stop()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._tell_kind()
        self._colours.follow()
        self._close_popup()

    def set_kind(self, kind: NoteKind) -> None:
        """Begin the line with the marker of `kind`; the same kind again takes it off."""
        length = marker_length(self.document().firstBlock().text())
        self.hand_on()
        marker = LOOKS[kind].marker if kind is not self._kind else ""
        cursor = QTextCursor(self.document())
        has_space = self.document().characterAt(length) == " "
        cursor.setPosition(length + 1 if length and has_space else length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(marker + " " if marker else "")

    def begin_tag(self) -> None:
        """Type the `#` of a skill where the cursor is."""
        self._put_word("#")
        self._suggest()

    def put_tag(self, tag: str) -> None:
        """Put a whole skill where the cursor is, with room around it."""
        self._put_word(f"#{tag} ")

    def _put_word(self, word: str) -> None:
        cursor = self.textCursor()
        before = self.document().characterAt(cursor.position() - 1) if cursor.position() else " "
        cursor.insertText(word if before.isspace() else f" {word}")
        self.setTextCursor(cursor)

    def select_tag(self, tag: str) -> bool:
        """Select a tag's name, the last in the text, so that what is typed next stands for it; whether it is there."""
        text = self.toPlainText()
        found = re.search(rf"(?s).*(?<!\S)#(?={re.escape(tag)}(?!\S))", text)
        if found is None:
            return False
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(found[0]))
        cursor.setPosition(units(found[0] + tag), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def hand_on(self) -> None:
        """Tell what was typed, if that is still to be told; what is being composed is text from now on."""
        if self._composing:
            QGuiApplication.inputMethod().commit()
        if self._later.isActive():
            self._later.stop()
            self._tell()

    def _text_changed(self) -> None:
        if not self._setting and not self._later.isActive():
            self._later.start()

    def _tell(self) -> None:
        if (text := self.toPlainText()) != self._last:
            self._last = text
            self.typed.emit(text)
        if self._composing:
            return
        self._tell_kind()
        self._colours.follow()
        if self._tag() is not None:
            if not self._lookup.isActive():
                self._lookup.start()
        else:
            self._close_popup()

    def _tell_kind(self) -> None:
        kind = reading_of(
            self.document().firstBlock().text(), is_all=self.blockCount() == 1 and not self.reads_notes_only
        )
        if kind != self._kind:
            self._kind = kind
            self.reads_as.emit(kind)

    def _cursor_moved(self) -> None:
        if self.popup.isVisible() and self._tag() is None:
            self._close_popup()

    # --- Skills -------------------------------------------------------------------------------

    def _tag(self) -> tuple[QTextBlock, int, int] | None:
        """The tag under the cursor: its block, and its span in it."""
        cursor = self.textCursor()
        block = cursor.block()
        if block.blockNumber() not in (0, self.blockCount() - 1) or cursor.hasSelection():
            return None
        text = block.text()
        if "#" not in text:
            return None
        span = tag_at(text, characters(text, cursor.positionInBlock()))
        return (block, *span) if span else None

    def _typed_tag(self) -> str:
        """The name of the tag under the cursor, as far as it is typed."""
        return tag[0].text()[tag[1] + 1 : tag[2]] if (tag := self._tag()) else ""

    def _suggest(self) -> None:
        tag = None if self._composing else self._tag()
        if tag is None or not self.hasFocus():
            self._close_popup()
            return
        block, start, end = tag
        text = block.text()
        word = text[start + 1 : end]
        found = self._find(word)
        if len(found) == 1 and found[0].tag == word:
            found = ()  # nothing left to complete
        anchor = QTextCursor(block)
        anchor.setPosition(block.position() + units(text[:start]))
        corner = QPoint(self.cursorRect(anchor).left(), -4)
        self.popup.suggest(found, self.mapToGlobal(corner))

    def _look_up_now(self) -> None:
        """A key that means the list came before the list did."""
        self.hand_on()
        if self._lookup.isActive():
            self._lookup.stop()
            self._suggest()

    def _close_popup(self) -> None:
        self._lookup.stop()
        if self.popup.isVisible():
            self.popup.hide()

    def _take(self, skill: str) -> None:
        """Put a skill in place of the tag that is being typed."""
        tag = self._tag()
        self._close_popup()
        if tag is None:
            return
        block, start, end = tag
        text = block.text()
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + units(text[:start]))
        cursor.setPosition(block.position() + units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        followed = text[end : end + 1].isspace()
        cursor.insertText(f"#{skill}" if followed else f"#{skill} ")
        self.setTextCursor(cursor)
        self._close_popup()
        self.announced.emit(f"#{skill}")

    # --- Keys ---------------------------------------------------------------------------------

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab accepts the skill that stands first or was chosen, or else the tag as it is; then it moves on."""
        if self._composing:
            return True
        if next:
            self._look_up_now()
        if next and (skill := self.popup.choice(default=0) or self._typed_tag()):
            self._take(skill)
            return True
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key < _FIRST_SPECIAL_KEY and not event.modifiers() & COMMAND:
            super().keyPressEvent(event)  # a letter: by far the most frequent, and in a hurry
            return
        plain = is_plain(event)
        if self._composing and key in _COMPOSING_KEYS:
            event.accept()  # the input method's business
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._enter()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()  # Qt's own Shift+Enter is a line separator, which isn't a line of a note
            self.ensureCursorVisible()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and plain:
            self._vertical(event)
        elif key == Qt.Key.Key_Tab:
            event.ignore()  # nowhere to go: still no text
        elif key == Qt.Key.Key_Escape:
            self.hand_on()
            if self.popup.isVisible() or self._lookup.isActive():
                self._close_popup()
            else:
                self.left.emit()
        elif self._is_for_the_interview(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _is_for_the_interview(self, event: QKeyEvent) -> bool:
        """The key takes back or does again, and the line has nothing of its own for that."""
        standard, document = QKeySequence.StandardKey, self.document()
        return (event.matches(standard.Undo) and not document.isUndoAvailable()) or (
            event.matches(standard.Redo) and not document.isRedoAvailable()
        )

    def _enter(self) -> None:
        self.hand_on()
        if (skill := self.popup.choice()) is not None:
            self._take(skill)
            return
        self._close_popup()
        self.entered.emit(self.toPlainText())

    def _vertical(self, event: QKeyEvent) -> None:
        step = 1 if event.key() == Qt.Key.Key_Down else -1
        self._look_up_now()
        if self.popup.isVisible():
            self.announced.emit(self.popup.move_choice(step))
            return
        moved = self.textCursor()
        moved.movePosition(QTextCursor.MoveOperation.Up if step < 0 else QTextCursor.MoveOperation.Down)
        if moved.position() != self.textCursor().position():
            super().keyPressEvent(event)
        elif step < 0:
            self.previous_wanted.emit()
        else:
            self.next_wanted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._close_popup()
        super().focusOutEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_composing = self._composing
        self._composing = bool(event.preeditString())
        if self._composing:
            self._close_popup()
        super().inputMethodEvent(event)
        if was_composing and not self._composing:
            self._text_changed()

    # --- Size ---------------------------------------------------------------------------------

    def _fit(self, rows: float) -> None:
        """Grow with the text; the layout counts its height in rows."""
        lines = max(1, min(self.most_lines, round(rows)))
        if lines != self._lines:
            self._lines = lines
            policy = Qt.ScrollBarPolicy
            bar = policy.ScrollBarAsNeeded if lines == self.most_lines else policy.ScrollBarAlwaysOff
            self.setVerticalScrollBarPolicy(bar)
            self.updateGeometry()
            self.setFixedHeight(self.sizeHint().height())

    @property
    def rows(self) -> int:
        """How many rows of text are in sight."""
        return max(1, self._lines)

    def sizeHint(self) -> QSize:
        around = self.height() - self.viewport().height() if self.isVisible() else _FRAME
        text = self.fontMetrics().lineSpacing() * max(1, self._lines) + 2 * round(self.document().documentMargin())
        return QSize(360, text + around)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lines = 0  # only now is the frame's true size known
        self._refit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_colours"):
            self._lines = 0
            self._colours.paint()
            self._refit()

    def _refit(self) -> None:
        self._fit(self.document().documentLayout().documentSize().height())
