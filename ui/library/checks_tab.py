"""The Library's checks: what each rule looks for and lets pass, to edit, with a sentence to try it on and a way back.

A list is saved when one leaves it, if every line of it can be read; a line that can't be is named.
"""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from feedback_desk.errors import BadInput
from feedback_desk.letter.lists import Lists, WordList, load_lists, with_patterns
from feedback_desk.letter.patterns import Seen
from feedback_desk.model import Change, Severity
from ui import theme
from ui.jobs import Jobs
from ui.library.lines import Lines
from ui.library.shelf import Shelf
from ui.widgets.reading import Part
from ui.widgets.rows import Row
from ui.widgets.sheet import Sheet
from ui.widgets.words import Words

SOURCE = "library checks"
GRAVITY = {Severity.BLOCK: "stops", Severity.WARNING: "warns", Severity.HINT: "hints"}
HOW = (
    "(a|b) is one of several. A word followed by ? may be missing, one that ends in * may go on. "
    "_ is any one word, # a number, @ a word with a capital letter."
)


class ChecksTab(QWidget):
    """Chooses a rule that looks for words, and edits its two lists."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._name = ""
        self._lists: dict[str, WordList] = {}
        self._shipped: dict[str, WordList] = {}
        self._unfinished: dict[str, tuple[str, str]] = {}
        """What is typed and not saved, by list."""
        self._heading = Words(role="heading")
        self._why = Words(tone="muted", wrap=True)
        self._looked_for, self._let_pass = (
            Lines("What is looked for, one a line"),
            Lines("What is let pass, one a line"),
        )
        self._trouble = Words(tone="danger", wrap=True)
        self._try = QLineEdit(placeholderText="Type a sentence to see what this rule finds in it")
        self._try.setAccessibleName("A sentence to try the rule on")
        self._try.textChanged.connect(lambda: self._look())
        self._restore = QPushButton("Restore this list")
        self._restore.setEnabled(False)  # until there is one to restore
        self._restore.clicked.connect(self._back_to_shipped)
        for field in (self._looked_for, self._let_pass):
            field.textChanged.connect(self._typed)
            field.left.connect(self.save)
        editing = Sheet()
        column = QVBoxLayout(editing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self._heading)
        column.addWidget(self._why)
        for words, field, share in (("Looked for", self._looked_for, 2), ("Let pass", self._let_pass, 1)):
            label = Words(words)
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field, share)
        column.addWidget(self._trouble)
        column.addWidget(self._try)
        self._shelf = Shelf("Checks", "A rule, or a word it looks for", [self._restore], editor=editing)
        self._shelf.filtered.connect(lambda: self._shelf.show_rows(self._rows()))
        self._shelf.current.connect(self._show)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._shelf)
        jobs.changed.connect(self._changed)

    def showEvent(self, event: QShowEvent) -> None:
        if not self._lists:
            self._read()
        super().showEvent(event)

    def _read(self) -> None:
        self._jobs.read(lambda desk: (desk.check_lists(), load_lists()), self._fill, owner=self, key="checks")

    def _fill(self, read: tuple[Lists, Lists]) -> None:
        self._lists, self._shipped = ({one.name: one for one in lists.word_lists} for lists in read)
        name = self._name
        self._shelf.show_rows(self._rows())
        self._shelf.choose(name)

    def _changed(self, change: Change) -> None:
        if self._lists and change.source != SOURCE and (not change.ids or "checks" in change.ids):
            self._read()

    # --- The list of rules --------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        wanted = self._shelf.search.text().casefold().split()

        def holds(one: WordList) -> bool:
            text = " ".join((_title(one), one.advice.why, *_written(one)[0])).casefold()
            return all(word in text for word in wanted)

        return [
            Row(name, _title(one), one.advice.why, self._note(one)) for name, one in self._lists.items() if holds(one)
        ]

    def _note(self, one: WordList) -> str:
        if one.name in self._unfinished:
            return "not saved"
        return GRAVITY[one.advice.severity] + ("" if _written(one) == _written(self._shipped[one.name]) else ", yours")

    # --- One rule -----------------------------------------------------------------------------

    def _show(self, name: str) -> None:
        self.save()
        self._name = name
        one = self._lists[name]
        self._heading.setText(_title(one))
        self._why.setText(f"{one.advice.why} {one.advice.mend}")
        looked_for, let_pass = self._unfinished.get(name) or ("\n".join(lines) for lines in _written(one))
        self._looked_for.show_text(looked_for)
        self._let_pass.show_text(let_pass)
        self._look()

    def _typed(self) -> None:
        self._unfinished[self._name] = self._looked_for.toPlainText(), self._let_pass.toPlainText()
        self._look()
        self._shelf.change_rows(self._rows())

    def save(self) -> None:
        """Keep the list as it is typed, if it can be read."""
        name, patterns, excepted = self._name, self._looked_for.lines, self._let_pass.lines
        changed = self._look() if name in self._unfinished else None
        if changed is None:
            return
        del self._unfinished[name]
        self._lists[name] = changed
        self._jobs.write(
            lambda desk: desk.set_check_list(name, patterns, excepted, source=SOURCE),
            key=f"checks {name}",
            text="\n".join((*patterns, *excepted)),
        )
        self._shelf.change_rows(self._rows())

    def _look(self) -> WordList | None:
        """Try the lists as they are typed on the sentence; None where they can't be read."""
        if not self._name:
            return None
        lines = self._looked_for.lines, self._let_pass.lines
        self._restore.setEnabled(lines != _written(self._shipped[self._name]))
        try:
            one = with_patterns(self._lists[self._name], *lines)
        except BadInput as trouble:
            self._trouble.setText(f"{trouble} Until then, what was saved last is used.")
            self._trouble.show()
            self._shelf.read(())
            return None
        self._trouble.hide()
        self._shelf.read(_tried(one, self._try.text()))
        return one

    def _back_to_shipped(self) -> None:
        looked_for, let_pass = _written(self._shipped[self._name])
        self._looked_for.replace_text("\n".join(looked_for))
        self._let_pass.replace_text("\n".join(let_pass))
        self.save()


def _title(one: WordList) -> str:
    said = one.rule if one.name == one.rule else f"{one.rule}: {one.name}"
    return said.replace("-", " ").capitalize()


def _written(one: WordList) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is looked for and what is let pass, as it is written."""
    return tuple(p.written for p in one.patterns), tuple(p.written for p in one.excepted)


def _tried(one: WordList, sentence: str) -> list[Part]:
    """What the rule finds in a sentence; without one, how patterns are written."""
    if not sentence.strip():
        return [("muted", HOW)]
    found = [sentence[start:end] for start, end in one.hits(Seen.of(sentence))]
    return [("body", f"Found: “{words}”") for words in found] or [("body", "Nothing is found in it.")]
