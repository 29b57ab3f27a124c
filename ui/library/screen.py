"""The Library: tabs with the kits, the skills (fuzzy filter), the resources, the letter wording and the checks' lists.

Nothing here touches the network by itself; "Open in the browser" hands a resource's address to the browser.
"""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout

from feedback_desk.model import Kit, Resource, Skill
from ui import theme
from ui.actions import Commands
from ui.jobs import Jobs
from ui.library.checks_tab import ChecksTab
from ui.library.shelf import Shelf
from ui.library.told import (
    kit_parts,
    kit_row,
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
        self._kits: dict[str, Kit] = {}
        self._skills: dict[str, Skill] = {}
        self._resources: dict[str, Resource] = {}
        self._resource = ""
        self._loaded = False
        self._kit_shelf = Shelf("Kits", "Filter kits")
        self._kit_shelf.filtered.connect(self._show_kits)
        self._kit_shelf.current.connect(lambda kit_id: self._kit_shelf.read(kit_parts(self._kits[kit_id])))
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
            (self._kit_shelf, "Kits"),
            (self._skill_shelf, "Skills"),
            (self._resource_shelf, "Resources"),
            (self._wording, "Letter wording"),
            (self._checks, "Checks"),
        ):
            self._tabs.addTab(shelf, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(Words("Library", "title"))
        column.addWidget(self._tabs, 1)
        self.start_at(self._tabs.tabBar())

    def showEvent(self, event: QShowEvent) -> None:
        if not self._loaded:
            self._loaded = True
            self._jobs.read(lambda desk: desk.kits(), self._fill_kits, owner=self)
            self._jobs.read(lambda desk: desk.resources(), self._fill_resources, owner=self)
            self._find_skills("")
        super().showEvent(event)

    def leave(self) -> None:
        self._wording.save()
        self._checks.save()

    # --- Kits ---------------------------------------------------------------------------------

    def _fill_kits(self, kits: list[Kit]) -> None:
        self._kits = {kit.id: kit for kit in kits}
        self._show_kits("")

    def _show_kits(self, typed: str) -> None:
        wanted = typed.casefold()
        self._kit_shelf.show_rows(
            [kit_row(k) for k in self._kits.values() if wanted in f"{k.name} {k.role}".casefold()]
        )

    # --- Skills -------------------------------------------------------------------------------

    def _find_skills(self, typed: str) -> None:
        query = typed.strip().lstrip("#")
        self._jobs.read(lambda desk: desk.skills(query), self._fill_skills, owner=self, key="skills")

    def _fill_skills(self, skills: list[Skill]) -> None:
        self._skills |= {skill.tag: skill for skill in skills}
        self._skill_shelf.show_rows([skill_row(skill) for skill in skills])

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
