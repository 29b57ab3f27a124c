"""Small quiet buttons with an icon alone; their words are in the tool tip and for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton

from ui import theme
from ui.actions import BY_ID, Commands


class Tool(QToolButton):
    """A button that the keyboard reaches, as high as the text."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.setIcon(theme.icon(icon))
        self.setProperty("tool", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.follow_text_size()

    def say(self, words: str, keys: str = "") -> None:
        """What it does, in words."""
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({keys})" if keys else words)

    def follow_text_size(self) -> None:
        size = max(theme.SPACE, self.fontMetrics().height())
        self.setIconSize(QSize(size, size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class CommandTool(Tool):
    """A tool for a command; it follows whether the command is enabled, and its keys."""

    def __init__(self, commands: Commands, command_id: str) -> None:
        super().__init__(BY_ID[command_id].icon)
        self._commands, self._id = commands, command_id
        self._action = commands.action(command_id)
        self.clicked.connect(self._action.trigger)
        self._action.changed.connect(self._follow)
        commands.keys_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.say(self._action.text(), self._commands.keys.text(self._id))
