"""The words a letter is written with: data that is checked when it is loaded, and a steady choice among variants.

Each slot of a letter (thanks, purpose, closing thought …) has several variants. Which one is taken
follows from the interview's id alone, so a re-draft says the same again, while letters of two
interviews read like two letters. Choices of different slots are independent of each other.
"""

from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from feedback_desk.errors import BadInput
from feedback_desk.model import Letter
from feedback_desk.paths import bundled

_VOICE = ("we", "us", "our")
_VOICED = frozenset({*_VOICE, "We", "Our"})
_OPENING = frozenset({"date", "role", "at_organisation"})

_PAGE = MappingProxyType(
    {
        **dict.fromkeys(
            ("heading", "date", "interviewed", "strengths", "growth", "resources", "try_this"), frozenset[str]()
        ),
        "page_of": frozenset({"page", "pages"}),
    }
)
_SLOTS = MappingProxyType(
    {
        "thanks_role": _VOICED | _OPENING,
        "thanks": _VOICED | _OPENING - {"role"},
        **dict.fromkeys(
            (
                "purpose_both",
                "purpose_strengths",
                "purpose_growth",
                "purpose_nothing",
                "basis",
                "resources",
                "thought_both",
                "thought_strengths",
                "thought_growth",
                "thought_nothing",
                "reply",
            ),
            _VOICED,
        ),
        "sign_off": frozenset[str](),
    }
)
"""Every slot with the placeholders that its variants may use."""


@dataclass(frozen=True)
class Wording:
    """The wording of one language. Made by `load_wording` or `read_wording`, which check it."""

    language: str
    tone: str
    """`warm` or `formal`."""
    direction: str
    """`ltr` or `rtl`: which way its pages run."""
    page: Mapping[str, str]
    """Words the page prints by itself: headings, labels, the page count."""
    salutation: str
    good: str
    """Stands before the sentence on what good looks like."""
    also: str
    """Joins a second sentence about the same thing; empty where the language wants none."""
    months: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]]
    _date: str
    _at_organisation: str
    _voices: Mapping[str, Mapping[str, str]]

    def say(self, slot: str, seed: str, values: Mapping[str, str] | None = None, *, person: bool = False) -> str:
        """One variant of a slot, filled in; `seed` decides which. `person` says "I" where it would be "we"."""
        variants = self.slots[slot]
        digest = hashlib.sha256(f"{seed}/{slot}".encode()).digest()
        chosen = variants[int.from_bytes(digest[:8], "big") % len(variants)]
        return chosen.format_map({**self.voice(person), **(values or {})})

    def voice(self, person: bool) -> dict[str, str]:
        """The placeholders for who speaks, with capital letters for the start of a sentence."""
        words = dict(self._voices["person" if person else "team"])
        return words | {word.capitalize(): _capital(words[word]) for word in ("we", "our")}

    def date(self, day: date) -> str:
        """A date as a letter writes it: "20 November 2026"."""
        return self._date.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def at_organisation(self, organisation: str) -> str:
        """ " at Northwind", with its leading blank, or nothing."""
        return self._at_organisation.format(organisation=organisation) if organisation else ""


def wording_for(letter: Letter) -> Wording:
    """The wording that comes with the program for a letter's language and tone."""
    return load_wording(letter.language, letter.tone)


Words = str | tuple[str, ...]
"""One text of the wording, or the variants of one slot."""


def load_wording(language: str = "en", tone: str = "warm", changes: Mapping[str, Words] | None = None) -> Wording:
    """The wording that comes with the program, with what the user changed (by the keys of `texts`).

    `BadInput` when there is none for that language, or when a change can't be used.
    """
    if not changes:
        return _shipped(language, tone)
    data: dict[str, Any] = json.loads(json.dumps(_data(language, tone)))
    for key, words in changes.items():
        *path, last = key.split(".")
        inner = data
        for step in path:
            inner = inner.get(step, {})
        if last in inner:  # a text that a newer program no longer has is let go
            inner[last] = list(words) if isinstance(words, tuple) else words
    return read_wording(data)


def texts(language: str = "en", tone: str = "warm") -> dict[str, Words]:
    """All that can be changed in a wording, as it comes with the program, by key ("page.strengths")."""

    def flat(data: Mapping[str, Any], before: str) -> Iterator[tuple[str, Words]]:
        for key, value in data.items():
            if isinstance(value, dict):
                yield from flat(value, f"{before}{key}.")
            elif f"{before}{key}" not in _FIXED:
                yield before + key, tuple(value) if isinstance(value, list) else value

    return dict(flat(_data(language, tone), ""))


_FIXED = frozenset({"language", "tone", "direction"})


@cache
def _shipped(language: str, tone: str) -> Wording:
    return read_wording(_data(language, tone))


@cache
def _data(language: str, tone: str) -> dict[str, Any]:
    file = bundled("assets", "wording", f"{language}.json" if tone == "warm" else f"{language}-{tone}.json")
    if not (language.isalpha() and tone.isalpha()) or not file.is_file():
        raise BadInput(f"There is no letter wording for the language “{language}”.")
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def read_wording(data: Mapping[str, Any]) -> Wording:
    """Check wording and take it; `BadInput` names what is wrong, so that a person can mend their own wording."""
    page = {key: _text(data.get("page", {}), key, allowed) for key, allowed in _PAGE.items()}
    slots = {key: _variants(data.get("slots", {}), key, allowed) for key, allowed in _SLOTS.items()}
    months = tuple(str(month) for month in data.get("months", ()))
    if len(months) != 12:
        raise BadInput("The letter wording needs twelve names of months.")
    voices = {}
    for who in ("team", "person"):
        voice = data.get("voices", {}).get(who, {})
        voices[who] = MappingProxyType({word: _text(voice, word, frozenset()) for word in _VOICE})
    return Wording(
        language=_text(data, "language", frozenset()),
        tone=data.get("tone", "warm"),
        direction=data.get("direction", "ltr"),
        page=MappingProxyType(page),
        salutation=_text(data, "salutation", frozenset({"name"})),
        good=_text(data, "good", frozenset()),
        also=str(data.get("also", "")),
        months=months,
        slots=MappingProxyType(slots),
        _date=_text(data, "date", frozenset({"day", "month", "year"})),
        _at_organisation=_text(data, "at_organisation", frozenset({"organisation"})),
        _voices=MappingProxyType(voices),
    )


def _text(data: Mapping[str, Any], key: str, allowed: frozenset[str]) -> str:
    return _checked(key, data.get(key), allowed)


def _variants(data: Mapping[str, Any], key: str, allowed: frozenset[str]) -> tuple[str, ...]:
    found = data.get(key)
    if not isinstance(found, list) or not found:
        raise BadInput(f"The letter wording has no variants for “{key}”.")
    return tuple(_checked(key, variant, allowed) for variant in found)


def _checked(key: str, text: object, allowed: frozenset[str]) -> str:
    if not isinstance(text, str) or not text.strip():
        raise BadInput(f"The letter wording has no text for “{key}”.")
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        raise BadInput(f"In the letter wording for “{key}”, a curly bracket has no partner: {text}") from None
    for _, name, spec, conversion in parts:
        if name is not None and (name not in allowed or spec or conversion):
            raise BadInput(f"The letter wording for “{key}” can't use {{{name}}}.")
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
