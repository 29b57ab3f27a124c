"""Search in everything written: names, roles, notes, skills and letters, as fast as one types.

At most 251 matches are read, newest first, and only when there are no more are they ranked: ranking every match of a
common word takes a third of a second at 100,000 interviews. Snippets are made here, for the rows shown.

What waits for the index is taken into account. A writing connection indexes it before it asks. A reading one can't
write, so it looks through the few interviews that wait itself; when many wait (a program ended amid an import), it
has a writer of its own index them first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from feedback_desk.model import SearchHit
from feedback_desk.store import candidates
from feedback_desk.store.database import Store
from feedback_desk.store.index import (
    LONGEST_INDEXED_PREFIX,
    document,
    index_waiting,
    letter_texts,
    note_texts,
    section_titles,
    waiting,
)
from feedback_desk.store.query import Snippet, Term, folded, parse, snippet
from feedback_desk.store.words import LONGEST_WORD

MOST_RANKED = 250
"""Ranking 1,000 keeps within ten milliseconds for one word, but not for a rare word beside a common one."""
LOOKED_THROUGH = 32
"""Interviews that a reading connection looks through itself when they wait for the index."""
MOST_BEGUN = 200
"""Words that a begun one is spelt out as; more would cost more than they save."""
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
        rows = _newest(store, " AND ".join(_expressions(store, terms)), _MOST_FOR_CANDIDATES)
        return candidates.found(store, typed, _matches(store, terms, rows))


def catch_up(store: Store) -> None:
    """Index what waits, or, where the connection only reads, leave no more than it can look through itself."""
    if not store.readonly:
        while index_waiting(store, _BATCH):
            pass
    elif len(waiting(store, LOOKED_THROUGH + 1)) > LOOKED_THROUGH:
        with store.beside() as writer:
            catch_up(writer)


def _expressions(store: Store, terms: Iterable[Term]) -> list[str]:
    """The terms in FTS5's language, a begun longer word as the words it may become.

    FTS5 sorts every match of every such word before it gives the first; of words that it is told, it reads the newest.
    """
    return [term.expression(_begun(store, term) if term.prefix else None) for term in terms]


def _begun(store: Store, term: Term) -> list[str] | None:
    """The known words that begin like the term's last; None when the index finds those itself, or they are many."""
    start = term.words[-1]
    if not LONGEST_INDEXED_PREFIX < len(start) < LONGEST_WORD:
        return None
    sql = "SELECT word FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?"
    found = [word for (word,) in store.rows(sql, start, start + "\U0010ffff", MOST_BEGUN + 1)]
    return found if len(found) <= MOST_BEGUN else None


def _newest(store: Store, expression: str, limit: int) -> list[int]:
    """Rows that match by the index, those stored last first."""
    sql = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"
    return [n for (n,) in store.rows(sql, expression, limit)]


def _ranked(store: Store, terms: tuple[Term, ...]) -> list[int]:
    """Rows that match by the index: the best first, or, when there are too many to rank, the newest.

    Common words don't rank, for they weigh next to nothing and weighing them means reading all their matches.
    """
    expressions = _expressions(store, terms)
    rows = _newest(store, " AND ".join(expressions), MOST_RANKED + 1)
    if not 1 < len(rows) <= MOST_RANKED:
        return rows
    if len(expressions) > 1:
        expressions = [one for one in expressions if len(_newest(store, one, MOST_RANKED + 1)) <= MOST_RANKED]
    if not expressions:
        return rows
    sql = f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, {_WEIGHTS}), rowid DESC"
    matching = set(rows)
    return [n for (n,) in store.rows(sql, " AND ".join(expressions)) if n in matching]


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
    while rest > 0 and (rows := list(islice(found, rest))):
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
    pieces = _pieces(store, rows, terms, {n: head[2:5] for n, head in heads.items()})
    for n in rows:
        if n not in heads:
            continue
        id, candidate_id, name, _, role, when = heads[n]
        where, piece = pieces[n]
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


def _pieces(
    store: Store, rows: list[int], terms: tuple[Term, ...], heads: Mapping[int, tuple[str, str, str]]
) -> dict[int, tuple[str, Snippet]]:
    """Where most of the words stand: a note before a letter, that before the role and the candidate."""
    pieces: dict[int, tuple[str, Snippet]] = {}
    for n, texts in _grouped(note_texts(store, rows)).items():
        if best := snippet((("note", text) for text in texts), terms):
            pieces[n] = best
    # Most hits are done with their notes; what else there is is read for the others, together.
    rest = [n for n in heads if n not in pieces or pieces[n][1].terms < len(terms)]
    if not rest:
        return pieces
    titles, letters = _grouped(section_titles(store, rest)), _grouped(letter_texts(store, rest))
    for n in rest:
        name, email, role = heads[n]
        others = [
            *(("note", title) for title in titles.get(n, ())),
            *(("letter", text) for text in letters.get(n, ())),
            *(("role", role), ("candidate", name), ("candidate", email)),
        ]
        other = snippet(others, terms)
        if other is not None and (n not in pieces or other[1].terms > pieces[n][1].terms):
            pieces[n] = other
        pieces.setdefault(n, ("candidate", Snippet(name, (), 0)))
    return pieces


def _grouped(texts: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = {}
    for n, text in texts:
        grouped.setdefault(n, []).append(text)
    return grouped
