"""How a note looks in the stream: time, mark, text, and under it the kind's word and skills as small tags.

Text is laid out once for each width and kept; painting a row only draws what is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from feedback_desk.capture.clock import clock_text
from feedback_desk.model import Note
from ui import theme
from ui.interview.kinds import LOOKS, KindLook
from ui.interview.note_text import NoteText, lay_out

_PAD = 7
"""Pixels above and below a note."""
_TILE = 22
_SLIP_EMS = 14
_TAG_PAD = 6
_TAG_GAP = 6
_MORE = 24
"""The least side of the button at the right of a row that the mouse is on; it grows with the text."""
_MOST_KEPT = 400
_WASH = 0.14
"""How much of the kind's colour lies in its tile."""

Index = QModelIndex | QPersistentModelIndex


class Rows(Protocol):
    """What the rows are read from."""

    def row(self, row: int) -> tuple[Note, str]:
        """The note of a row, and the heading above it or nothing."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row as it was laid out: the note and heading it is of, the text, where the tags stand, the height."""

    note: Note
    heading: str
    text: NoteText
    tags: tuple[tuple[QRect, str], ...]
    heading_height: int
    text_height: int
    height: int


@dataclass(frozen=True, slots=True)
class Hit:
    """What is at a point of a row: a skill's tag, an address, the button for all else, or nothing of these."""

    tag: str = ""
    url: str = ""
    more: bool = False


def wash(role: theme.Role, strength: float = _WASH) -> QColor:
    """A role's colour thinned out over the surface it lies on."""
    made = QColor(theme.color(role))
    made.setAlphaF(strength)
    return made


def paint_mark(painter: QPainter, tile: QRectF, mark: str, role: theme.Role) -> None:
    """A kind's mark on a tile of its colour, in the painter's font."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(wash(role))
    painter.drawRoundedRect(tile, 5, 5)
    painter.setPen(theme.color(role))
    painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, mark)


class NoteRow(QStyledItemDelegate):
    """Draws one note; `edited` is the id of the note that is in the capture line."""

    def __init__(self, view: QAbstractItemView, model: Rows) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._laid: dict[str, _Laid] = {}
        self._measure()
        self.edited = ""
        self.marks_selected = False
        """Several notes are selected, and are shown so."""

    def forget(self) -> None:
        """Width or font changed: lay everything out again when it is asked for."""
        self._laid.clear()
        self._measure()

    def tidy(self) -> None:
        """Other rows come: what was laid out long ago is not kept for ever."""
        if len(self._laid) > _MOST_KEPT:
            self._laid.clear()

    def _measure(self) -> None:
        # Room for the scroll bar is left always: rows are not laid out anew because it comes or goes.
        self._bar_width = self._view.verticalScrollBar().sizeHint().width()
        self._body, self._small = theme.font("body"), theme.font("small")
        self._strong, self._head = theme.font("strong"), theme.font("heading")
        self._body_metrics, self._small_metrics = QFontMetrics(self._body), QFontMetrics(self._small)
        self._head_metrics = QFontMetrics(self._head)
        self._tile = max(_TILE, self._body_metrics.height() + 4)
        self._side = max(_MORE, self._tile)
        self._time_width = self._small_metrics.horizontalAdvance("0:00:00") + theme.GAP
        self._left = theme.GAP + self._time_width + self._tile + 10

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._lay_out(index).height)

    def _lay_out(self, index: Index) -> _Laid:
        # Straight from the model: the list asks every row again when one is added, and roles cost ten times as much.
        note, heading = self._model.row(index.row())
        kept = self._laid.get(note.id)
        if kept is not None and kept.note is note and kept.heading == heading:
            return kept
        width = max(120, self._view.width() - self._bar_width - self._left - theme.GAP - self._side)
        text = lay_out(note.text, width, self._body)
        text_height = text.height
        heading_height = self._head_metrics.height() + 2 * theme.GAP if heading else 0
        top = heading_height + _PAD + text_height + 3
        tags, bottom = self._place_tags(note, LOOKS[note.kind], top, width)
        laid = _Laid(note, heading, text, tags, heading_height, text_height, bottom + _PAD)
        self._laid[note.id] = laid
        return laid

    def _place_tags(
        self, note: Note, look: KindLook, top: int, width: int
    ) -> tuple[tuple[tuple[QRect, str], ...], int]:
        """Where the kind's word and the tags stand under the text, wrapped; the row's lower edge."""
        metrics = self._small_metrics
        height = metrics.height() + 4
        left = self._left
        if look.mark:
            left += metrics.horizontalAdvance(look.word) + 10
        elif not note.skills:
            return (), top - 3
        placed: list[tuple[QRect, str]] = []
        for tag in note.skills:
            room = self._left + width - left
            need = metrics.horizontalAdvance("#" + tag) + 2 * _TAG_PAD
            if need > room and left > self._left:
                left, top = self._left, top + height + 3
            words = metrics.elidedText("#" + tag, Qt.TextElideMode.ElideRight, width - 2 * _TAG_PAD)
            need = metrics.horizontalAdvance(words) + 2 * _TAG_PAD
            placed.append((QRect(left, top, need, height), words))
            left += need + _TAG_GAP
        return tuple(placed), top + height

    def hit(self, index: Index, point: QPoint, row: QRect) -> Hit:
        """What of a note is at a point of the list; `row` is where the note's row stands in it."""
        laid = self._lay_out(index)
        inside = point - row.topLeft()
        if self._more(row.width(), laid).contains(inside):
            return Hit(more=True)
        for (place, _), tag in zip(laid.tags, laid.note.skills, strict=True):
            if place.contains(inside):
                return Hit(tag=tag)
        top = laid.heading_height + _PAD
        return Hit(url=laid.text.link_at(inside.x() - self._left, inside.y() - top))

    def _more(self, width: int, laid: _Laid) -> QRect:
        """Where the button for all else stands: at the right of the first line."""
        return QRect(width - self._side - theme.GAP // 2, laid.heading_height + _PAD - 2, self._side, self._side)

    def _is_lit(self, option: QStyleOptionViewItem) -> bool:
        """Whether the mouse or the keyboard is on the row."""
        state: QStyle.StateFlag = option.state
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        return over or (self._view.hasFocus() and bool(state & QStyle.StateFlag.State_HasFocus))

    def _paint_more(self, painter: QPainter, place: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("muted"))
        middle = QPointF(place.center()) + QPointF(0.5, 0.5)
        apart, radius = self._side / 4, self._side / 13
        for step in (-apart, 0, apart):
            painter.drawEllipse(middle + QPointF(step, 0), radius, radius)

    def slip(self, text: str) -> QPixmap:
        """The beginning of a text on a slip, for carrying notes elsewhere."""
        metrics, ratio = self._small_metrics, self._view.devicePixelRatioF()
        words = metrics.elidedText(text.split("\n", 1)[0], Qt.TextElideMode.ElideRight, _SLIP_EMS * metrics.height())
        size = QSize(metrics.horizontalAdvance(words) + 2 * theme.GAP, metrics.height() + theme.GAP)
        slip = QPixmap(size * ratio)
        slip.setDevicePixelRatio(ratio)
        slip.fill(theme.color("raised"))
        painter = QPainter(slip)
        painter.setPen(theme.color("control"))
        painter.drawRect(QRect(QPoint(), size).adjusted(0, 0, -1, -1))
        painter.setFont(self._small)
        painter.setPen(theme.color("text"))
        painter.drawText(QRect(QPoint(), size), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return slip

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        laid = self._lay_out(index)
        look = LOOKS[laid.note.kind]
        rect: QRect = option.rect
        painter.save()
        painter.translate(rect.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if laid.heading:
            painter.setFont(self._head)
            painter.setPen(theme.color("text"))
            place = QRect(theme.GAP, theme.GAP, rect.width() - theme.SPACE, self._head_metrics.height())
            title = self._head_metrics.elidedText(laid.heading, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, title)
        body = QRect(0, laid.heading_height, rect.width(), rect.height() - laid.heading_height)
        self._paint_ground(painter, option, laid.note, body)
        first_line = QRect(theme.GAP, body.top() + _PAD, self._time_width, self._body_metrics.height())
        if laid.note.at is not None:
            painter.setFont(self._small)
            painter.setPen(theme.color("muted"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(first_line.adjusted(0, 0, -theme.GAP, 0), flags, clock_text(laid.note.at))
        if look.mark:
            left, middle = first_line.right() + 1, first_line.center().y() + 1
            tile = QRectF(left, middle - self._tile / 2, self._tile, self._tile)
            painter.setFont(self._strong)
            paint_mark(painter, tile, look.mark, look.role)
        painter.setFont(self._body)
        painter.setPen(theme.color("text"))
        laid.text.draw(painter, self._left, body.top() + _PAD)
        self._paint_under(painter, look, laid, body)
        if self._is_lit(option):
            self._paint_more(painter, self._more(rect.width(), laid))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, note: Note, body: QRect) -> None:
        state: QStyle.StateFlag = option.state
        ground = QRectF(body).adjusted(2, 1, -2, -1)
        has_keyboard = self._view.hasFocus() and bool(state & QStyle.StateFlag.State_HasFocus)
        colour = None
        if note.id == self.edited or (self.marks_selected and state & QStyle.StateFlag.State_Selected):
            colour = theme.color("selected")
        elif has_keyboard or state & QStyle.StateFlag.State_MouseOver:
            colour = theme.color("hover")
        if colour is not None:
            painter.setPen(theme.color("focus") if has_keyboard else Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(ground, theme.RADIUS, theme.RADIUS)

    def _paint_under(self, painter: QPainter, look: KindLook, laid: _Laid, body: QRect) -> None:
        painter.setFont(self._small)
        if look.mark:
            top = body.top() + _PAD + laid.text_height + 3
            painter.setPen(theme.color(look.role))
            word = QRect(self._left, top, body.width(), self._small_metrics.height() + 4)
            painter.drawText(word, Qt.AlignmentFlag.AlignVCenter, look.word)
        for place, words in laid.tags:
            painter.setPen(theme.color("line"))
            painter.setBrush(theme.color("raised"))
            painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(theme.color("muted"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
