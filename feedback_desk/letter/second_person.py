"""What was noted about a candidate, said to them: "explained nonces" becomes "You explained nonces."

Notes are typed in a hurry, mostly as a verb without its subject. Where it is certain who the subject
is, the sentence is turned round; where it is not, it stands as it was written and the letter's author
is asked to look at it. Words are only ever replaced by the matching form of "you", and "unable to" gets the
verb it lacks: nothing else is added, left out or guessed. The word lists are data (`assets/wording/en-notes.json`).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from feedback_desk.letter.dropped_subject import dangling, subject_dropped, with_you
from feedback_desk.letter.note_words import ROLE
from feedback_desk.letter.pronouns import Told, pronouns

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

    called = frozenset(name.casefold() for name in names)
    text = re.sub(r"\s+", " ", _HELD.sub(hold, " ".join(note.splitlines())))
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
        turned = subject_dropped(part) or with_you(part, called)
        turned = turned if turned is None else turned[:1].lower() + turned[1:]
        more = pronouns(turned or part)
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
        return pronouns(f"your {text[owner.end() :]}")
    text = re.sub(r"(?i)^they(?=['’](?:d|ll|re|ve)\b)", "you", text)
    if re.match(r"(?i)(?:you|your|he['’]\w+|she['’]\w+)\b", text):
        return pronouns(text)
    if opens and re.match(r"(?i)(?:his|her)\s", text):
        return pronouns(text)
    if re.match(rf"(?i)(?:the )?{ROLE}['’]s\s", text):
        return pronouns(text)
    turned = with_you(text, called)
    if turned is None:
        return Told(text, False)
    return Told(text, False) if dangling(turned) else pronouns(turned)


def _finished(text: str) -> str:
    """With a capital letter and a full stop, where the script has them; an identifier keeps its case."""
    word = re.match(r"[^\W\d_]+(?![\w.:(/\\-]*[\w(/\\])", text)
    if word and word[0].islower():
        text = text[0].upper() + text[1:]
    letter = re.search(r"[^\W\d_]", text)
    if (letter and "\u0530" <= letter[0] < "\ue000") or re.search(r"[.!?…:][\"'”’)\]]*$", text):
        return text
    return text.rstrip(",; ") + "."
