"""The full-text index: one document for each interview, brought up to date off the typing path.

A write only notes that an interview's words changed (`to_index`); a commit that also wrote to the index would take
ten times as long. Whoever is idle, or asks, brings it up to date. Words stay in the vocabulary when the interviews
that held them go; who erases a person empties it and has everything indexed again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from feedback_desk.store.database import Store
from feedback_desk.store.words import words

LONGEST_INDEXED_PREFIX = 4
"""The index answers prefixes up to this length at once; for longer ones it would read every match of every word."""


def index_waiting(store: Store, limit: int) -> int:
    """Bring the index up to date for at most `limit` interviews, in one transaction; how many those were."""
    if not waiting(store, 1):  # without taking the write lock for nothing
        return 0
    with store.transaction():
        rows = waiting(store, limit)
        for n in rows:
            index(store, n)
    return len(rows)


def index(store: Store, n: int) -> None:
    """Bring the index up to date for one interview, or take it out when the interview is gone."""
    with store.transaction():
        store.run("DELETE FROM search WHERE rowid = ?", n)
        columns = document(store, n)
        if columns is not None:
            folded = [words(column) for column in columns]
            sql = "INSERT INTO search (rowid, who, role, notes, letter) VALUES (?, ?, ?, ?, ?)"
            store.run(sql, n, *map(" ".join, folded))
            longer = sorted({word for column in folded for word in column if len(word) > LONGEST_INDEXED_PREFIX})
            store.run_many("INSERT OR IGNORE INTO vocabulary (word) VALUES (?)", [(word,) for word in longer])
        store.run("DELETE FROM to_index WHERE interview = ?", n)


def waiting(store: Store, limit: int) -> list[int]:
    """Rows of interviews that the index doesn't know as they are now."""
    return [n for (n,) in store.rows("SELECT interview FROM to_index LIMIT ?", limit)]


def document(store: Store, n: int) -> tuple[str, str, str, str] | None:
    """The text of an interview by column: who, role, notes and letter; None when it is gone."""
    row = store.row(
        "SELECT c.name, c.email, i.role FROM interviews i JOIN candidates c ON c.n = i.candidate WHERE i.n = ?", n
    )
    if row is None:
        return None
    name, email, role = row
    notes = store.rows("SELECT text, skills FROM notes WHERE interview = ? ORDER BY place", n)
    titles = store.rows("SELECT title FROM sections WHERE interview = ? ORDER BY place", n)
    lines = [note_text(text, skills) for text, skills in notes] + [title for (title,) in titles]
    return f"{name}\n{email}", role, "\n".join(lines), "\n".join(letter_texts(store, n))


def note_text(text: str, skills: str) -> str:
    """A note with its tags; `skills` is how the notes table keeps them."""
    return text if skills == "[]" else " ".join([text, *(f"#{tag}" for tag in json.loads(skills))])


def letter_texts(store: Store, n: int) -> Iterator[str]:
    """What stands in the interview's letter, block by block, and in the letters that were sent."""
    for (content,) in store.rows("SELECT content FROM letters WHERE interview = ?", n):
        for block in json.loads(content)["blocks"]:
            if not block["left_out"]:
                yield from _block_texts(block)
    for (text,) in store.rows("SELECT text FROM sent_letters WHERE interview = ? ORDER BY moment", n):
        yield text


def _block_texts(block: dict[str, Any]) -> Iterator[str]:
    yield from filter(None, (block["title"], block["text"], block["next_step"]))
    for recommended in block["resources"]:
        yield recommended["resource"]["title"]
