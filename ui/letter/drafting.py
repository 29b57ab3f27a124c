"""The letter drafted anew: in another tone or language, from what the notes say now, or as a correction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from feedback_desk.errors import DeskError
from feedback_desk.model import BlockChange, Letter, LetterState
from ui.actions import Commands
from ui.jobs import Jobs
from ui.letter.opened import Opened, opened
from ui.letter.sending import SOURCE
from ui.step import Step

if TYPE_CHECKING:
    from feedback_desk.desk import Desk
    from ui.undo import Undo


def remember(undo: Undo, words: str, step: Step[Letter]) -> None:
    """A change of a letter can be taken back and done again."""
    undo.push(words, lambda desk: desk.save_letter(step.before), lambda desk: desk.save_letter(step.after), quiet=True)


class Drafting(QObject):
    """Has the letter written again; `letter` is the one in sight, as it reads now."""

    drafted = Signal(object)
    """An `Opened`, to be shown."""
    would_change = Signal(object)
    """The `BlockChange`s that the notes would make now."""
    refused = Signal(object)
    """A `DeskError`."""

    def __init__(self, place: QWidget, jobs: Jobs, commands: Commands) -> None:
        super().__init__(place)
        self._jobs, self._undo = jobs, commands.undo
        self.letter: Letter | None = None
        commands.bind("redraft", self.look, place)

    def look(self) -> None:
        """Work out what the notes would change; of a letter that went out, begin a corrected one."""
        letter = self.letter
        if letter is None:
            return
        if letter.has_left_for_good:
            self._begin_correction(letter)
            return

        def found(changes: tuple[BlockChange, ...]) -> None:
            if self.letter is not None and self.letter.id == letter.id:
                self.would_change.emit(changes)

        self._jobs.read(lambda desk: desk.redraft_changes(letter.interview_id), found, self._refuse, owner=self)

    def write_as(self, tone: str, language: str) -> None:
        """In another tone or language; what somebody wrote stays."""
        self._draft("Letter options", lambda now: replace(now, tone=tone, language=language))

    def take_notes_words(self, replaced: frozenset[str]) -> None:
        """Draft again from the notes; these blocks, too, give up what somebody wrote or joined."""

        def untouched(now: Letter) -> Letter:
            blocks = (replace(b, edited=False, joined=()) if b.id in replaced else b for b in now.blocks)
            return replace(now, blocks=tuple(blocks))

        self._draft("Letter drafted again", untouched)

    def _draft(self, words: str, change: Callable[[Letter], Letter]) -> None:
        before = self.letter
        if before is None:
            return
        letter = replace(change(before), state=LetterState.DRAFT)

        def draft(desk: Desk) -> Opened:
            desk.save_letter(letter, SOURCE)
            desk.draft_letter(letter.interview_id, SOURCE)
            return opened(desk, letter.interview_id)

        def drafted(opened: Opened) -> None:
            now = self.letter
            if now is not None and now.id == letter.id and now is not before:
                self._draft(words, change)  # with what was typed meanwhile, which is stored by then
                return
            self.drafted.emit(opened)
            remember(self._undo, words, Step("", before, opened.letter))

        self._jobs.write(draft, drafted, self._refuse, owner=self)

    def _begin_correction(self, sent: Letter) -> None:
        def begin(desk: Desk) -> Opened:
            desk.begin_correction(sent.interview_id, SOURCE)
            return opened(desk, sent.interview_id)

        def begun(opened: Opened) -> None:
            self.drafted.emit(opened)
            self._undo.push(
                "Correction begun",
                lambda desk: desk.save_letter(sent),
                lambda desk: desk.begin_correction(sent.interview_id),
                quiet=True,
            )

        self._jobs.write(begin, begun, self._refuse, owner=self)

    def _refuse(self, error: DeskError) -> None:
        self.refused.emit(error)
