"""The interview's clock: seconds since the start with the pauses left out, and where the time went.

Every offset kept with an interview (`Note.at`, `Pause.at`, `paused_at`, `ended_at`) is a reading of this clock, so
it stands still during a pause and a pause lies at one single reading of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from feedback_desk.model import Interview, InterviewState, Note


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


def spent(notes: Iterable[Note]) -> tuple[dict[str, int], int]:
    """Seconds that went to each section up to the last stamped note, and the clock's reading at that note.

    One listens and then notes, so the time before a stamped note counts for that note's section. What passed since
    the last of them is the business of the section on screen.
    """
    seconds: dict[str, int] = {}
    before = 0
    stamped = [(note.at, note.section) for note in notes if note.at is not None]
    for at, section in sorted(stamped, key=lambda stamp: stamp[0]):
        seconds[section] = seconds.get(section, 0) + at - before
        before = at
    return seconds, before
