"""Lists of interviews, as rows without their notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from feedback_desk.model import InterviewRow, InterviewState, LetterState
from feedback_desk.store.database import Store, Value

_SELECT = """
    SELECT i.id, c.id, c.name, i.role, i.kit, i.starts_at, i.state,
        (SELECT count(*) FROM notes WHERE interview = i.n),
        CASE WHEN i.sent AND l.state IN ('draft', 'exported') THEN 'sent' ELSE l.state END,
        i.waived, i.sample
    FROM interviews i JOIN candidates c ON c.n = i.candidate LEFT JOIN letters l ON l.interview = i.n
"""
"""A corrected letter that is being written doesn't undo that one was sent."""
_OWED = "i.state = 'finished' AND i.waived = '' AND i.sent = 0"


def _rows(store: Store, rest: str, *values: Value) -> list[InterviewRow]:
    return [
        InterviewRow(
            id=id,
            candidate_id=candidate_id,
            candidate=candidate,
            role=role,
            kit=kit,
            when=datetime.fromisoformat(when),
            state=InterviewState(state),
            notes=notes,
            letter=LetterState(letter) if letter else None,
            waived=waived,
            sample=bool(sample),
        )
        for id, candidate_id, candidate, role, kit, when, state, notes, letter, waived, sample in store.rows(
            _SELECT + rest, *values
        )
    ]


def only_sample(store: Store) -> bool | None:
    """Whether the example is all there is; None when there is nothing at all."""
    if store.row("SELECT 1 FROM interviews WHERE sample = 0 LIMIT 1"):
        return False
    return True if store.row("SELECT 1 FROM interviews LIMIT 1") else None


def newest(store: Store, limit: int | None, offset: int, *, sample: bool) -> list[InterviewRow]:
    """Real interviews, or the sample, newest first; all of them without a limit."""
    return _rows(
        store,
        "WHERE i.sample = ? ORDER BY i.moment DESC, i.n DESC LIMIT ? OFFSET ?",
        sample,
        -1 if limit is None else limit,
        offset,
    )


def in_state(store: Store, state: InterviewState, limit: int, *, sample: bool) -> list[InterviewRow]:
    """Interviews in a state other than finished, the soonest first."""
    return _rows(
        store,
        "WHERE i.state <> 'finished' AND i.state = ? AND i.sample = ? ORDER BY i.moment, i.n LIMIT ?",
        state,
        sample,
        limit,
    )


def owed(store: Store, limit: int, *, sample: bool) -> list[InterviewRow]:
    """Interviews that ended and whose letter is neither sent nor waived, the oldest first."""
    return _rows(store, f"WHERE {_OWED} AND i.sample = ? ORDER BY i.moment, i.n LIMIT ?", sample, limit)


def lately_sent(store: Store, limit: int, *, sample: bool) -> list[InterviewRow]:
    """Interviews by when a letter was last sent, the latest first; only the newest letters are looked at."""
    newest = "SELECT interview FROM sent_letters ORDER BY moment DESC LIMIT ?"
    found = list(dict.fromkeys(n for (n,) in store.rows(newest, 10 * limit)))
    return _rows(
        store,
        f"WHERE i.n IN ({', '.join('?' * len(found))}) AND +i.sample = ?"
        " ORDER BY (SELECT max(moment) FROM sent_letters WHERE interview = i.n) DESC LIMIT ?",
        *found,
        sample,
        limit,
    )


def of_candidate(store: Store, candidate_id: str) -> list[InterviewRow]:
    """A candidate's interviews, newest first."""
    return _rows(store, "WHERE c.id = ? ORDER BY i.moment DESC, i.n DESC", candidate_id)


def latest_of(store: Store, candidate_ids: Sequence[str]) -> list[InterviewRow]:
    """The latest interview of each candidate, in the order of the ids; a candidate without one is left out."""
    found = {
        row.candidate_id: row
        for row in _rows(
            store,
            "WHERE i.n IN (SELECT (SELECT n FROM interviews WHERE candidate = p.n ORDER BY moment DESC, n DESC LIMIT 1)"
            f" FROM candidates p WHERE p.id IN ({', '.join('?' * len(candidate_ids))}))",
            *candidate_ids,
        )
    }
    return [found[candidate_id] for candidate_id in candidate_ids if candidate_id in found]
