"""One tab of the Library: a filter and a list on the left, what is chosen to read on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.flow import Flow
from ui.widgets.reading import Part, Reading
from ui.widgets.rows import ROW_ROLE, Row, RowList, RowsModel
from ui.widgets.search import SearchField
from ui.widgets.words import Words

LIST_WIDTH = 380
TEXT_HEIGHT = 96
"""Below an editor, on a screen where not all has room."""


class Shelf(QWidget):
    """Shows rows and the text of the current one; the screen fills both."""

    filtered = Signal(str)
    current = Signal(str)
    """The id of the row that is now current."""
    opened = Signal()
    """The current row was double-clicked, or Enter was pressed on it."""

    def __init__(
        self,
        name: str,
        hint: str,
        buttons: Sequence[QPushButton] = (),
        *,
        below_list: Sequence[QPushButton] = (),
        editor: QWidget | None = None,
    ) -> None:
        """`buttons` do something with what is chosen; `editor` stands above the text, where it can be changed."""
        super().__init__()
        self.search = SearchField(f"Filter {name.lower()}", hint)
        self.search.textChanged.connect(self.filtered)
        self.search.down.connect(self.begin)
        self.search.entered.connect(self.begin)
        self._nothing = Words("Nothing matches.", tone="muted")
        self._nothing.hide()
        self._model = RowsModel(self)
        self._list = RowList(name, uniform=True)
        self._list.setModel(self._model)
        self._list.selectionModel().currentChanged.connect(lambda index: self._tell(index.data(ROW_ROLE)))
        self._list.doubleClicked.connect(lambda _: self.opened.emit())
        self._list.installEventFilter(self)
        self._reading = Reading(f"About what is chosen in {name.lower()}")

        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.SPACE, theme.SPACE, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self.search)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        if below_list:
            column.addWidget(Flow(below_list))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.SPACE, theme.SPACE, 0, theme.GAP)
        column.setSpacing(theme.GAP)
        self._editor = editor
        column.addWidget(_above(editor, self._reading) if editor else self._reading, 1)
        if buttons:
            column.addWidget(Flow(buttons))
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
        if self._editor:
            self._editor.setVisible(bool(rows))
        first = next((number for number, row in enumerate(rows) if not row.heading), None)
        if first is not None:
            self._list.setCurrentIndex(self._model.index(first))
        else:
            self._reading.show_parts(())

    def choose(self, row_id: str) -> None:
        """Go to this row, where it is among those shown."""
        for number, row in enumerate(self._model.rows):
            if row.id == row_id:
                self._list.setCurrentIndex(self._model.index(number))

    def change_rows(self, rows: Sequence[Row]) -> None:
        """The same rows, of which some say something else now."""
        if [row.id for row in rows] == [row.id for row in self._model.rows]:
            self._model.change_rows(rows)

    def begin(self) -> None:
        """Give the keyboard to the list."""
        self._list.setFocus()

    def read(self, parts: Sequence[Part]) -> None:
        """Show the text of the current row."""
        self._reading.show_parts(parts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.opened.emit()
            return True
        return False

    def _tell(self, row: object) -> None:
        if isinstance(row, Row):
            self.current.emit(row.id)


def _above(editor: QWidget, reading: Reading) -> QScrollArea:
    """The editor with the text below it; large letters on a small screen scroll."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP)
    column.addWidget(editor, 2)
    column.addWidget(reading, 1)
    reading.setMinimumHeight(TEXT_HEIGHT)
    reading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(both)
    return scroll
