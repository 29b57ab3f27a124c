"""How much of each section's time is used: worked out when something changes, and only added to each second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from feedback_desk.capture import clock
from feedback_desk.model import Section
from ui.interview.live import LiveInterview
from ui.interview.section_guide import asked_words
from ui.interview.sections import SectionRow, section_row


class Pace:
    """Seconds used and budgeted, and notes, of each section of the interview that is open."""

    def __init__(self, live: LiveInterview) -> None:
        self._live = live
        self._spent: dict[str, tuple[int, int]] = {}
        self._worked_out_at = 0
        self._notes: Counter[str] = Counter()

    def work_out(self, current: str) -> None:
        """Go through the notes; `current` is the section on screen."""
        live = self._live
        spent = clock.used(live.interview, live.kit, datetime.now(UTC), current=current)
        self._spent = {s.section: (s.used, s.budget) for s in spent}
        self._worked_out_at = live.elapsed()
        self._notes = Counter(note.section for note in live.notes)

    def section(self, current: str, seconds: int) -> tuple[int, int]:
        """Seconds used and budgeted of the current section, with `seconds` on the clock."""
        used, budget = self._spent.get(current, (0, 0))
        return used + seconds - self._worked_out_at, budget

    def whole(self, seconds: int) -> tuple[int, int]:
        """The same of the whole interview."""
        return seconds, sum(budget for _, budget in self._spent.values())

    def rows(self, sections: Iterable[Section], current: str, seconds: int) -> list[SectionRow]:
        """What the list of sections says now."""
        spent = {**self._spent, current: self.section(current, seconds)}
        return [
            section_row(s, *spent.get(s.id, (0, 0)), self._notes[s.id], self._live.rating_word(s), self._asked(s))
            for s in sections
        ]

    def _asked(self, section: Section) -> str:
        kit_section = self._live.kit_section(section.id)
        return asked_words(section.asked, kit_section.questions) if kit_section and section.asked else ""
