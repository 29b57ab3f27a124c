"""What the organisation lets candidates have, and whether somebody else has to agree to a letter."""

from __future__ import annotations

from PySide6.QtCore import Qt

from feedback_desk.model import Feedback, Policy
from ui import theme
from ui.settings.kept import Kept
from ui.settings.part import Part
from ui.widgets.check import Check
from ui.widgets.choice import Choice
from ui.widgets.fields import Fields
from ui.widgets.words import Words

GIVEN = (
    (Feedback.LETTER, "A letter", "Candidates get a letter, as PDF or e-mail."),
    (Feedback.PHONE_CARD, "A call", "Nothing in writing: you call, with a one-page sheet of what to say."),
    (Feedback.NOTHING, "Nothing", "No feedback goes out. Your notes stay yours, and nothing is owed."),
)


class OrganisationPart(Part):
    """Choices are saved at once."""

    def __init__(self, kept: Kept[Policy]) -> None:
        super().__init__("Organisation", "What your organisation allows. Letters keep to it whoever writes them.")
        fields = Fields(above=True)
        self.told = Words("", "small", tone="muted", wrap=True)
        self.feedback = fields.add("&Feedback", Choice("Feedback"), self.told)
        for value, words, _ in GIVEN:
            self.feedback.addItem(words, value)
        self.sign_off = Check("Somebody else si&gns each letter off first")
        fields.setRowMinimumHeight(fields.rowCount(), theme.GAP)
        fields.addWidget(self.sign_off, fields.rowCount(), 1, alignment=Qt.AlignmentFlag.AlignLeft)
        self.add(fields)
        self.feedback.activated.connect(lambda at: kept.choose("Policy changed", feedback=self.feedback.itemData(at)))
        self.feedback.currentIndexChanged.connect(lambda at: self.told.setText(GIVEN[at][2]))
        self.sign_off.clicked.connect(lambda on: kept.choose("Sign-off changed", sign_off=on))
        self.told.setText(GIVEN[0][2])
        kept.follow(self._show)

    def _show(self, policy: Policy) -> None:
        self.feedback.setCurrentIndex(self.feedback.findData(policy.feedback))
        self.sign_off.setChecked(policy.sign_off)
