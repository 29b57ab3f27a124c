"""How it reads: length, sentences, courtesy, short forms, what is recommended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedback_desk.letter.draft import Draft, Hit

FEWEST_WORDS, MOST_WORDS = 150, 500
LONGEST_SENTENCE = 30
MOST_RESOURCES = 2
DAYS_OLD = 180

_SENTENCE_END = re.compile(r"[.!?…:;](?=[\s\"'”’)\]*_]|$)|\n\s*\n|\n\s*(?:[-*+]|\d+\.)\s")


def _words(text: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in text.split())


def length(draft: Draft) -> Iterator[Hit]:
    """Long enough to help, short enough to be read."""
    spoken = [p for p in draft.pieces if p.block and p.part in ("text", "next_step", "title")]
    words = sum(_words(draft.text[p.start : p.end]) for p in spoken)
    if draft.whole and words < FEWEST_WORDS:
        yield draft.everywhere("length.short", words=words)
    elif words > MOST_WORDS:
        yield draft.everywhere("length.long", words=words)
    for piece in spoken:
        start = piece.start
        ends = [found.end() for found in _SENTENCE_END.finditer(draft.text, piece.start, piece.end)]
        for end in (*ends, piece.end):
            count = _words(draft.text[start:end])
            if count > LONGEST_SENTENCE and piece.block:
                lead = len(draft.text[start:end]) - len(draft.text[start:end].lstrip())
                yield draft.hit("length.sentence", start + lead, end, piece.block.id, words=count)
            start = end


def resources(draft: Draft) -> Iterator[Hit]:
    """Few, free where something free does as well, and seen lately."""
    for block in draft.blocks:
        free = {skill for one in block.resources if one.resource.cost == "free" for skill in one.resource.skills}
        for recommendation in block.resources:
            if recommendation.resource.cost == "paid" and free.intersection(recommendation.resource.skills):
                yield draft.at("resources.paid", block, "resources", title=recommendation.resource.title)
        if len(block.resources) > MOST_RESOURCES:
            yield draft.at("resources.many", block, "resources")
        for recommendation in block.resources:
            seen = recommendation.resource.verified_on
            if seen and (draft.letter.written_on - seen).days > DAYS_OLD:
                yield draft.at("resources.old", block, "resources", title=recommendation.resource.title)


def courtesy(draft: Draft) -> Iterator[Hit]:
    """Thanks, a day, and somebody to answer to."""
    if not draft.whole:
        return
    if not re.search(r"(?i)\bthank", draft.text):
        yield draft.everywhere("courtesy.thanks")
    profile = draft.letter.profile
    if not (profile.name or profile.organisation):
        yield draft.everywhere("courtesy.nobody")
    elif not profile.email:
        yield draft.everywhere("courtesy.contact")


_ACRONYM = re.compile(r"(?<![\w/@.#-])(?=[A-Z][A-Z0-9]{0,5}[A-Z])[A-Z0-9]{2,7}s?(?![\w/@-]|\.\w)")


def acronyms(draft: Draft) -> Iterator[Hit]:
    """Short forms that are not told the first time they stand there."""
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
