"""The full-text index: one document for each interview, brought up to date off the typing path.

A write only notes that an interview's words changed (`to_index`); a commit that also wrote to the index would take
ten times as long. Whoever is idle, or asks, brings it up to date. Words stay in the vocabulary when the interviews
that held them go; who erases a person empties it and has everything indexed again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
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
    columns = (note_texts(store, [n]), section_titles(store, [n]), letter_texts(store, [n]))
    notes, titles, letters = ([text for _, text in column] for column in columns)
    return f"{name}\n{email}", role, "\n".join(notes + titles), "\n".join(letters)


def note_texts(store: Store, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The notes of these interviews with their tags, each with its interview's row."""
    sql = f"SELECT interview, text, skills FROM notes WHERE interview IN ({_marks(rows)}) ORDER BY interview, place"
    for n, text, skills in store.rows(sql, *rows):
        yield n, text if skills == "[]" else f"{text} {_tags(skills)}"


def _tags(skills: str) -> str:
    """Tags as they are typed, of the JSON they are kept in; without reading JSON where nothing is escaped in it."""
    if "\\" in skills:
        return " ".join(f"#{tag}" for tag in json.loads(skills))
    return "#" + skills[2:-2].replace('", "', " #")


def section_titles(store: Store, rows: Sequence[int]) -> list[tuple[Any, ...]]:
    """The titles of these interviews' sections, each with its interview's row."""
    sql = f"SELECT interview, title FROM sections WHERE interview IN ({_marks(rows)}) ORDER BY interview, place"
    return store.rows(sql, *rows)


def letter_texts(store: Store, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
    """What stands in these interviews' letters, block by block, and in the letters that were sent."""
    for n, content in store.rows(f"SELECT interview, content FROM letters WHERE interview IN ({_marks(rows)})", *rows):
        for block in json.loads(content)["blocks"]:
            if not block["left_out"]:
                yield from ((n, text) for text in _block_texts(block))
    sql = f"SELECT interview, text FROM sent_letters WHERE interview IN ({_marks(rows)}) ORDER BY interview, moment"
    yield from store.rows(sql, *rows)


def _marks(rows: Sequence[int]) -> str:
    return ", ".join("?" * len(rows))


def _block_texts(block: dict[str, Any]) -> Iterator[str]:
    yield from filter(None, (block["title"], block["text"], block["next_step"]))
    for recommended in block["resources"]:
        yield recommended["resource"]["title"]
