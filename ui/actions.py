"""The one table of commands: id, words, keys, icon, where it works, its menu. No action is made elsewhere.

`Commands` makes the `QAction` of a row when somebody binds a handler to it; the menus, the palette (Ctrl+K), the
shortcut sheet (Ctrl+?), the settings of the keys and buttons read the same table. How a screen uses it::

    commands.bind("finish", self._finish, self)      # works while the focus is inside `self`
    button = commands.button("finish", primary=True)  # a button with the command's words, icon and shortcut
    commands.action("finish").setEnabled(False)
    commands.keys.text("finish")                      # the key as this platform writes it; it can have been changed
    commands.undo.push("Note deleted", lambda desk: desk.put_note(interview_id, note))

Rows with `by_widget` are keys that a widget handles itself (Enter in the capture line, Esc): they get no `QAction`
shortcut, can't be changed, and stand in the table so that the sheet tells of them. Esc that no widget takes reaches
the window, which steps back. The rows have the keys of Linux and Windows; `MAC` says where a Mac's habits differ.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from feedback_desk.record import Record
from ui import theme
from ui.keys import Keys
from ui.undo import Undo

if TYPE_CHECKING:
    from ui.widgets.command_button import CommandButton

Scope = Literal["everywhere", "interview", "letter", "capture line", "library", "kit"]
WITHIN: dict[Scope, Scope] = {
    "capture line": "interview",
    "interview": "everywhere",
    "letter": "everywhere",
    "library": "everywhere",
    "kit": "everywhere",
}
"""Each place, and the one that it is a part of: a key of one works in the other too."""
PLACES: dict[Scope, str] = {
    "everywhere": "Everywhere",
    "interview": "In an interview",
    "capture line": "In the capture line",
    "letter": "In a letter",
    "library": "Among the kits",
    "kit": "While editing a kit",
}
"""The places in words, in the order of the sheet."""
TWICE_SECONDS = 1.0
"""A second press within this time means the command that was there, and not the one that took its place."""
Menu = Literal["file", "edit", "view", "go", "interview", "letter", "kits", "help"]
_MENUS: dict[Scope, Menu] = {
    "everywhere": "view",
    "interview": "interview",
    "capture line": "interview",
    "library": "kits",
    "kit": "kits",
}


class Command(Record):
    """One row. `shortcut` is in Qt's portable text, several separated by `; `."""

    id: str
    words: str
    shortcut: str = ""
    icon: str = ""
    scope: Scope = "everywhere"
    by_widget: bool = False
    menu: Menu | Literal[""] = ""
    """Where it stands in the menus; without one, where its place does."""
    under: str = ""
    """The words of a menu inside that menu."""
    apart: bool = False
    """A line above it in the menu: something else begins."""
    instead_of: str = ""
    """A command that is never there at the same moment, and has the same key."""
    repeats: bool = False
    """Holding its key does it again and again: each time a small step, which the eye follows."""

    @property
    def keys(self) -> list[QKeySequence]:
        """The keys it comes with; which ones it has now, `Commands.keys` knows."""
        if not self.shortcut:
            return []
        return QKeySequence.listFromString(self.shortcut, QKeySequence.SequenceFormat.PortableText)

    @property
    def in_menu(self) -> Menu:
        return self.menu or _MENUS.get(self.scope, "letter")


_ROWS: tuple[Command, ...] = (
    Command("new_interview", "New interview", "Ctrl+N", "plus", menu="file"),
    Command("palette", "Find anything", "Ctrl+K", "command", menu="go"),
    Command("search", "Search everything", "Ctrl+F", "search", menu="go"),
    Command("room_desk", "Desk", "Alt+1", "desk", menu="go", apart=True),
    Command("room_interview", "Interview", "Alt+2", "interview", menu="go"),
    Command("room_candidates", "Candidates", "Alt+3", "candidates", menu="go"),
    Command("room_library", "Library", "Alt+4", "library", menu="go"),
    Command("room_settings", "Settings", "Alt+5; Ctrl+,", "settings", menu="go"),
    Command("back", "Step back", "Esc", "back", by_widget=True, menu="go", apart=True),
    Command("next_pane", "Next part of the screen", "F6", by_widget=True, menu="go"),
    Command("undo", "Take back", "Ctrl+Z", "undo", menu="edit", repeats=True),
    Command("redo", "Do again", "Ctrl+Shift+Z; Ctrl+Y", "redo", menu="edit", repeats=True),
    Command("retry", "Try saving again", "", "retry", menu="edit", apart=True),
    Command("add_sample", "Look at a finished example", "", "letter", menu="file", apart=True),
    Command("remove_sample", "Remove the example", "", "bin", menu="file"),
    Command("text_larger", "Larger text", "Ctrl++; Ctrl+=", "text-larger", repeats=True),
    Command("text_smaller", "Smaller text", "Ctrl+-", "text-smaller", repeats=True),
    Command("text_normal", "Normal text size", "", "text"),
    Command("cover", "Cover names and notes", "F9; Ctrl+Shift+H", "cover", apart=True),
    Command("guide", "Guide", "F1", "guide", menu="help"),
    Command("shortcuts", "Shortcuts", "Ctrl+?; Ctrl+/", "keyboard", menu="help"),
    Command("menu", "Menu", "F10", "more", menu="help"),
    Command("about", "About Feedback Desk", "", "info", menu="help", apart=True),
    Command("quit", "Quit", "Ctrl+Q", "quit", menu="file", apart=True),
    # The live interview
    Command("finish", "Finish", "Ctrl+Return; Ctrl+Enter", "check", "interview"),
    Command("start", "Start the clock", "Ctrl+Return; Ctrl+Enter", "play", "interview", instead_of="finish"),
    Command("reopen", "Reopen", "", "retry", "interview"),
    Command("pause", "Pause or go on", "Ctrl+P", "pause", "interview"),
    Command("next_section", "Next section", "Alt+Down", "down", "interview", apart=True, repeats=True),
    Command("previous_section", "Previous section", "Alt+Up", "up", "interview", repeats=True),
    *(
        Command(f"rate_{step}", f"Rate the section {step}", f"Ctrl+{step}", "", "interview", under="Rate the section")
        for step in range(1, 8)
    ),
    Command("not_asked", "Not asked", "Ctrl+0", "", "interview", under="Rate the section"),
    Command("tick_question", "Tick the next question off", "Ctrl+T", "check", "interview"),
    Command("kind_plain", "Plain note", "Ctrl+Shift+N", "note", "interview", under="Kind of note"),
    Command("kind_strength", "Strength", "Ctrl+Shift+S", "strength", "interview", under="Kind of note"),
    Command("kind_gap", "Gap", "Ctrl+Shift+G", "gap", "interview", under="Kind of note"),
    Command("kind_serious_gap", "Serious gap", "Ctrl+Shift+D", "serious-gap", "interview", under="Kind of note"),
    Command("kind_quote", "Quote", "Ctrl+Shift+O", "quote", "interview", under="Kind of note"),
    Command("kind_question", "Question", "Ctrl+Shift+A", "question", "interview", under="Kind of note"),
    Command("kind_private", "Private", "Ctrl+Shift+P", "private", "interview", under="Kind of note"),
    Command("compact", "Small window beside the call", "Ctrl+Shift+M", "compact", "interview", apart=True),
    Command("peek", "Look at questions and ratings", "Ctrl+B", "peek", "interview"),
    Command("add_skill", "Add a skill", "Ctrl+Shift+K", "skill", "interview", apart=True),
    Command("note_to_next", "Move the note to the next section", "Ctrl+Shift+PgDown", "down", "interview"),
    Command("note_to_previous", "Move the note to the section before", "Ctrl+Shift+PgUp", "up", "interview"),
    Command("open_link", "Open the link in the note", "Ctrl+O", "link", "interview"),
    Command("tidy_tag", "Tidy an unknown tag", "", "skill", "interview"),
    Command("last_time", "Last time's gaps", "Ctrl+G", "clock", "interview"),
    Command("to_capture", "To the capture line", "Ctrl+L", "", "interview"),
    Command("to_letter", "Open the letter", "Ctrl+Shift+L", "letter", "interview", apart=True),
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
    Command("export_text", "Save as plain text", "", "export", "letter", under="As text"),
    Command("export_markdown", "Save as Markdown", "", "export", "letter", under="As text"),
    Command("copy_text", "Copy as text", "Ctrl+Shift+C", "copy", "letter", under="As text"),
    Command("copy_markdown", "Copy as Markdown", "", "copy", "letter", under="As text"),
    Command("mark_sent", "Mark sent", "Ctrl+Shift+Return", "send", "letter", apart=True),
    Command("mark_answered", "Mark answered", "", "reply", "letter"),
    Command("waive", "No letter is owed", "", "waive", "letter"),
    Command("redraft", "Draft again from the notes", "Ctrl+R", "retry", "letter", apart=True),
    Command("letter_options", "Letter options", "Ctrl+Shift+T", "settings", "letter"),
    Command("sign_off", "Sign the letter off", "", "check", "letter"),
    Command("overrule", "Let it pass, with a reason", "", "check", "letter"),
    Command("block_up", "Move the part up", "Alt+Up", "up", "letter", under="This part", repeats=True),
    Command("block_down", "Move the part down", "Alt+Down", "down", "letter", under="This part", repeats=True),
    Command("block_out", "Leave the part out or put it back", "Ctrl+Shift+X", "close", "letter", under="This part"),
    Command("block_split", "Split the part at the cursor", "Ctrl+Shift+J", "split", "letter", under="This part"),
    Command("block_join", "Join the part with the next", "Ctrl+J", "join", "letter", under="This part"),
    Command("to_notes", "Open the notes", "Ctrl+Shift+L", "interview", "letter", apart=True),
    # The Library's kits
    Command("kit_edit", "Edit the kit", "F2", "edit", "library"),
    Command("kit_copy", "Copy the kit", "Ctrl+D", "copy", "library"),
    Command("kit_new", "New kit", "Ctrl+Shift+N", "plus", "library"),
    Command("kit_import", "Import a kit", "Ctrl+O", "import", "library"),
    Command("kit_export", "Export the kit", "Ctrl+E", "export", "library"),
    Command("kit_bin", "Delete the kit", "Del", "bin", "library"),
    Command("kit_unbin", "Take the kit out of the bin", "", "undo", "library"),
    Command("kit_shipped", "Back to the program’s version", "", "retry", "library"),
    Command("kit_own", "Back to your version", "", "retry", "library"),
    # A kit being edited
    Command("kit_use", "Use for new interviews", "Ctrl+S", "check", "kit", apart=True),
    Command("kit_drop_draft", "Drop the changes", "", "bin", "kit"),
    Command("kit_add_step", "Add a step to the scale", "", "plus", "kit"),
    Command("kit_add_section", "Add a section", "Ctrl+Shift+N", "plus", "kit", under="Section"),
    Command("kit_remove_section", "Remove the section", "Ctrl+Shift+X", "bin", "kit", under="Section"),
    Command("kit_section_up", "Move the section up", "Ctrl+Shift+Up", "up", "kit", under="Section", repeats=True),
    Command(
        "kit_section_down", "Move the section down", "Ctrl+Shift+Down", "down", "kit", under="Section", repeats=True
    ),
    Command("kit_previous", "Previous section of the kit", "Alt+Up", "", "kit", under="Section", repeats=True),
    Command("kit_next", "Next section of the kit", "Alt+Down", "", "kit", under="Section", repeats=True),
    Command("kit_question_up", "Move the question up", "Ctrl+Up", "up", "kit", under="Question", repeats=True),
    Command("kit_question_down", "Move the question down", "Ctrl+Down", "down", "kit", under="Question", repeats=True),
)
MAC: dict[str, str] = {
    **{f"room_{room}": f"Meta+{n}" for n, room in enumerate(("desk", "interview", "candidates", "library"), 1)},
    "room_settings": "Meta+5; Ctrl+,",
    "back": "Esc; Ctrl+.",
    "redo": "Ctrl+Shift+Z",
    "guide": "Ctrl+?; F1",
    "shortcuts": "Ctrl+/",
    "menu": "",
    "quit": "Ctrl+Q; Ctrl+W",
    "next_section": "Ctrl+Alt+Down",
    "previous_section": "Ctrl+Alt+Up",
    "block_up": "Ctrl+Alt+Up",
    "block_down": "Ctrl+Alt+Down",
    "kit_section_up": "Ctrl+Meta+Up",
    "kit_section_down": "Ctrl+Meta+Down",
    "kit_previous": "Ctrl+Alt+Up",
    "kit_next": "Ctrl+Alt+Down",
    "kit_question_up": "Ctrl+Alt+Shift+Up",
    "kit_question_down": "Ctrl+Alt+Shift+Down",
}
"""A Mac's habits, in Qt's names: Ctrl is Command there, Meta is Control. Option with a digit types a character and
with an arrow moves the cursor by words and paragraphs; Command+? is help, Command+. steps back, Command+W closes."""


def commands_of(platform: str) -> tuple[Command, ...]:
    """The table as it is on `platform`, one of `sys.platform`."""
    if platform != "darwin":
        return _ROWS
    return tuple(replace(row, shortcut=MAC.get(row.id, row.shortcut)) for row in _ROWS)


TABLE = commands_of(sys.platform)
BY_ID = {command.id: command for command in TABLE}


def overlap(one: Command, other: Command) -> bool:
    """Whether both can be there at the same moment, so that they can't share a key."""
    if other.id == one.instead_of or one.id == other.instead_of:
        return False
    return one.scope in _around(other.scope) or other.scope in _around(one.scope)


def _around(scope: Scope) -> Iterable[Scope]:
    """The place and those that it is a part of."""
    yield scope
    while scope in WITHIN:
        scope = WITHIN[scope]
        yield scope


class Commands(QObject):
    """The commands that somebody bound, as actions of the window or of one screen."""

    keys_changed = Signal()

    def __init__(self, window: QWidget, undo: Undo, keys: Keys | None = None) -> None:
        super().__init__(window)
        self._window = window
        self.undo = undo
        self.keys = keys or Keys(TABLE, overlap)
        self._actions: dict[str, QAction] = {}
        self._last, self._last_at = TABLE[0], 0.0
        """What was done last, and when."""
        self._places: dict[str, QWidget] = {}

    def bind(self, command_id: str, handler: Callable[[], object], place: QWidget | None = None) -> QAction:
        """Make the action of a row. It works while the focus is inside `place` (default: anywhere in the window)."""
        command = BY_ID[command_id]
        owner = place or self._window
        action = QAction(command.words, owner)
        action.setMenuRole(QAction.MenuRole.NoRole)  # or a Mac moves what is called "Settings…" by its words
        if command.icon:
            action.setIcon(theme.icon(command.icon))
        if not command.by_widget:
            action.setShortcuts(self.keys.of(command_id))
        context = Qt.ShortcutContext
        action.setShortcutContext(context.WidgetWithChildrenShortcut if place else context.WindowShortcut)
        action.setAutoRepeat(command.repeats)
        action.triggered.connect(lambda: self._do(command, handler))
        owner.addAction(action)
        self._actions[command_id], self._places[command_id] = action, owner
        return action

    def _do(self, command: Command, handler: Callable[[], object]) -> None:
        """Do it, unless it only took the place of what was done a moment ago, under the same finger."""
        if command.id != self._last.instead_of or monotonic() - self._last_at >= TWICE_SECONDS:
            self._last, self._last_at = command, monotonic()
            handler()

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

    def change_keys(self, keys: Keys) -> None:
        """Use other keys from now on: in actions, tool tips, menus, the palette and the sheet."""
        self.keys = keys
        for command_id, action in self._actions.items():
            if not BY_ID[command_id].by_widget:
                action.setShortcuts(keys.of(command_id))
        self.keys_changed.emit()

    def button(self, command_id: str, *, primary: bool = False, quiet: bool = False) -> CommandButton:
        """A button for a bound command; it follows the action's words, its keys and whether it is enabled."""
        from ui.widgets.command_button import CommandButton

        return CommandButton(BY_ID[command_id], self._actions[command_id], self, primary=primary, quiet=quiet)
