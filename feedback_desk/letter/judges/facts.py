"""What must be right: names, role and date are those of this interview, and nothing was left to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedback_desk.letter.draft import Draft, Hit
from feedback_desk.letter.folding import folded
from feedback_desk.letter.markdown import parse, to_plain
from feedback_desk.model import BlockKind

_PLACEHOLDER = re.compile(
    r"(?<![/\\$\w{(`])\{ ?(?i:(?:candidate|first|last|full|preferred|sender|your|job)?[ _-]?(?:name|role|date|title)"
    r"|candidate|role|date|day|organisation|organization|company|at_organisation|interviewer|sender|recruiter|we|us|our"
    r"|good|next[ _]step|skill|strengths?|gaps?|insert[^}\n]{0,40}) ?\}(?![}/])"
    r"|(?<![\\\w])\[(?i:insert|add|your|candidate|name|role|date|company|organisation|organization|tbd|todo)\b[^\]\n]{0,40}\](?!\()"
    r"|(?<!\w)(?i:lorem ipsum)(?!\w)"
    r"|(?P<word>(?<![\w<])<(?i:name|first name|role|date|company|candidate|insert[^>\n]{0,40})>"
    r"|(?<!\w)(?:TBD|TODO|FIXME|XXXX*)(?!\w))"
)
_OPENS = re.compile(r"(?:^|[.:!?;\n*_>(-]|\b(?i:dear|hello|hi))\s*$")
"""Before a word that a sentence may hold as well: "left a TODO in the test" does, "TODO: an example" doesn't."""
_CODE = re.compile(
    r"(?ms)^ *(?P<fence>`{3,})[^`\n]*$.*?(?:^ *(?P=fence)`*[ \t]*$|\Z)"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=ticks)(?!`)"
)


def placeholders(draft: Draft) -> Iterator[Hit]:
    """What a template left to fill in; what stands in code is code."""
    for piece in draft.pieces:
        if piece.block and piece.part in ("text", "next_step", "title"):
            text = draft.text[piece.start : piece.end]
            code = [found.span() for found in _CODE.finditer(text)]
            for found in _PLACEHOLDER.finditer(text):
                start, end = found.span()
                if any(begin <= start and end <= stop for begin, stop in code):
                    continue
                told = (
                    found["word"] and text[end : end + 1] != ":" and not _OPENS.search(text, max(0, start - 12), start)
                )
                case = "wrong-facts.word" if told else "wrong-facts.placeholder"
                yield draft.hit(case, piece.start + start, piece.start + end, piece.block.id)


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
_TITLES = frozenset(
    "dear mr mrs ms miss mx dr prof professor hello hi and sir good morning afternoon evening greetings".split()  # noqa: SIM905
)


def greeting(draft: Draft) -> Iterator[Hit]:
    """A salutation that somebody wrote greets the candidate, by their name or the one they go by.

    One unknown word may be what friends call them; that of another candidate, or a whole other name, is none of theirs.
    """
    facts = draft.private.facts
    own = set(_names(f"{draft.letter.candidate} {facts.preferred_name if facts else ''}"))
    others = {word for name in draft.private.other_names for word in _names(name)}
    for block in draft.of(BlockKind.SALUTATION):
        if not block.edited or not own:
            continue
        plain = to_plain(parse(block.text)).split("\n")[0]
        named = [name for name in _names(plain, capital=True) if name not in _TITLES]
        if (
            not named
            or len(plain.split()) > _SHORT_GREETING
            or any(_same(word, name) for word in named for name in own)
        ):
            continue
        case = "name" if len(named) > 1 or not others.isdisjoint(named) else "greeting"
        yield draft.at(f"wrong-facts.{case}", block)


_SHORT_GREETING = 6
"""Words; a longer one says something more than a name."""


def _names(text: str, *, capital: bool = False) -> list[str]:
    """The words of names as they are compared: José is Jose."""
    words = _GREETED.findall(folded(text).text)
    return [word.rstrip(".").casefold() for word in words if word[0].isupper() or not capital]


def _same(word: str, name: str) -> bool:
    """Sam for Samantha is the same person; a preferred name that shares nothing is asked about."""
    return word == name or (len(word) > 1 and name.startswith(word)) or (len(name) > 1 and word.startswith(name))


_CHANGED = {"candidate": "The candidate's name", "role": "The role", "interviewed_on": "The day of the interview"}


def as_stored(draft: Draft) -> Iterator[Hit]:
    """What the letter is headed with is what is known now; what went out is as it went."""
    letter, facts = draft.letter, draft.private.facts
    if facts is None or letter.has_left_for_good:
        return
    for name, what in _CHANGED.items():
        if getattr(letter, name) != getattr(facts, name):
            yield draft.everywhere("wrong-facts.changed", what=what)
