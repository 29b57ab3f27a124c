"""From the overview to the rows of the Desk: which, in what order, in which words."""

from __future__ import annotations

from datetime import datetime

from feedback_desk.model import InterviewRow, LetterState, Overview
from ui import theme
from ui.widgets.rows import Row
from ui.widgets.when import day_text, moment_text, waiting_days, waiting_text

SHOWN = 8
"""How many rows of a part are shown before it is asked for all."""
LONG_WAIT_DAYS = 7
"""From when on a wait is marked; candidates are promised an answer within a week more often than not."""

RUNNING, PLANNED, OWED, SENT, MORE = "running", "planned", "owed", "sent", "more"


def desk_rows(overview: Overview, now: datetime, opened: frozenset[str] = frozenset()) -> list[Row]:
    """All rows; ids are `part:interview id`, or `more:part` for the row that shows the rest of a part."""
    rows: list[Row] = []
    for part, heading, interviews in (
        (RUNNING, "In progress", overview.running),
        (PLANNED, "Next interviews", overview.planned),
        (OWED, "Feedback owed", overview.owed),
        (SENT, "Letters recently sent", overview.sent),
    ):
        if not interviews:
            continue
        rows.append(Row(part, heading, note=str(len(interviews)) if part == OWED else "", heading=True))
        shown = interviews if part in opened else interviews[:SHOWN]
        rows += [_row(part, interview, now) for interview in shown]
        if len(shown) < len(interviews):
            rows.append(Row(f"{MORE}:{part}", f"Show all {len(interviews)}", icon="down", tone="accent"))
    return rows


def _row(part: str, interview: InterviewRow, now: datetime) -> Row:
    notes = f"{interview.notes} note" if interview.notes == 1 else f"{interview.notes} notes"
    told = {
        RUNNING: ("play", "accent", moment_text(interview.when, now), "Resume", notes),
        PLANNED: ("calendar", _planned_tone(interview, now), moment_text(interview.when, now), "Open", ""),
        OWED: ("letter", *_waiting(interview, now), "Write the letter", notes),
        SENT: ("send", "muted", f"interview: {_day(interview, now)}", "Read", ""),
    }
    icon, tone, note, action, more = told[part]
    if part == SENT and interview.letter == LetterState.ANSWERED:
        icon, more = "reply", "answered"
    if part == OWED and interview.letter == LetterState.EXPORTED:
        action, more = "Send the letter", "exported, not marked sent"
    elif part == OWED and interview.letter == LetterState.DRAFT:
        action, more = "Go on with the letter", "drafted"
    detail = " · ".join(p for p in ("Example" if interview.sample else "", interview.role, more) if p)
    return Row(f"{part}:{interview.id}", interview.candidate, detail or " ", note, action, icon, tone)


def _day(interview: InterviewRow, now: datetime) -> str:
    return day_text(interview.when.astimezone().date(), now.astimezone().date())


def _planned_tone(interview: InterviewRow, now: datetime) -> theme.Role:
    return "warning" if interview.when < now else "muted"


def _waiting(interview: InterviewRow, now: datetime) -> tuple[theme.Role, str]:
    days = waiting_days(interview.when, now)
    return ("warning" if days >= LONG_WAIT_DAYS else "muted"), waiting_text(days)
