"""What the editor shows of a kit as a whole: its name, the role it is for, and its scale of two to seven steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from feedback_desk.capture.kit_draft import (
    LEAST_STEPS,
    MOST_STEPS,
    Problem,
    with_step,
    with_step_moved,
    without_step,
)
from feedback_desk.model import Kit
from ui import theme
from ui.actions import Commands
from ui.library.kit_tools import Tool
from ui.library.kit_words import KitText, Labelled, PassedKeys
from ui.library.told import roles_text
from ui.widgets.words import Words


class KitFields(QWidget):
    """Edits a kit; tells of each change with what was done in words (none for typing) and which part it was in."""

    changed = Signal(object, str, str)
    moved = Signal(object)
    """The field in which the cursor moved."""

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._kit: Kit | None = None
        self._keys = PassedKeys(commands, self)
        self.steps: list[_Step] = []
        self.name = self._text("Name")
        self.role = self._text("Role")
        self._name, self._role = Labelled("Name", self.name), Labelled("For which role", self.role)
        self.name.typed.connect(lambda text: self._edit("name", name=text))
        self.role.typed.connect(lambda text: self._edit("role", role=text))
        commands.bind("kit_add_step", self._add, self)
        self.add = commands.button("kit_add_step")
        self._scale = QVBoxLayout()
        self._scale.setSpacing(theme.GAP)
        self._scale_problem = Words(role="small", tone="danger", wrap=True)
        self._roles = Words(tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._name)
        column.addLayout(self._role)
        column.addWidget(Words("Scale", "heading"))
        about = "The steps of a rating, the lowest first. What each looks like is said in every section."
        column.addWidget(Words(about, tone="muted", wrap=True))
        column.addLayout(self._scale)
        column.addWidget(self._scale_problem)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._roles)
        column.addStretch(1)

    def begin(self) -> None:
        """Give the keyboard to where one starts."""
        self.name.begin()

    def show_kit(self, kit: Kit, role_names: Mapping[str, str]) -> None:
        """Show this kit; fields that say the same keep their cursor."""
        self._kit = kit
        self.name.show_text(kit.name)
        self.role.show_text(kit.role)
        while len(self.steps) > len(kit.scale):
            gone = self.steps.pop()
            self._scale.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.steps) < len(kit.scale):
            self._add_row()
        for step, text in zip(self.steps, kit.scale, strict=True):
            step.show_step(text, len(kit.scale))
        self.add.setVisible(True)
        self.add.setEnabled(len(kit.scale) < MOST_STEPS)
        self._roles.setText(roles_text(kit, role_names))
        self._roles.setVisible(bool(kit.work_roles))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say beside each field what is wrong in it."""
        said = {(p.field, p.at): p.words for p in reversed(problems) if not p.section}
        self._name.say(said.get(("name", 0), ""))
        self._role.say(said.get(("role", 0), ""))
        for at, step in enumerate(self.steps):
            step.say(said.get(("scale", at), ""))
        words = said.get(("sections", 0), "")
        self._scale_problem.setText(words)
        self._scale_problem.setVisible(bool(words))

    def go_to(self, problem: Problem) -> None:
        """Give the keyboard to the field of a problem."""
        if problem.field == "scale" and problem.at < len(self.steps):
            self.steps[problem.at].text.begin()
        else:
            (self.role if problem.field == "role" else self.name).begin()

    # --- Changes ------------------------------------------------------------------------------

    def _text(self, name: str) -> KitText:
        field = KitText(name)
        field.installEventFilter(self._keys)
        field.cursorPositionChanged.connect(lambda: self.moved.emit(field))
        return field

    def _edit(self, part: str, **fields: object) -> None:
        assert self._kit is not None
        self._kit = replace(self._kit, **fields)  # type: ignore[arg-type]  # one text each
        self.changed.emit(self._kit, "", part)

    def _add_row(self) -> None:
        at = len(self.steps)
        step = _Step(at, self._text(f"Step {at + 1}"))
        step.text.typed.connect(lambda text: self._rename(at, text))
        step.up.clicked.connect(lambda: self._move(at, at - 1))
        step.down.clicked.connect(lambda: self._move(at, at + 1))
        step.remove.clicked.connect(lambda: self._remove(at))
        self._scale.addWidget(step)
        order: list[QWidget] = [self.steps[-1].remove if self.steps else self.role]
        order += [step.text, step.up, step.down, step.remove]
        for one, other in pairwise(order):
            self.setTabOrder(one, other)
        self.steps.append(step)

    def _rename(self, at: int, text: str) -> None:
        assert self._kit is not None
        scale = self._kit.scale
        self._edit(f"scale {at}", scale=(*scale[:at], text, *scale[at + 1 :]))

    def _add(self) -> None:
        if self._kit is not None and len(self._kit.scale) < MOST_STEPS:
            self.changed.emit(with_step(self._kit, len(self._kit.scale)), "Step added", "")
            self.steps[-1].text.begin()

    def _move(self, at: int, to: int) -> None:
        assert self._kit is not None
        self.changed.emit(with_step_moved(self._kit, at, to), "Step moved", "")
        row = self.steps[to]
        button = row.up if to < at else row.down
        (button if button.isEnabled() else row.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, at: int) -> None:
        assert self._kit is not None
        name = self._kit.scale[at]
        self.changed.emit(without_step(self._kit, at), f"Step removed: {name}" if name else "Step removed", "")
        self.steps[min(at, len(self.steps) - 1)].text.setFocus(Qt.FocusReason.OtherFocusReason)


class _Step(QWidget):
    """One step of the scale: its name, and buttons to move and remove it."""

    def __init__(self, at: int, text: KitText) -> None:
        super().__init__()
        self._at, self.text = at, text
        self.up, self.down, self.remove = Tool("up"), Tool("down"), Tool("bin")
        self._problem = Words(role="small", tone="danger", wrap=True)
        self._problem.hide()
        line = QHBoxLayout()
        line.setSpacing(theme.GAP // 2)
        number = Words(str(at + 1), "strong")
        number.setMinimumWidth(number.fontMetrics().horizontalAdvance("0 "))
        line.addWidget(number)
        line.addWidget(text, 1)
        for button in (self.up, self.down, self.remove):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        column.addLayout(line)
        column.addWidget(self._problem)

    def say(self, problem: str) -> None:
        """Say what is wrong with the name; nothing when nothing is."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.text.setAccessibleDescription(problem)

    def show_step(self, name: str, count: int) -> None:
        self.text.show_text(name)
        said = f"“{name}”" if name else f"step {self._at + 1}"
        for button, words in ((self.up, "Move {} up"), (self.down, "Move {} down"), (self.remove, "Remove {}")):
            button.say(words.format(said))
        self.up.setEnabled(self._at > 0)
        self.down.setEnabled(self._at < count - 1)
        self.remove.setEnabled(count > LEAST_STEPS)
