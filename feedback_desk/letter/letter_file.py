"""A letter that is only text: read back into blocks, as far as the text tells, with places in that very text.

Reads what `letter_markdown` writes in any language there is wording for, and any other letter or part of one that
somebody wrote or pasted: headings of other words, bold lead-ins, list items, no headings at all. What it can't know
(the notes behind a point, the kit, ratings) stays unknown, and the checks don't judge by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from feedback_desk.letter.markdown import Piece
from feedback_desk.letter.wording import Wording, languages, load_wording, tones
from feedback_desk.model import Block, BlockKind, Letter, Profile

WHOLE_WORDS = 100
"""From so many words on, or with a salutation or a known heading, a text is a whole letter."""
_UNDATED = date(2000, 1, 1)


@dataclass(frozen=True)
class ReadLetter:
    """A letter as read, and where its parts stand."""

    letter: Letter
    pieces: tuple[Piece, ...]
    is_whole: bool
    is_dated: bool


def read_letter(text: str) -> ReadLetter:
    """Read a letter's Markdown; never fails: what has no place is read as part of the opening."""
    return _Reader(text).read()


@dataclass(frozen=True)
class _Paragraph:
    """Lines without a blank one between them."""

    start: int
    end: int
    text: str


_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*$|(?:\*\*|__)([^*_\n]{2,60}?):?(?:\*\*|__):?$")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,2}[.)])[ \t]+")
_LEAD = re.compile(
    r"(?:\*\*|__)(?P<bold>[^*_\n]{2,80}?)(?:\*\*|__)[ \t]*[:.–-]?[ \t]*|(?P<plain>[A-Z][\w /&-]{2,50}):[ \t]+"
)
_GREETING = re.compile(r"(?i)(?:dear|hi|hello|good (?:morning|afternoon)|greetings)\b[^,:!\n]{0,60}(?:[,:!]|$)")
_LINKED = re.compile(r"(?:[-*+•]|\d{1,2}[.)])?[ \t]*\[[^\]\n]+\]\(<?https?://|^\S*https?://\S+$")
_SIGN_OFF = re.compile(
    r"(?i)(?:(?:with )?(?:kind|best|warm|warmest|kindest)(?: regards| wishes)?|regards|best wishes"
    r"|yours (?:sincerely|faithfully|truly)"
    r"|sincerely|cheers|all the best|thank you|thanks)\W*(?:\n|$)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}")

_SECTIONS = {
    BlockKind.STRENGTH: r"(?:what|where) (?:went|worked|you did|you do|we liked|stood out|shone).*|.*strengths?\b.*"
    r"|highlights?|positives?",
    BlockKind.RESOURCES: r".*\bresources?\b.*|further reading|reading list|learning links?|links?|what to read.*",
    BlockKind.GROWTH: r"(?:where|how) (?:to|you (?:can|could)) (?:grow|improve|develop).*|.*\b(?:gaps?|areas?|points?"
    r"|room|opportunit\w+|growth|improvements?|to improve|development|to work on|weaknesses|could be better|didn'?t go"
    r"|constructive)\b.*",
    BlockKind.CLOSING: r"closing|in closing|conclusion|summary|what happens next|finally",
}
_STEP = (
    r"(?:try this|next steps?|a next step|suggested next steps?|what to try(?: next)?|to try|first step"
    r"|how to (?:start|begin|practise|practice)"
    r"|practise|practice|action|suggestion|recommendation|what you can do|to do next)"
)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.wording = _wording_of(text)
        page = self.wording.page
        self.sections = [(re.compile(rf"(?i){pattern}$"), kind) for kind, pattern in _SECTIONS.items()]
        self.known = {
            page["strengths"].casefold(): BlockKind.STRENGTH,
            page["growth"].casefold(): BlockKind.GROWTH,
            page["resources"].casefold(): BlockKind.RESOURCES,
        }
        self.step = re.compile(
            rf"(?i)(?:[-*+•][ \t]+)?(?:\*\*|__|\*|_)?(?:{re.escape(page['try_this'])}|{_STEP})"
            r"[ \t]*[:–-]?(?:\*\*|__|\*|_)?[ \t]*[:–-]?[ \t]*"
        )
        self.blocks: list[Block] = []
        self.parts: list[tuple[int, int, int, str]] = []
        """(start, end, index of the block, part)"""
        self.kind = BlockKind.OPENING
        self.headed = False
        self.awaits_step = False
        """Whether the words that lead to a next step stood in a paragraph of their own."""
        self.titled = False
        """Whether this section's points have headings of their own."""
        self.title = ""

    def read(self) -> ReadLetter:
        for paragraph in _paragraphs(self.text):
            self._take(paragraph)
        letter = self._letter()
        pieces = tuple(Piece(start, end, letter.blocks[at], part) for start, end, at, part in self.parts)
        whole = self.headed or any(b.kind is BlockKind.SALUTATION for b in letter.blocks)
        return ReadLetter(letter, pieces, whole or len(self.text.split()) >= WHOLE_WORDS, letter.written_on != _UNDATED)

    # --- Paragraph by paragraph -----------------------------------------------------------------

    def _take(self, paragraph: _Paragraph) -> None:
        awaited, self.awaits_step = self.awaits_step, False
        if self.kind is BlockKind.GROWTH and self._latest() and self.step.fullmatch(paragraph.text):
            self.awaits_step = True
            return
        heading = _HEADING.match(paragraph.text.split("\n")[0])
        if heading and (paragraph.text.startswith("#") or "\n" not in paragraph.text):
            first = paragraph.text.split("\n")[0]
            self._heading(paragraph, first, (heading[1] or heading[2] or "").strip())
            if rest := paragraph.text[len(first) + 1 :]:
                at = paragraph.start + len(first) + 1
                self._take(_Paragraph(at, paragraph.end, rest))
            return
        if not self.headed and (greeting := _GREETING.match(paragraph.text)) and not self._greeted():
            self._add(BlockKind.SALUTATION, paragraph.start, paragraph.start + greeting.end(), "text")
            if rest := paragraph.text[greeting.end() :].lstrip():
                self._take(_Paragraph(paragraph.end - len(rest), paragraph.end, rest))
            return
        if _SIGN_OFF.match(paragraph.text) and len(paragraph.text.split()) < 25:
            self.kind = BlockKind.CLOSING
        if awaited and not _LINKED.match(paragraph.text):
            self._add(self.kind, paragraph.start, paragraph.end, "next_step")
        elif self.kind in (BlockKind.STRENGTH, BlockKind.GROWTH):
            for item in _items(paragraph):
                for part in self._with_steps_apart(item):
                    self._point(part)
        elif self.kind is BlockKind.RESOURCES and _LINKED.match(paragraph.text):
            self._add(self.kind, paragraph.start, paragraph.end, "resources")
        else:
            self._add(self.kind, paragraph.start, paragraph.end, "text")

    def _greeted(self) -> bool:
        return any(block.kind is BlockKind.SALUTATION for block in self.blocks)

    def _heading(self, paragraph: _Paragraph, line: str, words: str) -> None:
        kind = self.known.get(words.casefold()) or next(
            (kind for pattern, kind in self.sections if pattern.match(words) and len(words.split()) <= 8), None
        )
        start = paragraph.start + line.index(words) if words else paragraph.start
        if kind and not (line.startswith("###") and self.kind in (BlockKind.STRENGTH, BlockKind.GROWTH)):
            self.kind, self.headed, self.titled = kind, True, False
        elif self.kind in (BlockKind.STRENGTH, BlockKind.GROWTH):
            self._add(self.kind, start, start + len(words), "title", new=True)
            self.titled = True
        else:
            self.title = self.title or words
            self._add(BlockKind.OPENING, start, start + len(words), "text")

    def _point(self, paragraph: _Paragraph) -> None:
        """One paragraph or list item of the strengths or of what to grow."""
        if _LINKED.match(paragraph.text) and self._latest():
            self._add(self.kind, paragraph.start, paragraph.end, "resources")
            return
        if (step := self.step.match(paragraph.text)) and step[0].strip() and self._latest():
            self._add(self.kind, paragraph.start + step.end(), paragraph.end, "next_step")
            return
        item = _ITEM.match(paragraph.text)
        lead = _LEAD.match(paragraph.text, item.end() if item else 0)
        start = paragraph.start + (item.end() if item else 0)
        begins = bool(item or (lead and lead["bold"])) and not self.titled
        if lead and lead["bold"] and begins:
            self._add(
                self.kind, paragraph.start + lead.start("bold"), paragraph.start + lead.end("bold"), "title", new=True
            )
            start = paragraph.start + lead.end()
            begins = False
        self._add(self.kind, start, paragraph.end, "text", new=begins)

    def _with_steps_apart(self, item: _Paragraph) -> Iterator[_Paragraph]:
        """An item, and the lines from a next step on as a paragraph of their own."""
        for line in re.finditer(r"(?m)^[ \t]*(?=\S)", item.text):
            if line.start() and (step := self.step.match(item.text, line.end())) and step[0].strip():
                before = item.text[: line.start()].rstrip()
                yield _Paragraph(item.start, item.start + len(before), before)
                yield _Paragraph(item.start + line.end(), item.end, item.text[line.end() :])
                return
        yield item

    def _latest(self) -> Block | None:
        return self.blocks[-1] if self.blocks and self.blocks[-1].kind is self.kind else None

    def _add(self, kind: BlockKind, start: int, end: int, part: str, *, new: bool = False) -> None:
        """Put a stretch of the text into the block under way, or into a new one."""
        words = self.text[start:end]
        latest = self.blocks[-1] if self.blocks and self.blocks[-1].kind is kind else None
        if latest is None or new or (part == "title" and latest.title):
            self.blocks.append(Block(f"b{len(self.blocks) + 1}", kind, edited=True))
        block = self.blocks[-1]
        if part != "resources":
            held: str = getattr(block, part)
            changed: dict[str, Any] = {part: f"{held}\n\n{words}" if held else words}
            self.blocks[-1] = replace(block, **changed)
        self.parts.append((start, end, len(self.blocks) - 1, part))

    # --- What the text says of itself -----------------------------------------------------------

    def _letter(self) -> Letter:
        written, interviewed = self._dates()
        salutation = next((b.text for b in self.blocks if b.kind is BlockKind.SALUTATION), "")
        named = re.search(r"(?i)(?:\bfor|\bto|[–—:-])\s+([^\W\d_].{1,60})$", self.title)
        greeted = re.sub(r"(?i)^\s*(?:dear|hi|hello)\s+|[,:!.\s]+$", "", salutation)
        email = _EMAIL.search(self.text)
        return Letter(
            id="",
            interview_id="",
            candidate=named[1].strip() if named else greeted if len(greeted.split()) <= 5 else "",
            role="",
            interviewed_on=interviewed,
            written_on=written,
            profile=Profile(name=self._sender(), email=email[0] if email else ""),
            blocks=tuple(self.blocks),
            language=self.wording.language,
            tone=self.wording.tone,
        )

    def _sender(self) -> str:
        """What stands under the sign-off."""
        last = [paragraph.text for paragraph in _paragraphs(self.text)][-2:]
        for text, after in pairwise([*last, ""]):
            if found := _SIGN_OFF.match(text):
                return (text[found.end() :].strip() or after).split("\n")[0].strip()
        return ""

    def _dates(self) -> tuple[date, date]:
        """The days behind our own labels, where both are there and can be read."""
        found = []
        for label in ("date", "interviewed"):
            line = re.search(rf"(?m)^{re.escape(self.wording.page[label])}: (.+)$", self.text)
            day = _day(line[1], self.wording) if line else None
            if day is None:
                return _UNDATED, _UNDATED
            found.append(day)
        return found[0], found[1]


def _wording_of(text: str) -> Wording:
    """The wording whose headings the text has; English where none is recognised."""
    low = text.casefold()
    for wording in (load_wording(language, tone) for language in languages() for tone in tones(language)):
        if any(f"# {wording.page[name]}".casefold() in low for name in ("strengths", "growth", "resources")):
            return wording
    return load_wording()


def _day(said: str, wording: Wording) -> date | None:
    numbers = re.findall(r"\d+", said)
    month = next((at for at, name in enumerate(wording.months, 1) if name in said), 0)
    if len(numbers) != 2 or not month:
        return None
    try:
        return date(int(numbers[1]), month, int(numbers[0]))
    except ValueError:
        return None


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    for found in re.finditer(r"[^\s](?:.|\n(?![ \t\r]*\n))*", text):
        words = found[0].rstrip()
        yield _Paragraph(found.start(), found.start() + len(words), words)


def _items(paragraph: _Paragraph) -> Iterator[_Paragraph]:
    """A list's items one by one (what is indented under one belongs to it); any other paragraph as it is."""
    starts = [found.start() for found in re.finditer(r"(?m)^(?=(?:[-*+•]|\d{1,2}[.)])[ \t])", paragraph.text)]
    if not starts:
        yield paragraph
        return
    bounds = [*([0] if starts[0] else []), *starts, len(paragraph.text)]
    for begin, end in pairwise(bounds):
        words = paragraph.text[begin:end].rstrip()
        yield _Paragraph(paragraph.start + begin, paragraph.start + begin + len(words), words)
