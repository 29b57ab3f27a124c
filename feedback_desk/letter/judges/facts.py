"""What must be right: names, role and date are those of this interview, and nothing was left to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedback_desk.letter.draft import Draft, Hit
from feedback_desk.letter.markdown import parse, to_plain
from feedback_desk.model import BlockKind

_PLACEHOLDER = re.compile(
    r"(?<![/\\$\w{(`])\{ ?(?i:(?:candidate|first|last|full|preferred|sender|your|job)?[ _-]?(?:name|role|date|title)"
    r"|candidate|role|date|day|organisation|organization|company|at_organisation|interviewer|sender|recruiter|we|us|our"
    r"|good|next[ _]step|skill|strengths?|gaps?|insert[^}\n]{0,40}) ?\}(?![}/])"
    r"|(?<![\\\w])\[(?i:insert|add|your|candidate|name|role|date|company|organisation|organization|tbd|todo)\b[^\]\n]{0,40}\](?!\()"
    r"|(?<![\w<])<(?i:name|first name|role|date|company|candidate|insert[^>\n]{0,40})>"
    r"|(?<!\w)(?:TBD|TODO|FIXME|XXXX*|(?i:lorem ipsum))(?!\w)"
)


def placeholders(draft: Draft) -> Iterator[Hit]:
    """What a template left to fill in; braces in code are code."""
    for piece in draft.pieces:
        if piece.block and piece.part in ("text", "next_step", "title"):
            for found in _PLACEHOLDER.finditer(draft.text, piece.start, piece.end):
                yield draft.hit("wrong-facts.placeholder", found.start(), found.end(), piece.block.id)


def dates_and_role(draft: Draft) -> Iterator[Hit]:
    """The opening names the role and the day; both may have changed since somebody edited it."""
    wording, letter = draft.wording, draft.letter
    months = "|".join(re.escape(month) for month in wording.months)
    for block in draft.of(BlockKind.OPENING):
        said = " ".join(to_plain(parse(block.text)).split())
        if re.search(r"\brole of (?:an? )?[A-Z]", said) and letter.role and " ".join(letter.role.split()) not in said:
            yield draft.at("wrong-facts.role", block)
        dates = re.findall(rf"\b\d{{1,2}} (?:{months}) \d{{4}}\b", said)
        if dates and wording.date(letter.interviewed_on) not in dates:
            yield draft.at("wrong-facts.date", block)


_GREETED = re.compile(r"[^\W\d_][\w'’.-]+")
_TITLES = frozenset({"dear", "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "hello", "hi", "and", "sir"})


def greeting(draft: Draft) -> Iterator[Hit]:
    """A salutation that somebody wrote greets the candidate: one word of their name at least is in it."""
    own = {word.casefold() for word in _GREETED.findall(draft.letter.candidate)}
    for block in draft.of(BlockKind.SALUTATION):
        if not block.edited or not own:
            continue
        plain = to_plain(parse(block.text)).split("\n")[0]
        named = [word for word in _GREETED.findall(plain) if word[0].isupper() and word.casefold() not in _TITLES]
        words = {word.casefold() for word in named}
        if (
            named
            and len(plain.split()) <= _SHORT_GREETING
            and not any(_same(word, name) for word in words for name in own)
        ):
            yield draft.at("wrong-facts.name", block)


_SHORT_GREETING = 6
"""Words; a longer one says something more than a name."""


def _same(word: str, name: str) -> bool:
    """Sam for Samantha is the same person; a preferred name that shares nothing is asked about."""
    word, name = word.rstrip("."), name.rstrip(".")
    return word == name or (len(word) > 1 and name.startswith(word)) or (len(name) > 1 and word.startswith(name))
