"""The kit being edited and its sections, one row each, with what is still missing in it and the whole time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from feedback_desk.capture.kit_draft import Problem
from feedback_desk.model import Kit
from ui import theme
from ui.actions import Commands
from ui.library.kit_tools import CommandTool
from ui.widgets.flow import Flow
from ui.widgets.rows import ROW_ROLE, Row, RowList, RowsModel
from ui.widgets.words import Words

WHOLE = "the whole kit"
"""The id of the row of the kit itself."""


class KitOutline(QWidget):
    """A list with buttons for the sections; an empty id stands for the kit itself."""

    chosen = Signal(str)

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self.current = ""
        self._kit: Kit | None = None
        self._missing: Counter[str] = Counter()
        self.list = RowList("The kit and its sections", uniform=True)
        self.list.setMinimumHeight(theme.MARGIN)  # large letters on a small screen leave it no more
        self._model = RowsModel(self)
        self.list.setModel(self._model)
        self.list.selectionModel().currentChanged.connect(self._moved)
        self._total = Words(tone="muted", wrap=True)
        tools = ("kit_section_up", "kit_section_down", "kit_remove_section")
        buttons = Flow((commands.button("kit_add_section"), *(CommandTool(commands, tool) for tool in tools)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, theme.SPACE, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self.list, 1)
        column.addWidget(self._total)
        column.addWidget(buttons)

    def show_kit(self, kit: Kit) -> None:
        """Show the sections of a kit; the chosen one stays, while it is there."""
        self._kit = kit
        self._total.setText("1 minute in all" if kit.minutes == 1 else f"{kit.minutes} minutes in all")
        self._fill()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Count in each row what is missing there."""
        missing = Counter(problem.section for problem in problems)
        if missing != self._missing:
            self._missing = missing
            self._fill()

    def choose(self, section_id: str) -> None:
        """Go to this section, or to the kit itself."""
        for number, row in enumerate(self._model.rows):
            if row.id == (section_id or WHOLE):
                self.list.setCurrentIndex(self._model.index(number))

    @property
    def spoken(self) -> str:
        """The current row as a screen reader says it."""
        row = self.list.currentIndex().data(ROW_ROLE)
        return row.spoken if isinstance(row, Row) else ""

    def _fill(self) -> None:
        if self._kit is None:
            return
        rows = [self._row("", "The whole kit", ", ".join(filter(None, self._kit.scale)))]
        for section in self._kit.sections:
            asked = _questions(sum(map(bool, section.questions)))
            rows.append(self._row(section.id, section.title or "No title yet", f"{section.minutes} min · {asked}"))
        if [row.id for row in rows] == [row.id for row in self._model.rows]:
            self._model.change_rows(rows)
            return
        current = self.current
        self.list.selectionModel().blockSignals(True)
        self._model.set_rows(rows)
        self.list.selectionModel().blockSignals(False)
        self.current = current if current in {row.id for row in rows} else ""
        self.choose(self.current)

    def _row(self, section_id: str, title: str, detail: str) -> Row:
        missing = self._missing[section_id]
        return Row(section_id or WHOLE, title, detail, f"{missing} missing" if missing else "", tone="danger")

    def _moved(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Row):
            to = "" if row.id == WHOLE else row.id
            if to != self.current:
                self.current = to
                self.chosen.emit(to)


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"
