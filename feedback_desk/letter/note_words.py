"""The words that notes are made of, as data (`assets/wording/en-notes.json`), and how verbs agree with "you"."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from feedback_desk.paths import bundled

ROLES = frozenset({"candidate", "cand", "interviewee", "applicant"})
ROLE = r"(?:candidate|cand\b\.?|interviewee|applicant)"
"""What a note calls the one it is about."""
HE = r"(?:\(s\)he|s/he|s?he(?:(?:/| or )(?:s?he|they))*)"


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
    prepositions: frozenset[str]
    """Those of the leads after which no verb comes before the comma."""
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
    never_participle: frozenset[str]
    """Verbs that can't stand before a noun as what it is like ("knew pipes", but "named pipes")."""
    singular: frozenset[str]
    """Nouns that take an article, so that a form in -ed right before one says what it is like: "proposed fix"."""
    wants_object: frozenset[str]
    """Verbs that say what was done to something where no object follows: "used in the loop"."""
    something_else: frozenset[str]
    """What begins like a verb of the candidate's and speaks of something else: "thought process", "went wrong"."""
    clause_starts: frozenset[str]
    """Words whose clause has a verb of its own: "explained why it was wrong"."""
    personal: frozenset[str]
    """What only a person does, as it is said of the past and after "could"."""
    of_things: frozenset[str]
    """What a program does as well, where these don't follow: `with_things_of_people`."""
    with_things_of_people: frozenset[str]
    of_people: frozenset[str]
    """What a person is and a program is not, by itself ("was calm") or with the word that shows it ("was good at")."""
    of_minds: frozenset[str]
    """What nothing that was written can be, whatever was spoken of before."""
    one_has: frozenset[str]
    """What a person has where a program has bugs: "had a plan"."""
    help: frozenset[str]
    """What only a person needs, also where something else was spoken of before."""
    degrees: frozenset[str]
    """With the adverbs, what may stand between "was" and what one was."""
    plurals: frozenset[str]
    """Nouns that look like verbs: "knows cookies and tokens", but "and checks"."""


@cache
def note_words() -> NoteWords:
    """The lists, read once."""
    data: dict[str, Any] = json.loads(bundled("assets", "wording", "en-notes.json").read_text(encoding="utf-8"))
    present, before_object = data.pop("present"), data.pop("present_before_object")
    lists = {key: frozenset(value) for key, value in data.items()}
    lists["people"] |= {f"{one}s" for one in lists["people"]}
    return NoteWords(present=present, present_before_object=before_object, **lists)


def agreeing(verb: str) -> str | None:
    """The verb as it follows "you", or None when that isn't known."""
    words = note_words()
    low = verb.lower().replace("’", "'")
    if low in words.present:
        return words.present[low]
    known = low in words.past or low in words.past_before_object or low in words.adverbs or low.endswith("ed")
    return verb if known else None


def may_be_present(word: str) -> bool:
    """Whether it looks like a verb with its -s, and is no noun that is known."""
    return bool(re.fullmatch(r"[a-z-]+[^siu]s", word)) and word not in note_words().plurals
