"""Who writes: the words that head every letter, logo and signature. What is typed is saved as it comes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from feedback_desk.model import Profile
from ui import theme
from ui.jobs import Jobs
from ui.settings.kept import Kept
from ui.settings.part import Part
from ui.settings.picture_field import PictureField
from ui.widgets.email import looks_like_email
from ui.widgets.fields import Fields
from ui.widgets.words import Words


class ProfilePart(Part):
    """Name, role, organisation, address, e-mail, logo, signature."""

    def __init__(self, jobs: Jobs, kept: Kept[Profile]) -> None:
        super().__init__("Profile", "This heads every letter you write. It stays on this computer.")
        self._kept = kept
        self._before: dict[str, Any] = {}
        """What was there before what is being typed."""
        fields = Fields(above=True)
        self.name = fields.add("Your &name", QLineEdit())
        self.role = fields.add("Your &role", QLineEdit(placeholderText="As it stands below your name"))
        self.organisation = fields.add("&Organisation", QLineEdit())
        self.address = fields.add("&Address", QPlainTextEdit())
        self.no_email = Words("This does not look like an e-mail address; it stands below your name.", tone="danger")
        self.no_email.setWordWrap(True)
        self.no_email.hide()
        self.email = fields.add("&E-mail", QLineEdit(), self.no_email)
        self.logo = PictureField("logo", "Above the letter, beside your organisation.", jobs, kept)
        fields.add("&Logo", self.logo, named=self.logo.choose)
        self.signature = PictureField("signature", "Above your name at the end.", jobs, kept)
        fields.add("&Signature", self.signature, named=self.signature.choose)
        self.add(fields)
        self.email.textChanged.connect(
            lambda typed: self.no_email.setVisible(bool(typed.strip()) and not looks_like_email(typed))
        )
        self.address.setTabChangesFocus(True)
        for field in (self.name, self.role, self.organisation, self.email):
            field.textEdited.connect(self._save)
            field.editingFinished.connect(self.leave)
        self.address.textChanged.connect(self._save)
        self.address.installEventFilter(self)
        self.follow_text_size()
        kept.follow(self._show)

    def follow_text_size(self) -> None:
        super().follow_text_size()
        if hasattr(self, "address"):
            self.address.setFixedHeight(4 * self.address.fontMetrics().lineSpacing() + 2 * theme.GAP + 8)

    def leave(self) -> None:
        """All that was typed since one came is one step to take back."""
        self._save()
        self._kept.remember("Profile changed", self._before, quiet=True)
        self._before = {}
        for field in (self.name, self.role, self.organisation, self.email):
            field.setModified(False)
        self.address.document().setModified(False)

    def _save(self) -> None:
        changed = self._kept.change(
            name=self.name.text().strip(),
            role=self.role.text().strip(),
            organisation=self.organisation.text().strip(),
            address=self.address.toPlainText().strip(),
            email=self.email.text().strip(),
        )
        self._before = {**changed, **self._before}

    def _show(self, profile: Profile) -> None:
        focus = QApplication.focusWidget()
        for field, text in (
            (self.name, profile.name),
            (self.role, profile.role),
            (self.organisation, profile.organisation),
            (self.email, profile.email),
        ):
            if field is not focus or not field.isModified():  # what is being typed here wins
                field.setText(text)
        if self.address is not focus or not self.address.document().isModified():
            with QSignalBlocker(self.address):  # what is shown was not typed
                self.address.setPlainText(profile.address)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.leave()
        return False
