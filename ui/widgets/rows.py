"""Lists of two-line rows, painted: an icon, a title with a detail below, and on the right a note and what Enter does.

A `Row` is plain text; `RowsModel` holds a few hundred at most (the candidates list has a model of its own that
pages). `RowList` tells of a row by `chosen`: a click, Enter or Space. Headings are rows that can't be chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from feedback_desk.record import Record
from ui import theme
from ui.widgets.units import units

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

ROW_ROLE = Qt.ItemDataRole.UserRole
ICON = 20
"""Pixels at the least; larger text has larger icons."""
Index = QModelIndex | QPersistentModelIndex


class Row(Record):
    """What one row shows, and the `id` by which the screen knows it again."""

    id: str
    title: str
    detail: str = ""
    note: str = ""
    """On the right, in small: a date, how long it waits."""
    action: str = ""
    """What choosing it does, in two or three words."""
    icon: str = ""
    tone: theme.Role = "muted"
    """The colour of icon and note; the words say it too."""
    heading: bool = False
    marks: tuple[tuple[int, int], ...] = ()
    """(start, end) in the detail of words that were searched for."""

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.title, self.detail, self.note, self.action) if part)


class RowsModel(QAbstractListModel):
    """Rows as they are, replaced as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def change_rows(self, rows: Sequence[Row]) -> None:
        """The same rows with other words in them: the current one stays."""
        self._rows = list(rows)
        self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return row_data(self._rows[index.row()], role) if index.isValid() else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags  # arrow keys step over it
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def row_data(row: Row, role: int) -> object:
    """What a model says of a row, to the delegate, to type-ahead and to a screen reader."""
    if role == ROW_ROLE:
        return row
    if role == Qt.ItemDataRole.DisplayRole:
        return row.title
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return row.spoken
    return None


class RowDelegate(QStyledItemDelegate):
    """Paints rows. With `uniform` a heading is as high as a row, which long lists need."""

    def __init__(self, shown_in: RowList, *, uniform: bool = False) -> None:
        super().__init__(shown_in)
        self._list, self._uniform = shown_in, uniform

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.height()
        if not self._uniform:
            row: Row = index.data(ROW_ROLE)
            if row.heading:
                return QSize(100, round(line * 1.2) + 3 * theme.GAP + (0 if index.row() == 0 else theme.GAP))
            if not row.detail:
                return QSize(100, line + 2 * theme.GAP)
        return QSize(100, 2 * line + 2 * theme.GAP + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            self._heading(painter, option, row)
        else:
            self._row(painter, option, index, row)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        painter.setFont(theme.font("heading", option.font))
        painter.setPen(theme.color("text"))
        inside = option.rect.adjusted(theme.GAP + 4, 0, -theme.GAP, -theme.GAP)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(inside, bottom | Qt.AlignmentFlag.AlignLeft, row.title)
        if row.note:
            left = painter.fontMetrics().horizontalAdvance(row.title) + theme.SPACE - theme.GAP // 2
            painter.setFont(option.font)
            painter.setPen(theme.color("muted"))
            painter.drawText(inside.adjusted(left, 0, 0, -1), bottom | Qt.AlignmentFlag.AlignLeft, row.note)

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: Row) -> None:
        # Asked of the list, not of `option.state`: QStyle's enumerations cost the first frame 6 ms.
        selected = self._list.selectionModel().isSelected(index)
        hovered = self._list.hovered == index.row()
        focused = selected and self._list.hasFocus()
        box = option.rect.adjusted(1, 1, -1, -1)
        if selected or hovered:
            painter.setBrush(theme.color("selected" if selected else "hover"))
            painter.setPen(QPen(theme.color("focus"), 2) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        inside = box.adjusted(theme.GAP + 3, theme.GAP - 1, -theme.GAP - 3, -theme.GAP + 1)
        line = option.fontMetrics.height()
        if row.icon:
            size = max(ICON, line)
            top = inside.top() + (line - size) // 2
            theme.paint_icon(painter, row.icon, QRect(inside.left(), top, size, size), row.tone)
            inside.setLeft(inside.left() + size + theme.GAP + 4)
        first = QRect(inside.left(), inside.top(), inside.width(), line)
        second = QRect(inside.left(), inside.bottom() - line + 1, inside.width(), line)
        if row.note:
            place = second if self._note_goes_down(option, first, row) else first
            place.setRight(self._right(painter, option, place, row.note, row.tone))
        if row.action:
            place = second if row.detail else first
            place.setRight(self._right(painter, option, place, row.action, "accent"))
        painter.setFont(theme.font("strong", option.font) if row.detail else option.font)
        painter.setPen(theme.color("text"))
        self._elided(painter, first, row.title)
        if row.detail:
            painter.setFont(option.font)
            painter.setPen(theme.color("muted"))
            if row.marks:
                self._marked(painter, second, row)
            else:
                self._elided(painter, second, row.detail)

    @staticmethod
    def _note_goes_down(option: QStyleOptionViewItem, line: QRect, row: Row) -> bool:
        """Whether the note stands beside the detail, so that a title as long as the line is not cut for it."""
        if not row.detail or row.action:
            return False
        title = QFontMetrics(theme.font("strong", option.font)).horizontalAdvance(row.title)
        return title + theme.SPACE + option.fontMetrics.horizontalAdvance(row.note) > line.width()

    @staticmethod
    def _right(painter: QPainter, option: QStyleOptionViewItem, line: QRect, text: str, role: theme.Role) -> int:
        """Write at the end of the line; what is left of it ends where this says."""
        painter.setFont(theme.font("small", option.font))
        painter.setPen(theme.color(role))
        room = line.width() * 2 // 3
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        return line.right() - painter.fontMetrics().horizontalAdvance(shown) - theme.SPACE

    @staticmethod
    def _elided(painter: QPainter, line: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    @staticmethod
    def _marked(painter: QPainter, line: QRect, row: Row) -> None:
        """The detail with the words found in it in the text's own colour and weight."""
        shown = painter.fontMetrics().elidedText(row.detail, Qt.TextElideMode.ElideRight, line.width() - theme.GAP)
        from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption  # only a search needs them

        layout = QTextLayout(shown, painter.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        formats = []
        for start, end in row.marks:
            found = QTextLayout.FormatRange()
            found.start, found.length = units(shown[:start]), units(shown[start:end])
            found.format = QTextCharFormat()
            found.format.setFontWeight(theme.font("strong").weight())
            found.format.setForeground(theme.color("text"))
            formats.append(found)
        layout.setFormats(formats)
        layout.beginLayout()
        made = layout.createLine()
        made.setLineWidth(100_000)
        layout.endLayout()
        painter.setClipRect(line)
        layout.draw(painter, QPoint(line.left(), line.top()))
        painter.setClipping(False)


class RowList(QListView):
    """A list of rows in which the keyboard does what the mouse does."""

    chosen = Signal(object)
    """The `Row` that was clicked, or on which Enter or Space was pressed."""
    menu_wanted = Signal(object, QPoint)
    """The `Row`, and where on the screen a menu should open: right click or the menu key."""

    def __init__(self, name: str, *, uniform: bool = False) -> None:
        super().__init__()
        self.hovered = -1
        """The row under the pointer."""
        self.setAccessibleName(name)
        self.setUniformItemSizes(uniform)
        if uniform:
            self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setItemDelegate(RowDelegate(self, uniform=uniform))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.clicked.connect(self._choose)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))

    def _hover(self, row: int) -> None:
        before, self.hovered = self.hovered, row
        for number in (before, row):
            if number >= 0:
                self.update(self.model().index(number, 0))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Row) and not row.heading:
            self.chosen.emit(row)

    def _menu(self, where: QPoint) -> None:
        index = self.indexAt(where) if self.indexAt(where).isValid() else self.currentIndex()
        row = index.data(ROW_ROLE)
        if isinstance(row, Row) and not row.heading:
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(self.visualRect(index).center()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        current = self.currentIndex()
        if current.isValid() and not self.selectionModel().isSelected(current):
            self.setCurrentIndex(current)  # Qt goes to the first row without choosing it: nothing would show where

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._choose(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self._to_end(first=event.key() == Qt.Key.Key_Home)
        else:
            super().keyPressEvent(event)

    def _to_end(self, *, first: bool) -> None:
        """To the first or last row that can be chosen; Qt's own Home stops at a heading, which is none."""
        count = self.model().rowCount()
        for number in range(count) if first else range(count - 1, -1, -1):
            row = self.model().index(number, 0).data(ROW_ROLE)
            if not isinstance(row, Row) or not row.heading:
                self.setCurrentIndex(self.model().index(number, 0))
                if first:
                    self.scrollToTop()
                return
