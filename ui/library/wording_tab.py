"""The Library's letter wording: every text a letter is written with, to edit, with how it will read and a way back.

A text is saved when one leaves it. One that no letter can be written with says why; it stays in the editor, and what
was saved last stays in use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from feedback_desk.desk import Desk
from feedback_desk.errors import BadInput
from feedback_desk.letter.wording import Wording, describe, languages, placeholders, texts, tones
from feedback_desk.letter.wording_preview import preview
from feedback_desk.model import Change
from ui import theme
from ui.jobs import Jobs
from ui.library.lines import Lines, joined
from ui.library.shelf import Shelf
from ui.undo import Undo
from ui.widgets.choice import Choice
from ui.widgets.reading import Part
from ui.widgets.rows import Row
from ui.widgets.sheet import Sheet
from ui.widgets.spoken import TONES, language_text
from ui.widgets.words import Words

SOURCE = "library wording"
GROUPS = (
    ("Opening and closing", ("salutation", "slots.")),
    ("Between the points", ("good", "also", "told_under", "list.", "at_organisation", "voices.")),
    ("On the page", ("page.", "date", "months")),
    ("E-mail", ("mail.",)),
    ("Phone card", ("card.",)),
)
"""The headings of the list, each with the keys below it or how they begin."""
Texts = Mapping[str, str | tuple[str, ...]]


class WordingTab(QWidget):
    """Chooses a language, a tone and a text; edits the text."""

    def __init__(self, jobs: Jobs, undo: Undo) -> None:
        super().__init__()
        self._jobs = jobs
        self._undo = undo
        self._key = ""
        self._texts: dict[str, str | tuple[str, ...]] = {}
        self._shipped: Texts = {}
        self._wording: Wording
        self._unfinished: dict[tuple[str, str, str], str] = {}
        """What is typed and not saved, by language, tone and key."""
        self._language, self._tone = Choice("Language of the wording"), Choice("Tone of the wording")
        self._language.activated.connect(self._choose_language)
        self._tone.activated.connect(self._read)
        self._about = Words(role="heading", wrap=True)
        self._may = Words(tone="muted", wrap=True)
        self._trouble = Words(tone="danger", wrap=True)
        self._editor = Lines("Text")
        self._editor.textChanged.connect(self._typed)
        self._editor.left.connect(self.save)
        self._restore = QPushButton("Restore this text")
        self._restore.setEnabled(False)  # until there is one to restore
        self._restore_all = QPushButton("Restore all texts")
        self._restore.clicked.connect(self._restore_one)
        self._restore_all.clicked.connect(self._back_to_shipped)
        editing = Sheet()
        column = QVBoxLayout(editing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in (self._about, self._may):
            column.addWidget(widget)
        column.addWidget(self._editor, 1)
        column.addWidget(self._trouble)
        self._shelf = Shelf("Letter wording", "A word of a text", [self._restore, self._restore_all], editor=editing)
        self._shelf.filtered.connect(lambda: self._shelf.show_rows(self._rows()))
        self._shelf.current.connect(self._show)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.setContentsMargins(0, theme.SPACE, 0, 0)
        for words, choice in (("Language", self._language), ("Tone", self._tone)):
            label = Words(words)
            label.setBuddy(choice)
            line.addWidget(label)
            line.addWidget(choice)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addWidget(self._shelf, 1)
        jobs.changed.connect(self._changed)

    # --- Which wording ------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        if not self._language.count():
            for language in languages():
                self._language.addItem(language_text(language), language)
            self._choose_language()
        super().showEvent(event)

    def _choose_language(self) -> None:
        """The tones of the language chosen; the same tone where it has it."""
        before = self._tone.currentData()
        with QSignalBlocker(self._tone):
            self._tone.clear()
            for tone in tones(self._language.currentData()):
                self._tone.addItem(TONES[tone], tone)
            self._tone.setCurrentIndex(max(0, self._tone.findData(before)))
        self._read()

    @property
    def _chosen(self) -> tuple[str, str]:
        return self._language.currentData(), self._tone.currentData()

    def _read(self) -> None:
        language, tone = self._chosen
        self._jobs.read(
            lambda desk: (desk.wording(language, tone), texts(language, tone)),
            self._fill,
            owner=self,
            key="wording",
        )

    def _fill(self, read: tuple[Wording, Texts]) -> None:
        self._wording, self._shipped = read
        self._texts = dict(self._wording.texts)
        key = self._key
        self._shelf.show_rows(self._rows())
        self._shelf.choose(key)

    def _changed(self, change: Change) -> None:
        if self._language.count() and change.source != SOURCE and (not change.ids or "wording" in change.ids):
            self._read()

    # --- The list -----------------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        wanted = self._shelf.search.text().casefold().split()
        rows: list[Row] = []
        for title, heads in GROUPS:
            within = [
                Row(key, describe(key).split(".")[0], joined(words).split("\n")[0], self._note(key))
                for head in heads
                for key, words in self._texts.items()
                if key == head or (head.endswith(".") and key.startswith(head))
                if all(word in f"{describe(key)} {joined(words)}".casefold() for word in wanted)
            ]
            rows += [Row(title, title, heading=True), *within] if within else []
        return rows

    def _note(self, key: str) -> str:
        if (*self._chosen, key) in self._unfinished:
            return "not saved"
        return "" if self._texts[key] == self._shipped[key] else "yours"

    # --- One text -----------------------------------------------------------------------------

    def _show(self, key: str) -> None:
        self.save()
        self._key = key
        words = self._texts[key]
        self._about.setText(describe(key))
        may = ", ".join(f"{{{name}}}" for name in placeholders(key))
        lines = "Variants stand one a line." if key.startswith("slots.") else "One a line."
        told = [lines] if isinstance(words, tuple) else []
        told += [f"These are filled in: {may}"] if may else []
        self._may.setText(" ".join(told))
        self._may.setVisible(bool(told))
        self._editor.show_text(self._unfinished.get((*self._chosen, key), joined(words)))
        self._look()

    def _typed(self) -> None:
        self._unfinished[*self._chosen, self._key] = self._editor.toPlainText()
        self._look()
        self._shelf.change_rows(self._rows())

    def save(self) -> None:
        """Keep what is typed, if a letter can be written with it."""
        key, (language, tone) = self._key, self._chosen
        if (language, tone, key) not in self._unfinished:
            return
        words, usable = self._look()
        if not usable:
            return
        del self._unfinished[language, tone, key]
        self._texts[key] = words
        self._jobs.write(
            lambda desk: desk.set_wording(language, tone, key, words, SOURCE),
            key=f"wording {language} {tone} {key}",
            text=joined(words),
        )
        self._shelf.change_rows(self._rows())

    def _restore_one(self) -> None:
        self._editor.replace_text(joined(self._shipped[self._key]))
        self.save()

    def _look(self) -> tuple[str | tuple[str, ...], bool]:
        """Show how the text reads; the text, and whether it can be used."""
        several = isinstance(self._texts[self._key], tuple)
        words = self._editor.lines if several else self._editor.toPlainText()
        try:
            read = preview(self._wording, self._key, words)
        except BadInput as trouble:
            self._trouble.setText(f"{trouble} Until then, what was saved last is used.")
            self._shelf.read(())
            usable = False
        else:
            self._shelf.read(_shown(read))
            usable = True
        self._trouble.setVisible(not usable)
        self._restore.setEnabled(words != self._shipped[self._key])
        return words, usable

    def _back_to_shipped(self) -> None:
        self.save()
        language, tone = self._chosen
        mine = {key: words for key, words in self._texts.items() if words != self._shipped[key]}
        self._unfinished = {at: text for at, text in self._unfinished.items() if at[:2] != (language, tone)}

        def back(desk: Desk) -> Change:
            for key, words in mine.items():
                desk.set_wording(language, tone, key, words)
            return Change(frozenset({"wording"}))

        def restore(desk: Desk) -> Change:
            return desk.restore_wording(language, tone)

        self._jobs.write(restore, done=lambda _: self._undo.push("Wording restored", back, restore))


def _shown(read: Sequence[str]) -> list[Part]:
    """The preview: one text as a paragraph, several as points."""
    parts: list[Part] = [("heading", "How it reads")]
    if len(read) == 1:
        return [*parts, *(("body", line) for line in read[0].split("\n") if line.strip())]
    return [*parts, *(("point", text) for text in read)]
