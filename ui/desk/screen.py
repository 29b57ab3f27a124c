"""The Desk: interviews in progress, the next ones, feedback owed (oldest first), letters recently sent.

One list holds all parts, so that arrow keys walk through everything there is to do. It is read again when something
changed while it is shown, or when it is shown after something changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from feedback_desk.model import Change, InterviewRow, InterviewState, Overview
from ui import theme
from ui.actions import Commands
from ui.desk.rows import MORE, OWED, PLANNED, RUNNING, desk_rows
from ui.jobs import Jobs
from ui.widgets.empty import Empty
from ui.widgets.popups import let_through
from ui.widgets.rows import Row, RowList, RowsModel
from ui.widgets.screen import Screen
from ui.widgets.when import date_text, day_text
from ui.widgets.words import Words

WIDTH = 880
"""Pixels after which lines get too long to read across."""
NEW_DAY_MILLISECONDS = 60_000
"""How often the waiting days and the date are looked at again."""


class DeskScreen(Screen):
    """What to do now."""

    filled = Signal()
    """The rows are there: the window may be shown."""

    def __init__(self, jobs: Jobs, commands: Commands) -> None:
        super().__init__()
        self._jobs, self._commands = jobs, commands
        self._overview = Overview()
        self._opened: frozenset[str] = frozenset()
        self._stale = True
        self._model = RowsModel(self)
        self._list = RowList("What to do now")
        self._list.setModel(self._model)
        self._list.chosen.connect(self._choose)
        self._list.menu_wanted.connect(self._menu)
        self._date = Words(tone="muted")
        self._sample = self._sample_bar()
        self._empty: Empty | None = None

        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(Words("Desk", "title"))
        names.addWidget(self._date)
        head.addLayout(names, 1)
        self._begin = commands.button("new_interview", primary=True)
        head.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self._sample)
        self._parts = QStackedWidget()
        self._parts.addWidget(self._list)
        column.addWidget(self._parts, 1)
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        middle.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        across.addStretch(1)
        across.addWidget(middle, 1000)
        across.addStretch(1)
        self.start_at(self._list)

        jobs.changed.connect(self._changed)
        timer = QTimer(self, interval=NEW_DAY_MILLISECONDS)
        timer.timeout.connect(self._time_passed)
        timer.start()

    # --- Reading ------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._read()
        super().showEvent(event)

    def _changed(self, _: Change) -> None:
        self._stale = True
        if self.isVisible():
            self._read()

    def _time_passed(self) -> None:
        if self.isVisible():
            self.fill(self._overview)

    def _read(self) -> None:
        self._stale = False
        self._jobs.read(lambda desk: desk.overview(), self.fill, owner=self, key="overview")

    def fill(self, overview: Overview) -> None:
        """Show these rows; the keyboard stays on the same row where it can."""
        self._stale = False
        self._overview = overview
        now = datetime.now().astimezone()
        self._date.setText(day_text(now.date(), now.date()) + ", " + date_text(now.date()))
        kept = self._list.currentIndex().row()
        before = self._model.rows[kept].id.partition(":")[2] if 0 <= kept < self._model.rowCount() else ""
        rows = desk_rows(overview, now, self._opened)
        if list(self._model.rows) != rows:
            self._model.set_rows(rows)
            same = (n for n, row in enumerate(rows) if before and row.id.partition(":")[2] == before)
            self._go_to(next(same, max(kept, 0)))
        parts = (overview.running, overview.planned, overview.owed, overview.sent)
        self._sample.setVisible(any(row.sample for part in parts for row in part))
        self._begin.setVisible(bool(rows))  # the empty page offers it itself
        if rows:
            self._parts.setCurrentWidget(self._list)
            self.start_at(self._list)
        else:
            self._show_empty(new=overview.is_empty)
        self.filled.emit()

    def _go_to(self, row: int) -> None:
        """Make the nearest row that can be chosen the current one, from `row` on."""
        for number in [*range(row, self._model.rowCount()), *range(row, -1, -1)]:
            if number < self._model.rowCount() and not self._model.rows[number].heading:
                self._list.setCurrentIndex(self._model.index(number))
                return

    def _show_empty(self, *, new: bool) -> None:
        if self._empty is not None:
            self._parts.removeWidget(self._empty)
            self._empty.deleteLater()
        begin = self._commands.button("new_interview", primary=True)
        if new:
            words = (
                "Welcome to your desk",
                "Take notes while you listen; the feedback letter is nearly done at the end.",
            )
            self._empty = Empty("feedback-desk", *words, [begin, self._commands.button("add_sample")])
        else:
            self._empty = Empty("check", "Nothing is waiting", "Every interview has its letter.", [begin])
        had_focus = self._list.hasFocus()
        self._parts.addWidget(self._empty)
        self._parts.setCurrentWidget(self._empty)
        self.start_at(self._empty.first)
        if had_focus:
            self.take_keyboard()

    def _sample_bar(self) -> QWidget:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Words("The example is made up, and counts in no figure.", tone="muted", wrap=True), 1)
        line.addWidget(self._commands.button("remove_sample"))
        bar.hide()
        return bar

    # --- Choosing -----------------------------------------------------------------------------

    def _choose(self, row: Row) -> None:
        part, _, item = row.id.partition(":")
        if part == MORE:
            self._opened |= {item}
            self.fill(self._overview)
        elif part in (RUNNING, PLANNED):
            self.open_interview.emit(item)
        else:
            self.open_letter.emit(item)

    def _menu(self, row: Row, where: QPoint) -> None:
        part, _, item = row.id.partition(":")
        if part == MORE:
            return
        from PySide6.QtWidgets import QMenu  # with what it brings, 2 ms that the first frame need not wait for

        menu = QMenu(self)
        let_through(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        candidate = next(i.candidate_id for i in self._all() if i.id == item)
        menu.addAction(theme.icon("interview"), "Open the notes", lambda: self.open_interview.emit(item))
        if part not in (RUNNING, PLANNED):
            menu.addAction(theme.icon("letter"), "Open the letter", lambda: self.open_letter.emit(item))
        menu.addAction(theme.icon("person"), "Open the candidate", lambda: self.open_candidate.emit(candidate))
        if part == PLANNED:
            menu.addSeparator()
            for words, state in (
                ("It was cancelled", InterviewState.CANCELLED),
                ("They did not come", InterviewState.NO_SHOW),
                ("They withdrew", InterviewState.WITHDRAWN),
            ):
                menu.addAction(words, partial(self._set_state, item, state, words))
        elif part == OWED:
            menu.addSeparator()
            menu.addAction(theme.icon("waive"), "No letter is owed…", partial(self._waive, item))
        menu.popup(where)

    def _all(self) -> list[InterviewRow]:
        o = self._overview
        return [*o.running, *o.planned, *o.owed, *o.sent]

    def _set_state(self, interview_id: str, state: InterviewState, words: str) -> None:
        self._write_with_undo(
            words,
            lambda desk: desk.set_state(interview_id, state),
            lambda desk: desk.set_state(interview_id, InterviewState.PLANNED),
        )

    def _waive(self, interview_id: str) -> None:
        from PySide6.QtWidgets import QInputDialog

        reason, said = QInputDialog.getText(self, "No letter is owed", "Why? For example: the candidate declined.")
        if said and reason.strip():
            self._write_with_undo(
                "No letter is owed",
                lambda desk: desk.waive(interview_id, reason.strip()),
                lambda desk: desk.waive(interview_id, ""),
            )

    def _write_with_undo(self, words: str, do: Callable[..., Change], back: Callable[..., Change]) -> None:
        self._jobs.write(do, done=lambda _: self._commands.undo.push(words, back), owner=self)
