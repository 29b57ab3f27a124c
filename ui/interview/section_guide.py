"""What the current section asks, and what each rating of it looks like: two pages, so that both are one click away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QTabBar, QVBoxLayout, QWidget

from feedback_desk.model import KitSection, Section
from ui import theme
from ui.actions import Commands
from ui.interview.rating_step import RatingStep
from ui.widgets.words import Words

QUESTIONS, RATING = 0, 1


class SectionGuide(QWidget):
    """The questions and, on the other page, the steps of the scale; a click on a step rates."""

    rate_wanted = Signal(object)
    """A step from 1, or None to take the rating off."""
    not_asked_wanted = Signal()

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self._shown: tuple[object, ...] = ()
        self._steps: list[RatingStep] = []
        self.pages = QTabBar()
        self.pages.setAccessibleName("Questions or rating of this section")
        self.pages.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pages.setDrawBase(False)
        self.pages.setExpanding(False)
        self.pages.addTab("Questions")
        self.pages.addTab("Rating")
        self.pages.currentChanged.connect(self._turn)
        self._sheet = QScrollArea()
        self._sheet.setWidgetResizable(True)
        self._sheet.setFrameShape(QFrame.Shape.NoFrame)
        self._sheet.setAccessibleName("Questions and ratings of this section")
        self._sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._questions, self._rating = QWidget(), QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages)
        column.addWidget(self._sheet, 1)

    def show_section(self, section: Section | None, kit_section: KitSection | None, scale: Sequence[str]) -> None:
        """Show what one asks in a section and how it is rated now."""
        key = (section.id if section else "", kit_section, tuple(scale))
        if key != self._shown:
            self._shown = key
            self._build(section, kit_section, scale)
        self.setVisible(section is not None)
        if section is None:
            return
        for step in self._steps:
            step.setChecked(section.not_asked if step.step == 0 else section.rating == step.step)
        said = "Not asked" if section.not_asked else scale[section.rating - 1] if section.rating else ""
        self.pages.setTabText(RATING, f"Rating: {said}" if said else "Rating")

    def scroll_up(self) -> None:
        """Begin at the top again, as for another interview."""
        self._sheet.verticalScrollBar().setValue(0)

    def _build(self, section: Section | None, kit_section: KitSection | None, scale: Sequence[str]) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(0)
        self._questions, self._rating = QWidget(), QWidget()
        asked = QVBoxLayout(self._questions)
        asked.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        asked.setSpacing(theme.GAP)
        for question in kit_section.questions if kit_section else ():
            asked.addWidget(Words(question, wrap=True))
        rated = QVBoxLayout(self._rating)
        rated.setContentsMargins(0, 0, 0, 0)
        rated.setSpacing(theme.GAP // 2)
        self._steps = []
        behaviours = kit_section.behaviours if kit_section else ()
        for step, name in enumerate(scale, start=1):
            self._add_step(rated, step, name, behaviours[step - 1] if step <= len(behaviours) else "")
        self._add_step(rated, 0, "Not asked", "Counts against nobody.")
        for page in (self._questions, self._rating):
            column.addWidget(page)
        column.addStretch(1)
        self._sheet.setWidget(body)
        has_questions = bool(kit_section and kit_section.questions)
        self.pages.setTabVisible(QUESTIONS, has_questions)
        self.pages.setCurrentIndex(QUESTIONS if has_questions else RATING)
        self._turn(self.pages.currentIndex())

    def _turn(self, page: int) -> None:
        self._questions.setVisible(page == QUESTIONS)
        self._rating.setVisible(page == RATING)
        self.scroll_up()

    def _add_step(self, column: QVBoxLayout, step: int, name: str, behaviour: str) -> None:
        made = RatingStep(step, name, behaviour, self._commands)
        made.clicked.connect(lambda checked: self._clicked(step, checked))
        column.addWidget(made)
        self._steps.append(made)

    def _clicked(self, step: int, checked: bool) -> None:
        if step == 0 and checked:
            self.not_asked_wanted.emit()
        else:
            self.rate_wanted.emit(step if checked else None)
