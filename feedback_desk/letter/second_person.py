"""What was noted about a candidate, said to them: "explained nonces" becomes "You explained nonces."

Notes are typed in a hurry, mostly as a verb without its subject. Where it is certain who the subject
is, the sentence is turned round; where it is not, it stands as it was written and the letter's author
is asked to look at it. Words are only ever replaced by the matching form of "you", and "unable to" gets the
verb it lacks: nothing else is added, left out or guessed. The word lists are data (`assets/wording/en-notes.json`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from feedback_desk.paths import bundled


@dataclass(frozen=True)
class Told:
    """A note as the letter says it; `sure` is False where its words want a look before they go out."""

    text: str
    sure: bool


@dataclass(frozen=True)
class _Words:
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
def _words() -> _Words:
    data: dict[str, Any] = json.loads(bundled("assets", "wording", "en-notes.json").read_text(encoding="utf-8"))
    present, before_object = data.pop("present"), data.pop("present_before_object")
    lists = {key: frozenset(value) for key, value in data.items()}
    return _Words(present=present, present_before_object=before_object, **lists)


def to_you(note: str, names: Collection[str] = ()) -> Told:
    """The note in the second person, sentence by sentence; `names` are words the candidate is called by.

    A note of several lines (pasted code, a list) stands as it was written.
    """
    note = note.strip()
    if "\n" in note:
        return Told(note, False)
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\ue000{chr(0xE100 + len(held) - 1)}"

    called = frozenset(name.casefold() for name in names)
    text = re.sub(r"\s+", " ", note) if len(note) > 3_000 else _HELD.sub(hold, re.sub(r"\s+", " ", note))
    told = [_sentence(sentence, called, opens=at == 0) for at, sentence in enumerate(_sentences(text))]
    said = " ".join(_finished(one.text) for one in told)
    said = re.sub("\ue000(.)", lambda found: held[ord(found[1]) - 0xE100], said)
    return Told(said, bool(told) and all(one.sure for one in told))


_HELD = re.compile(r"\"[^\"]{1,600}\"|“[^”]{1,600}”|‘[^’]{1,600}’(?!\w)|`[^`]{1,600}`|(?<!\w)'[^']{1,600}'(?!\w)")
"""Quotations and code: nobody's words are turned round inside them."""
_END = re.compile(r"(?<=[.!?…])\s+(?=\S)")
_ABBREVIATED = re.compile(r"(?i)\b(?:e\.g|i\.e|etc|vs|cf|approx|no|fig|dr|mr|mrs|ms|prof|incl)\.$")


def _sentences(text: str) -> list[str]:
    out: list[str] = []
    for part in _END.split(text):
        if out and _ABBREVIATED.search(out[-1]):
            out[-1] += " " + part
        else:
            out.append(part)
    return out


def _sentence(text: str, called: frozenset[str], *, opens: bool) -> Told:
    parts = re.split(r"(;\s+)", text)
    first = _clause(parts[0], called, opens=opens)
    out, sure = [first.text], first.sure
    for gap, part in zip(parts[1::2], parts[2::2], strict=True):
        turned = _subject_dropped(part) or _turned(part, called)
        turned = turned if turned is None else turned[:1].lower() + turned[1:]
        more = _pronouns(turned or part)
        out += [gap, more.text]
        sure = sure and more.sure
    return Told("".join(out), sure and not _HURRIED.search(text))


_HURRIED = re.compile(
    r"(?i)[-=]>|\?\?|\bw/|\bb/c\b|\b(?:tho|thru|imo|imho|tbh|idk|afaik|btw|pls|ppl|q's|qs|prob|def|obv)\b"
)
"""Signs that serve in a note and not in a letter."""


def _clause(text: str, called: frozenset[str], *, opens: bool) -> Told:
    """`opens` is True for the first words of a note, where nobody but the candidate was spoken of yet."""
    owner = re.match(r"([^\W\d_][\w-]*)['’]s\s+", text)
    if owner and owner[1].casefold() in called:
        return _pronouns(f"your {text[owner.end() :]}")
    text = re.sub(r"(?i)^they(?=['’](?:d|ll|re|ve)\b)", "you", text)
    if re.match(r"(?i)(?:you|your|he['’]\w+|she['’]\w+)\b", text):
        return _pronouns(text)
    if opens and re.match(r"(?i)(?:his|her)\s", text):
        return _pronouns(text)
    if re.match(rf"(?i)(?:the )?{_ROLE}['’]s\s", text):
        return _pronouns(text)
    turned = _turned(text, called)
    if turned is None:
        return Told(text, False)
    return Told(text, False) if _dangling(turned) else _pronouns(turned)


def _turned(text: str, called: frozenset[str]) -> str | None:
    """The clause with "you" as its subject, or None where that is not certain."""
    subject = re.match(rf"(?i)((?:the )?{_ROLE}|they|she|he)\s+", text)
    word = re.match(r"[^\W\d_][\w'’-]*", text)
    if subject:
        return _subject_dropped(text[subject.end() :], explicit=True)
    if word and word[0].casefold() in called:
        rest = text[word.end() :].lstrip()
        return _turned(rest, called) if rest != text else None
    return _subject_dropped(text) or _after_lead(text)


_ROLE = "(?:candidate|interviewee|applicant)"
_START = re.compile(r"([^\W\d_][\w'’-]*)(?:\s+([^\W\d_][\w'’-]*))?")


def _subject_dropped(text: str, *, explicit: bool = False) -> str | None:
    """ "explained it" -> "you explained it"; None when the text does not start with a verb for certain."""
    words = _words()
    before = ""
    while (start := _START.match(text)) and start[1].lower() in words.adverbs and start[2]:
        before += start[1].lower() + " "
        text = text[start.end(1) :].lstrip()
    if not start:
        return None
    verb, following = start[1].lower().replace("’", "'"), (start[2] or "").lower()
    rest = text[start.end(1) :]
    said = re.match(r"(?:[Nn]ot )?(\w+ \w+)", text)
    if said and said[1].lower() in words.predicates and not (before or explicit):
        return f"you were {text[0].lower()}{text[1:]}"
    if verb in words.leaning and not re.sub(r"(?i)\bnot\b", "", rest).strip(" .!?"):
        return None
    if verb in words.present:
        return f"you {before}{words.present[verb]}{rest}"
    if verb in words.present_before_object and (following in words.determiners or (verb, following) == ("needs", "to")):
        return f"you {before}{words.present_before_object[verb]}{rest}"
    if verb == "asked":
        certain = explicit or not _may_be_asked(following, rest)
    elif following == "by" or (verb in ("confused", "lost", "rushed") and following in ("about", "on", "in", "over")):
        certain = False
    elif verb in words.past:
        certain = True
    elif verb in words.past_before_object or (verb.endswith("ed") and verb not in words.adjectives):
        certain = (explicit and verb.endswith("ed")) or following in words.shows_verb
    else:
        certain = explicit and verb in words.present.values()  # "they were", "they don't"
    return f"you {before}{verb}{rest}" if certain else None


def _may_be_asked(following: str, rest: str) -> bool:
    """Whether "asked …" may mean that they were asked: "asked about X, said Y"."""
    if following in {"about", "how", "why", "what", "to", "which", "where", "whether", "if", "when", "who"}:
        return bool(re.search(r",|\b(?:and|but|then)\b", rest)) or following == "to"
    return any(_subject_dropped(part) for part in re.split(r",\s+|\b(?:and|but|then)\s+", rest)[1:])


def _after_lead(text: str) -> str | None:
    """ "when asked how, relied on luck" -> "when asked how, you relied on luck"."""
    words = _words()
    first = _START.match(text)
    if not first or first[1].lower() not in words.leads | {"asked"}:
        return None
    if _NAMED_SUBJECT.search(text):
        return text  # `_pronouns` turns it
    if first[1].lower() == "asked" or _THIRD.search(re.split("[,:]", text)[0]):
        return None
    found = [
        (gap, turned)
        for gap in re.finditer(r"[,:]\s+", text)
        if (turned := _subject_dropped(text[gap.end() :])) is not None
    ]
    if len(found) != 1:  # none, or a list of verbs of which it isn't clear where the main one begins
        return None
    gap, turned = found[0]
    return f"{text[: gap.start()]}, {turned}"


def _dangling(text: str) -> bool:
    """Whether a later verb without a subject would now disagree: "you explained it and was sure"."""
    return any(
        found[1].lower() in _words().present
        for found in re.finditer(r"(?:,|;|\b(?:and|but|then|or))\s+(?:\w+ly\s+)?([\w'’]+)", text)
    )


# --- he, she, they, the candidate ---------------------------------------------------------------

_NAMED_SUBJECT = re.compile(r"(?i)\b(?:he|she)\s")
_THIRD = re.compile(r"(?i)\b(?:he|she|him|her|his|hers|himself|herself|they|them|their|theirs|themselves|themself)\b")
_SHORT = re.compile(r"(?i)\b(?:he|she)(['’])(s|d|ll)\b(?:(\s+)([\w'’-]+))?")
"""he's, she'd, he'll"""
_ONE = re.compile(r"(?i)\b(he|she|him|her|his|hers|himself|herself)\b(?:(\s+)([\w'’-]+))?")
_MANY = re.compile(r"(?i)\b(they|them|their|theirs|themselves|themself)\b(?:(\s+)([\w'’-]+))?")
_PLURAL = re.compile(r"[^\W\d_]{2,}[^\W\d_s]s\b")
"""What "them" may stand for: "explained nonces and what defeats them"."""
_CANDIDATE = re.compile(rf"(?i)\b(?:the {_ROLE}(?:(['’]s)|(\s+)([\w'’-]+))|{_ROLE}(['’]s))")


def _pronouns(text: str) -> Told:
    """Third-person words that can only mean the candidate, said to them."""
    people = _somebody_else(text) or any(
        word in _words().people or word.removesuffix("s") in _words().people
        for word in re.findall(r"[^\W\d_]+", text.lower())
    )
    sure = True

    def candidate(found: re.Match[str]) -> str:
        nonlocal sure
        if found[1] or found[4]:
            return "your"
        agreed = _agreeing(found[3])
        sure = sure and agreed is not None
        return found[0] if agreed is None else f"you{found[2]}{agreed}"

    def short(found: re.Match[str]) -> str:
        nonlocal sure
        mark, verb, gap, following = found[1], found[2].lower(), found[3] or "", found[4] or ""
        if verb == "s":
            low = following.lower()
            verb = "ve" if low in _words().after_has else "re" if low in _words().after_is else ""
        if people or not verb:
            sure = False
            return found[0]
        return f"you{mark}{verb}{gap}{following}"

    def one(found: re.Match[str]) -> str:
        nonlocal sure
        word, following = found[1].lower(), found[3] or ""
        said: str | None
        if found.string[found.end(1) :][:1] in ("'", "’"):  # what `short` left
            return found[0]
        if word in ("he", "she"):
            agreed = _agreeing(following) if following else ""
            said = None if agreed is None else f"you{found[2] or ''}{agreed}"
        elif word == "him" or (word == "her" and (not following or following.lower() in _words().after_object)):
            said = None  # who does something to him or her is somebody else
        else:
            turned = {"his": "your", "her": "your", "hers": "yours"}.get(word, "yourself")
            said = f"{turned}{found[2] or ''}{following}"
        if people or said is None:
            sure = False
            return found[0]
        return said

    def many(found: re.Match[str]) -> str:
        nonlocal sure
        own = found[1].lower() == "their" and (found[3] or "").lower() in _words().their_own
        things = found[1].lower() in ("them", "their", "theirs") and _PLURAL.search(text, 0, found.start())
        if people or bool(own) == bool(things):
            sure = False
        elif own:
            return f"your{found[2]}{found[3]}"
        return found[0]

    text = _CANDIDATE.sub(candidate, text)
    text = _SHORT.sub(short, text)
    text = _ONE.sub(one, text)
    text = _MANY.sub(many, text)
    return Told(text, sure)


def _somebody_else(text: str) -> bool:
    """Whether somebody is named who does something: in "said Ines thought he was late", who was late isn't certain."""
    words = _words()
    return any(
        found[2].endswith("ed") or found[2] in words.past or found[2] in words.present
        for found in re.finditer(r"(?<=\w )([A-Z][a-zà-ÿ]+) ([a-z]+)\b", text)
    )


def _agreeing(verb: str) -> str | None:
    """The verb as it follows "you", or None when that isn't known."""
    words = _words()
    low = verb.lower().replace("’", "'")
    if low in words.present:
        return words.present[low]
    known = low in words.past or low in words.past_before_object or low in words.adverbs or low.endswith("ed")
    return verb if known else None


# --- A sentence on the page ---------------------------------------------------------------------


def _finished(text: str) -> str:
    """With a capital letter and a full stop, where the script has them; an identifier keeps its case."""
    word = re.match(r"[^\W\d_]+(?![\w.:(/\\-]*[\w(/\\])", text)
    if word and word[0].islower():
        text = text[0].upper() + text[1:]
    letter = re.search(r"[^\W\d_]", text)
    if (letter and "\u0530" <= letter[0] < "\ue000") or re.search(r"[.!?…:][\"'”’)\]]*$", text):
        return text
    return text.rstrip(",; ") + "."
