"""A text as the eye reads it: what looks alike is alike, what shows nothing is not there; with the way back.

Accents, points and vowel signs that a reader may leave out don't count, nor do soft hyphens, joiners and other
characters without width; full-width, mathematical, Greek and Cyrillic letters that look like a Latin one are that
letter. Case stays: whoever compares decides on it. Indic vowel signs stay as well, as they are letters there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex  # type: ignore[import-untyped]

_UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}]")
_POINTS = regex.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f]"
)
_CYRILLIC = "аеорсухіјѕһԁԛԝкмтвнАЕОРСУХІЈЅКМТВН", "aeopcyxijshdqwkmtbhAEOPCYXIJSKMTBH"
_GREEK = "αονρτυικχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aovptuikxyABEZHIKMNOPTYX"
_OTHER = "ıɑɡłŁđĐøØħ", "iaglLdDoOh"
_ALIKE = {
    ord(letter): seen for pair in (_CYRILLIC, _GREEK, _OTHER) for letter, seen in zip(pair[0], pair[1], strict=True)
}


@dataclass(frozen=True)
class Folded:
    """`text` is what is compared; its character `n` stands at `places[n]` of what was folded."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text as it was written these characters stand."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def folded(text: str) -> Folded:
    """The text as it is compared. Texts of ASCII, the most of them, are what they are."""
    if text.isascii():
        return Folded(text, range(len(text) + 1))
    seen: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        alike = character if character < "\x80" else _alike(character)
        seen.append(alike)
        places += [at] * len(alike)
    places.append(len(text))
    return Folded("".join(seen), places)


@cache
def _alike(character: str) -> str:
    if _UNSEEN.match(character):
        return ""
    parts = unicodedata.normalize("NFKD", character.translate(_ALIKE))
    bare: str = _POINTS.sub("", parts)
    return bare.translate(_ALIKE)
