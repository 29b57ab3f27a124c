"""The notes of one section, or of all with a heading where the section changes, as rows of a list.

Only the newest are rows at first; earlier ones come page by page as one goes up to them. So filing a note, opening an
interview and switching sections cost the same however many notes there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from feedback_desk.capture.clock import clock_text
from feedback_desk.model import Note
from ui.interview.kinds import LOOKS

NOTE_MIME = "application/x-feedback-desk-note"
PAGE = 60
"""Rows that are there at first, and that come at once when one goes up."""
MOST_WHILE_FILING = 3 * PAGE
"""Rows above which the earliest go again when a note is filed below them."""

Index = QModelIndex | QPersistentModelIndex


class NoteModel(QAbstractListModel):
    """Rows for the notes of `section`, or of all sections when that is None."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._notes: list[Note] = []
        self._first = 0
        """Which of the notes is row 0."""
        self._titles: dict[str, str] = {}
        self.section: str | None = ""

    def show(self, notes: Sequence[Note], section: str | None, titles: dict[str, str]) -> None:
        """Show those of the interview's notes that belong to `section`, the newest of them first of all."""
        self.beginResetModel()
        self.section, self._titles = section, titles
        self._notes = [note for note in notes if self._belongs(note)]
        self._first = max(0, len(self._notes) - PAGE)
        self.endResetModel()

    def put(self, note: Note, notes: Sequence[Note]) -> int:
        """Show a note that is new or changed; `notes` are the interview's. Its row, or -1 when it isn't shown here."""
        at = self._place_of(note.id)
        if not self._belongs(note):
            if at >= 0:
                self._remove(at)
            return -1
        if at >= 0:
            self._notes[at] = note
            self._touch(at - self._first)
            return max(-1, at - self._first)
        if notes[-1].id == note.id:
            at = len(self._notes)
        else:
            order = {n.id: i for i, n in enumerate(notes)}
            at = sum(1 for n in self._notes if order[n.id] < order[note.id])
        row = at - self._first
        if row < 0:  # among those that are no rows yet
            self._notes.insert(at, note)
            self._first += 1
            return -1
        self.beginInsertRows(QModelIndex(), row, row)
        self._notes.insert(at, note)
        self.endInsertRows()
        self._touch(row + 1)
        return row

    def remove(self, note_id: str) -> None:
        at = self._place_of(note_id)
        if at >= 0:
            self._remove(at)

    # --- Earlier ones ------------------------------------------------------------------------

    @property
    def has_earlier(self) -> bool:
        """Whether there are notes above the first row."""
        return self._first > 0

    def show_earlier(self, count: int = PAGE) -> None:
        """Make rows of the notes above the first one, `count` of them at most."""
        count = min(count, self._first)
        if count > 0:
            self.beginInsertRows(QModelIndex(), 0, count - 1)
            self._first -= count
            self.endInsertRows()

    def reveal(self, note_id: str) -> int:
        """The row of a note, which becomes one if need be; -1 when it isn't among those shown here."""
        at = self._place_of(note_id)
        if 0 <= at < self._first:
            self.show_earlier(self._first - at + PAGE // 2)
        return at - self._first if at >= 0 else -1

    def shorten(self) -> None:
        """Many were filed: the earliest are no rows any more."""
        if (more := self.rowCount() - PAGE) > MOST_WHILE_FILING - PAGE:
            self.beginRemoveRows(QModelIndex(), 0, more - 1)
            self._first += more
            self.endRemoveRows()

    # --- Rows --------------------------------------------------------------------------------

    def note(self, row: int) -> Note | None:
        return self._notes[self._first + row] if 0 <= row < self.rowCount() else None

    def row(self, row: int) -> tuple[Note, str]:
        """A note and the heading above it: the section's title where another section begins while all are shown."""
        at = self._first + row
        note = self._notes[at]
        if self.section is not None or (at and self._notes[at - 1].section == note.section):
            return note, ""
        return note, self._titles.get(note.section, "Before the first section")

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [NOTE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The notes' ids, one a line, and nothing else: what they say can't be dropped into another program."""
        data = QMimeData()
        ids = [note.id for index in indexes if (note := self.note(index.row())) is not None]
        data.setData(NOTE_MIME, "\n".join(ids).encode())
        return data

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._notes) - self._first

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        note = self.note(index.row())
        if note is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return note.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(note)
        return None

    def _spoken(self, note: Note) -> str:
        parts = [LOOKS[note.kind].word + ":", note.text]
        if note.at is not None:
            parts.insert(0, clock_text(note.at))
        parts += ["#" + tag for tag in note.skills]
        return " ".join(parts)

    def _belongs(self, note: Note) -> bool:
        return self.section is None or note.section == self.section

    def _place_of(self, note_id: str) -> int:
        """Which of the notes it is, -1 for none; the newest are looked at first."""
        return next((i for i in range(len(self._notes) - 1, -1, -1) if self._notes[i].id == note_id), -1)

    def _remove(self, at: int) -> None:
        row = at - self._first
        if row < 0:
            del self._notes[at]
            self._first -= 1
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._notes[at]
        self.endRemoveRows()
        self._touch(row)

    def _touch(self, row: int) -> None:
        if 0 <= row < self.rowCount():
            index = self.index(row)
            self.dataChanged.emit(index, index)
