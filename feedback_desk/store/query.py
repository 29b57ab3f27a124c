"""What is typed into a search field, as terms that the index understands. Nothing that can be typed is an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feedback_desk.store.words import is_apart, places, words

LONGEST_QUERY = 500
"""Characters of a query that are read, and at most `MOST_TERMS` words of them."""
MOST_TERMS = 16
_WINDOW, _OVERLAP = 700, 200
_BEFORE, _LENGTH = 40, 180
"""Characters of a snippet before the first word found in it, and in all."""

_SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class Term:
    """Words that stand together: one typed word, or the letters of one in a script that is taken apart."""

    words: tuple[str, ...]
    prefix: bool = False
    """The last word may go on: it is still being typed."""

    def expression(self, begun: Sequence[str] | None = None) -> str:
        """The term in FTS5's language. `begun` are the words that the last one may go on to, where they are known.

        Folded words hold nothing that would need escaping there.
        """
        if begun:
            return "(" + " OR ".join(Term((*self.words[:-1], word)).expression() for word in begun) + ")"
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


def snippet(texts: Iterable[tuple[str, str]], terms: tuple[Term, ...]) -> tuple[str, Snippet] | None:
    """Of named texts the first piece in which the most terms stand, with its text's name; None where none does."""
    likely = [(_at_most(text, terms), name, text) for name, text in texts]
    likely.sort(key=lambda one: -one[0])  # stable: of equals the first
    best: tuple[str, Snippet] | None = None
    for bound, name, text in likely:
        if bound <= (best[1].terms if best else 0):
            break
        window, count = _best_window(unicodedata.normalize("NFC", text), terms)
        if count > (best[1].terms if best else 0):
            best = name, _cut(window, terms, count)
    return best


def _at_most(text: str, terms: tuple[Term, ...]) -> int:
    """How many terms a text can hold at most; quick, because it is asked of every note of every hit."""
    if text.isascii():  # a folded word stands in it letter by letter
        lower = text.lower()
        return sum(term.words[0] in lower for term in terms)
    held = folded(text)
    return sum(term.is_in(held) for term in terms)


def _best_window(text: str, terms: tuple[Term, ...]) -> tuple[str, int]:
    """The first piece of a long text in which the most terms stand, and how many those are."""
    best, most = "", 0
    for start in range(0, max(1, len(text) - _OVERLAP), _WINDOW - _OVERLAP):
        window = text[start : start + _WINDOW]
        count = _at_most(window, terms)
        if count > most:
            held = folded(window)
            count = sum(term.is_in(held) for term in terms)
        if count > most:
            best, most = window, count
            if most == len(terms):
                break
    return best, most


def _cut(text: str, terms: tuple[Term, ...], count: int) -> Snippet:
    marks = _marks(text, terms)
    first = marks[0][0] if marks else 0
    start = 0 if first <= _BEFORE else max(0, text.rfind(" ", 0, first - _BEFORE) + 1, first - 2 * _BEFORE)
    end = start + _LENGTH
    if end < len(text):
        blank = text.rfind(" ", first + 1, end)
        end = blank if blank > (marks[0][1] if marks else 0) else end
    lead = "\u2026" if start else ""
    shown = lead + _SPACE.sub(" ", text[start:end])
    shift = len(lead) - start
    kept = tuple((a + shift, b + shift) for a, b in marks if b <= end)
    return Snippet(shown + ("\u2026" if end < len(text) else ""), kept, count)


def _marks(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Where the terms' words stand, in order, none overlapping another."""
    found = list(places(text))
    bare = [word for word, _, _ in found]
    marked: set[int] = set()
    for term in terms:
        first, length = term.words[0], len(term.words)
        for place, word in enumerate(bare):
            if not word.startswith(first):
                continue
            here = tuple(bare[place : place + length])
            if here == term.words or (term.prefix and _is_begun(here, term.words)):
                marked.update(range(place, place + length))
    return sorted({found[place][1:] for place in marked})


def _is_begun(here: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether these are the words, the last of them perhaps going on."""
    return len(here) == len(words) and here[:-1] == words[:-1] and here[-1].startswith(words[-1])
