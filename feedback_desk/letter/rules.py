"""The checks that are judged by a function: what is private, what is missing, what doesn't hold together.

Each function takes a `Draft` and yields `Hit`s; severity and words come from `assets/checks`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from feedback_desk.letter.leaks import Leaks
from feedback_desk.letter.lists import Advice, Lists
from feedback_desk.letter.markdown import Piece, parse, to_plain
from feedback_desk.letter.wording import Wording
from feedback_desk.model import Block, BlockKind, Letter, PrivateContext

FEWEST_WORDS, MOST_WORDS = 150, 500
LONGEST_SENTENCE = 30
MOST_GROWTH = 4
MOST_RESOURCES = 2
MOST_WORDS_EVER = 8_000
"""About sixteen pages: no letter, and checking or printing it would take its time."""
DAYS_OLD = 180
DAYS_LATE = 2
"""48 hours; the letter knows days only."""


@dataclass(frozen=True)
class Hit:
    """A rule found something at `start` to `end` of the letter's Markdown."""

    rule: str
    advice: Advice
    start: int
    end: int
    block: str = ""
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Draft:
    """A letter as the rules see it."""

    letter: Letter
    private: PrivateContext
    text: str
    pieces: tuple[Piece, ...]
    lists: Lists
    wording: Wording

    @property
    def blocks(self) -> list[Block]:
        """What is printed."""
        return [block for block in self.letter.blocks if block.is_printed]

    def of(self, *kinds: BlockKind) -> list[Block]:
        return [block for block in self.blocks if block.kind in kinds]

    def hit(self, case: str, start: int, end: int, block: str = "", **values: object) -> Hit:
        """A hit of the rule that `case` ("rule" or "rule.case") belongs to."""
        return Hit(case.split(".")[0], self.lists.advice[case], start, end, block, tuple(values.items()))

    def whole(self, case: str, **values: object) -> Hit:
        return self.hit(case, 0, 0, "", **values)

    def at(self, case: str, block: Block, part: str = "", **values: object) -> Hit:
        """A hit for a block as a whole, placed on its part (or whatever of it comes first)."""
        places = [p for p in self.pieces if p.block == block and part in ("", p.part)]
        places = places or [p for p in self.pieces if p.block == block]
        start, end = (places[0].start, places[0].end) if places else (0, 0)
        return self.hit(case, start, end, block.id, **values)

    def block_at(self, start: int) -> str:
        return next((p.block.id for p in self.pieces if p.block and p.start <= start < p.end), "")


Judge = Callable[[Draft], Iterable[Hit]]


def too_long(draft: Draft) -> Hit | None:
    """Said before anything else is looked at."""
    words = len(draft.text.split())
    return draft.whole("too-long", words=words) if words > MOST_WORDS_EVER else None


def _says_nothing(draft: Draft) -> bool:
    """No finding is printed, and nobody wrote words of their own."""
    return not draft.of(BlockKind.STRENGTH, BlockKind.GROWTH) and not any(block.edited for block in draft.blocks)


# --- What must not be in it -------------------------------------------------------------------

_CASES = {
    "private": "internal-data.private",
    "rating": "internal-data.rating",
    "decision": "internal-data.decision",
    "full name": "third-party.full",
    "single name": "third-party.single",
}


def _leaks(draft: Draft) -> Iterator[Hit]:
    leaks = Leaks(draft.private, draft.letter)
    for leak in leaks.find(draft.text):
        yield draft.hit(_CASES[leak.kind], leak.start, leak.end, draft.block_at(leak.start))


_PLACEHOLDER = re.compile(
    r"(?<![/\\$\w{(`])\{ ?(?i:(?:candidate|first|last|full|preferred|sender|your|job)?[ _-]?(?:name|role|date|title)"
    r"|candidate|role|date|day|organisation|organization|company|at_organisation|interviewer|sender|recruiter|we|us|our"
    r"|good|next[ _]step|skill|strengths?|gaps?|insert[^}\n]{0,40}) ?\}(?![}/])"
    r"|(?<![\\\w])\[(?i:insert|add|your|candidate|name|role|date|company|organisation|organization|tbd|todo)\b[^\]\n]{0,40}\](?!\()"
    r"|(?<![\w<])<(?i:name|first name|role|date|company|candidate|insert[^>\n]{0,40})>"
    r"|(?<!\w)(?:TBD|TODO|FIXME|XXXX*|(?i:lorem ipsum))(?!\w)"
)


def _placeholders(draft: Draft) -> Iterator[Hit]:
    for piece in draft.pieces:
        if piece.block and piece.part in ("text", "next_step", "title"):
            for found in _PLACEHOLDER.finditer(draft.text, piece.start, piece.end):
                yield draft.hit("wrong-facts.placeholder", found.start(), found.end(), piece.block.id)


def _facts(draft: Draft) -> Iterator[Hit]:
    """The opening names the role and the day; both may have changed since somebody edited it."""
    wording, letter = draft.wording, draft.letter
    months = "|".join(re.escape(month) for month in wording.months)
    for block in draft.of(BlockKind.OPENING):
        said = " ".join(to_plain(parse(block.text)).split())
        if re.search(r"\brole of \w", said) and letter.role and " ".join(letter.role.split()) not in said:
            yield draft.at("wrong-facts.role", block)
        dates = re.findall(rf"\b\d{{1,2}} (?:{months}) \d{{4}}\b", said)
        if dates and wording.date(letter.interviewed_on) not in dates:
            yield draft.at("wrong-facts.date", block)


# --- What is missing or too much ----------------------------------------------------------------


def _growth(draft: Draft) -> Iterator[Hit]:
    growth = draft.of(BlockKind.GROWTH)
    for block in growth:
        if not block.notes:
            yield draft.at("no-evidence", block, "text")
        if not block.next_step.strip():
            yield draft.at("no-next-step", block)
    if len(growth) > MOST_GROWTH:
        yield draft.at("too-many", growth[MOST_GROWTH])
    strengths = {block.finding for block in draft.of(BlockKind.STRENGTH)}
    for block in growth:
        if block.finding and block.finding in strengths:
            yield draft.at("both-ways", block)


def _strengths(draft: Draft) -> Iterator[Hit]:
    if _says_nothing(draft):
        yield draft.whole("nothing-said")
        return
    order = [block.kind for block in draft.of(BlockKind.STRENGTH, BlockKind.GROWTH)]
    if BlockKind.STRENGTH not in order:
        yield draft.whole("no-strength")
    elif order[0] is not BlockKind.STRENGTH:
        yield draft.at("no-strength.order", draft.of(BlockKind.STRENGTH)[0])


def _wants_a_look(draft: Draft) -> Iterator[Hit]:
    for block in draft.letter.blocks:
        if block.left_out:
            continue
        if not block.is_printed:
            yield draft.at("emptied", block)
        elif block.look and not block.edited and not _says_nothing(draft):
            yield draft.at("as-noted", block, "text")


def _late(draft: Draft) -> Iterator[Hit]:
    if (draft.letter.written_on - draft.letter.interviewed_on).days > DAYS_LATE:
        yield draft.whole("late")


# --- How it reads -------------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[.!?…:;](?=[\s\"'”’)\]*_]|$)|\n\s*\n|\n\s*(?:[-*+]|\d+\.)\s")


def _words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _length(draft: Draft) -> Iterator[Hit]:
    spoken = [p for p in draft.pieces if p.block and p.part in ("text", "next_step", "title")]
    words = sum(_words(draft.text[p.start : p.end]) for p in spoken)
    if words < FEWEST_WORDS:
        yield draft.whole("length.short", words=words)
    elif words > MOST_WORDS:
        yield draft.whole("length.long", words=words)
    for piece in spoken:
        start = piece.start
        ends = [found.end() for found in _SENTENCE_END.finditer(draft.text, piece.start, piece.end)]
        for end in (*ends, piece.end):
            count = _words(draft.text[start:end])
            if count > LONGEST_SENTENCE and piece.block:
                lead = len(draft.text[start:end]) - len(draft.text[start:end].lstrip())
                yield draft.hit("length.sentence", start + lead, end, piece.block.id, words=count)
            start = end


def _resources(draft: Draft) -> Iterator[Hit]:
    for block in draft.blocks:
        if len(block.resources) > MOST_RESOURCES:
            yield draft.at("resources.many", block, "resources")
        for recommendation in block.resources:
            seen = recommendation.resource.verified_on
            if seen and (draft.letter.written_on - seen).days > DAYS_OLD:
                yield draft.at("resources.old", block, "resources", title=recommendation.resource.title)


def _courtesy(draft: Draft) -> Iterator[Hit]:
    if not re.search(r"(?i)\bthank", draft.text):
        yield draft.whole("courtesy.thanks")
    profile = draft.letter.profile
    if not (profile.name or profile.organisation):
        yield draft.whole("courtesy.nobody")
    elif not profile.email:
        yield draft.whole("courtesy.contact")


_ACRONYM = re.compile(r"(?<![\w/@.#-])(?=[A-Z][A-Z0-9]{0,5}[A-Z])[A-Z0-9]{2,7}s?(?![\w/@-]|\.\w)")


def _acronyms(draft: Draft) -> Iterator[Hit]:
    told: set[str] = set()
    for piece in draft.pieces:
        if not piece.block or piece.part not in ("text", "next_step"):
            continue
        for found in _ACRONYM.finditer(draft.text, piece.start, piece.end):
            short = found[0].removesuffix("s")
            known = short in draft.lists.acronyms or found[0] in draft.lists.acronyms or short in draft.letter.role
            around = draft.text[max(0, found.start() - 1) : found.end() + 2]
            if short in told or known:
                continue
            told.add(short)
            if not (around.startswith("(") or around.endswith(" (")):
                yield draft.hit("acronym", found.start(), found.end(), piece.block.id)


JUDGES: tuple[Judge, ...] = (
    _leaks,
    _placeholders,
    _facts,
    _growth,
    _strengths,
    _wants_a_look,
    _late,
    _length,
    _resources,
    _courtesy,
    _acronyms,
)
