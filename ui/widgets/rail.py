"""The slim rail on the left: the rooms, each with icon and label, and below them what is not a room."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import theme
from ui.actions import BY_ID, Commands

ICON = 22


class Rail(QWidget):
    """Buttons for the rooms; `mark` shows where the person is."""

    def __init__(self, rooms: Sequence[str], commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        # By the style sheet: `fillRect` would make the enumeration of all gradients, 10 ms.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("rail", True)
        self._buttons: dict[str, QToolButton] = {}
        self._marked = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.SPACE, theme.GAP, theme.SPACE)
        column.setSpacing(theme.GAP // 2)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # `minimumSizeHint` says it
        for room in rooms:
            command = BY_ID[f"room_{room}"]
            button = self._button(command.words, command.icon)
            button.setCheckable(True)
            button.clicked.connect(partial(self._go, command.id))
            column.addWidget(button)
            self._buttons[room] = button
        column.addStretch(1)
        self._more = self._button("Menu", "more")
        self._more.clicked.connect(partial(commands.run, "menu"))
        column.addWidget(self._more)
        self._more.setVisible(sys.platform != "darwin")  # a Mac has the menus at the top of the screen
        commands.keys_changed.connect(self._tell_keys)
        self._tell_keys()
        self.follow_text_size()

    def mark(self, room: str) -> None:
        """Show that this room is the one shown; a screen that is no room leaves the mark where it was."""
        self._marked = room if room in self._buttons else self._marked
        for name, button in self._buttons.items():
            button.setChecked(name == self._marked)

    def _go(self, command_id: str) -> None:
        self._commands.run(command_id)
        self.mark(self._marked)  # a click on the room that is shown must not take its mark away

    def _button(self, words: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setAccessibleName(words)
        button.setIcon(theme.icon(icon, "muted"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setProperty("rail", True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def follow_text_size(self) -> None:
        """The icons keep their size beside the labels."""
        size = self._icon_size()
        for button in (*self._buttons.values(), self._more):
            button.setIconSize(QSize(size, size))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Room for the icons alone: large text must not make the window larger than a small screen."""
        button = self._icon_size() + 3 * theme.GAP
        count = len(self._buttons) + 1
        return QSize(button + 2 * theme.GAP, count * (button + theme.GAP // 2) + 2 * theme.SPACE)

    def _icon_size(self) -> int:
        # Of the program's font: the rail's own follows only when it is shown.
        return max(ICON, round(QFontMetrics(theme.font("body")).height() * 1.2))

    def _fit(self) -> None:
        """Labels stay as long as they take no more than an eighth of the window's width, and all fit its height."""
        letters = self.fontMetrics()
        widest = max(letters.horizontalAdvance(button.text()) for button in self._buttons.values())
        high = (len(self._buttons) + 1) * (self._icon_size() + letters.height() + 4 * theme.GAP)
        labels = high <= self.height() and widest + 4 * theme.GAP <= self.window().width() / 8
        style = Qt.ToolButtonStyle
        for button in (*self._buttons.values(), self._more):
            button.setToolButtonStyle(style.ToolButtonTextUnderIcon if labels else style.ToolButtonIconOnly)

    def _tell_keys(self) -> None:
        for command_id, button in (*((f"room_{room}", b) for room, b in self._buttons.items()), ("menu", self._more)):
            words, keys = BY_ID[command_id].words, self._commands.keys.text(command_id)
            button.setToolTip(f"{words} ({keys})" if keys else words)

    def show_menu(self) -> None:
        """Every command, in menus, beside the button for them."""
        from ui.menus import whole_menu

        menu = whole_menu(self._commands, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Upwards: the button is at the window's end, and what opens stays inside the window.
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomRight() - QPoint(0, menu.sizeHint().height())))
