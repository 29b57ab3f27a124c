"""User text to lines of shaped glyphs: cleaning, fallback, direction, shaping, line breaking.

No markup is read here: a text is characters and nothing else. Widths are in points. Lines are plain values that hold no
document state, so a paragraph that did not change is not set again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

import regex  # type: ignore[import-untyped]

from feedback_desk.pdf import bidi
from feedback_desk.pdf.breaks import opportunities
from feedback_desk.pdf.fonts import IGNORABLE, SPACES, Cut, Face, Shaped, face_for, han_of, text_face
from feedback_desk.pdf.scripts import script_of

_STRIPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001]"
)
"""Controls, soft hyphens, explicit direction marks and other invisible orders that a page has no use for."""
_NEW_LINE = re.compile("\r\n?|[\x85\u2028\u2029]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
_GRAPHEME = regex.compile(r"\X")

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer write no spaces between words."""
_NEVER_FIRST = frozenset("ะาำๅๆฯະາຳຽໆຯ၊။។៕")
_NEVER_LAST = frozenset("เแโใไເແໂໃໄ")
_RUNT, _LONG_ENOUGH = 0.12, 0.7
"""Shares of a line: no paragraph ends with less, where the line before still has as much without its last word."""
UNBOUND = 1e6
"""The width of a text that needs no breaking."""
_REMEMBERED = 20_000
"""Characters; a longer paragraph is set anew each time instead of being kept."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a strand of text looks. `size` and `tracking` are points, `colour` is `#RRGGBB`, `link` a checked address."""

    cut: Cut
    size: float
    colour: str
    link: str = ""
    tracking: float = 0.0


class Strand(NamedTuple):
    """Text in one style."""

    text: str
    style: Style


class Piece(NamedTuple):
    """Shaped text on a line. `link` counts the paragraph's links from 1 (0: no link); `start` orders pieces as read."""

    shaped: Shaped
    style: Style
    link: int
    level: int
    start: int

    @property
    def width(self) -> float:
        return self.shaped.width * self.style.size / 1000 + self.tracking * len(self.shaped.inks)

    @property
    def tracking(self) -> float:
        """The style's, but none in fallback faces: the letters of Arabic and of most Indic scripts hang together."""
        tracked = self.style.tracking and self.shaped.face is text_face(self.style.cut)
        return self.style.tracking if tracked else 0.0


class Line(NamedTuple):
    """Pieces from left to right. `hang` is how far spaces reach past the margin, on the left when `rtl`."""

    pieces: tuple[Piece, ...]
    width: float
    hang: float
    rtl: bool

    @property
    def text(self) -> str:
        """Its characters in the order they are read in."""
        return "".join(piece.shaped.text for piece in sorted(self.pieces, key=lambda piece: piece.start))


class Typeset(NamedTuple):
    """A paragraph's lines, and the characters no font has."""

    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    rtl: bool

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0.0)


def clean(text: str) -> str:
    """Composed (NFC) text with line feeds as its only control characters."""
    text = _NEW_LINE.sub("\n", text).replace("\t", "    ")
    return unicodedata.normalize("NFC", _NO_CHARACTER.sub("\ufffd", _STRIPPED.sub("", text)))


def one_line(text: str) -> str:
    """A text without line ends and control characters."""
    return " ".join(clean(text).split())


def typeset(strands: Sequence[Strand], width: float, rtl: bool | None = None) -> Typeset:
    """Set strands into lines no wider than `width`. `rtl` overrules the direction the text itself has."""
    if sum(len(strand.text) for strand in strands) > _REMEMBERED:
        return _typeset(tuple(strands), width, rtl)
    return _remembered(tuple(strands), width, rtl)


@lru_cache(maxsize=512)
def _remembered(strands: tuple[Strand, ...], width: float, rtl: bool | None) -> Typeset:
    return _typeset(strands, width, rtl)


def _typeset(strands: tuple[Strand, ...], width: float, rtl: bool | None) -> Typeset:
    missing: dict[str, None] = {}
    parts: list[tuple[str, Style, int]] = []
    link = 0
    han = han_of("".join(strand.text for strand in strands))
    for address, group in groupby(strands, key=lambda strand: strand.style.link):
        link += bool(address)
        for text, style in group:
            if style.cut.han != han:
                style = replace(style, cut=style.cut._replace(han=han))
            parts.append((_printable(clean(text), style.cut, missing), style, link if address else 0))
    whole = "".join(text for text, _, _ in parts)
    base = bidi.base_level(whole) if rtl is None else int(rtl)
    lines: list[Line] = []
    for row in _rows(parts):
        lines += _Breaker(row, width, base).lines()
    return Typeset(tuple(lines), tuple(missing), bool(base))


def _printable(text: str, cut: Cut, missing: dict[str, None]) -> str:
    """The text with `[U+12000]` in place of each character that no font has."""
    if text_face(cut).has(text.replace("\n", "")):
        return text
    out: list[str] = []
    for unit, face in _units(text, cut):
        if face is None and unit != "\n":
            missing[unit] = None
            out.append(f"[U+{ord(unit):04X}]")
        else:
            out.append(unit)
    return "".join(out)


def _units(text: str, cut: Cut) -> Iterator[tuple[str, Face | None]]:
    """Graphemes with their faces; one that no face has as a whole comes character by character."""
    for grapheme in _GRAPHEME.findall(text):
        face = face_for(grapheme, cut)
        if face is not None:
            yield grapheme, face
        else:
            yield from ((character, face_for(character, cut)) for character in grapheme)


def _rows(parts: list[tuple[str, Style, int]]) -> Iterator[list[tuple[str, Style, int]]]:
    """The text cut at its line feeds; a space hangs in place of each, as readers know words apart by nothing else."""
    row: list[tuple[str, Style, int]] = []
    for text, style, link in parts:
        first, *rest = text.split("\n")
        row.append((first, style, link))
        for piece in rest:
            yield [*row, (" ", style, link)]
            row = [(piece, style, link)]
    yield row


def shape_runs(text: str, cut: Cut, rtl: bool, before: Face | None = None) -> list[Shaped]:
    """Text of one style and direction, shaped in as few runs as faces and scripts allow, in logical order.

    Spaces take the face of what stands `before` them: shown in another one they are text of their own, and readers
    leave out text that is nothing but a space.
    """
    if before is not None and not text.strip(SPACES) and before.has(text):
        return [before.shape(text, "Latn", rtl)]
    face = text_face(cut)
    if face.has(text) and (text.isascii() or len({script_of(c).code for c in text} - {""}) < 2):
        script = "Latn" if text.isascii() else next(filter(None, (script_of(c).code for c in text)), "Latn")
        return [face.shape(text, script, rtl)]
    out: list[Shaped] = []
    current: list[str] = []
    current_face, current_script = face, ""
    for grapheme, found in _units(text, cut):
        own = found or face
        script = script_of(grapheme[0]).code
        if current and not script and current_face.has(IGNORABLE.sub("", grapheme)):
            own = current_face  # punctuation and spaces stay with the letters around them
        if current and (own is not current_face or (script and current_script and script != current_script)):
            out.append(current_face.shape("".join(current), current_script or "Latn", rtl))
            current, current_script = [], ""
        current.append(grapheme)
        current_face, current_script = own, current_script or script
    if current:
        out.append(current_face.shape("".join(current), current_script or "Latn", rtl))
    return out


class _Breaker:
    """Breaks one row (text without line feeds) into lines, greedily and in one pass."""

    def __init__(self, parts: list[tuple[str, Style, int]], width: float, base: int) -> None:
        self.parts = [part for part in parts if part[0]]
        self.text = "".join(text for text, _, _ in self.parts)
        self.width = width
        self.base = base
        self.levels = bidi.levels(self.text, base)
        self.cuts = self._cuts()
        self._next_part = 0

    def _cuts(self) -> list[tuple[int, int]]:
        """(start, part) of every stretch in one style and, where directions mix, on one level and of one kind."""
        cuts: list[tuple[int, int]] = []
        start = 0
        for number, (text, _, _) in enumerate(self.parts):
            cuts.append((start, number))
            if self.levels is not None:
                cuts += [(place, number) for place in range(start + 1, start + len(text)) if self._turns(place)]
            start += len(text)
        return cuts

    def _turns(self, place: int) -> bool:
        """Whether the direction changes before `place`, or words and spaces do."""
        assert self.levels is not None
        return self.levels[place] != self.levels[place - 1] or (self.text[place] in SPACES) != (
            self.text[place - 1] in SPACES
        )

    def _pieces(self, start: int, end: int) -> list[Piece]:
        """Shaped pieces of text[start:end]; called with rising `start`."""
        cuts = self.cuts
        at = self._next_part
        while at and cuts[at][0] > start:
            at -= 1
        while at + 1 < len(cuts) and cuts[at + 1][0] <= start:
            at += 1
        self._next_part = at
        found: list[Piece] = []
        while start < end:
            stop = min(end, cuts[at + 1][0] if at + 1 < len(cuts) else end)
            _, style, link = self.parts[cuts[at][1]]
            level = self.levels[start] if self.levels is not None else 0
            before = found[-1].shaped.face if found and found[-1].style.size == style.size else None
            for shaped in shape_runs(self.text[start:stop], style.cut, bool(level % 2), before):
                found.append(Piece(shaped, style, link, level, start))
                start += len(shaped.text)
            at += 1
        return found

    def lines(self) -> list[Line]:
        if not self.text:
            return [Line((), 0.0, 0.0, bool(self.base))]
        lines: list[Line] = []
        line: list[Piece] = []
        before: list[Piece] = []
        used = 0.0
        for start, end in pairwise((0, *opportunities(self.text), len(self.text))):
            unit = self._pieces(start, end)
            wide = sum(piece.width for piece in unit)
            visible = wide - _hang(unit)
            if used + visible <= self.width + 0.01:
                line += unit
                used += wide
                continue
            unspaced = visible > self.width * 0.5 and _UNSPACED.search(self.text, start, end)
            if line and not unspaced:
                lines.append(self._line(line))
                before, line, used = line, [], 0.0
            if visible <= self.width and not line:
                line, used = unit, wide
                continue
            for fragment, whole in self._fragments(start, end, used):
                if whole and line:
                    lines.append(self._line(line))
                    before, line = [], []
                line = [*line, *fragment]
            used = sum(piece.width for piece in line)
        if before and used < self.width * _RUNT:
            shorter, longer = self._without_runt(before, line)
            lines[-1:], line = [self._line(shorter)], longer
        lines.append(self._line(line))
        return lines

    def _without_runt(self, before: list[Piece], last: list[Piece]) -> tuple[list[Piece], list[Piece]]:
        """The last two lines with one word more in the last, where the other stays long enough."""
        place = max(opportunities(self.text[before[0].start : last[0].start]), default=0) + before[0].start
        shorter = [piece for piece in before if piece.start < place]
        longer = [*(piece for piece in before if piece.start >= place), *last]
        widths = [sum(piece.width for piece in pieces) for pieces in (shorter, longer)]
        return (
            (shorter, longer) if widths[0] >= self.width * _LONG_ENOUGH and widths[1] <= self.width else (before, last)
        )

    def _fragments(self, start: int, end: int, used: float) -> Iterator[tuple[list[Piece], bool]]:
        """A word too long for a line, cut between graphemes; the flag says that the fragment begins a line."""
        places = [start, *(match.end() for match in _GRAPHEME.finditer(self.text, start, end))]
        room = self.width - used
        begins = False
        at = 0
        while at < len(places) - 1:
            stop, total = at, 0.0
            while stop < len(places) - 1:
                pieces = self._pieces(places[stop], places[stop + 1])
                wide = sum(piece.width for piece in pieces)
                if total + wide - _hang(pieces) > room and (stop > at or room < self.width):
                    break
                total += wide
                stop += 1
            if stop < len(places) - 1:
                stop = self._legal(places, at, stop, room < self.width)
            while stop > at:
                pieces = self._pieces(places[at], places[stop])
                # Joined letters may be wider together than one by one.
                if stop == at + 1 or sum(piece.width for piece in pieces) - _hang(pieces) <= room + 0.01:
                    yield pieces, begins
                    break
                stop -= 1
            at, room, begins = stop, self.width, True

    def _legal(self, places: list[int], at: int, stop: int, may_be_empty: bool) -> int:
        """Step back from a cut that Thai or Lao spelling forbids."""
        lowest = at if may_be_empty else at + 1
        for place in range(stop, max(lowest, stop - 4), -1):
            if self.text[places[place]] not in _NEVER_FIRST and self.text[places[place] - 1] not in _NEVER_LAST:
                return place
        return stop

    def _line(self, pieces: list[Piece]) -> Line:
        hang = _hang(pieces)
        width = sum(piece.width for piece in pieces) - hang
        if self.levels is None:
            return Line(tuple(pieces), width, hang, rtl=False)
        levels = [piece.level for piece in pieces]
        for place in range(len(pieces) - 1, -1, -1):  # rule L1
            if pieces[place].shaped.text.strip(SPACES):
                break
            levels[place] = self.base
        return Line(tuple(bidi.visual_order(pieces, levels)), width, hang, bool(self.base))


def _hang(pieces: list[Piece]) -> float:
    """Width of the spaces at the end."""
    hang = 0.0
    for piece in reversed(pieces):
        if not piece.shaped.text.strip(SPACES):
            hang += piece.width
            continue
        tail = piece.shaped.tail
        hang += sum(ink.advance - surplus for ink, surplus in tail) * piece.style.size / 1000
        hang += piece.tracking * len(tail)
        break
    return hang
