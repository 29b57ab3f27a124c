"""One pattern of a word list: how it is read, and where it occurs in a text.

A pattern is written for people, not for programs: `(your|his) age` is either word before "age", `a?` may be
there or not, `improv*` any ending, `#` a number, `_` any one word, `@` a word with a capital;
a blank is a blank, a line end, a hyphen or a dash.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from feedback_desk.errors import BadInput

_MOST_DEEP, _MOST_OPEN = 8, 3
"""With more open signs in a word, to look at a long word takes seconds."""
_QUOTED = 80
"""Characters of a pattern that a sentence about it repeats."""
_STRETCH = 120
"""Characters on either side of a word that what a pattern matches may have."""


@dataclass(frozen=True)
class Pattern:
    """One entry of a list. `words` and `heads`: a text without any of them, whole or as a beginning, can't match."""

    written: str
    words: frozenset[str]
    heads: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){_expression(self.written)}(?!\w)")

    def spans(self, seen: Seen) -> Iterator[tuple[int, int]]:
        for begin, end in seen.around(self.words, self.heads):
            for found in self.regex.finditer(seen.text, begin, end):
                capitals = (found.start(group) for group in range(1, (found.re.groups or 0) + 1))
                if all(at < 0 or seen.written[at].isupper() for at in capitals):
                    yield found.span()


class Seen:
    """A text as the lists read it: lower case, one kind of apostrophe and blank, marks blanked; offsets unchanged."""

    def __init__(self, text: str, written: str = "") -> None:
        self.text = text
        self.written = written or text
        """The same as it was written, for capitals."""

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word begins."""
        places: dict[str, list[int]] = {}
        for found in _WORD.finditer(self.text):
            places.setdefault(found[0], []).append(found.start())
        return places

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._places)

    def words(self) -> Sequence[str]:
        """Each word once."""
        return tuple(self._places)

    def around(self, words: frozenset[str], heads: frozenset[str]) -> list[tuple[int, int]]:
        """The stretches of the text in which one of these words stands, or a word with one of these beginnings."""
        held = set(words & self._places.keys())
        for head in heads:
            at = bisect_left(self._ordered, head)
            while at < len(self._ordered) and self._ordered[at].startswith(head):
                held.add(self._ordered[at])
                at += 1
        if not held:
            return []
        out: list[tuple[int, int]] = []
        for place in sorted(place for word in held for place in self._places[word]):
            end = self.text.find(" ", place + _STRETCH)
            end = len(self.text) if end < 0 else end
            begin = max(0, place - _STRETCH)
            if out and begin <= out[-1][1]:
                out[-1] = (out[-1][0], end)
            else:
                out.append((begin, end))
        return out

    @classmethod
    def of(cls, markdown: str) -> Seen:
        text = re.sub(r"(?<!\n)\n(?!\n)", " ", markdown.translate(_LEVEL))
        lower = text.lower()
        if len(lower) != len(text):  # İ becomes two characters
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        return cls(lower, text)


_WORD = re.compile(r"\w+(?:'\w+)*")
_LEVEL = str.maketrans("’‘“”–—\u2011\u00a0\u202f*`\\", "''\"\"---     ")


# --- Reading a pattern ------------------------------------------------------------------------


def read_pattern(written: str) -> Pattern:
    """Check a pattern and take it; `BadInput` says what is wrong with it."""
    written = written.strip()
    if not _is_balanced(written):
        raise BadInput(f"In this pattern of the checks, a bracket has no partner: {written[:_QUOTED]}")
    if amiss := _amiss(written):
        raise BadInput(f"{amiss} In this pattern of the checks it is otherwise: {written[:_QUOTED]}")
    needed = _needed(written)
    if not needed:
        raise BadInput(f"This pattern of the checks has no word that must be there: {written}")
    return Pattern(
        written,
        frozenset(word for word in needed if not word.endswith("*")),
        frozenset(word[:-1] for word in needed if word.endswith("*")),
    )


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _amiss(written: str, depth: int = 0) -> str:
    """What would make a pattern find nothing, or take for ever, in a sentence; nothing where all is well."""
    if depth > _MOST_DEEP:
        return f"Brackets stand within brackets {_MOST_DEEP} times at most."
    for token in _split(written.strip(), " "):
        token = token[:-1] if len(token) > 1 and token.endswith("?") else token
        if "(" not in token:
            if sum(token.count(sign) for sign in "*_#@") > _MOST_OPEN:
                return f"A word may have {_MOST_OPEN} of the signs * _ # @ at most."
        elif not (_is_group(token) and _is_balanced(token[1:-1])):
            return "A choice in brackets stands for whole words, with a blank on either side."
        else:
            for part in _split(token[1:-1], "|"):
                if amiss := _amiss(part, depth + 1):
                    return amiss
    return ""


def _split(text: str, at: str) -> list[str]:
    """Split at a character outside all brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == at and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part]


def _is_group(token: str) -> bool:
    return token.startswith("(") and token.endswith(")")


_GAP = "[,\"']?[ -]+[\"']?"
"""Between two words: a blank, a hyphen or a dash, a comma or a quotation mark as well."""


def _expression(written: str) -> str:
    out, gap = "", False
    for token in _split(written.strip(), " "):
        optional = len(token) > 1 and token.endswith("?")
        part = _token(token[:-1] if optional else token)
        if optional:
            out += f"(?:{_GAP}{part})?" if gap else f"(?:{part}{_GAP})?"
        else:
            out += (_GAP if gap else "") + part
            gap = True
    return out


def _token(token: str) -> str:
    if _is_group(token):
        return "(?:" + "|".join(_expression(one) for one in _split(token[1:-1], "|")) + ")"
    return "".join(
        {"*": r"\w*", "#": r"\d+", "_": r"[\w'-]+", "@": r"((?!i\b)\w[\w'.-]*)"}.get(c, re.escape(c)) for c in token
    )


def _needed(written: str) -> frozenset[str]:
    """Words of which every match holds at least one, a beginning written with a star; the rarest choice there is."""
    choices = [_needed_token(token) for token in _split(written.strip(), " ") if not token.endswith("?")]
    return min(filter(None, choices), key=_frequency, default=frozenset())


def _frequency(words: frozenset[str]) -> float:
    """How often one of these words is to be expected: the longer they are, the rarer."""
    return sum(3.0 ** -len(word.rstrip("*")) for word in words)


def _needed_token(token: str) -> frozenset[str]:
    if _is_group(token):
        parts = [_needed(one) for one in _split(token[1:-1], "|")]
        return frozenset().union(*parts) if all(parts) else frozenset()
    pieces = re.findall(r"(?:\w|(?<=\w)'(?=\w))+\*?", re.sub("[_#@]", " ", token))
    return frozenset([max(pieces, key=len)]) if pieces else frozenset()
