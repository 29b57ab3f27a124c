"""Settings: the profile that heads every letter. A field is saved when one leaves it; there is no button to forget."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from feedback_desk.model import Change, Profile
from ui import theme
from ui.actions import Commands
from ui.jobs import Jobs
from ui.widgets.choice import Choice
from ui.widgets.email import looks_like_email
from ui.widgets.fields import Fields
from ui.widgets.screen import Screen
from ui.widgets.words import Words

WIDTH = 640
SOURCE = "settings"
PAPERS = (("a4", "A4 (210 × 297 mm)"), ("letter", "Letter (8.5 × 11 in)"))
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
READABLE = 4.5
"""Contrast with white paper (WCAG 2.2, 1.4.3) under which a colour is called pale."""


class SettingsScreen(Screen):
    """Profile and letterhead."""

    def __init__(self, jobs: Jobs, commands: Commands) -> None:
        super().__init__()
        self._jobs = jobs
        self._profile: Profile | None = None
        fields = Fields()
        self._name = fields.add("Your &name", QLineEdit())
        self._role = fields.add("Your &role", QLineEdit(placeholderText="As it stands below your name"))
        self._organisation = fields.add("&Organisation", QLineEdit())
        self._address = fields.add("&Address", QPlainTextEdit())
        self._no_email = Words("This does not look like an e-mail address; it stands below your name.", tone="danger")
        self._no_email.hide()
        self._email = fields.add("&E-mail", QLineEdit(), self._no_email)
        self._email.textChanged.connect(
            lambda typed: self._no_email.setVisible(bool(typed.strip()) and not looks_like_email(typed))
        )
        colour, self._accent, self._swatch = self._colour_field()
        self._pale = Words("This is pale: headings will be hard to read on white paper.", tone="warning", wrap=True)
        self._odd = Words("A colour is written as # and six digits, for example #0F5C55.", tone="danger", wrap=True)
        self._pale.hide()
        self._odd.hide()
        fields.add("&Colour of headings", colour, self._odd, self._pale, named=self._accent)
        self._paper = fields.add("&Paper", Choice("Paper"))
        self._paper.addItems([words for _, words in PAPERS])
        self._address.setTabChangesFocus(True)
        self._address.setFixedHeight(4 * self.fontMetrics().lineSpacing() + 2 * theme.GAP)
        for field in (self._name, self._role, self._organisation, self._email, self._accent):
            field.editingFinished.connect(self._save)
        self._accent.textChanged.connect(self._look_at_colour)
        self._address.installEventFilter(self)
        self._paper.activated.connect(self._save)

        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(Words("Settings", "title"))
        column.addWidget(
            Words("This heads every letter you write. It stays on this computer.", tone="muted", wrap=True)
        )
        column.addSpacing(theme.GAP)
        column.addWidget(Words("Profile and letterhead", "heading"))
        column.addLayout(fields)
        column.addStretch(1)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        across.addWidget(inside, 1000)
        across.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.start_at(self._name)
        jobs.changed.connect(self._changed)

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

    # --- Reading and writing ------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        if self._profile is None:
            self._read()
        super().showEvent(event)

    def leave(self) -> None:
        self._save()

    def _changed(self, change: Change) -> None:
        focus = QApplication.focusWidget()
        typing = focus is not None and self.isAncestorOf(focus)  # what is being typed here wins
        if change.source != SOURCE and not typing:
            self._read()

    def _read(self) -> None:
        self._jobs.read(lambda desk: desk.profile(), self._fill, owner=self, key="profile")

    def _fill(self, profile: Profile) -> None:
        self._profile = profile
        for field, text in (
            (self._name, profile.name),
            (self._role, profile.role),
            (self._organisation, profile.organisation),
            (self._email, profile.email),
            (self._accent, profile.accent),
        ):
            field.setText(text)
        self._address.setPlainText(profile.address)
        papers = [paper for paper, _ in PAPERS]
        self._paper.setCurrentIndex(papers.index(profile.paper) if profile.paper in papers else 0)

    def _save(self) -> None:
        if self._profile is None:
            return
        accent = self._accent.text().strip()
        after = replace(
            self._profile,
            name=self._name.text().strip(),
            role=self._role.text().strip(),
            organisation=self._organisation.text().strip(),
            address=self._address.toPlainText().strip(),
            email=self._email.text().strip(),
            accent=accent if _HEX.fullmatch(accent) else self._profile.accent,
            paper=PAPERS[max(0, self._paper.currentIndex())][0],
        )
        if after != self._profile:
            self._profile = after
            self._jobs.write(lambda desk: desk.set_profile(after, SOURCE), key=SOURCE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._save()
        return False

    # --- Colour -------------------------------------------------------------------------------

    def _look_at_colour(self, typed: str) -> None:
        known = bool(_HEX.fullmatch(typed.strip()))
        self._odd.setVisible(not known)
        colour = QColor(typed.strip()) if known else QColor()
        self._pale.setVisible(known and theme.contrast(colour, QColor("white")) < READABLE)
        self._swatch.show_colour(colour)

    def _choose_colour(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._accent.text()), self, "Colour of headings")
        if chosen.isValid():
            self._accent.setText(chosen.name().upper())
            self._save()


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
