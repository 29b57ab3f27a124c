"""What was noted about a candidate, said to them: "explained nonces" becomes "You explained nonces."

Notes are typed in a hurry, mostly as a verb without its subject. Where it is certain who the subject
is, the sentence is turned round; where it is not, it stands as it was written and the letter's author
is asked to look at it. Words are only ever replaced by the matching form of "you", and "unable to" gets the
verb it lacks: nothing else is added, left out or guessed. The word lists are data (`assets/wording/en-notes.json`).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from feedback_desk.letter.dropped_subject import dangling, starts_with_verb, with_you
from feedback_desk.letter.note_words import ROLE, ROLES, note_words
from feedback_desk.letter.pronouns import Told, pronouns, speaks_of_others
from feedback_desk.letter.sentences import sentences

_LONG = 3_000
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


def to_you(note: str, names: Collection[str] = ()) -> Told:
    """The note in the second person, sentence by sentence; `names` are words the candidate is called by.

    What is no line of prose (pasted code, a list, icons of a font, a whole report) stands as it was written.
    """
    note = note.strip()
    if "\n" in note or len(note) > _LONG or _PRIVATE_USE.search(note):
        return Told(note, False)
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\ue000{chr(0xE100 + len(held) - 1)}"

    text = re.sub(r"\s+", " ", _HELD.sub(hold, " ".join(note.splitlines())))
    words = note_words()
    called = frozenset(name.casefold() for name in names)
    told: list[Told] = []
    before = ""
    for sentence in sentences(text):
        told.append(_sentence(sentence, before, called))
        before += sentence + " "
    said = " ".join(_finished(one.text) for one in told)
    third = called.intersection(re.findall(r"[^\W\d_][\w-]*", said.casefold())) - words.past
    of_role = {verb.lower() for verb in re.findall(rf"(?i)\b{ROLE}\s+([\w'’]+)", said)}  # but "a release candidate"
    said = re.sub("\ue000(.)", lambda found: held[ord(found[1]) - 0xE100], said)
    stays = third or of_role & (words.leaning | words.past | words.present.keys())
    return Told(said, bool(told) and not stays and all(one.sure for one in told))


_HELD = re.compile(r"\"[^\"]{1,600}\"|“[^”]{1,600}”|‘[^’]{1,600}’(?!\w)|`[^`]{1,600}`|(?<!\w)'[^']{1,600}'(?!\w)")
"""Quotations and code: nobody's words are turned round inside them."""


def _sentence(text: str, before: str, called: frozenset[str]) -> Told:
    out, sure = "", not _HURRIED.search(text)
    for part in re.split(r"(?<=;)\s+", text):
        one = _clause(part, before, called)
        if out and not one.sure and not starts_with_verb(part):  # a few words more on what stands before them
            one = _agreed(part, part, before, others=speaks_of_others(before + part))
        said = one.text[:1].lower() + one.text[1:] if out and one.text[:1] != part[:1] else one.text
        out, sure, before = f"{out} {said}".lstrip(), sure and one.sure, f"{before}{part} "
    return Told(out, sure)


_HURRIED = re.compile(
    r"(?i)[-=]>|\?\?|\bw/|\bb/c\b|\b(?:tho|thru|imo|imho|tbh|idk|afaik|btw|pls|ppl|q's|qs|prob|def|obv)\b"
)
"""Signs that serve in a note and not in a letter."""


def _clause(text: str, before: str, called: frozenset[str]) -> Told:
    """One clause after what the note said `before`: nothing, where nobody but the candidate was spoken of yet."""
    others = speaks_of_others(before + text)
    first = re.match(rf"(?i)(?:the )?({ROLE}|[^\W\d_][\w-]*)(['’]s\s+)?", text)
    candidate = bool(first and first[1].casefold().rstrip(".") in called | ROLES)
    if first and first[2] and candidate:
        return pronouns(f"your {text[first.end() :]}", before, others=others)
    if re.match(r"(?i)your\s", text) or (not before and re.match(r"(?i)(?:his|her)\b", text)):
        return pronouns(text, before, others=others)
    if before and not candidate and speaks_of_others(before):
        return Told(text, False)
    you = text if before else re.sub(r"(?i)^they(?=['’](?:d|ll|re|ve)\b)", "you", text)
    if re.match(r"(?i)(?:you|s?he['’]\w+)\b", you):
        return _agreed(you, text, before, others=others)
    turned = with_you(text, called, opens=not before)
    return Told(text, False) if turned is None else _agreed(turned, text, before, others=others)


def _agreed(you: str, text: str, before: str, *, others: bool) -> Told:
    """What the clause came to with "you" in it; as it was written where a verb in it would not agree."""
    told = pronouns(you, before, others=others)
    return Told(text, False) if told.text != text and dangling(told.text) else told


def _finished(text: str) -> str:
    """With a capital letter and a full stop, where the script has them; an identifier keeps its case."""
    word = re.match(r"[^\W\d_]+(?![\w.:(/\\-]*[\w(/\\])", text)
    if word and word[0].islower():
        text = text[0].upper() + text[1:]
    letter = re.search(r"[^\W\d_]", text)
    if (letter and "\u0530" <= letter[0] < "\ue000") or re.search(r"[.!?…:][\"'”’)\]]*$", text):
        return text
    return text.rstrip(",; ") + "."
