"""The keys of every command: find one, press other keys for it, put back what it came with. It holds at once.

Keys that fields, input methods or the desktop need are refused with the reason. A key that another command has is
named with that command, which keeps it until one says "Use it here instead".
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from ui import remembered, theme
from ui.actions import BY_ID, PLACES, TABLE, Command, Commands
from ui.keys import Keys
from ui.settings.key_field import KeyField
from ui.settings.part import NOT_KEPT, Part
from ui.settings.reserved import refusal
from ui.widgets.rows import Row, RowList, RowsModel
from ui.widgets.search import SearchField
from ui.widgets.words import Words

ROWS = 7
"""How many commands can be seen at the least."""
ENTER = (QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter"))


class ShortcutsPart(Part):
    """A list of commands, and below it what can be done about the keys of the current one."""

    def __init__(self, commands: Commands) -> None:
        super().__init__("Shortcuts", "Keys for every command, kept on this computer. What you change holds at once.")
        self._commands = commands
        self._wanted: list[QKeySequence] = []
        self._kept = True
        self.search = SearchField("Find a command", "A command, or a key such as Ctrl+E")
        self.list = RowList("Commands and their keys")
        self._model = RowsModel(self)
        self.list.setModel(self._model)
        self.field = KeyField()
        self.none = QPushButton("No key")
        self.restore = QPushButton("Restore")
        self.instead = QPushButton("Use it here instead")
        self.restore_all = QPushButton("Restore all")
        self.message = Words("", wrap=True)
        self.message.setAccessibleName("What came of it")
        self._name = Words("", "strong", wrap=True)
        self._about = Words("", "small", tone="muted", wrap=True)
        self._nothing = Words("No command has these words or this key.", tone="muted", wrap=True)
        self._lay_out()
        self._wire()
        self._fill()
        self._go_to(next(row for row, one in enumerate(self._model.rows) if not one.heading))

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        inside.setSpacing(theme.GAP)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.field, 1)
        line.addWidget(self.none)
        line.addWidget(self.restore)
        answer = QHBoxLayout()
        answer.addWidget(self.instead)
        answer.addStretch(1)
        for widget in (self._name, self._about):
            inside.addWidget(widget)
        inside.addLayout(line)
        inside.addWidget(self.message)
        inside.addLayout(answer)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(self.restore_all)
        self.column.addWidget(self.search)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self._nothing)
        self.column.addWidget(card)
        self.column.addLayout(end)
        self.message.hide()
        self.instead.hide()
        self._nothing.hide()
        self.follow_text_size()

    def _wire(self) -> None:
        self.search.textChanged.connect(self._fill)
        self.search.down.connect(self.list.setFocus)
        self.search.entered.connect(self.list.setFocus)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.list.chosen.connect(lambda _: self.field.setFocus())
        self.field.pressed.connect(self._pressed)
        self.field.given_up.connect(self._give_up)
        self.none.clicked.connect(lambda: self._use([]))
        self.restore.clicked.connect(self._restore)
        self.instead.clicked.connect(lambda: self._use(self._wanted))
        self.restore_all.clicked.connect(self._restore_all)
        self._commands.keys_changed.connect(self._fill)

    def follow_text_size(self) -> None:
        super().follow_text_size()
        if hasattr(self, "list"):
            self.list.setMinimumHeight(ROWS * (self.list.fontMetrics().height() + 2 * theme.GAP))

    # --- The list -----------------------------------------------------------------------------

    def _fill(self) -> None:
        """Commands that have all the words, or the key, under a heading for where they work."""
        current, keys = self._current(), self._commands.keys
        parts = self.search.text().casefold().split()
        rows: list[Row] = []
        for scope, heading in PLACES.items():
            found = [
                Row(c.id, c.words, note=_keys_text(keys, c), tone="accent" if keys.is_changed(c.id) else "muted")
                for c in TABLE
                if c.scope == scope
                and all(part in f"{c.words} {_keys_text(keys, c)} {heading}".casefold() for part in parts)
            ]
            rows += [Row(scope, heading, heading=True), *found] if found else []
        self._model.set_rows(rows)
        self._nothing.setVisible(not rows)
        self.restore_all.setEnabled(bool(keys.chosen))
        same = (n for n, row in enumerate(rows) if current is not None and row.id == current.id)
        self._go_to(next(same, 1))

    def _go_to(self, row: int) -> None:
        if row < self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(row))

    def _current(self) -> Command | None:
        row = self.list.currentIndex().row()
        return BY_ID.get(self._model.rows[row].id) if 0 <= row < self._model.rowCount() else None

    def _show(self) -> None:
        command = self._current()
        if command is None:
            return
        self._name.setText(command.words)
        came = QKeySequence.listToString(command.keys, QKeySequence.SequenceFormat.NativeText).replace("; ", " or ")
        self._about.setText(f"{PLACES[command.scope]}. It comes with {came or 'no key'}.")
        self.field.setText(_keys_text(self._commands.keys, command))
        self.field.setAccessibleName(f"Keys for {command.words}")
        for widget in (self.field, self.none, self.restore):
            widget.setEnabled(not command.by_widget)
        self.none.setEnabled(not command.by_widget and bool(self._commands.keys.of(command.id)))
        self.restore.setEnabled(self._commands.keys.is_changed(command.id))
        self._answer(_why_fixed(command))

    def _answer(self, words: str, tone: str = "muted", *, instead: bool = False) -> None:
        self.message.setText(words)
        self.message.set_tone(tone)
        self.message.setVisible(bool(words))
        self.instead.setVisible(instead)

    # --- Changing -----------------------------------------------------------------------------

    def _pressed(self, key: QKeyCombination) -> None:
        command = self._current()
        if command is None:
            return
        sequence, keys = QKeySequence(key), self._commands.keys
        self.field.setText(_native(sequence))
        own = sequence in command.keys or sequence in keys.of(command.id)
        if not own and (why := refusal(key, sys.platform)):
            self._answer(why, "danger")
            return
        self._wanted = list(ENTER) if sequence in ENTER else [sequence]
        others = keys.users(sequence, command.id)
        fixed = next((other for other in others if other.by_widget), None)
        if fixed is not None:
            self._answer(f"{_native(sequence)} is “{fixed.words}”. {_why_fixed(fixed)}", "danger")
        elif others:
            named = " and ".join(f"“{other.words}” ({PLACES[other.scope].lower()})" for other in others)
            self._answer(f"{_native(sequence)} is already {named}.", "warning", instead=True)
            self.instead.setFocus()
        else:
            self._use(self._wanted)

    def _use(self, wanted: list[QKeySequence]) -> None:
        command = self._current()
        if command is None:
            return
        self._keep(self._commands.keys.with_choice(command.id, wanted))
        self.list.setFocus()
        text = _keys_text(self._commands.keys, command)
        elsewhere = [
            c.words
            for c in TABLE
            if wanted and c is not command and wanted[0] in self._commands.keys.of(c.id) and c.id != command.instead_of
        ]
        told = f"{command.words}: {text}." if wanted else f"{command.words} has no key now."
        if elsewhere:
            told += f" “{elsewhere[0]}” has it too; they are never there at the same moment."
        self._done(told)
        self.said.emit(told if self._kept else f"{told} {NOT_KEPT}")

    def _restore(self) -> None:
        command = self._current()
        if command is None:
            return
        self._keep(self._commands.keys.restored(command.id))
        keys = self._commands.keys
        self.list.setFocus()
        lost = [key for key in command.keys if key not in keys.of(command.id)]
        if lost:
            others = " and ".join(f"“{c.words}”" for c in keys.users(lost[0], command.id))
            self._answer(f"{_native(lost[0])} is {others} now. Press it here to use it here instead.", "warning")
        else:
            self._done("It has the keys it came with.")

    def _restore_all(self) -> None:
        self._keep(self._commands.keys.restored())
        self.list.setFocus()
        self._done("Every command has the keys it came with.")

    def _give_up(self) -> None:
        self._show()
        self.list.setFocus()

    def _keep(self, keys: Keys) -> None:
        self._kept = remembered.keep("keys", keys.chosen)
        self._commands.change_keys(keys)

    def _done(self, words: str) -> None:
        """Say what was changed, and whether it will hold at the next start."""
        self._answer(words if self._kept else f"{words} {NOT_KEPT}", "good" if self._kept else "warning")


def _native(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.NativeText)


def _keys_text(keys: Keys, command: Command) -> str:
    return " or ".join(_native(key) for key in keys.of(command.id)) or "no key"


def _why_fixed(command: Command) -> str:
    """Why a key can't be changed; empty when it can."""
    if not command.by_widget:
        return ""
    if command.scope == "capture line":
        return "This key is part of typing a note and stays as it is."
    return "This key is the same on every screen and stays as it is."
