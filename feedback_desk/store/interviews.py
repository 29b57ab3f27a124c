"""Interviews with their sections, pauses and notes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from feedback_desk.errors import BadInput, NotFound
from feedback_desk.model import Candidate, Decision, Interview, InterviewState, Note, NoteKind, Pause, Section
from feedback_desk.store import candidates
from feedback_desk.store.database import Store
from feedback_desk.store.text import storable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACE_STEP = 1 << 20
"""Between neighbouring notes: twenty can be put between the same two before their interview is numbered anew."""


def moment(when: datetime) -> int:
    """Microseconds since 1970, for sorting. A time without a zone is the machine's own."""
    return ((when if when.tzinfo else when.astimezone()) - _EPOCH) // timedelta(microseconds=1)


def number(store: Store, interview_id: str) -> int:
    """The interview's row; `NotFound` when there is none."""
    row = store.row("SELECT n FROM interviews WHERE id = ?", interview_id)
    if row is None:
        raise NotFound("This interview is not in the store.")
    return int(row[0])


def exists(store: Store, interview_id: str) -> bool:
    """Whether there is such an interview."""
    return store.row("SELECT 1 FROM interviews WHERE id = ?", interview_id) is not None


def of_source(store: Store, source_hash: str) -> str | None:
    """The id of the interview that was imported from a text with this hash."""
    row = store.row("SELECT id FROM interviews WHERE source_hash = ?", source_hash)
    return row[0] if row else None


def at_moment(store: Store, when: datetime) -> list[str]:
    """Ids of the interviews that began at this very moment."""
    rows = store.rows("SELECT id FROM interviews WHERE sample = 0 AND moment = ? ORDER BY n", moment(when))
    return [found for (found,) in rows]


def add(store: Store, interview: Interview, now: datetime, *, source_hash: str | None = None) -> None:
    """Store a new interview with all that it has; its candidate is linked where the id is known, else made."""
    with store.transaction():
        if exists(store, interview.id):
            raise BadInput("This interview is in the store already.")
        candidate = candidates.number(store, interview.candidate.id)
        if candidate is None:
            candidate = candidates.add(store, interview.candidate, now, sample=interview.sample)
        elif not interview.sample:
            store.run("UPDATE candidates SET sample = 0 WHERE n = ? AND sample", candidate)
        row = store.row(
            "INSERT INTO interviews (id, candidate, role, kit, kit_version, starts_at, moment, time_zone, state,"
            " paused_at, ended_at, decision, waived, sample, source_hash, added_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING n",
            interview.id,
            candidate,
            storable(interview.role),
            storable(interview.kit),
            interview.kit_version,
            *_times(interview.when),
            storable(interview.time_zone),
            interview.state,
            interview.paused_at,
            interview.ended_at,
            interview.decision,
            storable(interview.waived),
            interview.sample,
            source_hash,
            now.isoformat(),
        )
        assert row is not None
        n = int(row[0])
        store.run_many(
            "INSERT INTO sections (interview, place, id, title, rating, not_asked, asked) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (n, place, storable(s.id), storable(s.title), s.rating, s.not_asked, json.dumps(s.asked))
                for place, s in enumerate(interview.sections)
            ],
        )
        set_pauses(store, n, interview.pauses)
        store.run_many(
            _INSERT_NOTE,
            [(n, place * PLACE_STEP, *_note_values(note)) for place, note in enumerate(interview.notes, 1)],
        )
        candidates.settle(store, candidate)
        index_later(store, n)


def load(store: Store, interview_id: str) -> Interview:
    """The whole interview as it was stored."""
    with store.snapshot():
        row = store.row(
            "SELECT n, role, kit, kit_version, starts_at, time_zone, state, paused_at, ended_at, decision, waived,"
            " sample, candidate FROM interviews WHERE id = ?",
            interview_id,
        )
        if row is None:
            raise NotFound("This interview is not in the store.")
        n, role, kit, kit_version, when, zone, state, paused_at, ended_at, decision, waived, sample, candidate = row
        person = store.row("SELECT id, name, email, phone, preferred_name FROM candidates WHERE n = ?", candidate)
        assert person is not None
        sections = store.rows(
            "SELECT id, title, rating, not_asked, asked FROM sections WHERE interview = ? ORDER BY place", n
        )
        pauses = store.rows("SELECT at, seconds FROM pauses WHERE interview = ? ORDER BY place", n)
        notes = store.rows(
            "SELECT id, section, kind, text, skills, at FROM notes WHERE interview = ? ORDER BY place", n
        )
    return Interview(
        id=interview_id,
        candidate=Candidate(*person),
        role=role,
        kit=kit,
        kit_version=kit_version,
        when=datetime.fromisoformat(when),
        time_zone=zone,
        state=InterviewState(state),
        sections=tuple(
            Section(id, title, rating, bool(not_asked), tuple(json.loads(asked)))
            for id, title, rating, not_asked, asked in sections
        ),
        notes=tuple(_note(row) for row in notes),
        pauses=tuple(Pause(at, seconds) for at, seconds in pauses),
        paused_at=paused_at,
        ended_at=ended_at,
        decision=Decision(decision) if decision else None,
        waived=waived,
        sample=bool(sample),
    )


def set_clock(store: Store, interview: Interview) -> None:
    """Write the interview's state, start, pauses and end as they are in `interview`."""
    with store.transaction():
        n = number(store, interview.id)
        store.run(
            "UPDATE interviews SET state = ?, starts_at = ?, moment = ?, paused_at = ?, ended_at = ? WHERE n = ?",
            interview.state,
            *_times(interview.when),
            interview.paused_at,
            interview.ended_at,
            n,
        )
        set_pauses(store, n, interview.pauses)
        row = store.row("SELECT candidate FROM interviews WHERE n = ?", n)
        assert row is not None
        candidates.settle(store, row[0])


def set_decision(store: Store, interview_id: str, decision: Decision | None) -> None:
    """Write what was decided; None takes it back."""
    with store.transaction():
        store.run("UPDATE interviews SET decision = ? WHERE n = ?", decision, number(store, interview_id))


def set_waived(store: Store, interview_id: str, reason: str) -> None:
    """Write why no letter is owed; empty when one is."""
    with store.transaction():
        store.run("UPDATE interviews SET waived = ? WHERE n = ?", storable(reason), number(store, interview_id))


def set_pauses(store: Store, n: int, pauses: Iterable[Pause]) -> None:
    """Put these pauses in the place of all there were."""
    store.run("DELETE FROM pauses WHERE interview = ?", n)
    store.run_many(
        "INSERT INTO pauses (interview, place, at, seconds) VALUES (?, ?, ?, ?)",
        [(n, place, pause.at, pause.seconds) for place, pause in enumerate(pauses)],
    )


def rate(store: Store, interview_id: str, section: str, rating: int | None, *, not_asked: bool) -> None:
    """Rate a section; `NotFound` when the interview has no such section."""
    with store.transaction():
        touched = store.run(
            "UPDATE sections SET rating = ?, not_asked = ? WHERE interview = ? AND id = ?",
            rating,
            not_asked,
            number(store, interview_id),
            section,
        )
        if not touched:
            raise NotFound("This interview has no such section.")


def set_asked(store: Store, interview_id: str, section: str, asked: tuple[int, ...]) -> None:
    """Write which of the kit's questions were ticked off; `NotFound` when the interview has no such section."""
    with store.transaction():
        touched = store.run(
            "UPDATE sections SET asked = ? WHERE interview = ? AND id = ?",
            json.dumps(asked),
            number(store, interview_id),
            section,
        )
        if not touched:
            raise NotFound("This interview has no such section.")


def samples(store: Store) -> list[str]:
    """Ids of the interviews that are examples."""
    return [found for (found,) in store.rows("SELECT id FROM interviews WHERE sample = 1")]


def remove(store: Store, interview_id: str, now: datetime, reason: str) -> None:
    """Take an interview out with all it has, its sent letters too, by a permit that stays on record."""
    with store.transaction():
        n = number(store, interview_id)
        row = store.row("SELECT candidate FROM interviews WHERE n = ?", n)
        assert row is not None
        store.run(
            "INSERT OR IGNORE INTO erase_permits SELECT id, ?, ? FROM sent_letters WHERE interview = ?",
            now.isoformat(),
            reason,
            n,
        )
        store.run("DELETE FROM sent_letters WHERE interview = ?", n)
        store.run("DELETE FROM interviews WHERE n = ?", n)
        candidates.settle(store, row[0])
        index_later(store, n)


def index_later(store: Store, n: int) -> None:
    """What the index says of an interview is out of date."""
    store.run("INSERT OR IGNORE INTO to_index (interview) VALUES (?)", n)


# --- Notes ------------------------------------------------------------------------------------

_INSERT_NOTE = (
    "INSERT INTO notes (interview, place, id, section, kind, text, skills, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def put_note(store: Store, interview_id: str, note: Note, *, before: str = "", line: str = "") -> None:
    """File a note last, or before another one; replace the one with its id where there is one.

    `line` is the line it was typed in, whose draft goes with it: filed and kept as a draft, it would be there twice
    after a crash. Any other draft stays.
    """
    with store.transaction():
        n = number(store, interview_id)
        values = _note_values(note)
        replaced = store.run(
            "UPDATE notes SET id = ?3, section = ?4, kind = ?5, text = ?6, skills = ?7, at = ?8"
            " WHERE interview = ?1 AND id = ?2",
            n,
            note.id,
            *values,
        )
        if not replaced:
            store.run(_INSERT_NOTE, n, _place_for(store, n, before), *values)
        if line:
            store.run("DELETE FROM draft_lines WHERE interview = ? AND text = ?", n, storable(line))
        index_later(store, n)


def delete_note(store: Store, interview_id: str, note_id: str) -> None:
    """Take a note out; `NotFound` when it isn't there."""
    with store.transaction():
        n = number(store, interview_id)
        if not store.run("DELETE FROM notes WHERE interview = ? AND id = ?", n, note_id):
            raise NotFound("This note is not in the interview.")
        index_later(store, n)


def keep_draft_line(store: Store, interview_id: str, section: str, line: str) -> None:
    """Keep the line that is being typed; an empty one is forgotten."""
    with store.transaction():
        n = number(store, interview_id)
        if line:
            store.run(
                "INSERT INTO draft_lines (interview, section, text) VALUES (?, ?, ?)"
                " ON CONFLICT (interview) DO UPDATE SET section = excluded.section, text = excluded.text",
                n,
                storable(section),
                storable(line),
            )
        else:
            store.run("DELETE FROM draft_lines WHERE interview = ?", n)


def draft_line(store: Store, interview_id: str) -> tuple[str, str]:
    """`(section id, text)` of the line that was being typed."""
    sql = "SELECT d.section, d.text FROM draft_lines d JOIN interviews i ON i.n = d.interview WHERE i.id = ?"
    row = store.row(sql, interview_id)
    return (row[0], row[1]) if row else ("", "")


def recent_skills(store: Store, interviews: int = 5) -> list[str]:
    """Tags used in the interviews added last, the latest first."""
    rows = store.rows(
        "SELECT skills FROM notes WHERE skills <> '[]'"
        " AND interview IN (SELECT n FROM interviews WHERE sample = 0 ORDER BY n DESC LIMIT ?)"
        " ORDER BY interview DESC, place DESC",
        interviews,
    )
    return list(dict.fromkeys(tag for (skills,) in rows for tag in json.loads(skills)))


def _place_for(store: Store, n: int, before: str) -> int:
    if not before:
        last = store.row("SELECT max(place) FROM notes WHERE interview = ?", n)
        return (last[0] or 0 if last else 0) + PLACE_STEP
    for _ in range(2):
        found = store.row("SELECT place FROM notes WHERE interview = ? AND id = ?", n, before)
        if found is None:
            return _place_for(store, n, "")
        previous = store.row("SELECT max(place) FROM notes WHERE interview = ? AND place < ?", n, found[0])
        lower = (previous[0] or 0) if previous else 0
        if found[0] - lower > 1:
            return int((found[0] + lower) // 2)
        _spread(store, n)
    raise AssertionError("there is room between notes that were just spread out")


def _spread(store: Store, n: int) -> None:
    """Number an interview's notes anew, with room between them."""
    rows = store.rows("SELECT id, section, kind, text, skills, at FROM notes WHERE interview = ? ORDER BY place", n)
    store.run("DELETE FROM notes WHERE interview = ?", n)
    store.run_many(_INSERT_NOTE, [(n, place * PLACE_STEP, *row) for place, row in enumerate(rows, 1)])


def _note_values(note: Note) -> tuple[str | int | None, ...]:
    skills = json.dumps(note.skills)
    return (storable(note.id), storable(note.section), note.kind, storable(note.text), skills, note.at)


def _note(row: tuple[Any, ...]) -> Note:
    id, section, kind, text, skills, at = row
    return Note(id, section, NoteKind(kind), text, tuple(json.loads(skills)), at)


def _times(when: datetime) -> tuple[str, int]:
    return (when if when.tzinfo else when.astimezone()).isoformat(), moment(when)
