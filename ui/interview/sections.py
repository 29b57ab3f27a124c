"""The left pane: the sections with their time, notes and ratings; below them what the current one asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from feedback_desk.model import Section
from ui import theme
from ui.interview.note_model import NOTE_MIME
from ui.interview.typed_keys import belongs_in_line

_ROW = int(Qt.ItemDataRole.UserRole)
_MOST_ROWS = 8
"""More sections than this scroll, so that the guide below keeps its room."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class SectionRow:
    """What the list says of one section; all in words, made by `section_row`."""

    id: str
    title: str
    progress: str
    """`4 of 12 min · 2 of 5 asked · 3 notes`; what comes last matters least, for the room may end before it."""
    rating: str
    over: bool
    """More time used than it was given."""


def minutes_words(used: int, budget: int) -> tuple[str, bool]:
    """Seconds used of a budget, in words, and whether it is over: `4 of 12 min`, `2 min over`."""
    if not budget:
        return (f"{used // 60} min" if used >= 60 else ""), False
    if used >= budget + 60:
        return f"{(used - budget) // 60} min over", True
    return f"{used // 60} of {budget // 60} min", False


def section_row(section: Section, used: int, budget: int, notes: int, rating: str, asked: str = "") -> SectionRow:
    """The words for one section; `rating` and `asked` are words already."""
    time, over = minutes_words(used, budget)
    count = "no notes" if notes == 0 else "1 note" if notes == 1 else f"{notes} notes"
    return SectionRow(section.id, section.title, " · ".join(filter(None, (time, asked, count))), rating, over)


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[SectionRow] = []

    def show(self, rows: Sequence[SectionRow]) -> None:
        """Repaint the rows whose words changed; a tick of the clock mostly changes none."""
        if [r.id for r in rows] != [r.id for r in self.rows]:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
            return
        for i, (old, new) in enumerate(zip(self.rows, rows, strict=True)):
            if old != new:
                self.rows[i] = new
                self.dataChanged.emit(self.index(i), self.index(i))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.title, row.progress, row.rating)))
        return None


class _Row(QStyledItemDelegate):
    """Title above; below it time and notes. The rating stands at the right of the title, or below a long one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        strong, small = QFontMetrics(theme.font("strong")), QFontMetrics(theme.font("small"))
        return QSize(0, strong.height() + small.height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view: SectionList = self.parent()  # type: ignore[assignment]
        row: SectionRow = index.data(_ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        current = row.id == view.section
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(rect).adjusted(2, 1, -2, -1)
        has_keyboard = view.hasFocus() and bool(state & QStyle.StateFlag.State_HasFocus)
        aimed_at = index.row() == view.target
        if current or has_keyboard or aimed_at or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(theme.color("focus") if has_keyboard or aimed_at else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if current else "hover"))
            painter.drawRoundedRect(ground, theme.RADIUS, theme.RADIUS)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(ground.left(), ground.top() + 8, 3, ground.height() - 16), 1.5, 1.5)
        inside = rect.adjusted(14, 6, -12, -6)
        self._line(painter, inside, "strong" if current else "body", row.title, "text")
        under = inside.adjusted(0, QFontMetrics(theme.font("strong")).height() + 2, 0, 0)
        if row.rating:
            small, strong = QFontMetrics(theme.font("small")), QFontMetrics(theme.font("strong"))
            width = small.horizontalAdvance(row.rating) + theme.GAP
            beside_title = strong.horizontalAdvance(row.title) + width <= inside.width()
            self._line(painter, inside if beside_title else under, "small", row.rating, "text", right=True)
            if not beside_title:
                under = under.adjusted(0, 0, -width, 0)
        self._line(painter, under, "small", row.progress, "warning" if row.over else "muted")
        painter.restore()

    @staticmethod
    def _line(
        painter: QPainter, place: QRect, font: theme.FontRole, words: str, role: theme.Role, *, right: bool = False
    ) -> None:
        made = theme.font(font)
        metrics = QFontMetrics(made)
        painter.setFont(made)
        painter.setPen(theme.color(role))
        flags = Qt.AlignmentFlag.AlignTop | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        painter.drawText(place, flags, metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width()))


class SectionList(QListView):
    """The sections; a click or Enter goes to one."""

    chosen = Signal(str)
    moved_here = Signal(str, str)
    """Notes were dropped on a section: the id of one of them, and the section's."""
    left = Signal()
    typed_away = Signal(str)
    """Something was typed that belongs in the capture line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = _Model(self)
        self.section = ""
        self.setModel(self.sections)
        self.setItemDelegate(_Row(self))
        self.setAccessibleName("Sections")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setUniformItemSizes(True)
        self.setAcceptDrops(True)
        self.target = -1
        """The row that a note is being dragged over."""
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_rows(self, rows: Sequence[SectionRow]) -> None:
        """Show the sections as they stand now."""
        count = self.sections.rowCount()
        self.sections.show(rows)
        if count != self.sections.rowCount():
            self.updateGeometry()

    def mark(self, section: str) -> None:
        """Show which section is the current one."""
        self.section = section
        row = next((i for i, r in enumerate(self.sections.rows) if r.id == section), -1)
        if row >= 0:
            self.setCurrentIndex(self.sections.index(row))
        self.viewport().update()

    def sizeHint(self) -> QSize:
        rows = max(1, min(_MOST_ROWS, self.sections.rowCount()))
        return QSize(220, rows * max(40, self.sizeHintForRow(0)) + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(150, 3 * max(40, self.sizeHintForRow(0)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.sections.rows[index.row()].id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drag(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark_target(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._mark_target(-1)
        if index.isValid() and event.mimeData().hasFormat(NOTE_MIME):
            event.acceptProposedAction()
            notes = bytes(event.mimeData().data(NOTE_MIME).data()).decode().split("\n")
            self.moved_here.emit(notes[0], self.sections.rows[index.row()].id)

    def _drag(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        fits = index.isValid() and event.mimeData().hasFormat(NOTE_MIME)
        self._mark_target(index.row() if fits else -1)
        event.setAccepted(fits)

    def _mark_target(self, row: int) -> None:
        if row != self.target:
            self.target = row
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.sections.rows[self.currentIndex().row()].id)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif belongs_in_line(event):
            self.typed_away.emit(event.text())
        else:
            super().keyPressEvent(event)
