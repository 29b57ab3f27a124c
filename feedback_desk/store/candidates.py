"""Candidates: who they are, and finding them by name, e-mail address or phone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime

from feedback_desk.errors import NotFound
from feedback_desk.model import Candidate
from feedback_desk.store import text
from feedback_desk.store.database import Store
from feedback_desk.store.words import words

_FIELDS = "c.id, c.name, c.email, c.phone, c.preferred_name"
_FEW_DIGITS = 4
"""Fewer digits than these are no phone number being typed."""


def load(store: Store, candidate_id: str) -> Candidate:
    """A candidate; `NotFound` when there is none with this id."""
    row = store.row(f"SELECT {_FIELDS} FROM candidates c WHERE c.id = ?", candidate_id)
    if row is None:
        raise NotFound("This candidate is not in the store.")
    return Candidate(*row)


def number(store: Store, candidate_id: str) -> int | None:
    """The candidate's row, or None when there is no such candidate."""
    row = store.row("SELECT n FROM candidates WHERE id = ?", candidate_id)
    return row[0] if row else None


def add(store: Store, candidate: Candidate, now: datetime, *, sample: bool = False) -> int:
    """Store a new candidate; the row it got."""
    with store.transaction():
        row = store.row(
            "INSERT INTO candidates (id, name, email, phone, preferred_name, folded, reach, latest, sample, added_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?) RETURNING n",
            candidate.id,
            *_values(candidate),
            sample,
            now.isoformat(),
        )
        assert row is not None
        return int(row[0])


def replace(store: Store, candidate: Candidate) -> None:
    """Change what is known of a candidate; their interviews want indexing again."""
    with store.transaction():
        touched = store.run(
            "UPDATE candidates SET name = ?, email = ?, phone = ?, preferred_name = ?, folded = ?, reach = ?"
            " WHERE id = ?",
            *_values(candidate),
            candidate.id,
        )
        if not touched:
            raise NotFound("This candidate is not in the store.")
        store.run(
            "INSERT OR IGNORE INTO to_index SELECT n FROM interviews WHERE candidate = ?",
            number(store, candidate.id),
        )


def settle(store: Store, candidate: int) -> None:
    """After an interview came, went or moved: when their latest was. A candidate of a sample alone goes with it."""
    store.run(
        "UPDATE candidates SET latest = COALESCE((SELECT max(moment) FROM interviews WHERE candidate = ?1), latest)"
        " WHERE n = ?1",
        candidate,
    )
    store.run(
        "DELETE FROM candidates WHERE n = ?1 AND sample AND NOT EXISTS (SELECT 1 FROM interviews WHERE candidate = ?1)",
        candidate,
    )


def same_person(store: Store, name: str, email: str) -> str | None:
    """The id of the one known candidate with this name and this e-mail address; both must be the same."""
    address = email.strip().casefold()
    if not address:
        return None
    sql = "SELECT id, name, email FROM candidates WHERE folded = ? AND sample = 0 ORDER BY n"
    for candidate_id, known_name, known_email in store.rows(sql, " ".join(words(name))):
        if known_name.strip().casefold() == name.strip().casefold() and known_email.strip().casefold() == address:
            return str(candidate_id)
    return None


def since(store: Store, candidate_id: str) -> datetime | None:
    """Since when something is held about a candidate."""
    row = store.row("SELECT added_at FROM candidates WHERE id = ?", candidate_id)
    return datetime.fromisoformat(row[0]) if row else None


def found(store: Store, typed: str, interviews: Iterable[int]) -> list[str]:
    """Ids of those whose name or address holds every typed word, and of those who had one of the interviews.

    Most recent interview first; the sample's candidate only when there is no other.
    """
    condition, values = _condition(typed)
    by_interview = "n IN (SELECT candidate FROM interviews WHERE n IN (SELECT value FROM json_each(?)))"
    rows = store.rows(
        f"SELECT id, sample FROM candidates WHERE {condition} OR {by_interview} ORDER BY latest DESC, id",
        *values,
        json.dumps(list(interviews)),
    )
    real = not rows or not rows[0][1] or store.row("SELECT 1 FROM candidates WHERE sample = 0") is not None
    return [candidate_id for candidate_id, sample in rows if not (sample and real)]


def known(store: Store, typed: str, limit: int) -> list[Candidate]:
    """Those whose name, address or phone holds what is typed; names that begin with it first."""
    condition, values = _condition(typed)
    if not values:
        return []
    begins = " ".join(words(typed))
    return [
        Candidate(*row)
        for row in store.rows(
            f"SELECT {_FIELDS} FROM candidates c WHERE sample = 0 AND {condition}"
            " ORDER BY substr(folded, 1, ?) <> ?, latest DESC, n DESC LIMIT ?",
            *values,
            len(begins),
            begins,
            limit,
        )
    ]


def everyone(store: Store) -> list[str]:
    """Ids of all candidates, most recent interview first; those of the sample when there are no others."""
    sql = "SELECT id FROM candidates WHERE sample = ? ORDER BY latest DESC, id"
    return [candidate_id for (candidate_id,) in store.rows(sql, 0) or store.rows(sql, 1)]


def others_named(store: Store, candidate: Candidate, letter: str, all_up_to: int) -> list[str]:
    """Full names (two words or more) of other candidates that a letter may hold.

    All of them in a store of at most `all_up_to` candidates; in a larger one those whose first and last word
    stand in the letter, found by the first.
    """
    own = " ".join(words(candidate.name))
    row = store.row("SELECT count(*) FROM candidates")
    if row is not None and row[0] <= all_up_to:
        sql = "SELECT DISTINCT name, folded FROM candidates WHERE id <> ? AND sample = 0"
        found = store.rows(sql, candidate.id)
    else:
        letter_words = set(words(letter))
        sql = (
            "SELECT DISTINCT name, folded FROM candidates WHERE folded >= ? AND folded < ? AND id <> ? AND +sample = 0"
        )
        found = [
            (name, folded)
            for word in letter_words
            for name, folded in store.rows(sql, f"{word} ", f"{word}!", candidate.id)
            if folded.rsplit(" ", 1)[-1] in letter_words
        ]
    return sorted({name for name, folded in found if " " in folded and folded != own})


def _values(candidate: Candidate) -> tuple[str, ...]:
    folded = " ".join(words(candidate.name))
    reach = f"{candidate.email.strip().casefold()} {_digits(candidate.phone)}"
    fields = (candidate.name, candidate.email, candidate.phone, candidate.preferred_name, folded, reach)
    return tuple(text.storable(field) for field in fields)


def _digits(typed: str) -> str:
    return re.sub(r"\D", "", typed)


def _condition(typed: str) -> tuple[str, list[str]]:
    """SQL for "holds what is typed", with its values; no values when nothing was typed that can be looked for."""
    typed = text.storable(typed.strip())[:200]
    pieces = words(typed)[:8]
    conditions, values = [], []
    if pieces and "@" not in typed:
        conditions.append("(" + " AND ".join("instr(folded, ?)" for _ in pieces) + ")")
        values += pieces
    if pieces and len(typed.split()) == 1:
        conditions.append("instr(reach, ?)")
        values.append(typed.casefold())
    digits = _digits(typed)
    if len(digits) >= _FEW_DIGITS:
        conditions.append("instr(reach, ?)")
        values.append(digits)
    return "(" + (" OR ".join(conditions) or "0") + ")", values
