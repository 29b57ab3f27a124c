"""A column of text: Markdown's blocks set into rows, each with its place in the structure tree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from feedback_desk.letter.markdown import (
    BulletList,
    Code,
    Heading,
    MdBlock,
    NumberedList,
    Paragraph,
    Quote,
    Span,
    Table,
    spans_text,
    to_plain,
)
from feedback_desk.pdf.bidi import base_level
from feedback_desk.pdf.colour import HAIRLINE
from feedback_desk.pdf.layout import Box, Put, Row, keep_lines, keep_together
from feedback_desk.pdf.page import Owner
from feedback_desk.pdf.styles import INDENT, LIST_GAP, PARAGRAPH_GAP, Type, Types
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import UNBOUND, Strand, Typeset, one_line, typeset

_DEEPEST = 6
"""Indents; what is nested deeper stays at this one, so that a column never gets too narrow to read."""
_WHOLE_ROW = 8
"""A table row of more lines than this may go on over the page."""
_WHOLE_CODE = 10
"""Code of more lines than this, with the air above and below, may go on over the page."""
_TINT = "#F2F5F5"
_CELL = 10.0
_UNDER_TABLE = 4.0
"""So that what follows stands as far from the last rule as rows do."""


class Column:
    """Sets text at `x`, `width` wide. Collects the characters that no font has.

    Places count from the side a page begins on. Where that is the right (`rtl`), the finished page is mirrored as a
    whole, so what is set here knows only where lines begin and end. `flush` is where they stand in it: text (where the
    language of each begins), start or end.
    """

    def __init__(
        self,
        x: float,
        width: float,
        types: Types,
        missing: dict[str, None],
        *,
        rtl: bool = False,
        flush: str = "text",
    ) -> None:
        self.rtl = rtl
        self.flush = flush
        self.x = x
        self.width = width
        self.types = types
        self.missing = missing

    def indented(self, by: float = INDENT) -> Column:
        """The same column, moved in."""
        return self.at(self.x + by, self.width - by)

    def at(self, x: float, width: float, flush: str = "text") -> Column:
        """Another column of the same page."""
        return Column(x, width, self.types, self.missing, rtl=self.rtl, flush=flush)

    def side(self, text: str) -> str:
        """Where a text in its language begins: start, as the page does, or end."""
        return "start" if bool(base_level(text, self.rtl)) == self.rtl else "end"

    # --- Running text -------------------------------------------------------------------------

    def lines(self, strands: Sequence[Strand], rtl: bool | None = None) -> Typeset:
        """Strands set to the column's width; a text without letters runs as the page does."""
        if rtl is None and self.rtl:
            rtl = bool(base_level("".join(strand.text for strand in strands), otherwise=1))
        found = typeset(strands, self.width, rtl)
        self.missing.update(dict.fromkeys(found.missing))
        return found

    def puts(self, found: Typeset, kind: Type, owner: Owner, down: float = 0.0, *, flush: str = "") -> list[Put]:
        """Lines with their places, counted from `down`. `flush` as the column's, which holds without one."""
        return [
            Put(
                line,
                self._start(line.width, found.rtl, flush or self.flush),
                down + number * kind.leading + kind.down,
                owner,
            )
            for number, line in enumerate(found.lines)
        ]

    def _start(self, width: float, rtl: bool, flush: str) -> float:
        at_end = flush == "end" or (flush == "text" and rtl != self.rtl)
        return self.x + self.width - width if at_end else self.x

    def text(
        self,
        strands: Sequence[Strand],
        kind: Type,
        element: Element,
        *,
        before: float = 0.0,
        rtl: bool | None = None,
        flush: str = "",
    ) -> list[Row]:
        """A paragraph's rows, with no stray line at a page's foot or head."""
        found = self.lines(strands, rtl)
        owner = Owner(element, link_words(strands))
        rows = [
            Row(kind.leading, puts=[put._replace(down=kind.down)]) for put in self.puts(found, kind, owner, flush=flush)
        ]
        rows[0].before = before
        keep_lines(rows)
        return rows

    # --- Markdown -----------------------------------------------------------------------------

    def blocks(
        self,
        blocks: Sequence[MdBlock],
        parent: Element,
        *,
        level: int,
        before: float = 0.0,
        lead: str = "",
        depth: int = 0,
    ) -> list[Row]:
        """Markdown's blocks; headings among them are tagged H`level`. `lead` is printed in bold before the first.

        It has a line of its own where what follows is no paragraph, or runs the other way.
        """
        rows: list[Row] = []
        first = blocks[0] if blocks else None
        if lead and not (isinstance(first, Paragraph) and self.side(spans_text(first.spans)) == "start"):
            rows = self.text(
                (Strand(lead.rstrip(), self.types.lead.style),), self.types.lead, Element("P", parent), before=before
            )
            rows[-1].keep = True
            before, lead = LIST_GAP, ""
        for block in blocks:
            more = self._block(block, parent, level, lead, depth)
            lead = ""
            if more:
                if depth and rows and isinstance(block, BulletList | NumberedList):
                    before = LIST_GAP  # as between the items around it
                more[0].before = max(before, more[0].before)
                before = PARAGRAPH_GAP
                rows += more
        return rows

    def _block(self, block: MdBlock, parent: Element, level: int, lead: str, depth: int) -> list[Row]:
        types = self.types
        match block:
            case Paragraph(spans):
                strands = types.body.strands(spans, types.accent)
                if lead:
                    strands = (Strand(lead, types.lead.style), *strands)
                return self.text(strands, types.body, Element("P", parent))
            case Heading(_, spans):
                rows = self.text(
                    types.subtitle.strands(spans, types.accent),
                    types.subtitle,
                    Element(f"H{level}", parent),
                    before=PARAGRAPH_GAP * 1.5,
                )
                for row in rows:
                    row.keep = True
                return rows
            case BulletList(items):
                return self._list([("•", item) for item in items], Element("L", parent, numbering="Disc"), level, depth)
            case NumberedList(items, start):
                numbered = [(f"{number}.", item) for number, item in enumerate(items, start)]
                return self._list(numbered, Element("L", parent, numbering="Decimal"), level, depth)
            case Quote(inner):
                return self._quote(inner, Element("BlockQuote", parent), level, depth)
            case Code(text):
                return self._code(text, parent)
            case Table(header, body):
                return self._table(header, body, Element("Table", parent))

    def _list(
        self, items: list[tuple[str, tuple[MdBlock, ...]]], element: Element, level: int, depth: int
    ) -> list[Row]:
        types = self.types
        # One side for all of a list, whatever language some of its items are in.
        side = self.side(" ".join(to_plain(blocks) for _, blocks in items))
        rtl = self.rtl == (side == "start")
        labels = [typeset((Strand(label, types.body.style),), UNBOUND, rtl) for label, _ in items]
        indent = max(INDENT, max(label.width for label in labels) + 5) if depth < _DEEPEST else 0.0
        inner = self.at(self.x + indent if side == "start" else self.x, self.width - indent, side)
        rows: list[Row] = []
        for label, (_, blocks) in zip(labels, items, strict=True):
            item = Element("LI", element)
            owner = Owner(Element("Lbl", item))
            more = inner.blocks(blocks, Element("LBody", item), level=level, depth=depth + 1) or [
                Row(types.body.leading)
            ]
            x = self.x if side == "start" else self.x + self.width - label.width
            more[0].puts.insert(0, Put(label.lines[0], x, types.body.down, owner))
            more[0].before = LIST_GAP if rows else 0.0
            rows += more
        return rows

    def _quote(self, blocks: Sequence[MdBlock], element: Element, level: int, depth: int) -> list[Row]:
        inner = self.indented(INDENT - 2) if depth < _DEEPEST else self
        rows = inner.blocks(blocks, element, level=level, depth=depth + 1)
        for number, row in enumerate(rows):
            row.boxes += (Box(self.x, 1.6, HAIRLINE, joined=number > 0),)
        return rows

    def _code(self, text: str, parent: Element) -> list[Row]:
        kind = self.types.code
        inner = self.at(self.x + 9, self.width - 18)
        rows = inner.text((Strand(text, kind.style),), kind, Element("Code", Element("P", parent)), rtl=False)
        for row, following in pairwise(rows):
            row.keep |= not following.puts[0].line.text.strip()  # a page never begins with an empty line
        rows = [Row(5.0, before=PARAGRAPH_GAP + 2, keep=True), *rows, Row(5.0)]
        rows[-2].keep = True
        if len(rows) <= _WHOLE_CODE:
            keep_together(rows)
        for row in rows:
            row.boxes += (Box(self.x, self.width, _TINT),)
        return rows

    # --- Tables -------------------------------------------------------------------------------

    def _table(
        self, header: tuple[tuple[Span, ...], ...], body: tuple[tuple[tuple[Span, ...], ...], ...], element: Element
    ) -> list[Row]:
        columns = self._columns([header, *body])
        rows: list[Row] = []
        for number, cells in enumerate((header, *body)):
            line = Element("TR", element)
            more = self._table_row(cells, columns, line, heading=number == 0)
            more[0].before = 5.0 if rows else PARAGRAPH_GAP + 3
            bottom = more[-1]
            bottom.boxes += (Box(self.x, self.width, HAIRLINE, down=bottom.height + 2.5, height=0.6),)
            if len(more) <= _WHOLE_ROW:
                keep_together(more)
            if number == 0:
                bottom.keep = True
            rows += more
        rows[-1].height += _UNDER_TABLE
        return rows

    def _table_row(
        self, cells: Sequence[tuple[Span, ...]], columns: list[tuple[float, float]], line: Element, *, heading: bool
    ) -> list[Row]:
        types = self.types
        kind = types.label if heading else types.body
        puts: list[list[Put]] = []
        for spans, (x, width) in zip(cells, columns, strict=True):
            cell = Element("TH", line, scope="Column") if heading else Element("TD", line)
            column = self.at(x, width)
            strands = kind.strands(spans, types.accent)
            puts.append(column.puts(column.lines(strands), kind, Owner(cell, link_words(strands))))
        rows = [Row(kind.leading) for _ in range(max(len(own) for own in puts))]
        for own in puts:
            for row, put in zip(rows, own, strict=False):
                row.puts.append(put._replace(down=kind.down))
        return rows

    def _columns(self, rows: Sequence[Sequence[tuple[Span, ...]]]) -> list[tuple[float, float]]:
        """(x, width) of each column: what its longest cell asks for, scaled down to fit, and no word is torn for it."""
        count = len(rows[0])
        body = self.types.body
        cells = [[body.strands(row[column], "") for row in rows] for column in range(count)]
        wishes = [max(typeset(cell, UNBOUND).width for cell in column) + 1 for column in cells]
        room = self.width - _CELL * (count - 1)
        if sum(wishes) > room:
            least = [max(map(_widest_word, column)) + 1 for column in cells]
            if sum(least) > room:
                least = [min(wish, room / count * 0.5) for wish in wishes]
            spare = sum(wishes) - sum(least)
            share = (room - sum(least)) / spare
            wishes = [low + (wish - low) * share for low, wish in zip(least, wishes, strict=True)]
        found, x = [], self.x
        for wish in wishes:
            found.append((x, max(wish, 1.0)))
            x += wish + _CELL
        return found


def _widest_word(strands: Sequence[Strand]) -> float:
    words = (Strand(word, strand.style) for strand in strands for word in strand.text.split())
    return max((typeset((word,), UNBOUND).width for word in words), default=0.0)


def link_words(strands: Sequence[Strand]) -> dict[int, str]:
    """What each link says and where it goes, by its number in the paragraph."""
    words: dict[int, str] = {}
    number, address = 0, ""
    for strand in strands:
        if strand.style.link != address:
            address = strand.style.link
            number += bool(address)
        if address:
            words[number] = words.get(number, "") + strand.text
    found: dict[int, str] = {}
    number, address = 0, ""
    for strand in strands:
        if strand.style.link != address:
            address = strand.style.link
            number += bool(address)
            if address:
                said = one_line(words[number])
                plain = address.removeprefix("mailto:")
                found[number] = said if said == plain else f"{said} ({plain})"
    return found
