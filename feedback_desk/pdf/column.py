"""A column of text: Markdown's blocks set into rows, each with its place in the structure tree."""

from __future__ import annotations

from collections.abc import Sequence

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
)
from feedback_desk.pdf.colour import HAIRLINE
from feedback_desk.pdf.layout import Box, Put, Row, keep_lines, keep_together
from feedback_desk.pdf.page import Owner
from feedback_desk.pdf.styles import INDENT, LIST_GAP, PARAGRAPH_GAP, Type, Types
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import UNBOUND, Strand, Typeset, clean, typeset

_DEEPEST = 6
"""Indents; what is nested deeper stays at this one, so that a column never gets too narrow to read."""
_WHOLE_ROW = 8
"""A table row of more lines than this may go on over the page."""
_TINT = "#F2F5F5"
_CELL = 10.0


class Column:
    """Sets text at `x`, `width` wide. Collects the characters that no font has.

    Places count from the side a page begins on. Where that is the right (`rtl`), the finished page is mirrored as a
    whole, so what is set here knows only where lines begin and end.
    """

    def __init__(self, x: float, width: float, types: Types, missing: dict[str, None], *, rtl: bool = False) -> None:
        self.rtl = rtl
        self.x = x
        self.width = width
        self.types = types
        self.missing = missing

    def indented(self, by: float = INDENT) -> Column:
        """The same column, moved in."""
        return self.at(self.x + by, self.width - by)

    def at(self, x: float, width: float) -> Column:
        """Another column of the same page."""
        return Column(x, width, self.types, self.missing, rtl=self.rtl)

    # --- Running text -------------------------------------------------------------------------

    def lines(self, strands: Sequence[Strand], rtl: bool | None = None) -> Typeset:
        """Strands set to the column's width."""
        found = typeset(strands, self.width, rtl)
        self.missing.update(dict.fromkeys(found.missing))
        return found

    def puts(self, found: Typeset, kind: Type, owner: Owner, down: float = 0.0, *, flush: str = "text") -> list[Put]:
        """Lines with their places, counted from `down`. `flush` is text (where its language begins), start or end."""
        return [
            Put(line, self._start(line.width, found.rtl, flush), down + number * kind.leading + kind.down, owner)
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
        flush: str = "text",
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
        """Markdown's blocks; headings among them are tagged H`level`. `lead` is printed in bold before the first."""
        rows: list[Row] = []
        if lead and not (blocks and isinstance(blocks[0], Paragraph)):
            rows = self.text(
                (Strand(lead.rstrip(), self.types.lead.style),), self.types.lead, Element("P", parent), before=before
            )
            rows[-1].keep = True
            before, lead = LIST_GAP, ""
        for block in blocks:
            more = self._block(block, parent, level, lead, depth)
            lead = ""
            if more:
                more[0].before = (max(PARAGRAPH_GAP, more[0].before)) if rows else before
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
        labels = [typeset((Strand(label, types.body.style),), UNBOUND) for label, _ in items]
        indent = max(INDENT, max(label.width for label in labels) + 5) if depth < _DEEPEST else 0.0
        inner = self.indented(indent)
        rows: list[Row] = []
        for label, (_, blocks) in zip(labels, items, strict=True):
            item = Element("LI", element)
            owner = Owner(Element("Lbl", item))
            more = inner.blocks(blocks, Element("LBody", item), level=level, depth=depth + 1) or [
                Row(types.body.leading)
            ]
            against = bool(more[0].puts and more[0].puts[0].line.rtl != self.rtl)
            x = self.x + self.width - label.width if against else self.x
            if against:
                _shift(more, -indent, rtl=not self.rtl)
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
        rows = [Row(5.0, before=PARAGRAPH_GAP + 2, keep=True), *rows, Row(5.0)]
        rows[-2].keep = True
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
        """(x, width) of each column: what its longest cell asks for, scaled down to fit."""
        count = len(rows[0])
        body = self.types.body
        wishes = [
            max(typeset(body.strands(row[column], ""), UNBOUND).width for row in rows) + 1 for column in range(count)
        ]
        room = self.width - _CELL * (count - 1)
        if sum(wishes) > room:
            least = room / count * 0.5
            spare = sum(max(0.0, wish - least) for wish in wishes)
            wishes = [min(wish, least) + max(0.0, wish - least) * _share(wishes, least, room, spare) for wish in wishes]
        found, x = [], self.x
        for wish in wishes:
            found.append((x, max(wish, 1.0)))
            x += wish + _CELL
        return found


def _share(wishes: list[float], least: float, room: float, spare: float) -> float:
    """How much of what it wishes beyond the least each column gets."""
    left = room - sum(min(wish, least) for wish in wishes)
    return left / spare if spare else 0.0


def _shift(rows: list[Row], by: float, *, rtl: bool) -> None:
    for row in rows:
        row.puts = [put._replace(x=put.x + by) if put.line.rtl == rtl else put for put in row.puts]


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
                said = " ".join(clean(words[number]).split())
                plain = address.removeprefix("mailto:")
                found[number] = said if said == plain else f"{said} ({plain})"
    return found
