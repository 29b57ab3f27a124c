"""The list of skills that opens beside a field while a tag is being typed in it.

It is a child of the screen, not a window: it can't take the focus, and nothing else moves when it shows. Where the
window is too low for it (`stand_alone`), it is a window that takes no focus either, above the field or below it all.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from feedback_desk.model import Skill
from ui import theme

ROWS = 6
"""As many suggestions as one can take in at a glance."""
_EMS = 32
"""Width of the list."""
_PAD = 10

Index = QModelIndex | QPersistentModelIndex


class _Skills(QAbstractListModel):
    """The skills that match, best first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: list[Skill] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        skill = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return skill.name
        if role == Qt.ItemDataRole.UserRole:
            return "#" + skill.tag
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{skill.name}, #{skill.tag}"
        return None

    def show(self, found: Sequence[Skill]) -> None:
        self.beginResetModel()
        self.found = list(found)
        self.endResetModel()


class _Row(QStyledItemDelegate):
    """The name, and at the right, quieter, the tag it stands for."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        popup: SkillPopup = self.parent()  # type: ignore[assignment]
        rect: QRect = option.rect
        chosen = index.row() == popup.chosen
        if chosen:
            painter.fillRect(rect, theme.color("accent"))
        inside = rect.adjusted(_PAD, 0, -_PAD, 0)
        metrics = option.fontMetrics
        tag = str(index.data(Qt.ItemDataRole.UserRole))
        tag_width = min(metrics.horizontalAdvance(tag) + 2, inside.width() // 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("accent_text" if chosen else "muted"))
        tag_rect = QRect(inside.right() - tag_width + 1, inside.top(), tag_width, inside.height())
        painter.drawText(tag_rect, middle, metrics.elidedText(tag, Qt.TextElideMode.ElideRight, tag_width))
        painter.setPen(theme.color("accent_text" if chosen else "text"))
        name_rect = inside.adjusted(0, 0, -tag_width - _PAD, 0)
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, name_rect.width())
        painter.drawText(name_rect, middle, name)


class SkillPopup(QListView):
    """Suggestions for one tag. Nothing is chosen until an arrow key chooses, so Enter still files the note."""

    taken = Signal(str)
    """A suggestion was clicked: its tag."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._skills = _Skills(self)
        self.chosen = -1
        self.setModel(self._skills)
        self.setItemDelegate(_Row(self))
        self.setAccessibleName("Skills that match")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("float", True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.taken.emit(self._skills.found[index.row()].tag))
        self.hide()

    def stand_alone(self, on: bool) -> None:
        """From now on be a window of its own, or a part of the screen again."""
        kind = Qt.WindowType.ToolTip | Qt.WindowType.WindowDoesNotAcceptFocus
        self.setParent(self._ground, kind if on else Qt.WindowType.Widget)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on)
        window = self._ground.window()
        window.removeEventFilter(self)
        if on:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A list that stands alone does not outlast the window's turn, nor stay where the window was."""
        if event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.Move, QEvent.Type.Resize):
            self.hide()
        return False

    def suggest(self, found: Sequence[Skill], above: QPoint, below: QPoint | None = None) -> None:
        """Show `found` with the lower left corner at `above` (on the screen); none hides it.

        Where there is no room above and `below` is given, the upper left corner is there.
        """
        self.chosen = -1
        if not found:
            self.hide()
            return
        if list(found) != self._skills.found:
            self._skills.show(found[:ROWS])
        height = self.sizeHintForRow(0) * len(self._skills.found) + 2 * self.frameWidth()
        wide = _EMS * self.fontMetrics().horizontalAdvance("M")
        if self.isWindow():
            self._place_alone(wide, height, above)
            return
        parent, above = self._ground, self._ground.mapFromGlobal(above)
        width = min(wide, parent.width() - 16)
        left = max(8, min(above.x(), parent.width() - width - 8))
        top = above.y() - height
        if top < 8 and below is not None:
            top = parent.mapFromGlobal(below).y()
        self.setGeometry(left, max(8, top), width, height)
        self.raise_()
        self.show()
        self.viewport().update()

    def _place_alone(self, width: int, height: int, above: QPoint) -> None:
        """Above the field where the screen has room for it, else below the whole window."""
        screen = self._ground.screen().availableGeometry()
        width = min(width, screen.width())
        left = max(screen.left(), min(above.x(), screen.right() + 1 - width))
        top = above.y() - height
        if top < screen.top():
            top = self._ground.window().frameGeometry().bottom() + 1
        self.setGeometry(left, top, width, height)
        self.show()
        self.viewport().update()

    def move_choice(self, step: int) -> str:
        """Choose the next (+1) or the one before (-1), round and round; what to announce."""
        count = len(self._skills.found)
        self.chosen = (self.chosen + step) % count if self.chosen >= 0 else (0 if step > 0 else count - 1)
        self.viewport().update()
        return str(self._skills.index(self.chosen).data(Qt.ItemDataRole.AccessibleTextRole))

    def choice(self, default: int = -1) -> str | None:
        """The chosen tag, or that of row `default` when nothing was chosen."""
        row = self.chosen if self.chosen >= 0 else default
        return self._skills.found[row].tag if self.isVisible() and 0 <= row < len(self._skills.found) else None
