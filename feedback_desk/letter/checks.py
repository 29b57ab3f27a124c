"""What a letter is checked for before it goes out: one engine over word lists and a few judging functions.

Blocks stop the export, warnings and hints don't. Passing is no legal clearance. Offsets are those of
`letter_markdown(letter)`; what a rule says is data (`assets/checks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from feedback_desk.letter import rules
from feedback_desk.letter.lists import Lists, Seen, WordList, load_lists
from feedback_desk.letter.markdown import Piece, placed
from feedback_desk.letter.rules import Draft, Hit
from feedback_desk.letter.wording import Wording, wording_for
from feedback_desk.model import BlockKind, CheckFinding, Letter, PrivateContext, Severity

_GRAVITY = {Severity.BLOCK: 0, Severity.WARNING: 1, Severity.HINT: 2}


def check(
    letter: Letter, private: PrivateContext, *, wording: Wording | None = None, lists: Lists | None = None
) -> tuple[CheckFinding, ...]:
    """Everything found, blocks first, then in the order of the letter.

    `wording` and `lists` where the user changed them; without, those that come with the program.
    """
    wording = wording or wording_for(letter)
    text, pieces = placed(letter, wording)
    draft = Draft(letter, private, text, pieces, lists or load_lists(letter.language), wording)
    if (most := rules.too_long(draft)) is not None:
        return (_finding(most, draft),)
    hits = [*_listed(draft), *(hit for judge in rules.JUDGES for hit in judge(draft))]
    found = {_finding(hit, draft) for hit in hits}
    return tuple(sorted(found, key=lambda f: (_GRAVITY[f.severity], f.start, f.end, f.rule)))


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
    for words in draft.lists.word_lists:
        for start, end in words.hits(seen):
            piece = ground.piece(start, end)
            if piece and piece.block and _applies(words, piece):
                yield Hit(words.rule, words.advice, start, end, piece.block.id)


SHORT_SALUTATION = 6
"""Words; one that is longer says something more than a name."""


def _is_read(piece: Piece) -> bool:
    """Names of resources are theirs, and "Dear Young," is a name; a salutation that goes on is not."""
    if piece.block is None or piece.part == "resources":
        return False
    if piece.block.kind is not BlockKind.SALUTATION:
        return True
    return piece.block.edited and len(piece.block.text.split()) > SHORT_SALUTATION


def _applies(words: WordList, piece: Piece) -> bool:
    if not words.short_block:
        return True
    block = piece.block
    return block is not None and block.kind is BlockKind.STRENGTH and len(block.text.split()) <= words.short_block


def _names(draft: Draft, seen: str) -> Iterator[tuple[int, int]]:
    """Where the candidate, the role and the organisation are named: a name is no remark."""
    letter = draft.letter
    for name in {letter.candidate, letter.role, letter.profile.organisation, letter.profile.name}:
        low = Seen.of(name.strip()).text
        at = seen.find(low) if low else -1
        while at >= 0:
            yield at, at + len(low)
            at = seen.find(low, at + 1)
