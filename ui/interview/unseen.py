"""An interview while it is covered: the keys it takes are those one can use without seeing what they do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from feedback_desk.capture.clock import clock_text
from feedback_desk.model import Skill
from ui.actions import Commands
from ui.interview.capture_line import CaptureLine
from ui.interview.kinds import LOOKS
from ui.interview.live import LiveInterview
from ui.interview.typed_keys import COMMAND
from ui.widgets.screen import Screen

WORDS = "What you type still goes into your notes, unseen. Enter files it."
COMMANDS = ("pause", *(look.command for look in LOOKS.values()))
"""They change the clock, which is in sight, or the marker of the line."""
_LINE_KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
"""Up and Down are not among them: they would bring another note into the line."""
_TEXT_KEYS = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
)


class TypedUnseen(Screen):
    """A screen whose capture line may be typed into although nothing is seen of it."""

    live: LiveInterview
    line: CaptureLine
    _commands: Commands
    _is_covered = False
    unseen_words = WORDS

    def cover(self, on: bool) -> None:
        """The keyboard is in the line now, and no skills are proposed."""
        self._is_covered = on
        if on and self.live.is_open:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def takes_unseen(self, event: QEvent) -> bool:
        return self.live.is_open and self.line.hasFocus() and takes(event, self.line, self._commands)

    def clock(self) -> str:
        return clock_text(self.live.elapsed()) if self.live.is_running else ""

    def find_skills(self, typed: str) -> list[Skill]:
        """Skills for what stands after the `#`; none that would show on a covered screen."""
        return [] if self._is_covered else self.live.find_skills(typed)


def takes(event: QEvent, line: CaptureLine, commands: Commands) -> bool:
    """Whether typing may go on into the capture line, which has the keyboard."""
    if not isinstance(event, QKeyEvent):
        return True  # what an input method composes
    if event.matches(QKeySequence.StandardKey.Undo):
        return line.document().isUndoAvailable()  # beyond that it would take a filed note back
    if event.matches(QKeySequence.StandardKey.Redo):
        return line.document().isRedoAvailable()
    if any(event.matches(key) for key in _TEXT_KEYS):
        return True
    pressed = QKeySequence(event.keyCombination())
    if any(pressed in commands.action(command).shortcuts() for command in COMMANDS):
        return True
    if event.key() in _LINE_KEYS:
        # Ctrl+Enter would finish the interview; with Ctrl or Alt the others move by words.
        return event.key() not in _LINE_KEYS[:2] or not event.modifiers() & COMMAND
    writes = bool(event.text()) and event.text().isprintable()
    return writes and (not event.modifiers() & COMMAND or _is_third_level(event))


def _is_third_level(event: QKeyEvent) -> bool:
    """AltGr reaches us as Ctrl with Alt on Windows; what it types is no letter of plain ASCII."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.modifiers() & COMMAND == both and not event.text().isalnum()
