"""Words as the index knows them: one function for what is indexed, for what is asked and for what is marked.

Latin and Greek letters lose their accents and case, Arabic and Hebrew their points; Indic vowel signs stay, since
they are letters there. Scripts written without blanks between words (Chinese, Japanese, Thai …), and Hangul, whose
words carry their particles, are taken apart letter by letter and found as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_WORD = 64
"""Characters of a word that count; nobody types more of one."""

# Left to `re` to compile when the first words come: no start waits for that.
_ASCII_WORD = "[a-z0-9]+"
_APART = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_POINTS = (
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200d\u00ad\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
"""Marks that a reader may leave out, and characters that show nothing: they neither count nor part a word."""
_LETTERS = {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "й": "й"}
"""Letters that Unicode doesn't take apart, or that are letters of their own."""


class Found(NamedTuple):
    """A word at a place of a text: `text[start:end]` is how it stands there."""

    word: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    found = unicodedata.normalize("NFC", text).translate(_FOLDED).split()
    return found if len(text) <= LONGEST_WORD else [word[:LONGEST_WORD] for word in found]


def places(text: str) -> Iterator[Found]:
    """The words of a text in Unicode's composed form (NFC), each with its place; the same words as `words`."""
    if text.isascii():  # the same as below, several times faster
        for plain in re.finditer(_ASCII_WORD, text.lower()):
            yield Found(plain[0][:LONGEST_WORD], *plain.span())
        return
    word, start, end = "", 0, 0
    for place, char in enumerate(text):
        folded = _FOLDED[ord(char)]
        if not folded:
            continue
        if folded[0] == " ":  # parts words, or stands apart from them
            if word:
                yield Found(word[:LONGEST_WORD], start, end)
                word = ""
            for part in folded.split():
                yield Found(part, place, place + 1)
        else:
            if not word:
                start = place
            word, end = word + folded, place + 1
    if word:
        yield Found(word[:LONGEST_WORD], start, end)


def is_apart(word: str) -> bool:
    """Whether a folded word is one letter of a script that is taken apart."""
    return len(word) == 1 and re.match(_APART, word) is not None


class _Folding(dict[int, str]):
    """How each character counts, found out when it is first met: "" not at all, with blanks around it apart."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


_FOLDED = _Folding()


def _fold(char: str) -> str:
    if re.match(_POINTS, char):
        return ""
    alike = unicodedata.normalize("NFKC", char)
    if any(re.match(_APART, part) for part in alike):
        return f" {' '.join(part for part in alike if _is_letter(part))} "
    if alike.lower() in _LETTERS:
        return _LETTERS[alike.lower()]
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", alike.casefold()))
    kept = (part for part in parts if _is_letter(part) and not re.match(_POINTS, part))
    return "".join(_LETTERS.get(part, part) for part in kept) or " "


def _is_letter(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LN" or category in ("Mn", "Mc", "Co")
