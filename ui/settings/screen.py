"""Settings: a list of parts on the left, the part on the right. There is no button to forget: what is set is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout

from ui import theme
from ui.actions import Commands
from ui.jobs import Jobs
from ui.settings.appearance import AppearancePart
from ui.settings.kept import kept_policy, kept_profile
from ui.settings.letters import LettersPart
from ui.settings.organisation import OrganisationPart
from ui.settings.part import Part
from ui.settings.profile import ProfilePart
from ui.settings.shortcuts import ShortcutsPart
from ui.widgets.rows import Row, RowList, RowsModel
from ui.widgets.screen import Screen
from ui.widgets.words import Words

PARTS = (
    ("profile", "Profile", "person"),
    ("letters", "Letters", "letter"),
    ("organisation", "Organisation", "organisation"),
    ("appearance", "Appearance", "appearance"),
    ("shortcuts", "Shortcuts", "keyboard"),
)


class SettingsScreen(Screen):
    """Each part is made when it is first shown."""

    def __init__(self, jobs: Jobs, commands: Commands) -> None:
        super().__init__()
        self._jobs, self._commands = jobs, commands
        self.profile = kept_profile(jobs, commands.undo, self)
        self.policy = kept_policy(jobs, commands.undo, self)
        self._made: dict[str, Part] = {}
        self.list = RowList("Parts of the settings")
        model = RowsModel(self.list)
        model.set_rows([Row(part, words, icon=icon) for part, words, icon in PARTS])
        self.list.setModel(model)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self.part(PARTS[now.row()][0]))
        self.list.chosen.connect(lambda _: self._enter())
        self._stack = QStackedWidget()
        across = QHBoxLayout()
        across.setSpacing(theme.MARGIN)
        across.addWidget(self.list)
        across.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.SPACE)
        column.addWidget(Words("Settings", "title"))
        column.addLayout(across, 1)
        self.start_at(self.list)
        self.follow_text_size()
        self.list.setCurrentIndex(model.index(0))

    def part(self, name: str) -> Part:
        """Show a part, made when it is first asked for."""
        if name not in self._made:
            makers: dict[str, Callable[[], Part]] = {
                "profile": lambda: ProfilePart(self._jobs, self.profile),
                "letters": lambda: LettersPart(self._jobs, self.profile),
                "organisation": lambda: OrganisationPart(self.policy),
                "appearance": lambda: AppearancePart(cast(QApplication, QApplication.instance())),
                "shortcuts": lambda: ShortcutsPart(self._commands),
            }
            self._made[name] = made = makers[name]()
            made.said.connect(self.said)
            self._stack.addWidget(made)
            if self.isVisible():
                self._look()
        self.leave()
        self._stack.setCurrentWidget(self._made[name])
        at = [part for part, _, _ in PARTS].index(name)
        if self.list.currentIndex().row() != at:
            self.list.setCurrentIndex(self.list.model().index(at, 0))
        return self._made[name]

    def _enter(self) -> None:
        """The keyboard goes into the part."""
        self.list.focusNextChild()

    def showEvent(self, event: QShowEvent) -> None:
        self._look()
        super().showEvent(event)

    def _look(self) -> None:
        self.profile.look()
        self.policy.look()

    def leave(self) -> None:
        for part in self._made.values():
            part.leave()

    def follow_text_size(self) -> None:
        """The list is as wide as its longest words."""
        letters = self.list.fontMetrics()
        words = max(letters.horizontalAdvance(words) for _, words, _ in PARTS)
        self.list.setFixedWidth(words + max(20, letters.height()) + 6 * theme.GAP)
