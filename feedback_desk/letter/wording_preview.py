"""How a text of the wording reads in a letter, filled with invented names: what an editor shows while one types."""

from __future__ import annotations

from datetime import date

from feedback_desk.letter.wording import Wording, Words, usable

_NAME = "Asha Verma"
_ORGANISATION = "Northwind"
_VALUES = {
    "name": _NAME,
    "role": "Security Engineer",
    "organisation": _ORGANISATION,
    "sender": "Tomás Okafor",
    "points": "SQL",
    "page": "2",
    "pages": "3",
    "hours": "3",
    "first": "SQL",
    "second": "TLS",
    "day": "20",
    "year": "2026",
}


def preview(wording: Wording, key: str, words: Words) -> tuple[str, ...]:
    """The text, or each of its variants, as a candidate would read it; `BadInput` says why it can't be used."""
    usable(key, words)
    values = _VALUES | wording.voice(person=False)
    values["month"] = wording.months[10]
    values["date"] = wording.date(date(2026, 11, 20))
    values["at_organisation"] = wording.at_organisation(_ORGANISATION)
    values["salutation"] = wording.salutation.format(name=_NAME)
    said = (words,) if isinstance(words, str) else words
    return tuple(text.format_map(values) for text in said if text)
