"""The words that notes are made of, as data (`assets/wording/en-notes.json`), and how verbs agree with "you"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from feedback_desk.paths import bundled

ROLE = "(?:candidate|interviewee|applicant)"
"""What a note calls the one it is about."""


@dataclass(frozen=True)
class NoteWords:
    """The lists by what their words show."""

    past: frozenset[str]
    past_before_object: frozenset[str]
    """Past tense only before an object that shows it ("limited the scope", but "limited knowledge")."""
    present: Mapping[str, str]
    present_before_object: Mapping[str, str]
    """Present tense only before a determiner ("uses the parameter", but "uses were not named")."""
    determiners: frozenset[str]
    adverbs: frozenset[str]
    leads: frozenset[str]
    adjectives: frozenset[str]
    people: frozenset[str]
    their_own: frozenset[str]
    shows_verb: frozenset[str]
    """Words that begin an object, so that the word before them is a verb."""
    predicates: frozenset[str]
    """What one is said to have been, with the word that shows it: "unable to"."""
    after_object: frozenset[str]
    """After these, "her" was no possessive."""
    leaning: frozenset[str]
    """Verbs that say nothing by themselves: "could not"."""
    after_has: frozenset[str]
    """After these, "he's" was "he has"."""
    after_is: frozenset[str]
    """After these, "he's" was "he is"."""


@cache
def note_words() -> NoteWords:
    """The lists, read once."""
    data: dict[str, Any] = json.loads(bundled("assets", "wording", "en-notes.json").read_text(encoding="utf-8"))
    present, before_object = data.pop("present"), data.pop("present_before_object")
    lists = {key: frozenset(value) for key, value in data.items()}
    return NoteWords(present=present, present_before_object=before_object, **lists)


def agreeing(verb: str) -> str | None:
    """The verb as it follows "you", or None when that isn't known."""
    words = note_words()
    low = verb.lower().replace("’", "'")
    if low in words.present:
        return words.present[low]
    known = low in words.past or low in words.past_before_object or low in words.adverbs or low.endswith("ed")
    return verb if known else None
