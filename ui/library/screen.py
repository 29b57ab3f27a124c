"""The Library: tabs with the kits, the skills (fuzzy filter), the resources, the letter wording and the checks' lists.

Nothing here touches the network by itself; "Open in the browser" hands a resource's address to the browser.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from feedback_desk.model import Resource, Skill
from ui import theme
from ui.actions import Commands
from ui.jobs import Jobs
from ui.library.checks_tab import ChecksTab
from ui.library.kit_editor import KitEditor
from ui.library.kits_tab import KitsTab
from ui.library.shelf import Shelf
from ui.library.told import (
    matching,
    resource_parts,
    resource_row,
    skill_parts,
    skill_row,
)
from ui.library.wording_tab import WordingTab
from ui.widgets.screen import Screen
from ui.widgets.words import Words


class LibraryScreen(Screen):
    """What interviews and letters draw on."""

    def __init__(self, jobs: Jobs, commands: Commands) -> None:
        super().__init__()
        self._jobs = jobs
        self._skills: dict[str, Skill] = {}
        self._resources: dict[str, Resource] = {}
        self._resource = ""
        self._loaded = False
        self._shown = QStackedWidget()
        self.kits, self.editor = KitsTab(jobs, commands), KitEditor(jobs, commands)
        self.kits.edit_wanted.connect(self.editor.open)
        self.editor.shown.connect(lambda: self._shown.setCurrentWidget(self.editor))
        self.editor.closed.connect(self._leave_editor)
        for place in (self.kits, self.editor):
            place.said.connect(self.said)
        self._skill_shelf = Shelf("Skills", "A name or a short name, as in xss")
        self._skill_shelf.filtered.connect(self._find_skills)
        self._skill_shelf.current.connect(self._show_skill)
        link, copy = QPushButton("Open in the browser"), QPushButton("Copy the address")
        link.setIcon(theme.icon("link"))
        copy.setIcon(theme.icon("copy"))
        link.clicked.connect(self._open_link)
        copy.clicked.connect(self._copy_link)
        for button in (link, copy):
            button.setAccessibleName(button.text())
        self._resource_shelf = Shelf("Resources", "Filter resources", [link, copy])
        self._resource_shelf.filtered.connect(self._show_resources)
        self._resource_shelf.current.connect(self._show_resource)
        self._wording, self._checks = WordingTab(jobs, commands.undo), ChecksTab(jobs)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName("Library")
        self._tabs.tabBar().setAccessibleName("Parts of the library")
        self._tabs.tabBar().setDrawBase(False)
        for shelf, name in (
            (self.kits, "Kits"),
            (self._skill_shelf, "Skills"),
            (self._resource_shelf, "Resources"),
            (self._wording, "Letter wording"),
            (self._checks, "Checks"),
        ):
            self._tabs.addTab(shelf, name)
        self._tabs.currentChanged.connect(self._lend_keys)
        self._lend_keys()
        shelves = QWidget()
        column = QVBoxLayout(shelves)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(Words("Library", "title"))
        column.addWidget(self._tabs, 1)
        self._shown.addWidget(shelves)
        self._shown.addWidget(self.editor)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, 0)
        whole.addWidget(self._shown)
        self.setAcceptDrops(True)
        self.start_at(self._tabs.tabBar())

    def showEvent(self, event: QShowEvent) -> None:
        if not self._loaded:
            self._loaded = True
            self._jobs.read(lambda desk: desk.resources(), self._fill_resources, owner=self)
            self._find_skills("")
        super().showEvent(event)

    def leave(self) -> None:
        self._wording.save()
        self._checks.save()

    def take_keyboard(self) -> None:
        if self._shown.currentWidget() is self.editor:
            self.editor.take_keyboard()
        else:
            super().take_keyboard()

    # --- Kits ---------------------------------------------------------------------------------

    def _lend_keys(self) -> None:
        """The keys of the kits work on their tab too, which has the keyboard when one comes."""
        bar = self._tabs.tabBar()
        turn = bar.addAction if self._tabs.currentWidget() is self.kits else bar.removeAction
        for action in self.kits.actions():
            turn(action)

    def _leave_editor(self, kit_id: str) -> None:
        self._shown.setCurrentIndex(0)
        self.kits.choose(kit_id)
        self.kits.shelf.begin()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._shown.currentIndex() == 0 and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._tabs.setCurrentWidget(self.kits)
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.kits.import_file(Path(url.toLocalFile()))
        event.acceptProposedAction()

    # --- Skills -------------------------------------------------------------------------------

    def _find_skills(self, typed: str) -> None:
        query = typed.strip().lstrip("#")
        self._jobs.read(lambda desk: desk.skills(query), self._fill_skills, owner=self, key="skills")

    def _fill_skills(self, skills: list[Skill]) -> None:
        self._skills |= {skill.tag: skill for skill in skills}
        self._skill_shelf.show_rows([skill_row(skill) for skill in skills])

    def show_skill(self, tag: str) -> None:
        """The page of skills, with this one chosen."""
        self.editor.close_editor()  # what is written in it is kept
        self._tabs.setCurrentWidget(self._skill_shelf)
        self._skill_shelf.search.setText(f"#{tag}")
        self._skill_shelf.search.setFocus()

    def _show_skill(self, tag: str) -> None:
        skill = self._skills[tag]
        serving = [r for r in self._resources.values() if tag in r.skills]
        self._skill_shelf.read(skill_parts(skill, serving))

    # --- Resources ----------------------------------------------------------------------------

    def _fill_resources(self, resources: list[Resource]) -> None:
        self._resources = {resource.id: resource for resource in resources}
        self._show_resources("")

    def _show_resources(self, typed: str) -> None:
        found = matching(list(self._resources.values()), typed)
        self._resource_shelf.show_rows([resource_row(resource) for resource in found])

    def _show_resource(self, resource_id: str) -> None:
        self._resource = resource_id
        self._resource_shelf.read(resource_parts(self._resources[resource_id]))

    def _open_link(self) -> None:
        if self._resource and not QDesktopServices.openUrl(QUrl(self._resources[self._resource].url)):
            self.said.emit("No browser answered; copy the address instead.")

    def _copy_link(self) -> None:
        if self._resource:
            QGuiApplication.clipboard().setText(self._resources[self._resource].url)
            self.said.emit("The address is on the clipboard.")
