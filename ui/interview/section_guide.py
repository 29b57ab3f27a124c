"""What the current section asks, each question to be ticked off; the rating beside it as a page where room is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QTabBar, QVBoxLayout, QWidget

from feedback_desk.model import KitSection, Section
from ui import theme
from ui.interview.question import Question
from ui.interview.rating_scale import RatingScale
from ui.widgets.words import Words

QUESTIONS, RATING = 0, 1


class SectionGuide(QWidget):
    """The questions of a section. `take_scale` gives it the rating as a second page, `give_scale` takes it off."""

    tick_wanted = Signal(int)
    """A question's place, from 1: ticked off, or the tick taken off again."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self._questions: list[Question] = []
        self._scale: RatingScale | None = None
        self.has_section = False
        """Whether there is anything to ask or to rate; without a section all of this is hidden."""
        self.heading = Words("Questions", "strong")
        self.pages = QTabBar()
        self.pages.setAccessibleName("Questions or rating of this section")
        self.pages.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pages.setDrawBase(False)
        self.pages.setExpanding(False)
        self.pages.setUsesScrollButtons(False)
        self.pages.setElideMode(Qt.TextElideMode.ElideRight)
        self.pages.addTab("Questions")
        self.pages.addTab("Rating")
        self.pages.setStyleSheet("QTabBar::tab { padding: 8px 6px }")  # both stand whole in the narrowest pane
        self._rating = ""
        self.pages.currentChanged.connect(self._turn)
        self.pages.hide()
        self._sheet = QScrollArea()
        self._sheet.setWidgetResizable(True)
        self._sheet.setFrameShape(QFrame.Shape.NoFrame)
        self._sheet.setAccessibleName("Questions and ratings of this section")
        self._sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._page.setLayout(self._column)
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(theme.GAP // 2, theme.GAP // 2, theme.GAP // 2, theme.GAP)
        self._body.setSpacing(0)
        self._body.addWidget(self._page)
        self._body.addStretch(1)
        self._sheet.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.heading.setContentsMargins(theme.GAP + theme.GAP // 2, theme.GAP // 2, 0, theme.GAP // 2)
        column.addWidget(self.heading)
        column.addWidget(self.pages)
        column.addWidget(self._sheet, 1)

    def show_section(self, section: Section | None, kit_section: KitSection | None, rating: str) -> None:
        """Show what one asks in a section, what was asked of it, and on the page's tab how it is rated (in words)."""
        questions = kit_section.questions if kit_section else ()
        key = (section.id if section else "", questions)
        if key != self._shown:
            self._shown = key
            self._build(questions)
        self.has_section = section is not None
        self.setVisible(self.has_section)
        asked = section.asked if section else ()
        for question in self._questions:
            question.setChecked(question.place in asked)
        count = asked_words(asked, questions)
        self.heading.setText(f"Questions · {count}" if count else "Questions")
        self._rating = rating
        self._name_rating()

    def next_question(self, asked: Sequence[int]) -> int | None:
        """The place of the first question that is still to be asked."""
        return next((q.place for q in self._questions if q.place not in asked), None)

    def take_scale(self, scale: RatingScale) -> None:
        """There is no room for the rating elsewhere: show it as a page here."""
        if self._scale is None:
            self._scale = scale
            scale.lay_across(False)
            self._body.insertWidget(1, scale)
            self._arrange()

    def give_scale(self) -> None:
        """The rating stands elsewhere."""
        if self._scale is not None:
            self._scale = None
            self._arrange()

    def scroll_up(self) -> None:
        """Begin at the top again, as for another interview."""
        self._sheet.verticalScrollBar().setValue(0)

    def _build(self, questions: Sequence[str]) -> None:
        for old in self._questions:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._questions = [Question(place, words) for place, words in enumerate(questions, start=1)]
        for question in self._questions:
            question.clicked.connect(lambda _=False, place=question.place: self.tick_wanted.emit(place))
            self._column.addWidget(question)
        self._arrange()

    def _arrange(self) -> None:
        """Pages only where there are two things to show and one place for them."""
        has_questions, has_scale = bool(self._questions), self._scale is not None
        self.pages.setVisible(has_questions and has_scale)
        self.heading.setVisible(has_questions and not has_scale)
        self.pages.setCurrentIndex(QUESTIONS if has_questions else RATING)
        self._turn(self.pages.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_rating()

    def _name_rating(self) -> None:
        """The tab says how the section is rated where there is room for the whole word, else that it is rated."""
        whole = f"Rating: {self._rating}" if self._rating else "Rating"
        self.pages.setTabText(RATING, whole)
        self.pages.setTabToolTip(RATING, whole)
        self.pages.setAccessibleTabName(RATING, whole)
        if self._rating and self.pages.sizeHint().width() > self.width():
            self.pages.setTabText(RATING, "Rating ✓")

    def _turn(self, page: int) -> None:
        self._page.setVisible(page == QUESTIONS or self._scale is None)
        if self._scale is not None:
            self._scale.setVisible(page == RATING)
        self.scroll_up()


def asked_words(asked: Sequence[int], questions: Sequence[str]) -> str:
    """How many of a section's questions were ticked off: `2 of 5 asked`; nothing while none was."""
    count = sum(1 for place in asked if place <= len(questions))
    return f"{count} of {len(questions)} asked" if count else ""
