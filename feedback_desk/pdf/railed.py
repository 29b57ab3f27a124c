"""The railed design: section heads and dates in a rail beside the text, hairlines that travel with their section."""

from __future__ import annotations

from collections.abc import Mapping

from feedback_desk.letter.wording import Wording
from feedback_desk.model import BlockKind, Letter
from feedback_desk.pdf.column import Column
from feedback_desk.pdf.layout import Row, set_beside
from feedback_desk.pdf.overview import overview
from feedback_desk.pdf.page import Owner
from feedback_desk.pdf.parts import HEADS, Parts, beside
from feedback_desk.pdf.styles import COLUMN, RAIL, RAIL_TEXT, SECTION_GAP, Types
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import Strand, one_line

_NO_LETTERHEAD = 16.0
"""Air above the title where there is no letterhead."""


class Railed:
    """Turns one letter into rows, top to bottom, and its structure under `root`."""

    width = RAIL + COLUMN

    def __init__(
        self, letter: Letter, wording: Wording, left: float, root: Element, pictures: Mapping[str, bytes]
    ) -> None:
        self.letter = letter
        self.wording = wording
        self.root = root
        self.types = Types(letter.profile.accent)
        self.missing: dict[str, None] = {}
        self.page = Column(left, self.width, self.types, self.missing, rtl=wording.direction == "rtl")
        self.rail = self.page.at(left, RAIL_TEXT)
        self.column = self.page.at(left + RAIL, COLUMN)
        self.parts = Parts(letter, wording, self.column, root, pictures)

    def rows(self) -> list[Row]:
        """All of the letter's rows."""
        parts, words = self.parts, self.wording.page
        rows = self._letterhead()
        rows += self._title(first=not rows)
        rows += self._opening()
        if self.letter.overview:
            section = Element("Sect", self.root)
            heading = Element("H2", section)
            points = parts.blocks(BlockKind.STRENGTH, BlockKind.GROWTH)
            rows += self._section(words["overview"], heading, overview(points, self.wording, self.column, section))
        for kind in HEADS:
            section = Element("Sect", self.root)
            heading = Element("H2", section)
            rows += self._section(words[HEADS[kind]], heading, parts.items(parts.blocks(kind), section))
        closing = parts.closing()
        if closing and parts.blocks(BlockKind.CLOSING):
            closing[0].before, closing[0].rule = SECTION_GAP, True
        return rows + closing

    # --- The top ------------------------------------------------------------------------------

    def _letterhead(self) -> list[Row]:
        profile, types = self.letter.profile, self.types
        organisation, address = one_line(profile.organisation), profile.address.strip()
        logo = self.parts.logo(self.page.x)
        if not organisation and not address and logo is None:
            return []
        side = self.page.at(self.page.x + 270.0, self.page.width - 270.0)
        half = self.page.at(self.page.x, 250.0 if address or logo else self.page.width)
        left: list[Row] = []
        right: list[Row] = []
        if organisation:
            # Beside a logo, which mostly says it already, the name is small print.
            kind, column, flush = (types.sender_name, side, "end") if logo else (types.organisation, half, "start")
            strands = (Strand(organisation, kind.style),)
            (right if logo else left).extend(column.text(strands, kind, Element("P", self.root), flush=flush))
        if address:
            strands = (Strand(address, types.address.style),)
            right += side.text(strands, types.address, Element("P", self.root), flush="end")
        return beside(logo, left, right, types.organisation.leading)

    def _title(self, *, first: bool) -> list[Row]:
        types, letter = self.types, self.letter
        heading = Element("H1", self.root)
        name = one_line(letter.candidate)
        kind = types.eyebrow if name else types.names[1]
        said = self.wording.page["heading"]
        # The space hangs past it, so that the name does not run into it where both are read as one.
        rows = self.column.text((Strand(f"{said} " if name else said, kind.style),), kind, heading, flush="start")
        if name:
            for kind in types.names:
                found = self.column.lines((Strand(name, kind.style),))
                if len(found.lines) <= 2:
                    break
            rows += self.column.text((Strand(name, kind.style),), kind, heading, before=1.0, flush="start")
        role = one_line(letter.role)
        if role:
            strands = (Strand(role, types.role.style),)
            rows += self.column.text(strands, types.role, Element("P", self.root), before=2.0, flush="start")
        for row in rows:
            row.keep = True
        if first:
            rows.insert(0, Row(_NO_LETTERHEAD, keep=True))
        rows[0].before = SECTION_GAP + 4
        rows[0].rule = not first
        rows[0].outline = self.wording.title(letter.candidate)
        return rows

    def _opening(self) -> list[Row]:
        puts = []
        down = 0.0
        words, types = self.wording.page, self.types
        dates = ((words["date"], self.letter.written_on), (words["interviewed"], self.letter.interviewed_on))
        for label, day in dates:
            for text, kind in ((label, types.label), (self.wording.date(day), types.value)):
                found = self.rail.lines((Strand(text, kind.style),))
                # The first label stands on the salutation's baseline.
                shift = types.body.down - types.label.down
                puts += self.rail.puts(found, kind, Owner(Element("P", self.root)), down + shift)
                down += kind.leading * len(found.lines)
            down += 7.0
        rows = self.parts.opening() or [Row(types.body.leading)]
        rows[0].before = 24.0
        set_beside(rows, puts, types.value.leading)
        return rows

    # --- Sections -----------------------------------------------------------------------------

    def _section(self, head: str, heading: Element, rows: list[Row]) -> list[Row]:
        """A section's rows with its head in the rail; nothing when it has none."""
        if not rows:
            return []
        kind = self.types.head
        first_baseline = rows[0].puts[0].down if rows[0].puts else kind.down
        found = self.rail.lines((Strand(head, kind.style),))
        puts = self.rail.puts(found, kind, Owner(heading), first_baseline - kind.down, flush="start")
        set_beside(rows, puts, kind.leading)
        rows[0].before, rows[0].rule, rows[0].outline = SECTION_GAP, True, head
        return rows
