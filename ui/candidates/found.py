"""What a search shows: the people who match, then the places where the words were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feedback_desk.model import InterviewRow, SearchHit
from ui.candidates.pages import candidate_row
from ui.widgets.rows import Row
from ui.widgets.when import short_day_text

PEOPLE_SHOWN = 5
HITS = 50
"""How many places are read for one search."""
LEAD = 24
"""Characters of a snippet before the first word found, so that the word is in view in a narrow list."""


@dataclass(frozen=True)
class Found:
    """What the store found for some words: people by name, e-mail or phone, and places in what was written."""

    words: str
    people: tuple[InterviewRow, ...]
    hits: tuple[SearchHit, ...]


def found_rows(found: Found, now: datetime) -> list[Row]:
    """Rows whose ids are `candidate id` or `candidate id/interview id`."""
    rows: list[Row] = []
    if found.people:
        rows.append(Row("people", "People", heading=True))
        rows += [candidate_row(row, now) for row in found.people]
    written = [hit for hit in found.hits if hit.where != "candidate"]
    if written:
        rows.append(Row("written", "In notes and letters", heading=True))
        rows += [_hit_row(hit, now) for hit in written]
    return rows


def _hit_row(hit: SearchHit, now: datetime) -> Row:
    text, marks = _from_first_mark(hit.snippet.replace("\n", " "), hit.marks)
    when = short_day_text(hit.when.astimezone().date(), now.date())
    note = f"{hit.where}, {when}" if hit.where != "role" else when
    return Row(f"{hit.candidate_id}/{hit.interview_id}", hit.candidate, text or " ", note, marks=marks)


def _from_first_mark(text: str, marks: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Cut the beginning off, at a word, so that the first mark is in view."""
    if not marks or marks[0][0] <= LEAD:
        return text, tuple(marks)
    cut = text.rfind(" ", 0, marks[0][0] - LEAD // 2) + 1
    return "… " + text[cut:], tuple((start - cut + 2, end - cut + 2) for start, end in marks)
