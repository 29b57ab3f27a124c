"""Whether a text holds something private, for the checks, which read the draft, and the wall, which reads the PDF.

Private are the texts of plain, private and question notes (any five words of them in a row, or all of a shorter one,
unless a shareable note says them too), ratings and the decision where they stand as a label or a score, and other
people's names. Texts are compared as the eye reads them (`folding`): case, accents, letters that look alike, blanks,
hyphenation and punctuation don't matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex  # type: ignore[import-untyped]

from feedback_desk.letter.folding import folded
from feedback_desk.letter.lists import load_lists
from feedback_desk.model import Decision, Letter, PrivateContext

WORDS_IN_A_ROW = 5
"""Fewer are common speech, more would let a copied half-sentence through."""
CHARACTERS_IN_A_ROW = 10
"""The same for scripts that set no blanks between words."""
SHORTEST_NOTE = 3
"""Words; a shorter note is private too, but its words alone prove nothing."""
TELLING_WORDS = 2
"""So many words of its own give a run of words away; the others are common, or on the letterhead."""
LONGEST_NAME = 12
"""Words of a name that are compared."""


@dataclass(frozen=True)
class Leak:
    """Something private at `start` to `end`. `kind`: private, rating, decision, full name or single name."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int


_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = regex.compile(rf"[{_UNSPACED}]|[[\p{{L}}\p{{N}}\p{{M}}]--[{_UNSPACED}]]+", regex.VERSION1)


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[_Token, ...]:
    """The words of a text as the eye reads it, with their places in it; kept, as notes stay while a letter changes."""
    seen = folded(text)
    return tuple(_Token(found[0].casefold(), *seen.span(*found.span())) for found in _WORD.finditer(seen.text))


class Leaks:
    """The private side of one letter, prepared once, asked for any number of texts."""

    def __init__(self, private: PrivateContext, letter: Letter) -> None:
        profile = letter.profile
        public = (letter.candidate, letter.role, profile.name, profile.role, profile.organisation, profile.address)
        self._common = {word for text in load_lists(letter.language).common_words for word in _key(text)}
        self._public = {token.word for text in public for token in _tokens(text)}
        shareable = [_key(text) for text in private.shareable]
        self._said = {word for words in shareable for word in words}
        noted = {gram for note in private.notes for gram in _grams(_key(note))}
        sizes = {len(gram) for gram in noted}
        shared = {run for words in shareable for size in sizes for run in _runs(words, size)}
        self._grams = set(filter(self._is_telling, noted - shared))
        self._rating = _rating_pattern(private.rating_words)
        self._decision = _decision_pattern(private.decision)
        self._own_names = {
            part for own in (letter.candidate, profile.name, profile.organisation) for part in _parts(_key(own))
        }
        let_pass = {_key(one.text) for one in letter.overruled if one.rule == "third-party"}
        self._names = _name_index(private.other_names)
        self._own_names |= let_pass

    def _is_telling(self, gram: tuple[str, ...]) -> bool:
        """Whether these words give something away: "asked about SQL injection" names what the letter speaks of."""
        own = {word for word in gram if word not in self._common and word not in self._public}
        if len(gram) < WORDS_IN_A_ROW and len(own) <= TELLING_WORDS:
            own -= self._said
        return len(own) >= TELLING_WORDS

    def find(self, text: str) -> list[Leak]:
        """Everything private in a text, in order; touching finds of one kind are one."""
        tokens = _tokens(text)
        words = [token.word for token in tokens]
        found = [*self._private(tokens, words), *self._named(text, tokens, words)]
        seen = folded(text)
        for kind, pattern in (("rating", self._rating), ("decision", self._decision)):
            if pattern:
                found += [Leak(kind, *seen.span(*match.span())) for match in pattern.finditer(seen.text)]
        return sorted(found, key=lambda leak: leak.start)

    def _private(self, tokens: Sequence[_Token], words: Sequence[str]) -> Iterator[Leak]:
        if not self._grams:
            return
        sizes = sorted({len(gram) for gram in self._grams})
        start = end = -1
        for at in range(len(words)):
            fit = (n for n in sizes if at + n <= len(words))
            size = max((n for n in fit if tuple(words[at : at + n]) in self._grams), default=0)
            if not size:
                continue
            if at > end and start >= 0:
                yield Leak("private", tokens[start].start, tokens[end].end)
                start = -1
            start = at if start < 0 else start
            end = max(end, at + size - 1)
        if start >= 0:
            yield Leak("private", tokens[start].start, tokens[end].end)

    def _named(self, text: str, tokens: Sequence[_Token], words: Sequence[str]) -> Iterator[Leak]:
        covered: set[int] = set()
        known = {word for word in set(words) & self._names.keys() if word not in self._common}
        for at, word in enumerate(words):
            for name in self._names.get(word, ()):
                for way in _ways(name) if len(name) > 1 else ():
                    if way[0] != word or tuple(words[at : at + len(way)]) != way or way in self._own_names:
                        continue
                    if self._is_named(way, text, tokens[at : at + len(way)]):
                        covered.update(range(at, at + len(way)))
                        yield Leak("full name", tokens[at].start, tokens[at + len(way) - 1].end)
        for at, word in enumerate(words):
            if word not in known or word in self._public or len(word) < 3 or at in covered:
                continue
            if not text[tokens[at].start].islower() and any(name not in self._own_names for name in self._names[word]):
                yield Leak("single name", tokens[at].start, tokens[at].end)  # "page" is no Ms Page

    def _is_named(self, name: tuple[str, ...], text: str, tokens: Sequence[_Token]) -> bool:
        """Whether somebody is meant: "that will may" is nobody, Will May is, and so is priya.raman in an address."""
        return _has_capital(text, tokens) or self._common.isdisjoint(name)


def runs_of(sources: Iterable[str], text: str, size: int) -> Iterator[tuple[int, int]]:
    """Where `size` words in a row of a source stand in a text; of a shorter source all its words, from five on."""
    told: set[tuple[str, ...]] = set()
    for source in sources:
        words = [token.word for token in _tokens(source)]
        long = min(size, len(words))
        if long >= WORDS_IN_A_ROW:
            told.update(tuple(words[at : at + long]) for at in range(len(words) - long + 1))
    if not told:
        return
    tokens = _tokens(text)
    words = [token.word for token in tokens]
    start = end = -1
    for at in range(len(words)):
        fit = range(min(size, len(words) - at), WORDS_IN_A_ROW - 1, -1)
        length = next((n for n in fit if tuple(words[at : at + n]) in told), 0)
        if length and start >= 0 and at <= end:
            end = at + length - 1
        elif length:
            if start >= 0:
                yield tokens[start].start, tokens[end].end
            start, end = at, at + length - 1
    if start >= 0:
        yield tokens[start].start, tokens[end].end


def _has_capital(text: str, tokens: Sequence[_Token]) -> bool:
    """Whether it is written as a name: "that will may" is nobody, Will May is. Scripts without case always are."""
    return not all(text[token.start].islower() for token in tokens)


@lru_cache(maxsize=1)
def _name_index(names: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Every word of the names with the names it stands in; kept for the next check, as there may be 100,000."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        key = _key(name)[:LONGEST_NAME]
        for word in dict.fromkeys(key):
            index.setdefault(word, []).append(key)
    return {word: tuple(found) for word, found in index.items()}


def _ways(name: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """How a full name is written: as it is, the last word first, without what stands between the first and the last."""
    return tuple(dict.fromkeys((name, (name[-1], *name[:-1]), (name[0], name[-1]), (name[-1], name[0]))))


def _key(name: str) -> tuple[str, ...]:
    return tuple(token.word for token in _tokens(name))


def _parts(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A name and every run of its words: in a letter to Ana Maria Silva, “Ana Maria” proves no other Ana Maria."""
    name = name[:LONGEST_NAME]
    for start in range(len(name)):
        for end in range(start + 1, len(name) + 1):
            yield name[start:end]


def _grams(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All runs of five words (ten characters in scripts without blanks), or the whole of a shorter note."""
    unspaced = sum(bool(re.match(rf"[{_UNSPACED}]", word)) for word in words)
    size = CHARACTERS_IN_A_ROW if unspaced * 2 > len(words) else WORDS_IN_A_ROW
    if SHORTEST_NOTE * size // WORDS_IN_A_ROW <= len(words) < size:
        yield tuple(words)
    yield from _runs(words, size)


def _runs(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Every `size` words in a row."""
    for at in range(len(words) - size + 1):
        yield tuple(words[at : at + size])


_LABEL = r"rat(?:ing|e)|grad(?:ed|ing|e)|scor(?:ed|ing|e)|mark(?:ed)?|assess(?:ed|ment)?|level(?:led)?|result"
_LED = r"(?:\s*[^\w\s]\W{0,3}|\W{0,4}(?=(?:you|this|was|is|at|as|of|for)\b))"
_ENDS = r"(?=\s*(?:[^\w\s]|$)|\s+(?:in|on|for|with|and|but|here|this|overall|rating|level)\b)"
"""The level strong consistency needs, the level of strong consistency: no rating leads there, and none ends so."""
_BETWEEN = r"(?:(?:you|this|that|section|part|overall|as|at|a|an|was|is|of|for)\b\W{0,3}){0,4}"
"""Words between a label and its rating: rated you as, my rating for this section was."""
_GIVEN = rf"rated|{_LABEL}|points?|total|overall|g[eo]t|gives?|gave|given|makes?|made|awarded|earned|received?"
_TO = r"(?:(?:you|your|it|this|that|section|part|answer|as|at|a|an|was|is|of|for|in|on|the)\b\W{0,3}){0,6}"
"""Words between what is said of a score and the score: I gave your answer a 3 out of 4."""
_BLANK = r"[^\S\n]"


def _rating_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """A rating word as a label or beside a score, and scores themselves ("3/4" that closes a statement).

    "Solved 3 out of 4" is a count: in words, a score stands alone or has a label. "TLS 1.3 – strong ciphers only" and
    "solid (2 designs compared)" hold numbers that are none.
    """
    names = _whole("|".join(r"\s+".join(map(re.escape, folded(word).text.split())) for word in words if word.strip()))
    if not names:
        return None
    most = max(len(words), 2)
    digit, closes = r"(?<![\w./-])[0-9](?:\.\d)?", r"(?![\w/.-]*[\w/])(?=\s*(?:[.,;:)!?]|$))"
    return re.compile(
        rf"""(?ixm)
        \brated\b\W{{0,4}}{_BETWEEN}{names}
        | \b(?:{_LABEL})\b{_LED}{_BETWEEN}{names}{_ENDS}
        | \b(?:{_LABEL})\b\s+(?-i:{names}){_ENDS}
        | {names}\s*[(\[]\s*[0-9](?:\.\d)?\s*(?:[)\]]|/|points?\b|(?:out\s+)?of\s+[0-9])
        | (?<![\w.])[0-9](?:\.5)?\s*[(\[–-]\s*(?:(?-i:{names})|{names}{_ENDS})
        | (?-i:^[^\n.!?]{{0,60}}:[\s*_`]*{names}[\s*_`.]*$)
        | (?-i:^(?:{_BLANK}|[*_`-])*{names}(?:{_BLANK}|[*_`.])*$)
        | {digit}\s?/\s?{most}{closes}
        | (?:\b(?:{_GIVEN})\b\W{{0,4}}{_TO}|(?:^|[.!?:;])(?:{_BLANK}|[*_`-])*|\ba\s+){digit}\s?out\s+of\s?{most}{closes}
        """
    )


def _whole(alternatives: str) -> str:
    """Whole words; a vowel sign that ends one is no word character to `re`, so that no boundary follows it."""
    return rf"(?:(?<!\w)(?:{alternatives})(?!\w))" if alternatives else ""


def _decision_pattern(decision: str) -> re.Pattern[str] | None:
    """The decision behind a label, or alone on a line; "Advanced" alone is a heading."""
    if not decision.strip():
        return None
    said = re.escape(decision)
    alone = said if decision == Decision.ADVANCE else rf"{said}(?:d|ed)?"
    return re.compile(
        r"(?im)\b(?:decision|outcome|verdict|recommendation|result|status)\b\W{1,6}(?:is|was)?\W*"
        rf"(?:{said}\b|{said}(?:d|ed)\b{_ENDS})"
        rf"|^[^\w\n]*{alone}[^\w\n]*$"
    )
