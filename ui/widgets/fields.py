"""Labelled fields one below the other; each label is the field's name for a screen reader and its Alt key."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.widgets.words import Words

Field = TypeVar("Field", bound=QWidget)


class Fields(QGridLayout):
    """Two columns, words and fields; with `above`, the words stand above their field. Sentences go below it."""

    def __init__(self, *, above: bool = False) -> None:
        super().__init__()
        self._above = above
        self.setHorizontalSpacing(theme.SPACE)
        self.setVerticalSpacing(theme.GAP // 2)
        self.setColumnStretch(1, 1)

    def add(self, words: str, field: Field, *below: QWidget, named: QWidget | None = None) -> Field:
        """Add a row; `words` mark the Alt key with `&`. `named` is what has the keyboard when `field` is a group."""
        line = self.rowCount()
        label = Words(words)
        target = named or field
        label.setBuddy(target)
        target.setAccessibleName(words.replace("&", ""))
        self.setRowMinimumHeight(line, theme.GAP if self._above else theme.GAP // 2)
        self.addWidget(label, line + 1, 1 if self._above else 0, alignment=Qt.AlignmentFlag.AlignVCenter)
        under: list[QWidget] = [field, *below]
        for number, widget in enumerate(under, start=line + (2 if self._above else 1)):
            self.addWidget(widget, number, 1)
        return field
