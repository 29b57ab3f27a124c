"""Labelled fields one below the other; each label is the field's name for a screen reader and its Alt key."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.widgets.words import Words

Field = TypeVar("Field", bound=QWidget)


class Fields(QGridLayout):
    """Two columns: words and fields. Sentences about a field go below it."""

    def __init__(self) -> None:
        super().__init__()
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
        self.setRowMinimumHeight(line, theme.GAP // 2)
        self.addWidget(label, line + 1, 0, Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(field, line + 1, 1)
        for number, widget in enumerate(below):
            self.addWidget(widget, line + 2 + number, 1)
        return field
