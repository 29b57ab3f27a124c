"""He, she, they and the candidate inside a sentence, said to them where it can be nobody else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedback_desk.letter.note_words import HE, ROLE, agreeing, may_be_present, note_words


@dataclass(frozen=True)
class Told:
    """A note as the letter says it; `sure` is False where its words want a look before they go out."""

    text: str
    sure: bool


_SHORT = re.compile(r"(?i)\b(?:he|she)(['’])(s|d|ll)\b(?:(\s+)([\w'’-]+))?")
"""he's, she'd, he'll"""
_ONE = re.compile(
    rf"(?i)(?<!\w)({HE}|(?:him|her|his|hers|himself|herself)(?:(?:/| or )(?:him|hers?|his|himself|herself|their))*)\b"
    r"(?:(\s+)([\w'’-]+))?"
)
_MANY = re.compile(r"(?i)\b(they|them|their|theirs|themselves|themself)\b(?:(\s+)([\w'’-]+))?")
_PLURAL = re.compile(r"[^\W\d_]{2,}[^\W\d_s]s\b")
"""What "them" may stand for: "explained nonces and what defeats them"."""
_CANDIDATE = re.compile(rf"(?i)\b(?:the {ROLE}(?:(['’]s)|(\s+)([\w'’-]+))|{ROLE}(['’]s))")


def pronouns(text: str, before: str, *, others: bool) -> Told:
    """Third-person words that can only mean the candidate, said to them.

    `before` is what the note said until then, `others` whether it spoke of anybody else.
    """
    sure = True

    def candidate(found: re.Match[str]) -> str:
        nonlocal sure
        if found[1] or found[4]:
            return "your"
        agreed = agreeing(found[3])
        sure = sure and agreed is not None
        return found[0] if agreed is None else f"you{found[2]}{agreed}"

    def short(found: re.Match[str]) -> str:
        nonlocal sure
        mark, verb, gap, following = found[1], found[2].lower(), found[3] or "", found[4] or ""
        if verb == "s":
            low = following.lower()
            verb = "ve" if low in note_words().after_has else "re" if low in note_words().after_is else ""
        if others or not verb:
            sure = False
            return found[0]
        return f"you{mark}{verb}{gap}{following}"

    def one(found: re.Match[str]) -> str:
        nonlocal sure
        word, following = re.split("/| or ", found[1].lower())[0], found[3] or ""
        said: str | None
        if found.string[found.end(1) :][:1] in ("'", "’"):  # what `short` left
            return found[0]
        if re.fullmatch(HE, found[1].lower()):
            agreed = agreeing(following) if following else ""
            said = None if agreed is None else f"you{found[2] or ''}{agreed}"
        elif word == "him" or (word == "her" and (not following or following.lower() in note_words().after_object)):
            said = None  # who does something to him or her is somebody else
        else:
            turned = {"his": "your", "her": "your", "hers": "yours"}.get(word, "yourself")
            said = f"{turned}{found[2] or ''}{following}"
        if others or said is None or _subject_of_its_own(found.string[: found.start()]):
            sure = False
            return found[0]
        return said

    def many(found: re.Match[str]) -> str:
        nonlocal sure
        own = found[1].lower() == "their" and (found[3] or "").lower() in note_words().their_own
        things = found[1].lower() in ("them", "their", "theirs") and _PLURAL.search(
            before + text, 0, len(before) + found.start()
        )
        if others or bool(own) == bool(things) or _subject_of_its_own(found.string[: found.start()]):
            sure = False
        elif own:
            return f"your{found[2]}{found[3]}"
        return found[0]

    text = _CANDIDATE.sub(candidate, text)
    text = _SHORT.sub(short, text)
    text = _ONE.sub(one, text)
    text = _MANY.sub(many, text)
    return Told(text, sure)


def speaks_of_others(text: str) -> bool:
    """Whether anybody but the candidate is spoken of, whom a pronoun may mean."""
    one_of_two = re.sub(r"\b(?:s?he|his|hers?|him|\w+self)(?:/| or )(?=\w)", "", text.lower())  # "his/her"
    words = re.findall(r"[^\W\d_]+", one_of_two)
    two = not _HIM.isdisjoint(words) and not _HER.isdisjoint(words)
    return two or not note_words().people.isdisjoint(words) or _somebody_else(text)


_HIM, _HER = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_PHRASE = re.compile(
    r"(?i)\b(?:an?|the|another|some|every|each|any)((?:\s+(?!(?:and|or|but|of|in|on|to|for|with|at|from|by|before|after)\b)"
    r"[\w'’-]+){2,4})"
)


_NAMED = re.compile(r"\bone (?:can|could|may|might|must|should|would)\b|(?<=\w )[A-Z][a-zà-ÿ]+,? (?:and|who|whose)\b")


def _subject_of_its_own(before: str) -> bool:
    """Whether the pronoun after these words may stand for their subject: "a phisher could reuse" his token."""
    words = note_words()
    verbs = words.leaning | words.past | words.present.keys() | {"should", "might", "may", "must"}
    return bool(_NAMED.search(before)) or any(
        word in verbs or may_be_present(word)
        for phrase in _PHRASE.finditer(before)
        for word in phrase[1].lower().split()[1:]
    )


def _somebody_else(text: str) -> bool:
    """Whether somebody is named who does something: in "said Ines thought he was late", who was late isn't certain."""
    words = note_words()
    return any(
        found[2].endswith("ed") or found[2] in words.past or found[2] in words.present
        for found in re.finditer(r"(?<=\w )([A-Z][a-zà-ÿ]+) ([a-z]+)\b", text)
    )
