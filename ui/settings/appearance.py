"""How the program looks on this computer: light or dark, and how large its text is. It changes as one chooses."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui import remembered, theme
from ui.settings.part import NOT_KEPT, Part
from ui.widgets.choice import Choice
from ui.widgets.fields import Fields
from ui.widgets.words import Words

SCHEMES = (("", "As the system is"), ("light", "Light"), ("dark", "Dark"))


class AppearancePart(Part):
    """Kept on this computer, not with your letters."""

    def __init__(self, app: QApplication) -> None:
        super().__init__("Appearance", "How the program looks on this computer. Letters look the same everywhere.")
        self._app = app
        fields = Fields(above=True)
        self.scheme = fields.add("&Colours", Choice("Colours"))
        for value, words in SCHEMES:
            self.scheme.addItem(words, value)
        larger = Words("It multiplies the system's own size.", "small", tone="muted", wrap=True)
        self.text_size = fields.add("&Text size", Choice("Text size"), larger)
        for size in theme.TEXT_SIZES:
            self.text_size.addItem(f"{size:.0%}", size)
        self.add(fields)
        self.scheme.setCurrentIndex(max(0, self.scheme.findData(theme.scheme(app))))
        self._show_size()
        self.scheme.activated.connect(self._choose_scheme)
        self.text_size.activated.connect(self._choose_size)

    def follow_text_size(self) -> None:
        """The text size may have been changed by its keys."""
        super().follow_text_size()
        if hasattr(self, "text_size"):
            self._show_size()

    def _show_size(self) -> None:
        self.text_size.setCurrentIndex(theme.TEXT_SIZES.index(theme.text_scale(self._app)))

    def _choose_scheme(self) -> None:
        theme.choose_scheme(self._app, self.scheme.currentData())
        self._keep("scheme", self.scheme.currentData())

    def _choose_size(self) -> None:
        size = theme.TEXT_SIZES[self.text_size.currentIndex()]
        theme.set_text_scale(self._app, size)
        self._keep("text_size", size)

    def _keep(self, name: str, value: object) -> None:
        if not remembered.keep(name, value):
            self.said.emit(NOT_KEPT)
