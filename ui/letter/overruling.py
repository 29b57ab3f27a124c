"""Reasons and names: a check that is let pass with a written reason, and the sign-off of a letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from feedback_desk.errors import DeskError
from feedback_desk.letter.overrule import covering, may_overrule, withdraw
from feedback_desk.model import CheckFinding, Letter
from ui.actions import Commands
from ui.jobs import Jobs
from ui.letter.ask_bar import AskBar
from ui.letter.checks_list import ChecksList
from ui.letter.opened import day_words


class Overruling(QObject):
    """Asks for the reason or the name, and hands on the letter that holds it."""

    changed = Signal(str, object)
    """What was done, in words, and the letter as it is now."""
    refused = Signal(object)
    """A `DeskError`."""

    def __init__(self, place: QWidget, jobs: Jobs, commands: Commands, ask: AskBar, checks: ChecksList) -> None:
        super().__init__(place)
        self._jobs, self._commands, self._ask, self._checks = jobs, commands, ask, checks
        self.letter: Letter | None = None
        commands.bind("overrule", self._ask_reason, place)
        commands.bind("sign_off", self._ask_name, place)
        self._button = commands.button("overrule", quiet=True)
        self._button.hide()
        checks.add_button(self._button)
        checks.current.connect(lambda _: self.show_current())

    def show_current(self) -> None:
        """Offer what is possible with the finding that is current in the list."""
        found = self._checks.marked
        possible = found is not None and may_overrule(found)
        self._button.setVisible(possible)
        action = self._commands.action("overrule")
        action.setEnabled(possible)
        action.setText("Stop it again" if found is not None and found.overruled else "Let it pass\u2026")

    def _ask_reason(self) -> None:
        found, letter = self._checks.marked, self.letter
        if found is None or letter is None:
            return
        if found.overruled:
            self.changed.emit("Stopped again", withdraw(letter, covering(letter, found)))
        else:
            self._ask.ask("It may stand because", "", "Let it pass", lambda reason: self._pass(found, reason))

    def _pass(self, found: CheckFinding, reason: str) -> None:
        letter = self.letter
        if letter is not None:

            def overruled(after: Letter) -> None:
                self._take("Check overruled", letter, lambda now: replace(now, overruled=after.overruled))

            self._jobs.read(lambda desk: desk.overrule(letter, found, reason), overruled, self._refuse, owner=self)

    def _take(self, words: str, asked_for: Letter, put: Callable[[Letter], Letter]) -> None:
        """Put what is new on the letter as it reads now: somebody may have typed meanwhile, or opened another one."""
        if self.letter is not None and self.letter.id == asked_for.id:
            self.changed.emit(words, put(self.letter))

    def show_sign_off(self, holds: bool) -> None:
        """Say who agreed to the letter, as long as it `holds`: it reads as it did then."""
        signed = self.letter.signed_off if self.letter is not None else None
        said = "Sign off\u2026"
        if signed is not None:
            said = f"Signed off by {signed.by}, {day_words(signed.on)}" if holds else "Sign off again\u2026"
        self._commands.action("sign_off").setText(said)

    def _ask_name(self) -> None:
        if self.letter is not None:
            self._ask.ask("Who agrees to this letter as it reads now?", "", "Sign off", self._sign_off)

    def _sign_off(self, name: str) -> None:
        letter = self.letter
        if letter is not None:

            def signed(after: Letter) -> None:
                self._take("Letter signed off", letter, lambda now: replace(now, signed_off=after.signed_off))

            self._jobs.read(lambda desk: desk.sign_off(letter, name), signed, self._refuse, owner=self)

    def _refuse(self, error: DeskError) -> None:
        self.refused.emit(error)
