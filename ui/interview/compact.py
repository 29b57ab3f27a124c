"""The interview as a strip beside the call: section, clock, pace, the last notes and the capture line.

The same widgets stand closer together, and what is at the sides gives way: the line keeps its text, its undo and the
keyboard, and every command works as before. How the window becomes a strip is the business of `ui.strip`.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt

from ui import theme
from ui.actions import BY_ID, Commands
from ui.interview.capture_panel import CapturePanel
from ui.interview.header import Header
from ui.interview.panes import Panes

WIDTH = 50
"""Ems of the text."""
NOTES = 8
"""Lines of text: two notes with their tags."""
BUTTONS = ("previous_section", "next_section", "peek")
"""Beside those that the header has anyway."""


class Compact:
    """Puts the parts of one interview's screen into a strip and back."""

    def __init__(self, commands: Commands, header: Header, panes: Panes, panel: CapturePanel) -> None:
        self._header, self._panes, self._panel = header, panes, panel
        self._commands = commands
        self._buttons = [commands.button(name, quiet=True) for name in BUTTONS]
        there_and_back = commands.button("compact", quiet=True)
        for button in (*self._buttons, there_and_back):
            button.show_bare(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            header.row.addWidget(button)
        for button in self._buttons:
            button.hide()
        self.is_on = False

    def set(self, on: bool) -> None:
        """Stand as a strip, or as a whole screen again."""
        self.is_on = on
        header, panes = self._header, self._panes
        if not on:
            panes.top.insertWidget(0, panes.title, 1)
            header.state.insertWidget(0, header.pace)
        else:
            header.who.addWidget(panes.title)
            header.who.addWidget(header.pace)
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        header.row.setSpacing(2 if on else theme.GAP)
        header.pace.setAlignment(Qt.AlignmentFlag.AlignVCenter | (left if on else right))
        for label in (header.candidate, header.role, header.saved):
            label.setVisible(not on)
        for button in header.buttons.values():
            button.show_bare(on)
        for button in self._buttons:
            button.setVisible(on)
        action = self._commands.action("compact")
        action.setText("Back to the whole window" if on else BY_ID["compact"].words)
        action.setIcon(theme.icon("expand" if on else "compact"))
        self._panel.set_low(on)
        panes.set_low(on)

    def size(self) -> tuple[QSize, QSize]:
        """The least it needs, and what is good."""
        em, line = self._panes.fontMetrics().horizontalAdvance("M"), self._panes.fontMetrics().height()
        around = self._header.sizeHint().height() + self._panel.low_height() + theme.GAP
        return QSize(WIDTH * em * 2 // 3, around + 2 * line), QSize(WIDTH * em, around + NOTES * line)
