"""The details of a candidate that a letter uses: name, how they like to be called, e-mail, phone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from feedback_desk.model import Candidate
from ui import theme
from ui.widgets.fields import Fields
from ui.widgets.words import Words

WIDTH = 460


class DetailsSheet(QDialog):
    """Tells by `kept` what the candidate's details are now."""

    kept = Signal(object)

    def __init__(self, parent: QWidget, candidate: Candidate) -> None:
        super().__init__(parent)
        self._candidate = candidate
        self.setWindowTitle("Details")
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fields = Fields()
        self._name = fields.add("&Name", QLineEdit(candidate.name))
        self._preferred = fields.add("&Called", QLineEdit(candidate.preferred_name))
        self._preferred.setPlaceholderText("How the letter greets them; empty means the full name")
        self._email = fields.add("&E-mail", QLineEdit(candidate.email))
        self._phone = fields.add("&Phone", QLineEdit(candidate.phone))
        self._problem = Words(tone="danger", wrap=True)
        self._problem.hide()
        cancel, keep = QPushButton("Cancel"), QPushButton("Keep")
        keep.setProperty("primary", True)
        keep.setDefault(True)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self._keep)
        buttons = QDialogButtonBox()  # in the order that the platform has for such buttons
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(keep, QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP * 3, theme.GAP * 3, theme.GAP * 3, theme.GAP * 3)
        column.setSpacing(theme.SPACE)
        column.addWidget(Words("Details", "title"))
        column.addLayout(fields)
        column.addWidget(self._problem)
        column.addWidget(buttons)

    def _keep(self) -> None:
        after = replace(
            self._candidate,
            name=self._name.text().strip(),
            preferred_name=self._preferred.text().strip(),
            email=self._email.text().strip(),
            phone=self._phone.text().strip(),
        )
        if not after.name:
            self._problem.setText("A candidate needs a name.")
            self._problem.show()
            self._name.setFocus()
            return
        if after != self._candidate:
            self.kept.emit(after)
        self.accept()
