"""What a letter is checked for before it goes out: one engine over word lists and a few judging functions.

Blocks stop the export, warnings and hints don't. Passing is no legal clearance. Offsets are those of
`letter_markdown(letter)`; what a rule says is data (`assets/checks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from feedback_desk.letter.draft import Draft, Hit
from feedback_desk.letter.judges import JUDGES
from feedback_desk.letter.letter_file import read_letter
from feedback_desk.letter.lists import Lists, WordList, load_lists
from feedback_desk.letter.markdown import Piece, placed
from feedback_desk.letter.overrule import reason_for
from feedback_desk.letter.patterns import Seen
from feedback_desk.letter.wording import Wording, load_wording, wording_for
from feedback_desk.model import BlockKind, CheckFinding, Letter, PrivateContext, Severity

_GRAVITY = {Severity.BLOCK: 0, Severity.WARNING: 1, Severity.HINT: 2}
MOST_WORDS_EVER = 8_000
"""About sixteen pages: no letter, and checking or printing it would take its time."""
MOST_CHARACTERS_EVER = 100_000
"""The same for text without blanks."""


def check(
    letter: Letter, private: PrivateContext, *, wording: Wording | None = None, lists: Lists | None = None
) -> tuple[CheckFinding, ...]:
    """Everything found, blocks first, then in the order of the letter.

    `wording` and `lists` where the user changed them; without, those that come with the program.
    """
    wording = wording or wording_for(letter)
    text, pieces = placed(letter, wording)
    return _checked(Draft(letter, private, text, pieces, lists or load_lists(letter.language), wording))


def check_text(text: str, *, lists: Lists | None = None) -> tuple[CheckFinding, ...]:
    """The same for a letter that is only Markdown, as far as its text tells; offsets are characters of that text."""
    read = read_letter(text)
    wording = load_wording(read.letter.language)
    lists = lists or load_lists(read.letter.language)
    draft = Draft(
        read.letter,
        PrivateContext(),
        text,
        read.pieces,
        lists,
        wording,
        noted=False,
        whole=read.is_whole,
        dated=read.is_dated,
    )
    return _checked(draft)


def _checked(draft: Draft) -> tuple[CheckFinding, ...]:
    if size := _far_too_long(draft.text):
        return (_finding(draft.everywhere("too-long", size=size), draft),)
    hits = [*_listed(draft), *(hit for judge in JUDGES for hit in judge(draft))]
    found = {_finding(hit, draft) for hit in hits}
    return tuple(sorted(found, key=lambda f: (_GRAVITY[f.severity], f.start, f.end, f.rule)))


def _far_too_long(text: str) -> str:
    """How long a text is that is no letter any more; nothing for any other."""
    if (words := len(text.split())) > MOST_WORDS_EVER:
        return f"{words} words"
    return f"{len(text)} characters" if len(text) > MOST_CHARACTERS_EVER else ""


def _finding(hit: Hit, draft: Draft) -> CheckFinding:
    text = draft.text[hit.start : hit.end]
    values = {"text": text, **dict(hit.values)}
    return CheckFinding(
        rule=hit.rule,
        severity=hit.advice.severity,
        start=hit.start,
        end=hit.end,
        text=text,
        why=hit.advice.why.format_map(values),
        mend=hit.advice.mend.format_map(values),
        block=hit.block,
        overruled=reason_for(draft.letter, hit.rule, text) if hit.advice.severity is Severity.BLOCK else "",
    )


@dataclass(frozen=True)
class _Ground:
    """Where the word lists look: the pieces that somebody wrote, without names."""

    pieces: tuple[Piece, ...]
    names: tuple[tuple[int, int], ...]

    def piece(self, start: int, end: int) -> Piece | None:
        if any(begin <= start and end <= stop for begin, stop in self.names):
            return None
        return next((piece for piece in self.pieces if piece.start <= start and end <= piece.end), None)


def _listed(draft: Draft) -> Iterator[Hit]:
    seen = Seen.of(draft.text)
    ground = _Ground(tuple(filter(_is_read, draft.pieces)), tuple(_names(draft, seen.text)))
    for words, start, end in draft.lists.hits(seen):
        piece = ground.piece(start, end)
        if words.rule == "third-party" and _is_own(draft, draft.text[start:end]):
            continue
        if piece and piece.block and _applies(words, piece):
            yield Hit(words.rule, words.advice, start, end, piece.block.id)


_NAMED = re.compile(r"[^\W\d_][\w'’-]*")
_NOBODY = frozenset({"i", "mr", "ms", "mrs", "dr", "prof"})


def _is_own(draft: Draft, said: str) -> bool:
    """Whether the only people named are those whose letter it is."""
    letter = draft.letter
    own = {word.casefold() for name in (letter.candidate, letter.profile.name) for word in _NAMED.findall(name)}
    named = {word.casefold() for word in _NAMED.findall(said) if word[0].isupper()} - _NOBODY
    return bool(named) and named <= own


SHORT_SALUTATION = 6
"""Words; one that is longer says something more than a name."""


def _is_read(piece: Piece) -> bool:
    """Names of resources are theirs, and "Dear Young," is a name; a salutation that goes on is not."""
    if piece.block is None or piece.part == "resources":
        return False
    if piece.block.kind is not BlockKind.SALUTATION:
        return True
    return piece.block.edited and len(piece.block.text.split()) > SHORT_SALUTATION


_POINTS = (BlockKind.STRENGTH, BlockKind.GROWTH)


def _applies(words: WordList, piece: Piece) -> bool:
    if piece.block is not None and piece.block.kind in words.not_in:
        return False
    if not words.short_block:
        return True
    block = piece.block
    return block is not None and block.kind in _POINTS and len(block.text.split()) <= words.short_block


def _names(draft: Draft, seen: str) -> Iterator[tuple[int, int]]:
    """Where the candidate, the role and the organisation are named: a name is no remark."""
    letter = draft.letter
    for name in {letter.candidate, letter.role, letter.profile.organisation, letter.profile.name}:
        low = Seen.of(name.strip()).text
        for found in re.finditer(rf"(?<!\w){re.escape(low)}(?!\w)", seen) if low else ():
            yield found.span()
