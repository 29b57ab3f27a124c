"""A button for a command: its words, icon and key, enabled as long as the command is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QPushButton

from ui import theme
from ui.actions import Command, Commands

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


def fit_icon(button: QAbstractButton) -> None:
    """Make the icon of a button as high as its text."""
    size = max(theme.SPACE, button.fontMetrics().height())
    button.setIconSize(QSize(size, size))


class CommandButton(QPushButton):
    """A button for a command."""

    def __init__(self, command: Command, action: QAction, commands: Commands, *, primary: bool, quiet: bool) -> None:
        super().__init__()
        self._id, self._action, self._commands = command.id, action, commands
        self._is_bare, self._is_quiet = False, quiet
        self.setProperty("primary", primary)
        self.setProperty("quiet", quiet)
        self.setAutoDefault(False)
        if command.icon:
            self.setIcon(theme.icon(command.icon, "accent_text" if primary else "text"))
        self.clicked.connect(action.trigger)
        self.follow_text_size()
        action.changed.connect(self._follow)
        commands.keys_changed.connect(self._follow)
        self._follow()

    def follow_text_size(self) -> None:
        """The icon is as high as the text."""
        fit_icon(self)

    def show_bare(self, bare: bool) -> None:
        """The icon alone, where room is short; the words are in its tool tip and for a screen reader."""
        self._is_bare = bare
        self.setStyleSheet("padding: 4px 6px" if bare else "")
        self.setProperty("quiet", self._is_quiet or (bare and not self.property("primary")))
        theme.repolish(self)
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()  # outside a dialog Qt leaves Enter to nobody
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        words = self._action.text()
        self.setText("" if self._is_bare else words)
        self.setAccessibleName(words)
        self.setEnabled(self._action.isEnabled())
        if not self.property("primary") and not self.icon().isNull():
            self.setIcon(self._action.icon())  # a primary one has its own colour
        keys = self._commands.keys.text(self._id)
        self.setToolTip(f"{words} ({keys})" if keys else words)
