"""Search in everything written: names, roles, notes, skills and letters, as fast as one types.

At most 1,001 matches are read, newest first, and only when there are fewer are they ranked: ranking every match of a
common word takes a third of a second at 100,000 interviews. Snippets are made here, for the rows shown.

What waits for the index is taken into account. A writing connection indexes it before it asks. A reading one can't
write, so it looks through the few interviews that wait itself; when many wait (a program ended amid an import), it
has a writer of its own index them first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from feedback_desk.model import SearchHit
from feedback_desk.store import candidates
from feedback_desk.store.database import Store
from feedback_desk.store.index import document, index_waiting, letter_texts, note_text, waiting
from feedback_desk.store.query import Snippet, Term, folded, parse, snippet

MOST_RANKED = 1000
LOOKED_THROUGH = 32
"""Interviews that a reading connection looks through itself when they wait for the index."""
_BATCH = 200
_WEIGHTS = "8.0, 4.0, 1.0, 0.5"
"""A name counts for more than a word in a letter; the index's columns in their order."""
_MOST_FOR_CANDIDATES = 10_000


def search(store: Store, typed: str, limit: int) -> list[SearchHit]:
    """Interviews in which every typed word occurs, the last one also begun only; the best or the newest first.

    The sample is found only when it is all there is.
    """
    terms = parse(typed)
    if not terms:
        return []
    catch_up(store)
    with store.snapshot():
        found = _matches(store, terms, _ranked(store, terms))
        return list(_hits(store, found, terms, limit))


def candidates_found(store: Store, typed: str) -> list[str]:
    """Ids of candidates whose name, address or interviews hold what is typed; most recent interview first."""
    terms = parse(typed)
    if not terms:
        return []
    catch_up(store)
    with store.snapshot():
        newest = f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT {_MOST_FOR_CANDIDATES}"
        rows = (n for (n,) in store.rows(newest, _expression(terms)))
        return candidates.found(store, typed, _matches(store, terms, rows))


def catch_up(store: Store) -> None:
    """Index what waits, or, where the connection only reads, leave no more than it can look through itself."""
    if not store.readonly:
        while index_waiting(store, _BATCH):
            pass
    elif len(waiting(store, LOOKED_THROUGH + 1)) > LOOKED_THROUGH:
        with store.beside() as writer:
            catch_up(writer)


def _expression(terms: Iterable[Term]) -> str:
    return " AND ".join(term.expression for term in terms)


def _ranked(store: Store, terms: tuple[Term, ...]) -> Iterator[int]:
    """Rows that match by the index: the best first, or, when there are too many to rank, the newest."""
    expression = _expression(terms)
    sql = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"
    rows = store.rows(sql, expression, MOST_RANKED + 1)
    if 1 < len(rows) <= MOST_RANKED:
        rows = store.rows(
            f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, {_WEIGHTS})", expression
        )
    return (n for (n,) in rows)


def _matches(store: Store, terms: tuple[Term, ...], indexed: Iterable[int]) -> Iterator[int]:
    """Rows that match now: first those the index doesn't know yet, then what it says of the others."""
    stale = waiting(store, LOOKED_THROUGH)
    for n in stale:
        columns = document(store, n)
        if columns is not None:
            texts = [folded(column) for column in columns]
            if all(any(term.is_in(text) for text in texts) for term in terms):
                yield n
    yield from (n for n in indexed if n not in stale)


def _hits(store: Store, found: Iterator[int], terms: tuple[Term, ...], limit: int) -> Iterator[SearchHit]:
    real = store.row("SELECT 1 FROM interviews WHERE sample = 0 LIMIT 1") is not None
    rest = limit
    while rest > 0 and (rows := [n for n, _ in zip(found, range(rest), strict=False)]):
        for hit in _shown(store, rows, terms, real):
            rest -= 1
            yield hit


def _shown(store: Store, rows: list[int], terms: tuple[Term, ...], real: bool) -> Iterator[SearchHit]:
    """The hits of these rows, in their order, without samples where there is real data."""
    wanted = ", ".join("?" * len(rows))
    heads = {
        row[0]: row[1:]
        for row in store.rows(
            "SELECT i.n, i.id, c.id, c.name, c.email, i.role, i.starts_at FROM interviews i"
            f" JOIN candidates c ON c.n = i.candidate WHERE i.n IN ({wanted}) AND NOT (i.sample AND {int(real)})",
            *rows,
        )
    }
    notes: dict[int, list[str]] = {}
    for n, text, skills in store.rows(
        f"SELECT interview, text, skills FROM notes WHERE interview IN ({wanted}) ORDER BY interview, place", *rows
    ):
        notes.setdefault(n, []).append(note_text(text, skills))
    for n in rows:
        if n not in heads:
            continue
        id, candidate_id, name, email, role, when = heads[n]
        where, piece = _best_piece(store, n, terms, (name, email, role), notes.get(n, []))
        yield SearchHit(
            interview_id=id,
            candidate_id=candidate_id,
            candidate=name,
            role=role,
            when=datetime.fromisoformat(when),
            where=where,
            snippet=piece.text,
            marks=piece.marks,
        )


def _best_piece(
    store: Store, n: int, terms: tuple[Term, ...], head: tuple[str, str, str], notes: list[str]
) -> tuple[str, Snippet]:
    """Where most of the words stand: a note before a letter, that before the role and the candidate."""

    def texts() -> Iterator[tuple[str, str]]:
        yield from (("note", text) for text in notes)
        titles = store.rows("SELECT title FROM sections WHERE interview = ? ORDER BY place", n)
        yield from (("note", title) for (title,) in titles)
        yield from (("letter", text) for text in letter_texts(store, n))
        name, email, role = head
        yield from (("role", role), ("candidate", name), ("candidate", email))

    best: tuple[str, Snippet] | None = None
    for where, text in texts():
        piece = snippet(text, terms)
        if piece is not None and (best is None or piece.terms > best[1].terms):
            best = where, piece
            if piece.terms == len(terms):
                break
    return best or ("candidate", Snippet(head[0], (), 0))
