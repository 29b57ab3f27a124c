"""How much of each section's time is used: gone through when notes change, only added to with a note or a second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from feedback_desk.capture import clock
from feedback_desk.model import Note, Section
from ui.interview.live import LiveInterview
from ui.interview.section_guide import asked_words
from ui.interview.sections import SectionRow, section_row


class Pace:
    """Seconds used and budgeted, and notes, of each section of the interview that is open."""

    def __init__(self, live: LiveInterview) -> None:
        self._live = live
        self._used: dict[str, int] = {}
        self._last = 0
        """The clock at the last note; what passed since then counts for the section on screen."""
        self._budgets: dict[str, int] = {}
        self._notes: Counter[str] = Counter()

    def work_out(self) -> None:
        """Go through all notes."""
        live = self._live
        self._used, self._last = clock.spent(live.notes)
        self._budgets = {section.id: section.minutes * 60 for section in live.kit.sections} if live.kit else {}
        self._notes = Counter(note.section for note in live.notes)

    def add(self, note: Note) -> None:
        """One more note, which is the last."""
        if note.at is not None and note.at < self._last:
            self.work_out()  # the machine's clock was set back
            return
        self._notes[note.section] += 1
        if note.at is not None:
            self._used[note.section] = self._used.get(note.section, 0) + note.at - self._last
            self._last = note.at

    def has_notes(self, section_id: str) -> bool:
        """Whether a section has any notes."""
        return self._notes[section_id] > 0

    def section(self, current: str, seconds: int) -> tuple[int, int]:
        """Seconds used and budgeted of the current section, with `seconds` on the clock."""
        since = max(0, seconds - self._last) if self._live.is_running else 0  # looking back is no time spent
        return self._used.get(current, 0) + since, self._budgets.get(current, 0)

    def whole(self, seconds: int) -> tuple[int, int]:
        """The same of the whole interview."""
        return seconds, sum(self._budgets.get(section.id, 0) for section in self._live.bare.sections)

    def rows(self, sections: Iterable[Section], current: str, seconds: int) -> list[SectionRow]:
        """What the list of sections says now."""
        return [self._row(section, current, seconds) for section in sections]

    def _row(self, section: Section, current: str, seconds: int) -> SectionRow:
        used, budget = self._used.get(section.id, 0), self._budgets.get(section.id, 0)
        if section.id == current:
            used, budget = self.section(current, seconds)
        kit_section = self._live.kit_section(section.id) if section.asked else None
        asked = asked_words(section.asked, kit_section.questions) if kit_section else ""
        return section_row(section, used, budget, self._notes[section.id], self._live.rating_word(section), asked)
