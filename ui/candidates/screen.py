"""Candidates: on the left what one searches and the list, on the right the page of the candidate that is chosen.

Without words the list shows everybody, most recent interview first. With words it shows the people who match and the
places in notes and letters where all the words stand, as one types.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from feedback_desk.model import Change
from ui import theme
from ui.actions import Commands
from ui.candidates.found import HITS, PEOPLE_SHOWN, Found, found_rows
from ui.candidates.page import CandidatePagePane
from ui.candidates.pages import CandidatesModel
from ui.jobs import Jobs
from ui.widgets.empty import Empty
from ui.widgets.rows import ROW_ROLE, Row, RowList, RowsModel
from ui.widgets.screen import Screen
from ui.widgets.search import SearchField
from ui.widgets.words import Words

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

LIST_WIDTH = 360


class CandidatesScreen(Screen):
    """Everybody met so far, and everything written about them."""

    def __init__(self, jobs: Jobs, commands: Commands) -> None:
        super().__init__()
        self._jobs = jobs
        self._stale = True
        self._search = SearchField("Search everything", "Search names, notes and letters")
        self._search.textChanged.connect(self._typed)
        self._all = CandidatesModel(jobs, self)
        self._found = RowsModel(self)
        self._list = RowList("Candidates", uniform=True)
        self._list.setModel(self._all)
        self._list.chosen.connect(self._choose)
        self._search.down.connect(self._to_list)
        self._search.entered.connect(self._choose_first)
        self._nothing = Words(tone="muted", wrap=True)
        self._nothing.setContentsMargins(theme.GAP, theme.SPACE, theme.GAP, 0)
        self._nothing.hide()

        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.SPACE, theme.MARGIN, theme.GAP, theme.GAP)
        column.setSpacing(theme.SPACE)
        title = Words("Candidates", "title")
        title.setContentsMargins(theme.GAP, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self._search)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        self._page = CandidatePagePane(jobs, commands)
        self._page.open_interview.connect(self.open_interview)
        self._page.open_letter.connect(self.open_letter)
        self._page.said.connect(self.said)
        self._nobody = Empty(
            "person", "Nobody is chosen", "Choose a candidate on the left, or search for what you wrote."
        )
        begin = commands.button("new_interview", primary=True)
        self._none_yet = Empty(
            "candidates", "No candidates yet", "They appear here with their first interview.", [begin]
        )
        self._right = QStackedWidget()
        for pane in (self._nobody, self._none_yet, self._page):
            self._right.addWidget(pane)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self._right)
        splitter.setHandleWidth(1)
        splitter.setSizes([LIST_WIDTH, 800])
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(splitter)
        self.start_at(self._search)
        jobs.changed.connect(self._changed)

    def open(self, item_id: str) -> None:
        """Show a candidate's page, whether or not the list shows them."""
        self._show_page(item_id)

    # --- The list -----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._read()
        super().showEvent(event)

    def _changed(self, _: Change) -> None:
        self._stale = True
        if self.isVisible():
            self._read()

    def _typed(self) -> None:
        self._read()

    def _read(self) -> None:
        self._stale = False
        words = self._search.text().strip()
        if words:
            self._jobs.read(lambda desk: _find(desk, words), self._show_found, owner=self, key="list")
        else:
            self._jobs.read(lambda desk: desk.candidate_ids(), self._show_all, owner=self, key="list")

    def _show_all(self, ids: list[str]) -> None:
        if self._list.model() is not self._all:
            self._list.setModel(self._all)
        self._all.refresh(ids)
        self._nothing.hide()
        if not ids:
            self._right.setCurrentWidget(self._none_yet)
        elif self._right.currentWidget() is self._none_yet:
            self._right.setCurrentWidget(self._nobody)
        self._mark(self._page.candidate_id)

    def _show_found(self, found: Found) -> None:
        rows = found_rows(found, datetime.now().astimezone())
        self._found.set_rows(rows)
        if self._list.model() is not self._found:
            self._list.setModel(self._found)
        self._nothing.setText(f"Nothing holds all of these words: {found.words}")
        self._nothing.setVisible(not rows)

    def _mark(self, candidate_id: str) -> None:
        """Make a candidate's row the current one, without asking for the page again."""
        row = self._all.row_of(candidate_id)
        if row >= 0 and self._list.model() is self._all:
            flags = QItemSelectionModel.SelectionFlag
            self._list.selectionModel().setCurrentIndex(self._all.index(row), flags.ClearAndSelect)

    def _to_list(self) -> None:
        self._list.setFocus()
        row = self._list.currentIndex().data(ROW_ROLE)
        if not isinstance(row, Row) or row.heading:
            self._select_first()

    def _select_first(self) -> QModelIndex:
        model = self._list.model()
        for number in range(model.rowCount()):
            index = model.index(number, 0)
            row = index.data(ROW_ROLE)
            if isinstance(row, Row) and not row.heading:
                self._list.setCurrentIndex(index)
                return index
        return QModelIndex()

    def _choose_first(self) -> None:
        row = self._select_first().data(ROW_ROLE)
        if isinstance(row, Row):
            self._choose(row)

    # --- The page -----------------------------------------------------------------------------

    def _choose(self, row: Row) -> None:
        candidate, _, interview = row.id.partition("/")
        self._show_page(candidate, interview)

    def _show_page(self, candidate_id: str, interview_id: str = "") -> None:
        self._page.open(candidate_id, interview_id)
        self._right.setCurrentWidget(self._page)
        self._mark(candidate_id)


def _find(desk: Desk, words: str) -> Found:
    known = [candidate.id for candidate in desk.known_candidates(words, PEOPLE_SHOWN)]
    return Found(words, tuple(desk.candidate_rows(known)), tuple(desk.search(words, HITS)))
