"""The words a letter is written with: data that is checked when it is loaded, and a steady choice among variants.

Each slot of a letter (thanks, purpose, closing thought …) has several variants. Which one is taken
follows from the interview's id alone, so a re-draft says the same again, while letters of two
interviews read like two letters. Choices of different slots are independent of each other.
"""

from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from feedback_desk.errors import BadInput
from feedback_desk.letter.plurals import RULES
from feedback_desk.letter.wording_keys import KEYS, PLURAL_FORMS
from feedback_desk.model import Letter
from feedback_desk.paths import bundled

TONES = ("warm", "formal")
Words = str | tuple[str, ...]
"""One text of the wording, or the variants of one slot."""


@dataclass(frozen=True)
class Wording:
    """The wording of one language and tone. Made by `load_wording` or `read_wording`, which check it."""

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
    mail: Mapping[str, str]
    card: Mapping[str, Words]
    """The phone card: a text for each heading, a tuple for each "…_lines"."""
    texts: Mapping[str, Words]
    """All of it by key ("page.strengths"), as an editor shows it."""
    _plurals: str

    def say(self, slot: str, seed: str, values: Mapping[str, str] | None = None, *, person: bool = False) -> str:
        """One variant of a slot, filled in; `seed` decides which. `person` says "I" where it would be "we"."""
        variants = self.slots[slot]
        chosen = variants[self.choose(slot, seed, len(variants))]
        return filled(chosen, {**self.voice(person), **(values or {})})

    def choose(self, what: str, seed: str, among: int) -> int:
        """A number below `among` that is always the same for one `seed`."""
        digest = hashlib.sha256(f"{seed}/{what}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % among

    def voice(self, person: bool) -> dict[str, str]:
        """The placeholders for who speaks, with capital letters for the start of a sentence."""
        words = {word: self._text(f"voices.{'person' if person else 'team'}.{word}") for word in ("we", "us", "our")}
        return words | {word.capitalize(): _capital(words[word]) for word in ("we", "our")}

    def date(self, day: date) -> str:
        """A date as a letter writes it: "20 November 2026"."""
        return self._text("date").format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def at_organisation(self, organisation: str) -> str:
        """ " at Northwind", with its leading blank, or nothing."""
        return self._text("at_organisation").format(organisation=organisation) if organisation else ""

    def title(self, name: str) -> str:
        """What the document is called."""
        return self.page["title"].format(name=name)

    def hours(self, hours: int) -> str:
        """How long something takes: "about an hour", "about 3 hours"."""
        return self.page[f"hours_{RULES[self._plurals][0](hours)}"].format(hours=hours)

    def listed(self, things: Sequence[str]) -> str:
        """The things as a sentence names them: "one, two and three"."""
        if len(things) < 3:
            return self._text("list.two").format(first=things[0], second=things[1]) if len(things) == 2 else things[0]
        named = things[0]
        for thing in things[1:-1]:
            named = self._text("list.middle").format(first=named, second=thing)
        return self._text("list.last").format(first=named, second=things[-1])

    def told_under(self, points: Sequence[str], *, person: bool) -> str:
        """Where a point's notes are told, if not with the point itself."""
        return filled(self._text("told_under"), {**self.voice(person), "points": self.listed(points)})

    def _text(self, key: str) -> str:
        return str(self.texts[key])


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its placeholders filled in; a value's own stop ends the sentence: "at Northwind Inc. Thank you"."""
    said = ""
    for words, name, _, _ in string.Formatter().parse(text):
        said += words[1:] if words[:1] in _STOPS and said.endswith(_ENDS) else words
        said += values[name] if name else ""
    return said


_STOPS = (".", "।")
_ENDS = (*_STOPS, "!", "?", "…")


def wording_for(letter: Letter) -> Wording:
    """The wording that comes with the program for a letter's language and tone."""
    return load_wording(letter.language, letter.tone)


def languages() -> tuple[str, ...]:
    """The languages there is wording for, English first."""
    found = {file.stem for file in bundled("assets", "wording").glob("*.json") if file.stem.isalpha()}
    return tuple(sorted(found, key=lambda language: (language != "en", language)))


def tones(language: str) -> tuple[str, ...]:
    """The tones there is wording for in that language; none for a language that there isn't."""
    return tuple(tone for tone in TONES if language in languages() and _file(language, tone).is_file())


def describe(key: str) -> str:
    """What a text is for, in a short sentence for whoever edits it; `BadInput` for a key that there isn't."""
    if key not in KEYS:
        raise BadInput(f"There is no wording called “{key}”.")
    return KEYS[key].about


def placeholders(key: str) -> tuple[str, ...]:
    """What a text may use in curly brackets, without the brackets; `BadInput` as with `describe`."""
    describe(key)
    return tuple(sorted(KEYS[key].placeholders, key=str.swapcase))


def load_wording(language: str = "en", tone: str = "warm", changes: Mapping[str, Words] | None = None) -> Wording:
    """The wording that comes with the program, with what the user changed (by the keys of `texts`).

    `BadInput` when there is none for that language and tone, or when a change can't be used.
    """
    if not changes:
        return _shipped(language, tone)
    shipped = texts(language, tone)
    # A text that a newer program no longer has is let go.
    changed = {key: words for key, words in changes.items() if key in shipped}
    return _checked_wording(_data(language, tone), shipped | changed)


def texts(language: str = "en", tone: str = "warm") -> dict[str, Words]:
    """All that can be changed in a wording, as it comes with the program, by key ("page.strengths")."""
    return _flat(_data(language, tone))


def read_wording(data: Mapping[str, Any]) -> Wording:
    """Check wording and take it; `BadInput` names what is wrong, so that a person can mend their own wording."""
    return _checked_wording(data, _flat(data))


@cache
def _shipped(language: str, tone: str) -> Wording:
    return read_wording(_data(language, tone))


@cache
def _data(language: str, tone: str) -> dict[str, Any]:
    if tone not in tones(language):
        raise BadInput(f"There is no letter wording for the language “{language}” in the tone “{tone}”.")
    data: dict[str, Any] = json.loads(_file(language, tone).read_text(encoding="utf-8"))
    return data


def _file(language: str, tone: str) -> Path:
    return bundled("assets", "wording", f"{language}.json" if tone == "warm" else f"{language}-{tone}.json")


_FIXED = frozenset({"language", "tone", "direction", "plurals"})


def _flat(data: Mapping[str, Any]) -> dict[str, Words]:
    def walk(inner: Mapping[str, Any], before: str) -> Iterator[tuple[str, Words]]:
        for key, value in inner.items():
            if isinstance(value, dict):
                yield from walk(value, f"{before}{key}.")
            elif f"{before}{key}" not in _FIXED:
                yield before + key, tuple(value) if isinstance(value, list) else value

    return dict(walk(data, ""))


def _checked_wording(data: Mapping[str, Any], words: Mapping[str, Words]) -> Wording:
    rule, direction = str(data.get("plurals")), data.get("direction", "ltr")
    if rule not in RULES:
        raise BadInput(f"The letter wording needs a rule for plurals: {', '.join(RULES)}.")
    if direction not in ("ltr", "rtl"):
        raise BadInput("The letter wording runs ltr (from left to right) or rtl (from right to left).")
    unused = {f"page.hours_{form}" for form in PLURAL_FORMS if form not in RULES[rule][1]}
    held = {key: _held(key, words.get(key)) for key in KEYS if key not in unused}

    def under(head: str) -> Mapping[str, Any]:
        return MappingProxyType({k.removeprefix(head): v for k, v in held.items() if k.startswith(head)})

    return Wording(
        language=str(data.get("language", "")),
        tone=data.get("tone", "warm"),
        direction=direction,
        page=under("page."),
        salutation=str(held["salutation"]),
        good=str(held["good"]),
        also=str(held["also"]),
        months=tuple(held["months"]),
        slots=under("slots."),
        mail=under("mail."),
        card=under("card."),
        texts=MappingProxyType(held),
        _plurals=rule,
    )


def _held(key: str, words: object) -> Words:
    try:
        return usable(key, words)
    except BadInput as error:
        raise BadInput(f"The letter wording for “{key}” can't be used. {error}") from None


def usable(key: str, words: object) -> Words:
    """The words for one key, or `BadInput` with what to do about them."""
    known = KEYS[key]
    if not known.many:
        return _checked_text(key, words)
    if not isinstance(words, tuple) or len(words) < known.at_least:
        needed = "at least one text" if known.at_least == 1 else f"{known.at_least} texts"
        raise BadInput(f"It needs {needed}.")
    if key == "months" and len(words) != known.at_least:
        raise BadInput("It needs 12 texts.")
    return tuple(_checked_text(key, text) for text in words)


def _checked_text(key: str, text: object) -> str:
    known = KEYS[key]
    if not isinstance(text, str) or not (text.strip() or known.may_be_empty):
        raise BadInput("There is no text. Write one, or restore what came with the program.")
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        raise BadInput(f"A curly bracket has no partner: {text}") from None
    used = {name for _, name, _, _ in parts if name is not None}
    for _, name, spec, conversion in parts:
        if name is not None and (name not in known.placeholders or spec or conversion):
            may = ", ".join(f"{{{one}}}" for one in placeholders(key)) or "no placeholder"
            raise BadInput(f"It can't use {{{name}}}; it may use {may}.")
    if missing := sorted(known.needs - used):
        raise BadInput(f"It needs {{{missing[0]}}} somewhere in it.")
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
