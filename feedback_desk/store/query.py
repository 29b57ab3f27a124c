"""What is typed into a search field, as terms that the index understands. Nothing that can be typed is an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from feedback_desk.store.words import LONGEST_WORD, is_apart, places, words

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

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the term stands in a text in composed form (NFC)."""
        if text.isascii():
            return [found.span() for found in _ascii_pattern(self).finditer(text.lower())]
        found = list(places(text))
        return [
            (found[place].start, found[place + len(self.words) - 1].end)
            for place, one in enumerate(found)
            if one.word.startswith(self.words[0])
            and self.is_in(f" {' '.join(other.word for other in found[place : place + len(self.words)])} ")
        ]


@lru_cache(maxsize=64)
def _ascii_pattern(term: Term) -> re.Pattern[str]:
    """Finds a term in lower-case ASCII as `words` would, without taking the text apart: snippets must be quick."""
    goes_on = "[a-z0-9]*" if term.prefix or len(term.words[-1]) == LONGEST_WORD else "(?![a-z0-9])"
    return re.compile("(?<![a-z0-9])" + "[^a-z0-9]+".join(map(re.escape, term.words)) + goes_on)


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
    best, most, best_name = "", 0, ""
    firsts = [term.words[0] for term in terms]
    for name, text in texts:
        if most == len(terms):
            break
        if text.isascii():
            # A folded word stands in it letter by letter; most notes of a hit are passed over here.
            lower = text.lower()
            if sum(first in lower for first in firsts) <= most:
                continue
        composed = unicodedata.normalize("NFC", text)
        for start in range(0, max(1, len(composed) - _OVERLAP), _WINDOW - _OVERLAP):
            window = composed[start : start + _WINDOW]
            count = _held(window, terms)
            if count > most:
                best, most, best_name = window, count, name
    return (best_name, _cut(best, terms, most)) if most else None


def _held(text: str, terms: tuple[Term, ...]) -> int:
    """How many of the terms stand in the text."""
    if text.isascii():
        lower = text.lower()
        return sum(_ascii_pattern(term).search(lower) is not None for term in terms)
    held = folded(text)
    return sum(term.is_in(held) for term in terms)


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
    """Where the terms stand, in order, none overlapping another."""
    marks: list[tuple[int, int]] = []
    for start, end in sorted({span for term in terms for span in term.spans(text)}):
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return marks
