"""What a new letter begins with: paper, design, colour, language and tone. Each can be changed in the letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from feedback_desk.model import Profile
from ui import theme
from ui.jobs import Jobs
from ui.settings.kept import Kept
from ui.settings.part import Part
from ui.widgets.choice import Choice
from ui.widgets.fields import Fields
from ui.widgets.words import Words

PAPERS = (("a4", "A4 (210 × 297 mm)"), ("letter", "Letter (8.5 × 11 in)"))
DESIGNS = (("railed", "With a rail"), ("classic", "A classic letter"))
TONES = (("warm", "Warm"), ("formal", "Formal"))
LANGUAGES = {"en": "English", "hi": "हिन्दी"}
"""Languages by the name they call themselves; another one is called by its code."""
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
READABLE = 4.5
"""Contrast with white paper (WCAG 2.2, 1.4.3) under which a colour is called pale."""


class LettersPart(Part):
    """Choices are saved at once, the colour when one leaves its field."""

    def __init__(self, jobs: Jobs, kept: Kept[Profile]) -> None:
        super().__init__("Letters", "What a new letter begins with. Design, language and tone can be changed in each.")
        self._jobs, self._kept = jobs, kept
        fields = Fields(above=True)
        self.language = _Choice("&Language", "language", kept, fields)
        self.tone = _Choice("&Tone", "tone", kept, fields)
        self.tone.offer(TONES)
        self.design = _Choice("&Design", "design", kept, fields)
        self.design.offer(DESIGNS)
        self.paper = _Choice("&Paper", "paper", kept, fields)
        self.paper.offer(PAPERS)
        self.pale = Words("This is pale: headings will be hard to read on white paper.", tone="warning", wrap=True)
        self.odd = Words("A colour is written as # and six digits, for example #0F5C55.", tone="danger", wrap=True)
        colour, self.accent, self._swatch = self._colour_field()
        fields.add("&Colour of headings", colour, self.odd, self.pale, named=self.accent)
        self.accent.textChanged.connect(self._look_at_colour)
        self.accent.editingFinished.connect(self.leave)
        self.pale.hide()
        self.odd.hide()
        self.add(fields)
        kept.follow(self._show)

    def _colour_field(self) -> tuple[QWidget, QLineEdit, _Swatch]:
        group = QWidget()
        line = QHBoxLayout(group)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        field, swatch, button = QLineEdit(), _Swatch(), QPushButton("Choose…")
        button.setAccessibleName("Choose the colour of headings")
        button.clicked.connect(self._choose_colour)
        line.addWidget(swatch)
        line.addWidget(field, 1)
        line.addWidget(button)
        return group, field, swatch

    def leave(self) -> None:
        accent = self.accent.text().strip()
        if _HEX.fullmatch(accent):
            self.accent.setModified(False)
            self._kept.choose("Colour of headings changed", accent=accent)

    def _show(self, profile: Profile) -> None:
        if not self.accent.hasFocus() or not self.accent.isModified():
            self.accent.setText(profile.accent)
        if not self.language.count():
            self._show_languages((profile.language,))  # the others come a moment later
        self._jobs.read(lambda _: _languages(), self._show_languages, owner=self, key="languages")

    def _show_languages(self, codes: tuple[str, ...]) -> None:
        self.language.offer([(code, LANGUAGES.get(code, code)) for code in codes])

    def _look_at_colour(self, typed: str) -> None:
        known = bool(_HEX.fullmatch(typed.strip()))
        self.odd.setVisible(not known)
        colour = QColor(typed.strip()) if known else QColor()
        self.pale.setVisible(known and theme.contrast(colour, QColor("white")) < READABLE)
        self._swatch.show_colour(colour)

    def _choose_colour(self) -> None:
        chosen = QColorDialog.getColor(QColor(self.accent.text()), self, "Colour of headings")
        if chosen.isValid():
            self.accent.setText(chosen.name().upper())
            self.leave()


def _languages() -> tuple[str, ...]:
    from feedback_desk.letter.wording import languages

    return languages()


class _Choice(Choice):
    """One field of the profile that is one of a few."""

    def __init__(self, words: str, field: str, kept: Kept[Profile], fields: Fields) -> None:
        name = words.replace("&", "")
        super().__init__(name)
        self._field, self._kept = field, kept
        fields.add(words, self)
        self.activated.connect(lambda at: kept.choose(f"{name} changed", **{field: self.itemData(at)}))
        kept.follow(lambda _: self._follow())

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self._follow()

    def _follow(self) -> None:
        if self._kept.now is not None:
            self.setCurrentIndex(max(0, self.findData(getattr(self._kept.now, self._field))))


class _Swatch(QWidget):
    """The colour itself; the field beside it says it in words."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        self.setFixedSize(28, 28)

    def show_colour(self, colour: QColor) -> None:
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("control"))
        painter.setBrush(self._colour if self._colour.isValid() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRect(1, 1, 26, 26), theme.RADIUS, theme.RADIUS)
