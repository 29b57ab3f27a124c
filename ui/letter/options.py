"""The letter's options in one menu: tone, language, design, the overview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from feedback_desk.model import Letter
from ui import theme
from ui.widgets.popups import let_through
from ui.widgets.spoken import TONES, language_text
from ui.widgets.words import Words

DESIGNS = {"railed": "With a rail", "classic": "A classic letter"}

Change = Callable[[str], tuple[Letter, bool]]


class Options(QMenu):
    """Shows how a letter stands and asks for another."""

    chosen = Signal(object, bool)
    """The letter as it would be, and whether its words have to be drafted again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Letter options", parent)
        let_through(self)
        self.setAccessibleName("Letter options")

    def show_letter(self, letter: Letter, languages: tuple[str, ...]) -> None:
        """Fill the menu with what is possible for this letter."""
        self.clear()
        self._choice("Tone", TONES, letter.tone, lambda tone: (replace(letter, tone=tone), True))
        spoken = {language: language_text(language) for language in languages}
        self._choice("Language", spoken, letter.language, lambda code: (replace(letter, language=code), True))
        design = letter.design or letter.profile.design
        self._choice("Design", DESIGNS, design, lambda name: (replace(letter, design=name), False))
        self.addSeparator()
        overview = QAction("Overview of skills", self)
        overview.setCheckable(True)
        overview.setChecked(letter.overview)
        overview.triggered.connect(lambda on: self.chosen.emit(replace(letter, overview=on), False))
        self.addAction(overview)

    def _choice(self, title: str, words: dict[str, str], now: str, change: Change) -> None:
        heading = QWidgetAction(self)  # a section's own title is not drawn by every style
        shown = Words(title, "small", tone="muted")
        shown.setContentsMargins(theme.GAP + 4, theme.GAP, theme.GAP, 2)
        heading.setDefaultWidget(shown)
        heading.setEnabled(False)  # the arrow keys pass over it
        self.addAction(heading)
        group = QActionGroup(self)
        for value, said in words.items():
            action = QAction(said, self)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _=False, v=value: self.chosen.emit(*change(v)))
            group.addAction(action)
            self.addAction(action)
