"""The interview's clock: seconds since the start with the pauses left out, and where the time went.

Every offset kept with an interview (`Note.at`, `Pause.at`, `paused_at`, `ended_at`) is a reading of this clock, so
it stands still during a pause and a pause lies at one single reading of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feedback_desk.model import Interview, InterviewState, Kit


def elapsed(interview: Interview, now: datetime) -> int:
    """Whole seconds on the clock at `now`, an aware time.

    A planned interview's clock stands at 0, a paused one's where the pause began, a finished one's at its end (or
    at the last stamped note where it was written up without a clock). It never runs below 0, even when the
    machine's own clock was set back.
    """
    if interview.state is not InterviewState.RUNNING:
        stamps = (note.at for note in interview.notes if note.at is not None)
        return interview.ended_at if interview.ended_at is not None else max(stamps, default=0)
    if interview.paused_at is not None:
        return interview.paused_at
    since_start = int((now - interview.when).total_seconds())
    return max(0, since_start - sum(pause.seconds for pause in interview.pauses))


def clock_text(seconds: int) -> str:
    """A clock reading for the screen: `03:12`, from an hour on `1:03:12`."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


@dataclass(frozen=True)
class Spent:
    """Seconds spent in one section beside its budget; `budget` is 0 where the kit sets none."""

    section: str
    used: int
    budget: int


def used(interview: Interview, kit: Kit | None, now: datetime, *, current: str = "") -> tuple[Spent, ...]:
    """How much of each section's time is used, in the order of the interview's sections.

    One listens and then notes, so the time before a stamped note counts for that note's section. What passed
    since the last stamped note counts for `current`, the section on screen, or for that note's own section when
    no other is named. The pace as a whole is the sum of `used` against the sum of `budget`.
    """
    budgets = {section.id: section.minutes * 60 for section in kit.sections} if kit else {}
    spent: dict[str, int] = {}
    before, last = 0, current
    stamped = [(note.at, note.section) for note in interview.notes if note.at is not None]
    for at, section in sorted(stamped, key=lambda stamp: stamp[0]):
        spent[section] = spent.get(section, 0) + at - before
        before, last = at, current or section
    spent[last] = spent.get(last, 0) + max(0, elapsed(interview, now) - before)
    return tuple(Spent(each.id, spent.get(each.id, 0), budgets.get(each.id, 0)) for each in interview.sections)
