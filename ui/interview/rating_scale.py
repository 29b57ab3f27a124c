"""The scale of a section: each step with what it looks like in behaviour, side by side or one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from feedback_desk.model import KitSection, Section
from ui import theme
from ui.actions import Commands
from ui.interview.rating_step import RatingStep

_NARROWEST = 11
"""Ems of the text that a step needs beside others."""


class RatingScale(QWidget):
    """Steps to click, "not asked" last; a click on the one that holds takes it off."""

    rate_wanted = Signal(object)
    """A step from 1, or None to take the rating off."""
    not_asked_wanted = Signal()

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self._shown: tuple[object, ...] = ()
        self._steps: list[RatingStep] = []
        self._across = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_section(self, section: Section | None, kit_section: KitSection | None, scale: Sequence[str]) -> None:
        """Show what the steps mean for a section, and which of them holds."""
        key = (kit_section, tuple(scale))
        if key != self._shown:
            self._shown = key
            self._build(kit_section, scale)
        for step in self._steps:
            chosen = section is not None and (section.not_asked if step.step == 0 else section.rating == step.step)
            step.setChecked(chosen)

    def lay_across(self, across: bool) -> None:
        """Side by side, where "not asked" stands elsewhere; or one below the other with it."""
        if across != self._across:
            self._across = across
            self._lay_out()

    def height_across(self, width: int) -> int | None:
        """How high it would be side by side in this width; None where the steps would be too narrow to read."""
        steps = self._steps[:-1]
        each = self._each(width)
        if not steps or each < _NARROWEST * self.fontMetrics().horizontalAdvance("M"):
            return None
        return max(step.narrow_height(each) for step in steps)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._across:
            return self.height_across(width) or 0
        gaps = theme.GAP // 2 * max(0, len(self._steps) - 1)
        return sum(step.heightForWidth(width) for step in self._steps) + gaps

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _build(self, kit_section: KitSection | None, scale: Sequence[str]) -> None:
        for step in self._steps:
            step.hide()
            step.deleteLater()
        behaviours, commands = kit_section.behaviours if kit_section else (), self._commands
        self._steps = [
            RatingStep(number, name, behaviours[number - 1] if number <= len(behaviours) else "", commands)
            for number, name in enumerate(scale, start=1)
        ]
        self._steps.append(RatingStep(0, "Not asked", "Counts against nobody.", commands))
        for step in self._steps:
            step.setParent(self)
            step.clicked.connect(lambda checked, number=step.step: self._clicked(number, checked))
        self._lay_out()

    def _lay_out(self) -> None:
        for step in self._steps:
            step.set_narrow(self._across)
            step.setVisible(step.step > 0 or not self._across)
        self.updateGeometry()
        self._place()

    def _each(self, width: int) -> int:
        steps = max(1, len(self._steps) - 1)
        return (width - (steps - 1) * theme.GAP // 2) // steps

    def _place(self) -> None:
        width, gap = self.width(), theme.GAP // 2
        if not self._across:
            top = 0
            for step in self._steps:
                height = step.heightForWidth(width)
                step.setGeometry(0, top, width, height)
                top += height + gap
            return
        each = self._each(width)
        for i, step in enumerate(self._steps[:-1]):
            step.setGeometry(i * (each + gap), 0, each, self.height())

    def _clicked(self, step: int, checked: bool) -> None:
        if step == 0 and checked:
            self.not_asked_wanted.emit()
        else:
            self.rate_wanted.emit(step if checked else None)
