"""The right side of the kits' editor: the fields of the kit or of a section, on a page that scrolls."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.actions import Commands
from ui.library.kit_fields import KitFields
from ui.library.kit_words import KitText, cursor_rect
from ui.library.section_fields import SectionFields
from ui.library.skills_field import FindSkills

WIDTH = 900
"""Pixels that a line of text is read across, at the most."""


class KitSheet(QScrollArea):
    """Both kinds of fields, of which the editor shows one; the cursor stays in sight."""

    def __init__(self, commands: Commands, ground: QWidget, find: FindSkills, known: Callable[[str], bool]) -> None:
        """`ground`, `find` and `known` are for the skills of a section."""
        super().__init__()
        self.fields = KitFields(commands)
        self.section = SectionFields(commands, ground, find, known)
        page = QWidget()
        page.setMaximumWidth(WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        for fields in (self.fields, self.section):
            fields.moved.connect(self._keep_in_sight)
            column.addWidget(fields)
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(page, 1000)
        across.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def _keep_in_sight(self, text: KitText) -> None:
        inside = self.widget()
        if text.hasFocus() and inside is not None:
            place = cursor_rect(text, inside).center()
            self.ensureVisible(place.x(), place.y(), 0, 3 * theme.SPACE)
