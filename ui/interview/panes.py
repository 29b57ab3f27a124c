"""Where the parts of the interview stand, and which make room for the notes when there is little of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.actions import Commands
from ui.interview.capture_panel import CapturePanel
from ui.interview.found import FoundPane
from ui.interview.header import Header
from ui.interview.note_stream import NoteStream
from ui.interview.rating_scale import RatingScale
from ui.interview.section_guide import QUESTIONS, RATING, SectionGuide
from ui.interview.sections import SectionList
from ui.widgets.words import Elided

WIDE, MEDIUM = 62, 46
"""Widths, in ems of the text, below which the right pane makes room, and then the left one too."""
_GUIDE_SHARE = 0.38
"""How much of the height the questions have at least; many sections, or large ones, scroll above them."""
_SCALE_SHARE = 0.3
"""How much of the middle's height the scale may take; where it needs more it is a page beside the questions."""
_DROP = 19
"""Lines of text that the part below the line is high."""
_LEFT_TO_NOTES = 4


class Panes(QWidget):
    """Header above; sections left, notes and capture line in the middle, what was found right."""

    drop_changed = Signal(int)
    """The part below the line opened: its height; or closed: 0."""

    def __init__(
        self,
        commands: Commands,
        header: Header,
        sections: SectionList,
        guide: SectionGuide,
        stream: NoteStream,
        panel: CapturePanel,
        found: FoundPane,
        scale: RatingScale,
    ) -> None:
        super().__init__()
        self._header, self._found, self._guide, self._scale = header, found, guide, scale
        self.is_low = False
        """The window is a strip: what stands at the sides and above gives way (`compact`)."""
        self._panel = panel
        self._round, self._stream = (panel.line, sections, stream, found), stream
        self.title = Elided("heading")
        self.show_all = QPushButton("All notes")
        self.show_all.setCheckable(True)
        self.show_all.setProperty("quiet", True)
        self.show_all.setAutoDefault(False)
        self.show_all.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_all.setAccessibleName("Show the notes of all sections")
        self.not_asked = commands.button("not_asked", quiet=True)
        self.not_asked.setCheckable(True)
        self.not_asked.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._steps = [commands.button(name, quiet=True) for name in ("previous_section", "next_section")]
        for step in self._steps:
            step.show_bare(True)
            step.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._left = QWidget()
        self.left = left = QVBoxLayout(self._left)
        left.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, 0)
        left.setSpacing(theme.GAP)
        left.addWidget(sections)
        left.addWidget(guide, 1)
        panes = QHBoxLayout()
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(1)
        panes.addWidget(self._left)
        panes.addLayout(self._middle(stream, panel), 1)
        panes.addWidget(found)
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(header)
        column.addLayout(panes, 1)
        self._drop = QWidget()
        self._drop.hide()
        self._in_drop = QVBoxLayout(self._drop)
        self._in_drop.setContentsMargins(theme.GAP, theme.GAP // 2, theme.GAP, theme.GAP // 2)
        column.addWidget(self._drop)

    def _middle(self, stream: NoteStream, panel: CapturePanel) -> QVBoxLayout:
        self._top = QWidget()
        self.top = top = QHBoxLayout(self._top)
        top.setContentsMargins(theme.SPACE, theme.GAP, theme.GAP, theme.GAP // 2)
        top.addWidget(self.title, 1)
        for button in (*self._steps, self.not_asked, self.show_all):
            top.addWidget(button)
        self._scale_row = QHBoxLayout()
        self._scale_row.setContentsMargins(theme.GAP, 0, theme.GAP, theme.GAP)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._top)
        middle.addLayout(self._scale_row)
        middle.addWidget(stream, 1)
        middle.addWidget(panel)
        return middle

    def next_pane(self, step: int) -> None:
        """Give the keyboard to the next pane (+1) or the one before (-1), round and round."""
        panes = [pane for pane in self._round if pane.isVisible()]
        at = next((i for i, pane in enumerate(panes) if pane.hasFocus()), -1)
        panes[(at + step) % len(panes) if at >= 0 else 0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Show what there is room for."""
        em = self.fontMetrics().horizontalAdvance("M")
        width = self.width()
        has_left = width >= MEDIUM * em and not self.is_low
        self._found.setVisible(width >= WIDE * em and not self.is_low)
        self._top.setVisible(not self.is_low)
        self._left.setVisible(has_left)
        for button in self._steps:  # the list of sections does the same
            button.setVisible(not has_left)
        if has_left and self.left.indexOf(self._guide) < 0:
            self.left.addWidget(self._guide, 1)
            self._open_drop(False)
        self._guide.setMinimumHeight(round(self.height() * _GUIDE_SHARE))
        self._left.setFixedWidth(max(17 * em, min(26 * em, width * 24 // 100)))
        self._found.setFixedWidth(max(15 * em, min(23 * em, width * 20 // 100)))

        self._fit_drop()
        self.place_scale()

    def set_low(self, low: bool) -> None:
        """Stand as a strip, or as a whole screen again."""
        self.is_low = self._stream.whole_rows = low
        self._stream.setMinimumHeight(1 if low else 0)  # the line, when it grows, takes its room from the notes
        self._open_drop(False)
        self.arrange()

    def peek(self) -> None:
        """Questions, then the rating, then away: in their own pane, and where that gave way below the line."""
        pages = self._guide.pages
        on_questions = pages.isVisibleTo(self._guide) and pages.currentIndex() == QUESTIONS
        if self._left.isVisible():
            if pages.isVisibleTo(self._guide):  # else the tabs that lead back are not there
                pages.setCurrentIndex(RATING if on_questions else QUESTIONS)
        elif not self._drop.isVisible():
            if pages.isVisibleTo(self._guide):
                pages.setCurrentIndex(QUESTIONS)
            self._open_drop(self._guide.has_section)
        elif on_questions:
            pages.setCurrentIndex(RATING)
        else:
            self._open_drop(False)

    def _open_drop(self, on: bool) -> None:
        if on:
            self._in_drop.addWidget(self._guide)
            self._fit_drop()
        if on != self._drop.isVisibleTo(self):
            self._drop.setVisible(on)
            self.drop_changed.emit(_DROP * self.fontMetrics().height() + self.column.spacing() if on else 0)

    def _fit_drop(self) -> None:
        """As high as it likes, as long as a note and the line keep their room."""
        line = self.fontMetrics().height()
        others = self._header.sizeHint().height() + self._panel.sizeHint().height() + _LEFT_TO_NOTES * line
        self._drop.setFixedHeight(max(_LEFT_TO_NOTES * line, min(_DROP * line, self.height() - others)))

    def place_scale(self) -> None:
        """The rating stands above the notes where it fits, else as a page beside the questions; if there is one."""
        width = self.width() - 2 * theme.GAP
        for pane in (self._left, self._found):
            width -= pane.width() + 1 if pane.isVisibleTo(self) else 0
        needed = self._scale.height_across(width)
        room = self.height() - self._header.sizeHint().height()
        across = needed is not None and needed <= room * _SCALE_SHARE and not self.is_low
        across = across and self._guide.has_section
        if not self._guide.has_section:
            self._open_drop(False)
        if across:
            self._guide.give_scale()
            self._scale.lay_across(True)
            self._scale_row.addWidget(self._scale)
            self._scale.show()
        else:
            self._scale_row.removeWidget(self._scale)
            self._guide.take_scale(self._scale)
        self.not_asked.setVisible(across)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The notes lie on the raised ground; thin lines part the panes."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        top = self._header.geometry().bottom() + 1
        middle = self.rect().adjusted(0, top + 1, 0, 0)
        if self._left.isVisible():
            middle.setLeft(self._left.geometry().right() + 2)
        if self._found.isVisible():
            middle.setRight(self._found.geometry().left() - 2)
        painter.fillRect(middle, theme.color("raised"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, top, self.width(), top)
        if self._drop.isVisible():
            painter.drawLine(0, self._drop.y() - 1, self.width(), self._drop.y() - 1)
        painter.drawLine(middle.left() - 1, top, middle.left() - 1, self.height())
        painter.drawLine(middle.right() + 1, top, middle.right() + 1, self.height())
