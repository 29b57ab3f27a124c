"""Right-to-left text: the embedding level of each character, and the order pieces of a line are seen in.

The Unicode bidirectional algorithm (UAX #9). Explicit formatting characters are stripped before text gets here, so
the resolving rules remain. python-bidi has them all but N0, the rule for paired brackets, which is added here: without
it the second bracket of "Anna (שרה) שלום" lands on the wrong side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar
from unicodedata import bidirectional

from bidi import algorithm as _untyped

algorithm: Any = _untyped

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Blocks whose letters run from right to left; a text without any needs no resolving."""

_PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⟦": "⟧", "〈": "〉", "《": "》", "「": "」", "『": "』", "【": "】"}
_CLOSING = frozenset(_PAIRS.values())
_OPEN_AT_ONCE = 63
"""Brackets that may be open at a time (BD16); one more ends the search."""

Piece = TypeVar("Piece")


def base_level(text: str, otherwise: int = 0) -> int:
    """0 when the first strong character runs left to right, 1 when it runs right to left (P2, P3).

    `otherwise` is the level of a text without any, such as a number.
    """
    if not otherwise and not RIGHT_TO_LEFT.search(text):
        return 0
    kinds = map(bidirectional, text)
    return next((int(kind != "L") for kind in kinds if kind in ("L", "R", "AL")), otherwise)


def levels(text: str, base: int) -> list[int] | None:
    """The level of every character; None when the whole text runs left to right."""
    if not base and not RIGHT_TO_LEFT.search(text):
        return None
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    for unassigned in (character for character in storage["chars"] if not character["type"]):
        unassigned["type"] = unassigned["orig"] = "R" if RIGHT_TO_LEFT.match(unassigned["ch"]) else "L"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], base)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    resolved = iter(storage["chars"])
    found: list[int] = []
    for character in text:
        # The library takes boundary neutrals out (X9); they go with the character before them.
        kept = bidirectional(character) not in algorithm.X9_REMOVED
        found.append(next(resolved)["level"] if kept else (found[-1] if found else base))
    return found


def _resolve_brackets(characters: list[dict[str, Any]], base: int) -> None:
    """N0: a pair of brackets takes one direction together."""
    strong = {"L": 0, "R": 1, "EN": 1, "AN": 1}
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for place, character in enumerate(characters):
        if character["type"] != "ON":
            continue
        mark = character["ch"]
        if mark in _PAIRS:
            if len(opened) == _OPEN_AT_ONCE:
                break
            opened.append((_PAIRS[mark], place))
        elif mark in _CLOSING:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == mark:
                    pairs.append((opened[depth][1], place))
                    del opened[depth:]
                    break
    for first, last in sorted(pairs):
        inside = {strong[c["type"]] for c in characters[first + 1 : last] if c["type"] in strong}
        if not inside:
            continue
        direction = base
        if base not in inside:
            earlier = (characters[place]["type"] for place in range(first - 1, -1, -1))
            before = next((strong[kind] for kind in earlier if kind in strong), base)
            direction = 1 - base if before != base else base
        for place in (first, last):
            characters[place]["type"] = "LR"[direction]


def visual_order(pieces: Sequence[Piece], levels_of: Sequence[int]) -> list[Piece]:
    """The pieces of one line from left to right (rule L2)."""
    order = list(range(len(pieces)))
    for level in range(max(levels_of, default=0), 0, -1):
        start = 0
        while start < len(order):
            if levels_of[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels_of[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return [pieces[place] for place in order]
