"""Which texts a wording consists of: for each its key, what it is for, and the placeholders it may use.

A key is the way to a text in a wording file ("page.strengths", "slots.basis"). What is said about it here is what
the wording editor shows beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
"""All that the Unicode CLDR knows; which of them a wording needs follows from its rule."""


@dataclass(frozen=True)
class Key:
    """One text, or with `many` the variants of one slot or the lines of one list."""

    about: str
    """One sentence for whoever edits it."""
    placeholders: frozenset[str] = frozenset()
    many: bool = False
    at_least: int = 1
    """How many variants or lines it needs."""
    may_be_empty: bool = False
    needs: frozenset[str] = frozenset()
    """Placeholders it can't do without."""


_VOICED = frozenset({"we", "us", "our", "We", "Our"})
_OPENING = _VOICED | {"date", "role", "at_organisation"}
_MAIL = frozenset({"salutation", "name", "role", "at_organisation", "organisation", "sender", "date"})


def _whole(about: str, *placeholders: str) -> Key:
    """A text that needs every one of its placeholders."""
    return Key(about, frozenset(placeholders), needs=frozenset(placeholders))


def _hours() -> dict[str, Key]:
    about = "How long a resource takes, for a number of hours whose plural form is “{}”."
    return {f"page.hours_{form}": Key(about.format(form), frozenset({"hours"})) for form in PLURAL_FORMS}


def _page() -> dict[str, Key]:
    texts = {
        "heading": "The small heading above the candidate's name.",
        "date": "Label before the date of the letter.",
        "interviewed": "Label before the date of the interview.",
        "strengths": "Heading above what went well.",
        "growth": "Heading above what to work on.",
        "resources": "Heading above the words on the links.",
        "try_this": "Stands before a next step; a colon follows.",
        "overview": "Heading of the picture that shows the skills at a glance.",
        "level_1": "The lowest of four levels in that picture, as a candidate reads it.",
        "level_2": "The second of four levels in that picture.",
        "level_3": "The third of four levels in that picture.",
        "level_4": "The highest of four levels in that picture.",
        "kind_course": "What a course is called beside a link.",
        "kind_lab": "What a lab is called beside a link.",
        "kind_docs": "What documentation is called beside a link.",
        "kind_book": "What a book is called beside a link.",
        "kind_video": "What a video is called beside a link.",
        "kind_ctf": "What a capture-the-flag challenge is called beside a link.",
        "cost_free": "Said of a resource that costs nothing.",
        "cost_freemium": "Said of a resource that is free to begin with.",
        "cost_paid": "Said of a resource that has to be paid for.",
    }
    return {
        **{f"page.{name}": Key(about) for name, about in texts.items()},
        **_hours(),
        "page.title": _whole("The document's title, which also heads the letter as text.", "name"),
        "page.page_of": _whole("The page number, where there are several pages.", "page", "pages"),
        "page.signature_of": _whole("What a screen reader says of the picture of a signature.", "name"),
    }


def _slots() -> dict[str, Key]:
    texts = {
        "thanks_role": "The first words after the salutation, where the role is known.",
        "thanks": "The first words after the salutation, where no role is given.",
        "purpose_both": "What the letter is for, where it has strengths and points to work on.",
        "purpose_strengths": "What the letter is for, where it has strengths alone.",
        "purpose_growth": "What the letter is for, where it has points to work on alone.",
        "purpose_nothing": "What the letter is for, where no strength and no gap was noted.",
        "basis": "What the feedback rests on.",
        "resources": "A word on the links, where the letter has three or more.",
        "thought_both": "A closing thought, where the letter has strengths and points to work on.",
        "thought_strengths": "A closing thought, where it has strengths alone.",
        "thought_growth": "A closing thought, where it has points to work on alone.",
        "thought_nothing": "A closing thought, where no strength and no gap was noted.",
        "reply": "How to come back with a question.",
        "sign_off": "The last line, above the sender's name.",
    }
    opening = {"thanks_role": _OPENING, "thanks": _OPENING - {"role"}, "sign_off": frozenset[str]()}
    return {
        f"slots.{name}": Key(f"{about} Each letter takes one of these.", opening.get(name, _VOICED), many=True)
        for name, about in texts.items()
    }


def _card() -> dict[str, Key]:
    return {
        "card.heading": Key("Heading of the phone card.", frozenset({"name"})),
        "card.say": Key("Heading above how to begin the call."),
        "card.say_lines": Key("How to begin the call, a line each.", frozenset({"name", "date"}), many=True),
        "card.strengths": Key("Heading above what went well."),
        "card.growth": Key("Heading above what to work on."),
        "card.next_step": Key("Stands before a next step; a colon follows."),
        "card.ask": Key("Heading above what to ask."),
        "card.ask_lines": Key("What to ask before the call ends, a line each.", many=True),
        "card.do_not_say": Key("Heading above what to leave unsaid."),
        "card.do_not_say_lines": Key("What to leave unsaid, a line each.", many=True),
    }


KEYS: Mapping[str, Key] = MappingProxyType(
    {
        **_page(),
        "salutation": Key("The greeting.", frozenset({"name"})),
        "good": Key("Stands before the sentence on what good looks like; a colon follows."),
        "also": Key("Joins a second sentence about the same thing; empty where none is wanted.", may_be_empty=True),
        "told_under": Key(
            "Said of a point whose notes are told under other points already.",
            _VOICED | {"points"},
            needs=frozenset({"points"}),
        ),
        "date": _whole("How a date is written.", "day", "month", "year"),
        "months": Key("The twelve months, as a date names them.", many=True, at_least=12),
        "list.two": _whole("Two things named together.", "first", "second"),
        "list.middle": _whole("The things of a longer list, but for the last.", "first", "second"),
        "list.last": _whole("The last thing of a longer list.", "first", "second"),
        **{
            f"voices.{who}.{word}": Key(f"The word for “{word}” where {speaks} writes.")
            for who, speaks in (("team", "an organisation"), ("person", "one person"))
            for word in ("we", "us", "our")
        },
        "at_organisation": _whole(
            "Names the organisation inside a sentence, with the blank before it.", "organisation"
        ),
        **_slots(),
        "mail.subject_role": Key("Subject of the e-mail, where the role is known.", _MAIL),
        "mail.subject": Key("Subject of the e-mail, where no role is given.", _MAIL - {"role"}),
        "mail.text_role": Key("Text of the e-mail, where the role is known.", _MAIL),
        "mail.text": Key("Text of the e-mail, where no role is given.", _MAIL - {"role"}),
        **_card(),
    }
)
"""Every text of a wording, in the order an editor shows them."""
