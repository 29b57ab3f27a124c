"""Where a note left out who it is about, or named them: the clause with "you" as its subject."""

from __future__ import annotations

import re

from feedback_desk.letter.note_words import ROLE, note_words

_NAMED_SUBJECT = re.compile(r"(?i)\b(?:he|she)\s")
_THIRD = re.compile(r"(?i)\b(?:he|she|him|her|his|hers|himself|herself|they|them|their|theirs|themselves|themself)\b")


def with_you(text: str, called: frozenset[str]) -> str | None:
    """The clause with "you" as its subject, or None where that is not certain."""
    subject = re.match(rf"(?i)((?:the )?{ROLE}|they|she|he)\s+", text)
    word = re.match(r"[^\W\d_][\w'’-]*", text)
    if subject:
        return subject_dropped(text[subject.end() :], explicit=True)
    if word and word[0].casefold() in called:
        rest = text[word.end() :].lstrip()
        return with_you(rest, called) if rest != text else None
    return subject_dropped(text) or _after_lead(text)


_START = re.compile(r"([^\W\d_][\w'’-]*)(?:\s+([^\W\d_][\w'’-]*))?")


def subject_dropped(text: str, *, explicit: bool = False) -> str | None:
    """ "explained it" -> "you explained it"; None when the text does not start with a verb for certain."""
    words = note_words()
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
    return any(subject_dropped(part) for part in re.split(r",\s+|\b(?:and|but|then)\s+", rest)[1:])


def _after_lead(text: str) -> str | None:
    """ "when asked how, relied on luck" -> "when asked how, you relied on luck"."""
    words = note_words()
    first = _START.match(text)
    if not first or first[1].lower() not in words.leads | {"asked"}:
        return None
    if _NAMED_SUBJECT.search(text):
        return text  # `pronouns` turns it
    if first[1].lower() == "asked" or _THIRD.search(re.split("[,:]", text)[0]):
        return None
    found = [
        (gap, turned)
        for gap in re.finditer(r"[,:]\s+", text)
        if (turned := subject_dropped(text[gap.end() :])) is not None
    ]
    if len(found) != 1:  # none, or a list of verbs of which it isn't clear where the main one begins
        return None
    gap, turned = found[0]
    return f"{text[: gap.start()]}, {turned}"


def dangling(text: str) -> bool:
    """Whether a later verb without a subject would now disagree: "you explained it and was sure"."""
    return any(
        found[1].lower() in note_words().present
        for found in re.finditer(r"(?:,|;|\b(?:and|but|then|or))\s+(?:\w+ly\s+)?([\w'’]+)", text)
    )
