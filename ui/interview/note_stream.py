"""The notes as they were written, newest at the bottom.

Filing a note appends one row; nothing here runs while a person types. Which notes are rows is in `note_model`, how a
row looks in `note_row`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyleOptionViewItem

from feedback_desk.model import Note, Section, Skill
from ui import theme
from ui.actions import Commands
from ui.interview.note_menu import note_menu, tag_menu
from ui.interview.note_model import NoteModel
from ui.interview.note_row import Hit, NoteRow
from ui.interview.note_text import Link, links_in
from ui.interview.typed_keys import belongs_in_line, is_plain

Index = QModelIndex | QPersistentModelIndex
_KEYS = (
    "Enter edits a note, # adds a skill, Delete removes it, the menu key shows what else there is. "
    "Shift and an arrow key select several."
)
_SELECTING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""A click with one of these selects several notes instead of editing one."""
_NEW_LOOKS = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


class NoteStream(QListView):
    """The list. A click or Enter edits a note; Delete removes it; the kind keys and a menu change it."""

    edit_wanted = Signal(str)
    delete_wanted = Signal(str)
    kind_wanted = Signal(str, object)
    move_wanted = Signal(str, str)
    """A note's id and the section it should go to."""
    tag_wanted = Signal(str)
    """A skill is to be typed for a note."""
    add_tag_wanted = Signal(str, str)
    untag_wanted = Signal(str, str)
    """A note's id, and a skill to put on it or to take off."""
    retag_wanted = Signal(str, str)
    """A note's id, and its skill that another is to be typed for."""
    link_wanted = Signal(str)
    typed_away = Signal(str)
    """Something was typed that belongs in the capture line."""
    left = Signal()
    """Esc, or Down below the last note: back to the capture line."""

    def __init__(
        self, sections: Callable[[], Sequence[Section]], lately: Callable[[], Sequence[Skill]], commands: Commands
    ) -> None:
        super().__init__()
        self._sections, self._lately, self._commands = sections, lately, commands
        self.notes = NoteModel(self)
        self.row_look = NoteRow(self, self.notes)
        self._hint = ""
        self.whole_rows = False
        """Where there is room for few notes, none is cut at the top."""
        self._growing = False
        self._laid_out_for = 0
        self._pressed: Note | None = None
        self.setModel(self.notes)
        self.setItemDelegate(self.row_look)
        self.setAccessibleName("Notes of this section")
        self.setAccessibleDescription(_KEYS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.verticalScrollBar().valueChanged.connect(self._near_top)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    # --- What is shown ------------------------------------------------------------------------

    def show_notes(self, notes: Sequence[Note], section: str | None, titles: dict[str, str], hint: str) -> None:
        """Show a section's notes (or all: None), the newest in sight; `hint` stands there while there are none."""
        self._hint = hint
        self.setAccessibleName("All notes" if section is None else "Notes of this section")
        self.row_look.tidy()
        self.notes.show(notes, section, titles)
        self.scrollToBottom()

    def put(self, note: Note, notes: Sequence[Note], *, reveal: bool) -> None:
        """Show a note that is new or changed, and scroll to it if `reveal`."""
        row = self.notes.put(note, notes)
        if row >= 0 and reveal:
            if row == self.notes.rowCount() - 1:
                self.notes.shorten()
                self.row_look.tidy()
                self.scrollToBottom()
            else:
                self.scrollTo(self.notes.index(row))

    def mark_edited(self, note_id: str) -> None:
        """Show which note is in the capture line now; an empty id none."""
        self.row_look.edited = note_id
        if note_id and (row := self.notes.reveal(note_id)) >= 0:
            self.scrollTo(self.notes.index(row))
        self.viewport().update()

    @property
    def current(self) -> Note | None:
        """The note the keyboard is on, while it is here."""
        return self.notes.note(self.currentIndex().row()) if self.hasFocus() else None

    def together(self, note_id: str) -> list[str]:
        """The ids of all notes that are selected with one, in their order; of it alone when it isn't among them."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        ids = [note.id for row in rows if (note := self.notes.note(row)) is not None]
        return ids if note_id in ids else [note_id]

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.row_look.marks_selected = len(self.selectionModel().selectedIndexes()) > 1
        self.viewport().update()

    @property
    def newest(self) -> Note | None:
        """The last of the notes shown."""
        return self.notes.note(self.notes.rowCount() - 1)

    def newest_links(self) -> list[Link]:
        """The links of the newest note here that has any."""
        rows = (self.notes.note(row) for row in range(self.notes.rowCount() - 1, -1, -1))
        return next((links for note in rows if note is not None and (links := links_in(note.text))), [])

    # --- Keys and mouse -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        note = self.current
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.notes.show_earlier(sys.maxsize)
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Down and self._on_last() and is_plain(event)):
            self.clearSelection()
            self.left.emit()
        elif note is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit(note.id)
        elif note is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_wanted.emit(note.id)
        elif note is not None and event.text() == "#":
            self.tag_wanted.emit(note.id)
        elif belongs_in_line(event):
            self.typed_away.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self.notes.rowCount():
            last = self.notes.index(self.notes.rowCount() - 1)
            self.selectionModel().setCurrentIndex(last, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        super().focusInEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """A small slip of the note (or how many) goes along: the whole of it would hide where it can go."""
        carried = sorted(self.selectedIndexes(), key=lambda index: index.row())
        note = self.notes.note(carried[0].row()) if carried else None
        if note is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self.notes.mimeData(carried))
        drag.setPixmap(self.row_look.slip(note.text if len(carried) == 1 else f"{len(carried)} notes"))
        drag.setHotSpot(QPoint(-theme.GAP, -theme.GAP))
        drag.exec(Qt.DropAction.MoveAction)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = self.notes.note(self.indexAt(event.position().toPoint()).row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        note = self.notes.note(index.row())
        if note is None or event.button() != Qt.MouseButton.LeftButton or note is not self._pressed:
            return
        if event.modifiers() & _SELECTING:
            return
        hit = self.row_look.hit(index, point, self.visualRect(index))
        if hit.more:
            self._pop_up(self.menu(note), event.globalPosition().toPoint())
        elif hit.tag:
            self._pop_up(tag_menu(self, note, hit.tag), event.globalPosition().toPoint())
        elif hit.url:
            self.link_wanted.emit(hit.url)
        else:
            self.edit_wanted.emit(note.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        hit = self.row_look.hit(index, point, self.visualRect(index)) if index.isValid() else Hit()
        on_something = hit.more or hit.tag or hit.url
        shape = Qt.CursorShape.PointingHandCursor if on_something else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        note = self.notes.note(index.row())
        if note is not None:
            at = self.viewport().mapToGlobal(self.visualRect(index).center()) if by_key else event.globalPos()
            self._pop_up(self.menu(note), at)

    def menu(self, note: Note) -> QMenu:
        """All that can be done with a note."""
        many = len(self.together(note.id))
        return note_menu(self, note, many, self._sections(), self._lately(), self._commands)

    @staticmethod
    def _pop_up(menu: QMenu, at: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _on_last(self) -> bool:
        return self.currentIndex().row() >= self.notes.rowCount() - 1

    # --- Going up ----------------------------------------------------------------------------

    def _near_top(self, value: int) -> None:
        """Earlier notes come before one is at the first; what is in sight stays where it is."""
        if value < self.viewport().height() // 2 and self.notes.has_earlier and not self._growing:
            self._growing = True
            bar = self.verticalScrollBar()
            below = bar.maximum() - value
            self.notes.show_earlier()
            self.doItemsLayout()
            bar.setValue(bar.maximum() - below)
            self._growing = False

    # --- Painting -----------------------------------------------------------------------------

    def updateGeometries(self) -> None:
        """Few notes stand at the bottom, beside the line they were typed in."""
        super().updateGeometries()
        room = self.height() - 2 * self.frameWidth()
        above = max(0, room - self.contentsSize().height()) if self.notes.rowCount() else 0
        if self.whole_rows and not above:
            above = room - self._of_whole_rows(room)
        if above != self.viewportMargins().top():
            self.setViewportMargins(0, above, 0, 0)

    def _of_whole_rows(self, room: int) -> int:
        """How much of the room the last rows take that are whole in it; all of it where not even one is."""
        taken = 0
        for row in reversed(range(self.notes.rowCount())):
            height = self.row_look.sizeHint(QStyleOptionViewItem(), self.notes.index(row)).height()
            if taken + height > room:
                break
            taken += height
        return taken or room

    def resizeEvent(self, event: QResizeEvent) -> None:
        at_bottom = self.verticalScrollBar().value() >= self.verticalScrollBar().maximum() - 2
        super().resizeEvent(event)
        if self.width() != self._laid_out_for:
            self._laid_out_for = self.width()
            self.row_look.forget()
            self.scheduleDelayedItemsLayout()
        if at_bottom:
            self.scrollToBottom()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _NEW_LOOKS and hasattr(self, "row_look"):
            self.row_look.forget()
            self.scheduleDelayedItemsLayout()
            if self.verticalScrollBar().value() == self.verticalScrollBar().maximum():
                QTimer.singleShot(0, self, self.scrollToBottom)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.notes.rowCount() == 0 and self._hint:
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font("body"))
            room = QRect(QPoint(0, 0), self.viewport().size()).adjusted(theme.SPACE, 0, -theme.SPACE, -theme.SPACE)
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._hint)
