"""Where a note left out who it is about, or named them: the clause with "you" as its subject."""

from __future__ import annotations

import re
from enum import Enum, auto

from feedback_desk.letter.note_words import HE, ROLE, may_be_present, note_words

_NAMED_SUBJECT = re.compile(rf"(?i)(?<!\w){HE}\s")
_THIRD = re.compile(r"(?i)\b(?:he|she|him|her|his|hers|himself|herself|they|them|their|theirs|themselves|themself)\b")


def with_you(text: str, called: frozenset[str], *, opens: bool) -> str | None:
    """The clause with "you" as its subject, or None where that is not certain.

    `opens` is True for the first words of a note: later on, who or what was left out may be what was spoken of before.
    """
    subject = re.match(rf"(?i)(?:(?:the )?{ROLE}|{HE})\s+", text)
    if subject:
        return subject_dropped(text[subject.end() :], Subject.NAMED)
    they = re.match(r"(?i)they\s+", text)
    if they:
        return subject_dropped(text[they.end() :], Subject.NAMED if opens else Subject.LATER)
    rest = text
    while (word := re.match(r"([^\W\d_][\w'’-]*)\s+", rest)) and word[1].casefold() in called - note_words().past:
        rest = rest[word.end() :]
    if rest != text:
        return subject_dropped(rest, Subject.NAMED)
    left_out = Subject.LEFT_OUT if opens else Subject.LATER
    return subject_dropped(text, left_out) or _after_lead(text, left_out)


class Subject(Enum):
    """How much is known of who a verb speaks of."""

    NAMED = auto()
    LEFT_OUT = auto()
    LATER = auto()
    """Left out after something else was spoken of: "wrote a fix. Didn't work"."""


_START = re.compile(r"([^\W\d_][\w'’-]*)(?:\s+([^\W\d_][\w'’-]*))?")


def subject_dropped(text: str, subject: Subject = Subject.LEFT_OUT) -> str | None:
    """ "explained it" -> "you explained it"; None when it is not certain that a verb of the candidate's comes first."""
    words = note_words()
    named = subject is Subject.NAMED
    before = ""
    while (start := _START.match(text)) and start[1].lower() in words.adverbs and start[2]:
        before += start[1].lower() + " "
        text = text[start.end(1) :].lstrip()
    if not start:
        return None
    verb, following = start[1].lower().replace("’", "'"), (start[2] or "").lower()
    rest = text[start.end(1) :]
    if not named and not _is_persons(verb, rest, later=subject is Subject.LATER):
        return None
    said = re.match(r"(?:[Nn]ot )?(\w+ \w+)", text)
    if said and said[1].lower() in words.predicates and not (before or named):
        return f"you were {text[0].lower()}{text[1:]}"
    if verb in words.leaning and not re.sub(r"(?i)\bnot\b", "", rest).strip(" .!?"):
        return None
    if verb in words.present:
        return f"you {before}{words.present[verb]}{rest}" if _takes_object(verb, rest) else None
    if verb in words.present_before_object and (following in words.determiners or (verb, following) == ("needs", "to")):
        return f"you {before}{words.present_before_object[verb]}{rest}"
    if verb == "asked":
        certain = named or not _may_be_asked(following, rest)
    elif following == "by" or (verb in ("confused", "lost", "rushed") and following in ("about", "on", "in", "over")):
        certain = False
    elif verb in words.past:
        certain = _takes_object(verb, rest)
    elif verb in words.past_before_object or (verb.endswith("ed") and verb not in words.adjectives):
        certain = (named and verb.endswith("ed")) or following in words.shows_verb
    else:
        certain = named and verb in words.present.values()  # "they were", "they don't"
    return f"you {before}{verb}{rest}" if certain else None


def starts_with_verb(text: str) -> bool:
    """Whether a verb may stand first, of whomever or whatever it speaks."""
    words = note_words()
    typed = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text.lower()) if word not in words.adverbs]
    verbs = {*words.past, *words.past_before_object, *words.present, *words.present_before_object, *words.of_things}
    first = typed[0].replace("’", "'") if typed else ""
    return first in verbs or first.endswith("ed") or (text[:1].islower() and may_be_present(first))


def _is_persons(verb: str, rest: str, *, later: bool) -> bool:
    """Whether it can't be something else that the clause speaks of: the code under review, or what was named before."""
    words = note_words()
    unsaid = words.adverbs | words.degrees
    after = [word for word in re.findall(r"[^\W\d_][\w'’-]*", rest.lower()) if word not in unsaid]
    following, then = (*after, "", "")[:2]
    both = f"{following} {then}"
    if verb in ("is", "isn't", "was", "wasn't", "not"):
        if later:
            return following in words.of_minds
        return not words.of_people.isdisjoint((following, both)) or both in words.predicates
    if verb in words.of_minds:
        return True
    if f"{verb} {following}" in ("able to", "unable to"):
        return not later or then in words.personal
    if verb in ("has", "had"):
        if following == "been":
            return not later and (then in words.of_people or then.endswith("ing"))
        return not later and (following not in ("a", "an", "no") or not words.one_has.isdisjoint(after))
    if verb in ("needed", "needs") and (later or following in ("a", "an", "the") or then == "be"):
        return not (words.help if later else words.help | words.one_has).isdisjoint(after)
    if verb in words.leaning:
        if following == "be":
            return not later and then in words.of_people
        return following in words.personal or not (later or _is_things(following, then))
    if " ".join([verb, *rest.lower().split()[:1]]) in words.something_else:
        return False
    if later:
        return verb in words.personal or words.present.get(verb) in words.personal
    return not _is_things(verb, following) and not (following == "to" and _is_things(then, ""))


def _is_things(verb: str, following: str) -> bool:
    """Whether a program may do it too: "didn't work", but "worked through the examples"."""
    words = note_words()
    return verb in words.of_things and following not in words.with_things_of_people


def _takes_object(verb: str, rest: str) -> bool:
    """Whether an object follows, and not a noun with a verb of its own: "proposed fix was incomplete"."""
    words = note_words()
    tokens = re.findall(r"[^\W_][\w'-]*|\ue000.|[,:(–—]", rest.lower().replace("’", "'"))
    if not tokens or verb in words.leaning:
        return True
    if verb in words.wants_object and tokens[0] in words.leads:
        return False
    if verb in words.never_participle or tokens[0] in words.shows_verb:
        return True
    if tokens[0] in words.singular and verb in words.past:
        return False
    joined, described = False, True
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if token in words.clause_starts or token in (":", "–", "—"):
            return True
        finite = token in words.leaning or token in words.present or token in ("were", "are")
        past = token in words.past | words.past_before_object or (token.isalpha() and token.endswith("ed"))
        if finite or (past and not described and following != "by" and token not in words.leads):
            return joined  # "named CSP and could not explain it"
        joined = token in (",", "(", "and", "or", "but", "then") or (joined and token in words.adverbs)
        described = token in words.shows_verb | words.adverbs | {"being"}  # "every failed login", "without being asked"
    return True


def _may_be_asked(following: str, rest: str) -> bool:
    """Whether "asked …" may mean that they were asked: "asked about X, said Y"."""
    if following in {"about", "how", "why", "what", "to", "which", "where", "whether", "if", "when", "who"}:
        return bool(re.search(r"[,:–—]|\s-+\s|\b(?:and|but|then)\b", rest)) or following == "to"
    return any(subject_dropped(part) for part in re.split(r",\s+|\b(?:and|but|then)\s+", rest)[1:])


def _after_lead(text: str, subject: Subject) -> str | None:
    """ "when asked how, relied on luck" -> "when asked how, you relied on luck"."""
    words = note_words()
    first = _START.match(text)
    if not first or first[1].lower() not in words.leads | {"asked"}:
        return None
    if _NAMED_SUBJECT.search(text):
        return text  # `pronouns` turns it
    lead = re.split("[,:]", text)[0]
    if first[1].lower() == "asked" or _THIRD.search(lead):
        return None
    if first[1].lower() in words.prepositions and not words.past.isdisjoint(lead.lower().split()):
        return None  # "at first guessed, then measured"
    found = [
        (gap, turned)
        for gap in re.finditer(r"[,:]\s+", text)
        if (turned := subject_dropped(text[gap.end() :], subject)) is not None
    ]
    if len(found) != 1:  # none, or a list of verbs of which it isn't clear where the main one begins
        return None
    gap, turned = found[0]
    return f"{text[: gap.start()]}, {turned}"


def dangling(text: str) -> bool:
    """Whether a later verb without a subject would now disagree: "you explained it and was sure"."""
    words = note_words()
    agreed = {*words.present.values(), *words.present_before_object.values()} - words.past_before_object
    now = any(
        verb.lower() in agreed
        for verb in re.findall(r"(?i)\byou (?:(?:\w+ly|also|often|still|never) )?([\w'’]+)", text)
    )
    for joint in re.finditer(r"(?:[,;:(–—&+]|\s-+\s|\b(?:and|but|then|or|yet)\b)\s*", text):
        rest = re.split(r"\s+", text[joint.end() :], maxsplit=12)
        while len(rest) > 1 and (rest[0].lower() in words.adverbs | {"not"} or rest[0].endswith("ly")):
            rest.pop(0)
        typed, following = (re.sub(r"^[^\w]+|[^\w]+$", "", word) for word in (*rest, "")[:2])
        verb, following = typed.lower().replace("’", "'"), following.lower()
        if verb in words.present or (verb in words.present_before_object and following in words.determiners):
            return True
        if verb in words.leaning | words.of_things and not _is_persons(verb, " ".join(rest[1:]), later=False):
            return True
        if now and may_be_present(typed):
            return True
    return False
