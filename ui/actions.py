"""The one table of commands: id, words, shortcut, icon, where it works. No action is made elsewhere.

`Commands` makes the `QAction` of a row when somebody binds a handler to it; the menu, the palette (Ctrl+K), the
shortcut sheet (Ctrl+?) and buttons read the same table. How a screen uses it::

    commands.bind("finish", self._finish, self)      # works while the focus is inside `self`
    button = commands.button("finish", primary=True)  # a button with the command's words, icon and shortcut
    commands.action("finish").setEnabled(False)
    commands.undo.push("Note deleted", lambda desk: desk.put_note(interview_id, note))

Rows with `by_widget` are keys that a widget handles itself (Enter in the capture line, Esc): they get no `QAction`
shortcut and stand in the table so that the sheet tells of them. Esc that no widget takes reaches the window, which
steps back. On macOS Alt+digit types characters, so rooms are Control+digit there (Qt's Meta).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme
from ui.undo import Undo

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

Scope = Literal["everywhere", "interview", "letter", "capture line"]
_ROOM_KEY = "Meta" if sys.platform == "darwin" else "Alt"


@dataclass(frozen=True)
class Command:
    """One row. `shortcut` is in Qt's portable text, several separated by `; `."""

    id: str
    words: str
    shortcut: str = ""
    icon: str = ""
    scope: Scope = "everywhere"
    by_widget: bool = False

    @property
    def keys(self) -> list[QKeySequence]:
        if not self.shortcut:
            return []
        return QKeySequence.listFromString(self.shortcut, QKeySequence.SequenceFormat.PortableText)

    @property
    def keys_text(self) -> str:
        """As this platform writes it, for people."""
        return QKeySequence.listToString(self.keys[:1], QKeySequence.SequenceFormat.NativeText)


TABLE: tuple[Command, ...] = (
    Command("new_interview", "New interview", "Ctrl+N", "plus"),
    Command("palette", "Find a command, a candidate or an interview", "Ctrl+K", "command"),
    Command("search", "Search everything", "Ctrl+F", "search"),
    Command("room_desk", "Desk", f"{_ROOM_KEY}+1", "desk"),
    Command("room_interview", "Interview", f"{_ROOM_KEY}+2", "interview"),
    Command("room_candidates", "Candidates", f"{_ROOM_KEY}+3", "candidates"),
    Command("room_library", "Library", f"{_ROOM_KEY}+4", "library"),
    Command("room_settings", "Settings", f"{_ROOM_KEY}+5", "settings"),
    Command("back", "Step back", "Esc", "back", by_widget=True),
    Command("next_pane", "Next part of the screen", "F6", by_widget=True),
    Command("undo", "Take back", "Ctrl+Z", "undo"),
    Command("redo", "Do again", "Ctrl+Shift+Z; Ctrl+Y", "retry"),
    Command("retry", "Try saving again", "", "retry"),
    Command("add_sample", "Look at a finished example", "", "letter"),
    Command("remove_sample", "Remove the example", "", "bin"),
    Command("text_larger", "Larger text", "Ctrl++; Ctrl+=", "text-larger"),
    Command("text_smaller", "Smaller text", "Ctrl+-", "text-smaller"),
    Command("text_normal", "Normal text size", "", "text"),
    Command("guide", "Guide", "F1", "guide"),
    Command("shortcuts", "Shortcuts", "Ctrl+?; Ctrl+/", "keyboard"),
    Command("quit", "Quit", "Ctrl+Q", "quit"),
    # The live interview
    Command("finish", "Finish", "Ctrl+Return; Ctrl+Enter", "check", "interview"),
    Command("start", "Start the clock", "Ctrl+Return; Ctrl+Enter", "play", "interview"),
    Command("reopen", "Reopen", "", "retry", "interview"),
    Command("pause", "Pause or go on", "Ctrl+P", "pause", "interview"),
    Command("next_section", "Next section", "Alt+Down", "down", "interview"),
    Command("previous_section", "Previous section", "Alt+Up", "up", "interview"),
    *(Command(f"rate_{step}", f"Rate the section {step}", f"Ctrl+{step}", "", "interview") for step in range(1, 8)),
    Command("not_asked", "Not asked", "Ctrl+0", "", "interview"),
    Command("kind_plain", "Plain note", "Ctrl+Shift+N", "note", "interview"),
    Command("kind_strength", "Strength", "Ctrl+Shift+S", "strength", "interview"),
    Command("kind_gap", "Gap", "Ctrl+Shift+G", "gap", "interview"),
    Command("kind_serious_gap", "Serious gap", "Ctrl+Shift+D", "serious-gap", "interview"),
    Command("kind_quote", "Quote", "Ctrl+Shift+O", "quote", "interview"),
    Command("kind_question", "Question", "Ctrl+Shift+A", "question", "interview"),
    Command("kind_private", "Private", "Ctrl+Shift+P", "private", "interview"),
    Command("add_skill", "Add a skill", "Ctrl+Shift+K", "skill", "interview"),
    Command("to_capture", "To the capture line", "Ctrl+L", "", "interview"),
    Command("to_letter", "Open the letter", "Ctrl+Shift+L", "letter", "interview"),
    Command("file_note", "File the note", "Return", "", "capture line", by_widget=True),
    Command("new_line", "New line in the note", "Shift+Return", "", "capture line", by_widget=True),
    Command("edit_last", "Edit the last note", "Up", "", "capture line", by_widget=True),
    Command("accept_skill", "Accept the skill", "Tab", "", "capture line", by_widget=True),
    # The letter
    Command("export_pdf", "Export PDF", "Ctrl+E", "export", "letter"),
    Command("email_draft", "E-mail draft", "Ctrl+Shift+E", "mail", "letter"),
    Command("copy_file", "Copy the file", "Ctrl+Shift+F", "copy", "letter"),
    Command("show_file", "Show the file", "", "link", "letter"),
    Command("phone_card", "Save a phone card", "", "person", "letter"),
    Command("export_text", "Save as plain text", "", "export", "letter"),
    Command("export_markdown", "Save as Markdown", "", "export", "letter"),
    Command("copy_text", "Copy as text", "Ctrl+Shift+C", "copy", "letter"),
    Command("copy_markdown", "Copy as Markdown", "", "copy", "letter"),
    Command("mark_sent", "Mark sent", "Ctrl+Shift+Return", "send", "letter"),
    Command("mark_answered", "Mark answered", "", "reply", "letter"),
    Command("waive", "No letter is owed", "", "waive", "letter"),
    Command("redraft", "Draft again from the notes", "Ctrl+R", "retry", "letter"),
    Command("letter_options", "Letter options", "Ctrl+Shift+T", "settings", "letter"),
    Command("sign_off", "Sign the letter off", "", "check", "letter"),
    Command("overrule", "Let it pass, with a reason", "", "check", "letter"),
    Command("block_up", "Move the part up", "Alt+Up", "up", "letter"),
    Command("block_down", "Move the part down", "Alt+Down", "down", "letter"),
    Command("block_out", "Leave the part out or put it back", "Ctrl+Shift+X", "close", "letter"),
    Command("block_split", "Split the part at the cursor", "Ctrl+Shift+J", "", "letter"),
    Command("block_join", "Join the part with the next", "Ctrl+J", "", "letter"),
    Command("to_notes", "Open the notes", "Ctrl+Shift+L", "interview", "letter"),
)
BY_ID = {command.id: command for command in TABLE}


class Commands(QObject):
    """The commands that somebody bound, as actions of the window or of one screen."""

    def __init__(self, window: QWidget, undo: Undo) -> None:
        super().__init__(window)
        self._window = window
        self.undo = undo
        self._actions: dict[str, QAction] = {}
        self._places: dict[str, QWidget] = {}

    def bind(self, command_id: str, handler: Callable[[], object], place: QWidget | None = None) -> QAction:
        """Make the action of a row. It works while the focus is inside `place` (default: anywhere in the window)."""
        command = BY_ID[command_id]
        owner = place or self._window
        action = QAction(command.words, owner)
        if command.icon:
            action.setIcon(theme.icon(command.icon))
        if not command.by_widget:
            action.setShortcuts(command.keys)
        context = Qt.ShortcutContext
        action.setShortcutContext(context.WidgetWithChildrenShortcut if place else context.WindowShortcut)
        action.triggered.connect(lambda: handler())
        owner.addAction(action)
        self._actions[command_id], self._places[command_id] = action, owner
        return action

    def action(self, command_id: str) -> QAction:
        """The action of a bound command; `KeyError` when nobody bound it."""
        return self._actions[command_id]

    def run(self, command_id: str) -> None:
        self._actions[command_id].trigger()

    def available(self) -> list[Command]:
        """What can be done now, in the table's order: bound, enabled, and its screen is the one shown."""
        return [
            c
            for c in TABLE
            if c.id in self._actions and self._actions[c.id].isEnabled() and self._places[c.id].isVisible()
        ]

    def button(self, command_id: str, *, primary: bool = False, quiet: bool = False) -> CommandButton:
        """A button for a bound command; it follows the action's words and whether it is enabled."""
        return CommandButton(BY_ID[command_id], self._actions[command_id], primary=primary, quiet=quiet)


class CommandButton(QPushButton):
    """A button for a command."""

    def __init__(self, command: Command, action: QAction, *, primary: bool, quiet: bool) -> None:
        super().__init__()
        self._keys, self._action = command.keys_text, action
        self.setProperty("primary", primary)
        self.setProperty("quiet", quiet)
        self.setAutoDefault(False)
        if command.icon:
            self.setIcon(theme.icon(command.icon, "accent_text" if primary else "text"))
        self.clicked.connect(action.trigger)
        self.follow_text_size()
        action.changed.connect(self._follow)
        self._follow()

    def follow_text_size(self) -> None:
        """The icon is as high as the text."""
        size = max(theme.SPACE, self.fontMetrics().height())
        self.setIconSize(QSize(size, size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()  # outside a dialog Qt leaves Enter to nobody
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        words = self._action.text()
        self.setText(words)
        self.setAccessibleName(words)
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(f"{words} ({self._keys})" if self._keys else words)
