"""One tab of the Library: a filter and a list on the left, what is chosen to read on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.reading import Part, Reading
from ui.widgets.rows import ROW_ROLE, Row, RowList, RowsModel
from ui.widgets.search import SearchField
from ui.widgets.words import Words

LIST_WIDTH = 380


class Shelf(QWidget):
    """Shows rows and the text of the current one; the screen fills both."""

    filtered = Signal(str)
    current = Signal(str)
    """The id of the row that is now current."""

    def __init__(self, name: str, hint: str, buttons: Sequence[QPushButton] = ()) -> None:
        super().__init__()
        self.search = SearchField(f"Filter {name.lower()}", hint)
        self.search.textChanged.connect(self.filtered)
        self.search.down.connect(self._to_list)
        self.search.entered.connect(self._to_list)
        self._nothing = Words("Nothing matches.", tone="muted")
        self._nothing.hide()
        self._model = RowsModel(self)
        self._list = RowList(name, uniform=True)
        self._list.setModel(self._model)
        self._list.selectionModel().currentChanged.connect(lambda index: self._tell(index.data(ROW_ROLE)))
        self._reading = Reading(f"About what is chosen in {name.lower()}")

        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.SPACE, theme.SPACE, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.SPACE, theme.SPACE, 0, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self._reading, 1)
        if buttons:
            line = QHBoxLayout()
            line.setSpacing(theme.GAP)
            for button in buttons:
                line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([LIST_WIDTH, 700])
        splitter.setStretchFactor(1, 1)
        across = QVBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(splitter)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Fill the list; the first row becomes the current one."""
        self._model.set_rows(rows)
        self._nothing.setVisible(not rows)
        if rows:
            self._list.setCurrentIndex(self._model.index(0))
        else:
            self._reading.show_parts(())

    def read(self, parts: Sequence[Part]) -> None:
        """Show the text of the current row."""
        self._reading.show_parts(parts)

    def _to_list(self) -> None:
        self._list.setFocus()

    def _tell(self, row: object) -> None:
        if isinstance(row, Row):
            self.current.emit(row.id)
