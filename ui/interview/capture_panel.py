"""The capture line with what stands around it: what the line reads as, the kind buttons, and what is amiss."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from feedback_desk.capture.clock import clock_text
from feedback_desk.capture.shorthand import TickLine
from feedback_desk.model import Note, NoteKind
from ui import theme
from ui.actions import Commands
from ui.interview.capture_line import MAX_LINES, CaptureLine, FindSkills
from ui.interview.kinds import LOOKS
from ui.interview.note_row import paint_mark
from ui.interview.reads_as import Reading
from ui.jobs import Jobs
from ui.widgets.words import Elided, Words

_BUTTONS = {look.command: f"{look.mark} {look.word}" for look in LOOKS.values() if look.mark}
_BUTTONS["add_skill"] = "# Skill"
"""The commands below the line, each with what one would type for it."""


_ELIDE = Qt.TextElideMode.ElideRight
LOW_LINES = 5
"""The line grows to this many rows in a strip."""
_NARROW = 34
"""Ems of the panel below which the kind's word beside the line makes room for the line."""


class _Reads(QWidget):
    """At the left of the line: the mark and the word of what Enter would file; of fixed width, so nothing moves."""

    def __init__(self) -> None:
        super().__init__()
        self._mark, self._word = "", ""
        self._role: theme.Role = "muted"
        self._narrow = False
        self.say("", LOOKS[NoteKind.PLAIN].word, "muted")

    def say(self, mark: str, word: str, role: theme.Role) -> None:
        self._mark, self._word, self._role = mark, word, role
        self.setAccessibleName(f"Reads as: {word}")
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Little room: the mark alone, which the buttons below explain."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font("small"))
        widest = 0 if self._narrow else max(metrics.horizontalAdvance(look.word) for look in LOOKS.values())
        return QSize(widest + _tile_width() + 20, self.fontMetrics().height() + 16)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self.rect().adjusted(theme.GAP, 0, -theme.GAP // 2, 0)
        place.setHeight(self.sizeHint().height())
        if self._mark:
            width, height = _tile_width(), self.fontMetrics().height() + 4
            tile = QRect(place.left(), place.top() + (place.height() - height) // 2, width, height)
            painter.setFont(theme.font("strong"))
            paint_mark(painter, QRectF(tile), self._mark, self._role)
            place.setLeft(tile.right() + theme.GAP)
        if not self._narrow:
            painter.setPen(theme.color(self._role))
            painter.setFont(theme.font("small"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(place, flags, painter.fontMetrics().elidedText(self._word, _ELIDE, place.width()))


def _tile_width() -> int:
    return QFontMetrics(theme.font("strong")).horizontalAdvance("−−") + 8


class CapturePanel(QFrame):
    """Where everything is typed. It shows; what happens with the text is the screen's business."""

    def __init__(self, jobs: Jobs, commands: Commands, popup_parent: QWidget, find: FindSkills) -> None:
        super().__init__()
        self._commands = commands
        self._jobs = jobs
        self._scale: tuple[str, ...] = ()
        self._questions = 0
        self.line = CaptureLine(popup_parent, find)
        self._reads = _Reads()
        self._editing = Elided("small", "muted")
        self._editing.hide()
        self._trouble = Words("", tone="danger", wrap=True)
        self._retry = QPushButton("Try again")
        self._retry.setAccessibleName("Try saving again")
        self._retry.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._retry.setAutoDefault(False)
        self._retry.clicked.connect(jobs.retry)
        self._notice = QWidget()
        self._notice.hide()
        self._buttons = [self._button(commands, command_id) for command_id in _BUTTONS]
        self._across = 0
        self._is_low = False
        # Opaque: else every key would repaint what lies below the panel, up to the window.
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._lay_out()
        self.line.reads_as.connect(self._read)
        jobs.saved.connect(self._notice.hide)

    def _button(self, commands: Commands, command_id: str) -> QPushButton:
        """A command's button with the mark that one would type for it."""
        made = commands.button(command_id, quiet=True)
        made.setText(_BUTTONS[command_id])
        made.setIcon(QIcon())
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setStyleSheet("padding: 4px 8px")
        return made

    def _lay_out(self) -> None:
        notice = QHBoxLayout(self._notice)
        notice.setContentsMargins(0, 0, 0, 0)
        notice.addWidget(self._trouble, 1)
        notice.addWidget(self._retry)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._reads, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.line, 1)
        self._grid = QGridLayout()
        self._grid.setSpacing(2)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        column.setSpacing(theme.GAP // 2)
        column.addWidget(self._notice)
        column.addWidget(self._editing)
        column.addLayout(line)
        column.addLayout(self._grid)

    # --- What is shown ------------------------------------------------------------------------

    def show_scale(self, scale: tuple[str, ...]) -> None:
        """The names of the rating steps, for `=3`."""
        self._scale = scale

    def count_questions(self, count: int) -> None:
        """How many questions the section has, for `?2`."""
        self._questions = count

    @property
    def take_back(self) -> str:
        """The key that takes back, or the command's words when it has none."""
        return self._commands.keys.text("undo") or "“Take back”"

    def show_editing(self, note: Note | None) -> None:
        """Say which note is in the line now; None that it is a new one."""
        if note is not None:
            when = f" of {clock_text(note.at)}" if note.at is not None else ""
            self._editing.show_words(
                f"Editing the note{when}. Enter or Esc keeps it as it stands, {self.take_back} takes that back."
            )
        self._editing.setVisible(note is not None)
        self.line.reads_notes_only = note is not None
        self.line.setAccessibleName("Note being edited" if note is not None else "Note")

    def show_trouble(self, sentence: str) -> None:
        """What went wrong; the text stays where it is."""
        kept = " What you typed stays here." if self._jobs.refused else ""
        self._trouble.setText(sentence + kept)
        self._retry.setVisible(self._jobs.refused > 0)
        self._notice.show()

    def forget_trouble(self) -> None:
        """Another interview comes: only what can still be tried again stays in sight."""
        self._notice.setVisible(self._jobs.refused > 0)

    def _read(self, reading: Reading) -> None:
        if isinstance(reading, NoteKind):
            look = LOOKS[reading]
            self._reads.say(look.mark, look.word, look.role)
        elif isinstance(reading, TickLine):
            known = reading.places[-1] <= self._questions
            word = "Asked" if known else f"1 to {self._questions}" if self._questions else "No questions"
            self._reads.say("✓" if known else "?", word, "accent" if known else "warning")
        elif reading.not_asked:
            self._reads.say("=", "Not asked", "accent")
        else:
            step = reading.rating or 0
            known = 1 <= step <= len(self._scale)
            word = self._scale[step - 1] if known else f"1 to {len(self._scale)}"
            self._reads.say("=", word, "accent" if known else "warning")

    # --- Room ---------------------------------------------------------------------------------

    def set_low(self, low: bool) -> None:
        """In a strip the line stands alone: what the buttons do, one types or does by their keys."""
        self._is_low = low
        for button in self._buttons:
            button.setVisible(not low)
        self._grid.invalidate()  # a layout within a layout is not told
        self._column.setContentsMargins(theme.GAP if low else theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        self.line.most_lines = LOW_LINES if low else MAX_LINES
        self.line.updateGeometry()
        self.line.popup.stand_alone(low)

    def low_height(self) -> int:
        """How high it is while the line has one row, whatever stands in it now."""
        return self.sizeHint().height() - (self.line.rows - 1) * self.line.fontMetrics().lineSpacing()

    def minimumSizeHint(self) -> QSize:
        """The buttons take more rows when there is less room: their row as it is now must not keep a window wide."""
        two = 2 * (max(button.sizeHint().width() for button in self._buttons) + self._grid.spacing())
        return QSize(two + 2 * theme.SPACE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reads.set_narrow(self._is_low or self.width() < _NARROW * self.fontMetrics().horizontalAdvance("M"))
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """All buttons in one row where there is room, else in more."""
        room = self.width() - 2 * theme.SPACE
        widths = [button.sizeHint().width() + self._grid.spacing() for button in self._buttons]
        count = len(widths)
        fits = (n for n in (count, 4) if _fits(widths, n, room))
        across = next(fits, 2)
        if across == self._across:
            return
        self._across = across
        for i, button in enumerate(self._buttons):
            self._grid.addWidget(button, i // across, i % across, Qt.AlignmentFlag.AlignLeft)
        for column in range(count + 1):
            self._grid.setColumnStretch(column, 1 if column == across else 0)


def _fits(widths: list[int], across: int, room: int) -> bool:
    """Whether a grid of so many columns fits: each is as wide as its widest button."""
    return sum(max(widths[column::across]) for column in range(across)) <= room
