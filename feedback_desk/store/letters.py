"""Letters: the one being written for an interview, and those that were sent, which never change."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from feedback_desk.errors import NotFound
from feedback_desk.model import (
    Block,
    BlockKind,
    CheckFinding,
    Letter,
    LetterState,
    Overruling,
    Profile,
    Recommendation,
    Resource,
    SentLetter,
    Severity,
    SignOff,
)
from feedback_desk.record import known
from feedback_desk.store import interviews
from feedback_desk.store.database import Store
from feedback_desk.store.text import storable


def of_interview(store: Store, interview_id: str) -> Letter | None:
    """The letter as it is being written, or None before the first draft."""
    sql = "SELECT l.content, l.state FROM letters l JOIN interviews i ON i.n = l.interview WHERE i.id = ?"
    row = store.row(sql, interview_id)
    return read_letter(json.loads(row[0]), LetterState(row[1])) if row else None


def put(store: Store, letter: Letter) -> bool:
    """Keep a letter as its interview's letter; False when it was there just so already."""
    content = write_letter(letter)
    with store.transaction():
        n = interviews.number(store, letter.interview_id)
        touched = store.run(
            "INSERT INTO letters (id, interview, state, content) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (interview) DO UPDATE SET id = excluded.id, state = excluded.state,"
            " content = excluded.content"
            " WHERE id <> excluded.id OR state <> excluded.state OR content <> excluded.content",
            letter.id,
            n,
            letter.state,
            content,
        )
        if touched:
            interviews.index_later(store, n)
    return bool(touched)


def interview_of(store: Store, letter_id: str) -> str | None:
    """The id of the interview whose letter this is."""
    row = store.row("SELECT i.id FROM letters l JOIN interviews i ON i.n = l.interview WHERE l.id = ?", letter_id)
    return row[0] if row else None


def keep_went_out(store: Store, interview_id: str, pdf: bytes, text: str) -> None:
    """Keep the bytes and the words that left as a file; those of a file before are forgotten."""
    with store.transaction():
        n = interviews.number(store, interview_id)
        store.run("INSERT OR REPLACE INTO went_out (interview, pdf, text) VALUES (?, ?, ?)", n, pdf, storable(text))


def went_out(store: Store, interview_id: str) -> tuple[bytes, str] | None:
    """What left last as a file and was not marked as sent yet: its bytes and its words."""
    sql = "SELECT w.pdf, w.text FROM went_out w JOIN interviews i ON i.n = w.interview WHERE i.id = ?"
    row = store.row(sql, interview_id)
    return (row[0], row[1]) if row else None


def keep_sent(store: Store, sent: SentLetter, pdf: bytes) -> None:
    """Keep a letter as it went out; from here on the store refuses to change it."""
    with store.transaction():
        n = interviews.number(store, sent.interview_id)
        store.run(
            "INSERT INTO sent_letters (id, letter, interview, sent_at, moment, sent_to, sha256, text, checks, pdf)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            sent.id,
            sent.letter_id,
            n,
            sent.sent_at.isoformat(),
            interviews.moment(sent.sent_at),
            storable(sent.sent_to),
            sent.sha256,
            storable(sent.text),
            storable(json.dumps([asdict(found) for found in sent.checks])),
            pdf,
        )
        store.run("UPDATE interviews SET sent = sent + 1 WHERE n = ?", n)
        store.run("DELETE FROM went_out WHERE interview = ?", n)
        interviews.index_later(store, n)


def sent_of_interview(store: Store, interview_id: str) -> list[SentLetter]:
    """What was sent for an interview, the latest first."""
    return _sent(store, "i.id = ?", interview_id)


def sent_to_candidate(store: Store, candidate_id: str) -> list[SentLetter]:
    """What was sent to a candidate, the latest first."""
    return _sent(store, "i.candidate = (SELECT n FROM candidates WHERE id = ?)", candidate_id)


def _sent(store: Store, condition: str, value: str) -> list[SentLetter]:
    return [
        SentLetter(id, letter, interview, datetime.fromisoformat(at), to, sha256, text, _checks(checks))
        for id, letter, interview, at, to, sha256, text, checks in store.rows(
            "SELECT s.id, s.letter, i.id, s.sent_at, s.sent_to, s.sha256, s.text, s.checks"
            f" FROM sent_letters s JOIN interviews i ON i.n = s.interview WHERE {condition}"
            " ORDER BY s.moment DESC, s.n DESC",
            value,
        )
    ]


def sent_pdf(store: Store, sent_id: str) -> bytes:
    """The very bytes that were sent."""
    row = store.row("SELECT pdf FROM sent_letters WHERE id = ?", sent_id)
    if row is None:
        raise NotFound("This letter was not sent from this store.")
    return bytes(row[0])


# --- A letter as JSON -------------------------------------------------------------------------


def write_letter(letter: Letter) -> str:
    """A letter as JSON, without its state; the keys are the model's field names."""
    value = asdict(letter)
    del value["state"]
    return json.dumps(value, default=date.isoformat)


def read_letter(value: dict[str, Any], state: LetterState) -> Letter:
    """The letter that `write_letter` wrote."""
    return Letter(
        **{
            **value,
            "interviewed_on": date.fromisoformat(value["interviewed_on"]),
            "written_on": date.fromisoformat(value["written_on"]),
            "profile": Profile(**known(Profile, value["profile"])),
            "blocks": tuple(_block(block) for block in value["blocks"]),
            "overruled": tuple(_overruling(one) for one in value.get("overruled", ())),
            "signed_off": _sign_off(value.get("signed_off")),
            "state": state,
            "answered_on": _day(value.get("answered_on")),
        }
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _block(value: dict[str, Any]) -> Block:
    recommended = tuple(Recommendation(_resource(r["resource"]), r["reason"]) for r in value["resources"])
    kind = BlockKind(value["kind"])
    lists = {"notes": tuple(value["notes"]), "joined": tuple(value.get("joined", ()))}
    return Block(**{**value, "kind": kind, "resources": recommended, **lists})


def _overruling(value: dict[str, Any]) -> Overruling:
    return Overruling(**{**value, "on": date.fromisoformat(value["on"])})


def _sign_off(value: dict[str, Any] | None) -> SignOff | None:
    return SignOff(**{**value, "on": date.fromisoformat(value["on"])}) if value else None


def _checks(text: str) -> tuple[CheckFinding, ...]:
    return tuple(CheckFinding(**{**found, "severity": Severity(found["severity"])}) for found in json.loads(text))


def _resource(value: dict[str, Any]) -> Resource:
    seen = value["verified_on"]
    return Resource(
        **{**value, "skills": tuple(value["skills"]), "verified_on": date.fromisoformat(seen) if seen else None}
    )
