"""What the letter screen shows, read from the store in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from feedback_desk.model import BlockChange, Interview, Letter, LetterState, Policy, Redrafted, SentLetter
from ui.letter.sending import SOURCE

if TYPE_CHECKING:
    from feedback_desk.desk import Desk


@dataclass(frozen=True)
class Opened:
    """What the screen shows, read in one go."""

    interview: Interview
    letter: Letter
    sent: list[SentLetter]
    policy: Policy
    languages: tuple[str, ...]
    waiting: tuple[BlockChange, ...]
    """What the notes would change in a draft that somebody has worked on, or in a letter that left as a file."""


def opened(desk: Desk, interview_id: str) -> Opened:
    """The letter as it stands. A draft that nobody touched takes up what the notes say now; another one waits."""
    from feedback_desk.letter.wording import languages

    letter = desk.letter(interview_id)
    waiting: tuple[BlockChange, ...] = ()
    if letter is None or (letter.state == LetterState.DRAFT and not _is_worked_on(letter)):
        letter = desk.draft_letter(interview_id, SOURCE)
    elif letter.state in (LetterState.DRAFT, LetterState.EXPORTED):
        changes = desk.redraft_changes(interview_id)
        waiting = tuple(change for change in changes if change.what is not Redrafted.KEPT)
    interview, sent = desk.interview(interview_id), desk.sent_letters(interview_id)
    return Opened(interview, desk.dated(letter), sent, desk.policy(), languages(), waiting)


def _is_worked_on(letter: Letter) -> bool:
    return any(block.edited or block.left_out or block.level for block in letter.blocks)


def day_words(day: date) -> str:
    """A day as this system writes it: 20 November 2026."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
