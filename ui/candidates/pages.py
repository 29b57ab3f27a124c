"""The candidates list as a model that holds ids only and keeps some pages of rows.

100,000 candidates cost the ids and at most `PAGES_KEPT` pages. A row that is not there yet is painted empty while
its page is read; a page that arrives repaints its rows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QAbstractListModel, QTimer
from PySide6.QtWidgets import QWidget

from feedback_desk.model import InterviewRow, InterviewState
from ui.jobs import Jobs
from ui.widgets.rows import Index, Row, row_data
from ui.widgets.when import short_day_text

PAGE = 128
"""Rows read at once."""
PAGES_KEPT = 16
STATES = {
    InterviewState.PLANNED: "planned",
    InterviewState.RUNNING: "in progress",
    InterviewState.FINISHED: "",
    InterviewState.CANCELLED: "cancelled",
    InterviewState.NO_SHOW: "did not come",
    InterviewState.WITHDRAWN: "withdrew",
}


class CandidatesModel(QAbstractListModel):
    """One row for each candidate, by id."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs, self._view = jobs, parent
        self._ids: list[str] = []
        self._pages: OrderedDict[int, list[InterviewRow]] = OrderedDict()
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._round = 0
        # Painting asks row by row: all pages it missed are read once the paint is over.
        self._ask_soon = QTimer(self, singleShot=True, interval=0)
        self._ask_soon.timeout.connect(self._ask)

    def set_ids(self, ids: Sequence[str]) -> None:
        """Show these candidates; what was read before is forgotten."""
        self.beginResetModel()
        self._ids = list(ids)
        self._forget()
        self.endResetModel()

    def refresh(self, ids: Sequence[str]) -> None:
        """The store changed: keep place and selection where the ids are the same."""
        if list(ids) != self._ids:
            self.set_ids(ids)
        elif self._ids:
            self._forget()
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def row_of(self, candidate_id: str) -> int:
        """Where a candidate stands; -1 when the list does not show them."""
        return self._ids.index(candidate_id) if candidate_id in self._ids else -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        number, at = divmod(index.row(), PAGE)
        page = self._pages.get(number)
        if page is None:
            self._wanted.add(number)
            self._ask_soon.start()
            return row_data(Row(self._ids[index.row()], "", " "), role)
        self._pages.move_to_end(number)
        return row_data(candidate_row(page[at], datetime.now().astimezone()), role)

    def _forget(self) -> None:
        self._round += 1
        self._pages.clear()
        self._asked.clear()
        self._wanted.clear()

    def _ask(self) -> None:
        for number in self._wanted - self._asked:
            self._asked.add(number)
            self._read_page(number, tuple(self._ids[number * PAGE : (number + 1) * PAGE]))
        self._wanted.clear()

    def _read_page(self, number: int, ids: tuple[str, ...]) -> None:
        done = partial(self._arrived, self._round, number, len(ids))
        self._jobs.read(lambda desk: desk.candidate_rows(ids), done, owner=self._view)

    def _arrived(self, asked_in: int, number: int, expected: int, rows: list[InterviewRow]) -> None:
        if asked_in != self._round:
            return
        self._asked.discard(number)
        if len(rows) != expected:
            return  # somebody was erased meanwhile: the change that says so reads the ids again
        self._pages[number] = rows
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first = number * PAGE
        self.dataChanged.emit(self.index(first), self.index(first + len(rows) - 1))


def candidate_row(row: InterviewRow, now: datetime) -> Row:
    """A candidate by their latest interview."""
    detail = " · ".join(p for p in ("Example" if row.sample else "", row.role, STATES[row.state]) if p)
    when = short_day_text(row.when.astimezone().date(), now.date())
    return Row(row.candidate_id, row.candidate, detail or " ", when)
