"""What the editor shows of one section: title, minutes, questions, what each step looks like, skills, what is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from feedback_desk.capture.kit_draft import Problem
from feedback_desk.model import KitSection
from ui import theme
from ui.actions import Commands
from ui.library.kit_words import KitText, Labelled, PassedKeys, Questions
from ui.library.skills_field import FindSkills, SkillsField
from ui.widgets.words import Words

MOST_MINUTES = 480
Field = TypeVar("Field", bound=KitText)


class SectionFields(QWidget):
    """Edits one section; tells of each change with the part that was typed in, none when a question was moved."""

    changed = Signal(object, str)
    moved = Signal(object)
    """The field in which the cursor moved."""

    def __init__(self, commands: Commands, ground: QWidget, find: FindSkills, known: Callable[[str], bool]) -> None:
        """`ground` is where the list of skills opens; `find` looks skills up, `known` says whether a tag is one."""
        super().__init__()
        self._section: KitSection | None = None
        self._known = known
        self._keys = PassedKeys(commands, self)
        self.title = self._ready(KitText("Title"))
        self.minutes = _Minutes()
        self.minutes.setRange(1, MOST_MINUTES)
        self.minutes.setSuffix(" min")
        self.minutes.lineEdit().setTextMargins(theme.GAP, 0, 0, 0)  # a style sheet's padding stops at its frame
        self.minutes.lineEdit().installEventFilter(self._keys)
        self.minutes.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.questions = self._ready(Questions("Questions"))
        self.skills = self._ready(SkillsField("Skills", ground, find))
        self.good = self._ready(KitText("What good looks like"))
        self.next_step = self._ready(KitText("Next step"))
        self.behaviours: list[KitText] = []
        self.behaviour_rows: list[Labelled] = []
        self._title = Labelled("Title", self.title)
        self._minutes = Labelled("Time", self.minutes)
        commands.bind("kit_question_up", lambda: self.questions.shift(-1), self)
        commands.bind("kit_question_down", lambda: self.questions.shift(+1), self)
        self._questions = Labelled("Questions", self.questions)
        self._skills = Labelled("Skills", self.skills)
        self._good = Labelled("What good looks like, said to a candidate", self.good)
        self._next = Labelled("One next step, said to a candidate", self.next_step)
        self._lay_out()
        keys = commands.keys
        move = " and ".join(filter(None, (keys.text("kit_question_up"), keys.text("kit_question_down"))))
        self._questions.tell(f"One a line; {move} move the one with the cursor." if move else "One a line.")
        self.title.typed.connect(lambda text: self._edit("title", title=text))
        self.minutes.valueChanged.connect(lambda value: self._edit("minutes", minutes=value))
        self.questions.typed.connect(lambda text: self._edit("questions", questions=tuple(text.split("\n"))))
        self.questions.shifted.connect(lambda text: self._edit("", questions=tuple(text.split("\n"))))
        self.skills.typed.connect(lambda _: self._edit("skills", skills=self.skills.tags))
        self.good.typed.connect(lambda text: self._edit("good", good=text))
        self.next_step.typed.connect(lambda text: self._edit("next_step", next_step=text))

    def _lay_out(self) -> None:
        self._looks = QVBoxLayout()
        self._looks.setSpacing(theme.GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._title)
        column.addLayout(self._minutes)
        column.addLayout(self._questions)
        column.addWidget(Words("What each step looks like", "heading", wrap=True))
        column.addLayout(self._looks)
        column.addWidget(Words("For the letter", "heading", wrap=True))
        column.addLayout(self._skills)
        about = "For notes of this section that carry no skill of their own."
        column.addWidget(Words(about, tone="muted", wrap=True))
        column.addLayout(self._good)
        column.addLayout(self._next)
        column.addStretch(1)
        self.minutes.setSizePolicy(
            self.minutes.sizePolicy().horizontalPolicy().Maximum, self.sizePolicy().verticalPolicy()
        )

    def begin(self) -> None:
        """Give the keyboard to where one starts."""
        self.title.begin()

    def show_section(self, section: KitSection, scale: Sequence[str]) -> None:
        """Show this section; fields that say the same keep their cursor."""
        self._section = section
        self.title.show_text(section.title)
        self.minutes.blockSignals(True)
        self.minutes.setValue(section.minutes)
        self.minutes.blockSignals(False)
        self.questions.show_text("\n".join(section.questions))
        self.skills.show_tags(section.skills)
        self.good.show_text(section.good)
        self.next_step.show_text(section.next_step)
        while len(self.behaviours) > len(scale):
            self.behaviours.pop()
            row = self.behaviour_rows.pop()
            gone = row.parentWidget()
            assert gone is not None
            self._looks.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.behaviours) < len(scale):
            self._add_behaviour()
        for at, (step, text) in enumerate(zip(scale, section.behaviours, strict=True)):
            self.behaviour_rows[at].label.setText(f"{at + 1}  {step}" if step else f"{at + 1}")
            self.behaviours[at].setAccessibleName(
                f"What step {at + 1} looks like, {step}" if step else f"Step {at + 1}"
            )
            self.behaviours[at].show_text(text)
        self._tell_unknown()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say beside each field what is wrong in it."""
        assert self._section is not None
        said = {(p.field, p.at): p.words for p in reversed(problems) if p.section == self._section.id}
        for field, labelled in (("title", self._title), ("skills", self._skills), ("good", self._good)):
            labelled.say(said.get((field, 0), ""))
        self._next.say(said.get(("next_step", 0), ""))
        self._questions.say(next((words for (field, _), words in said.items() if field == "questions"), ""))
        for at, labelled in enumerate(self.behaviour_rows):
            labelled.say(said.get(("behaviours", at), ""))

    def go_to(self, problem: Problem) -> None:
        """Give the keyboard to the field of a problem."""
        if problem.field == "behaviours" and problem.at < len(self.behaviours):
            self.behaviours[problem.at].begin()
            return
        fields: dict[str, KitText] = {
            "questions": self.questions,
            "skills": self.skills,
            "good": self.good,
            "next_step": self.next_step,
        }
        fields.get(problem.field, self.title).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Changes ------------------------------------------------------------------------------

    def _ready(self, field: Field) -> Field:
        field.installEventFilter(self._keys)
        field.cursorPositionChanged.connect(lambda: self.moved.emit(field))
        return field

    def _add_behaviour(self) -> None:
        at = len(self.behaviours)
        field = self._ready(KitText(f"Step {at + 1}"))
        field.typed.connect(lambda text: self._behaves(at, text))
        row = QWidget()
        labelled = Labelled("", field, named=False)
        labelled.setContentsMargins(0, 0, 0, 0)
        row.setLayout(labelled)
        self._looks.addWidget(row)
        self.setTabOrder(self.behaviours[-1] if self.behaviours else self.questions, field)
        self.behaviours.append(field)
        self.behaviour_rows.append(labelled)

    def _behaves(self, at: int, text: str) -> None:
        assert self._section is not None
        before = self._section.behaviours
        self._edit(f"behaviours {at}", behaviours=(*before[:at], text, *before[at + 1 :]))

    def _edit(self, part: str, **fields: object) -> None:
        assert self._section is not None
        self._section = replace(self._section, **fields)  # type: ignore[arg-type]  # of the field's type
        self._tell_unknown()
        self.changed.emit(self._section, part)

    def _tell_unknown(self) -> None:
        """Tags that the catalogue doesn't know are no problem, and may be slips of the finger."""
        unknown = [f"#{tag}" for tag in self.skills.tags if not self._known(tag)]
        self._skills.tell(f"Not in the catalogue, and kept as typed: {' '.join(unknown)}." if unknown else "")


class _Minutes(QSpinBox):
    """A number that the wheel does not change: it scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
