"""What is typed into a search field, as terms that the index understands. Nothing that can be typed is an error."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from feedback_desk.store.words import is_apart, places, words

LONGEST_QUERY = 500
"""Characters of a query that are read, and at most `MOST_TERMS` words of them."""
MOST_TERMS = 16
_WINDOW, _OVERLAP = 1500, 300
_BEFORE, _LENGTH = 40, 180
"""Characters of a snippet before the first word found in it, and in all."""


@dataclass(frozen=True)
class Term:
    """Words that stand together: one typed word, or the letters of one in a script that is taken apart."""

    words: tuple[str, ...]
    prefix: bool = False
    """The last word may go on: it is still being typed."""

    @property
    def expression(self) -> str:
        """The term in FTS5's language; words hold nothing that would need escaping there."""
        return f'"{" ".join(self.words)}"' + (" *" if self.prefix else "")

    def is_in(self, folded: str) -> bool:
        """Whether the term stands in words joined by blanks, with a blank at both ends."""
        return f" {' '.join(self.words)}{'' if self.prefix else ' '}" in folded


def parse(typed: str) -> tuple[Term, ...]:
    """The terms of a query, each once; all must be found. Empty when nothing can be looked for."""
    pieces = [tuple(found) for piece in typed[:LONGEST_QUERY].split() if (found := words(piece))][:MOST_TERMS]
    if not pieces:
        return ()
    last = Term(pieces[-1], prefix=not is_apart(pieces[-1][-1]))
    return (*dict.fromkeys(Term(piece) for piece in pieces[:-1]), last)


def folded(text: str) -> str:
    """A text as `Term.is_in` wants it."""
    return f" {' '.join(words(text))} "


@dataclass(frozen=True)
class Snippet:
    """A piece of a text with the places of the words found in it, and how many of the terms are there."""

    text: str
    marks: tuple[tuple[int, int], ...]
    terms: int


def snippet(text: str, terms: tuple[Term, ...]) -> Snippet | None:
    """The first piece of a text in which the most terms stand; None where none does."""
    text = unicodedata.normalize("NFC", text)
    best, most = "", 0
    for start in range(0, max(1, len(text) - _OVERLAP), _WINDOW - _OVERLAP):
        window = text[start : start + _WINDOW]
        held = folded(window)
        count = sum(term.is_in(held) for term in terms)
        if count > most:
            best, most = window, count
        if most == len(terms):
            break
    return _cut(best, terms, most) if most else None


def _cut(text: str, terms: tuple[Term, ...], count: int) -> Snippet:
    marks = _marks(text, terms)
    first = marks[0][0] if marks else 0
    start = 0 if first <= _BEFORE else max(0, text.rfind(" ", 0, first - _BEFORE) + 1, first - 2 * _BEFORE)
    end = start + _LENGTH
    if end < len(text):
        blank = text.rfind(" ", first + 1, end)
        end = blank if blank > (marks[0][1] if marks else 0) else end
    lead = "\u2026" if start else ""
    shown = lead + "".join(" " if char.isspace() else char for char in text[start:end])
    shift = len(lead) - start
    kept = tuple((a + shift, b + shift) for a, b in marks if b <= end)
    return Snippet(shown + ("\u2026" if end < len(text) else ""), kept, count)


def _marks(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Where the terms' words stand, in order, none overlapping another."""
    found = list(places(text))
    marked: set[int] = set()
    for term in terms:
        length = len(term.words)
        for place in range(len(found) - length + 1):
            here = tuple(item.word for item in found[place : place + length])
            last = here[-1].startswith(term.words[-1]) if term.prefix else here[-1] == term.words[-1]
            if here[:-1] == term.words[:-1] and last:
                marked.update(range(place, place + length))
    return sorted({(found[place].start, found[place].end) for place in marked})
