"""A letter as rows of the railed page: letterhead, name, sections with their heads in the rail, signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from feedback_desk.letter.markdown import parse
from feedback_desk.letter.wording import Wording
from feedback_desk.model import Block, BlockKind, Letter, Recommendation
from feedback_desk.pdf.addresses import safe_address
from feedback_desk.pdf.column import Column
from feedback_desk.pdf.layout import Row, keep_together, set_beside
from feedback_desk.pdf.page import Owner
from feedback_desk.pdf.styles import (
    COLUMN,
    INDENT,
    ITEM_GAP,
    PARAGRAPH_GAP,
    RAIL,
    RAIL_TEXT,
    SECTION_GAP,
    Types,
)
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import Strand, Style, clean

_KINDS = {"docs": "documentation", "ctf": "challenge"}
_COSTS = {"freemium": "free to start"}
_SIGNED_WITH = 8
"""A closing paragraph of up to so many lines stays with the signature."""
_NO_LETTERHEAD = 16.0
"""Air above the title where there is no letterhead."""
_KEPT_RESOURCES = 3
"""A list of up to so many resources is not torn apart."""


class Railed:
    """Turns one letter into rows, top to bottom, and its structure under `root`."""

    def __init__(self, letter: Letter, wording: Wording, left: float, root: Element) -> None:
        self.letter = letter
        self.wording = wording
        self.root = root
        self.types = Types(letter.profile.accent)
        self.missing: dict[str, None] = {}
        self.page = Column(left, RAIL + COLUMN, self.types, self.missing)
        self.rail = Column(left, RAIL_TEXT, self.types, self.missing)
        self.column = Column(left + RAIL, COLUMN, self.types, self.missing)
        self._resources = 0

    def rows(self) -> list[Row]:
        """All of the letter's rows."""
        blocks = [block for block in self.letter.blocks if block.is_printed]
        rows = self._letterhead()
        rows += self._title(first=not rows)
        rows += self._opening([b for b in blocks if b.kind in (BlockKind.SALUTATION, BlockKind.OPENING)])
        words = self.wording.page
        rows += self._section(words["strengths"], [b for b in blocks if b.kind is BlockKind.STRENGTH])
        rows += self._section(words["growth"], [b for b in blocks if b.kind is BlockKind.GROWTH])
        rows += self._section(words["resources"], [b for b in blocks if b.kind is BlockKind.RESOURCES])
        rows += self._closing([b for b in blocks if b.kind is BlockKind.CLOSING])
        return rows

    # --- The top ------------------------------------------------------------------------------

    def _letterhead(self) -> list[Row]:
        profile, types = self.letter.profile, self.types
        organisation, address = profile.organisation.strip(), profile.address.strip()
        if not organisation and not address:
            return []
        half = Column(self.page.x, 250.0 if address else self.page.width, types, self.missing)
        name_rows: list[Row] = []
        if organisation:
            strands = (Strand(organisation, types.organisation.style),)
            name_rows = half.text(strands, types.organisation, Element("P", self.root), flush="left")
        if not address:
            return name_rows
        side = Column(self.page.x + 270.0, self.page.width - 270.0, types, self.missing)
        strands = (Strand(address, types.address.style),)
        rows = side.text(strands, types.address, Element("P", self.root), flush="right")
        leading = types.organisation.leading
        puts = [
            put._replace(down=number * leading + put.down) for number, row in enumerate(name_rows) for put in row.puts
        ]
        set_beside(rows, puts, leading)
        return rows

    def _title(self, *, first: bool) -> list[Row]:
        types, letter = self.types, self.letter
        heading = Element("H1", self.root)
        rows = self.column.text(
            (Strand(self.wording.page["heading"], types.eyebrow.style),), types.eyebrow, heading, flush="left"
        )
        name = clean(letter.candidate).strip()
        if name:
            for kind in types.names:
                found = self.column.lines((Strand(name, kind.style),))
                if len(found.lines) <= 2:
                    break
            rows += self.column.text((Strand(name, kind.style),), kind, heading, before=1.0, flush="left")
        role = clean(letter.role).strip()
        if role:
            strands = (Strand(role, types.role.style),)
            rows += self.column.text(strands, types.role, Element("P", self.root), before=2.0, flush="left")
        for row in rows:
            row.keep = True
        if first:
            rows.insert(0, Row(_NO_LETTERHEAD, keep=True))
        rows[0].before = SECTION_GAP + 4
        rows[0].rule = not first
        rows[0].outline = letter.title
        return rows

    def _opening(self, blocks: Sequence[Block]) -> list[Row]:
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
        rows: list[Row] = []
        for block in blocks:
            gap = PARAGRAPH_GAP + 2 if rows else 0.0
            rows += self.column.blocks(parse(block.text), self.root, level=2, before=gap)
        if not rows:
            rows = [Row(types.body.leading)]
        rows[0].before = 24.0
        set_beside(rows, puts, types.value.leading)
        return rows

    # --- Sections -----------------------------------------------------------------------------

    def _section(self, head: str, blocks: Sequence[Block]) -> list[Row]:
        section = Element("Sect", self.root)
        heading = Element("H2", section)
        rows: list[Row] = []
        for block in blocks:
            more = self._item(block, section)
            if more:
                more[0].before = ITEM_GAP if rows else 0.0
                rows += more
        if not rows:
            return []
        kind = self.types.head
        first_baseline = rows[0].puts[0].down if rows[0].puts else kind.down
        found = self.rail.lines((Strand(head, kind.style),))
        puts = self.rail.puts(found, kind, Owner(heading), first_baseline - kind.down, flush="left")
        set_beside(rows, puts, kind.leading)
        rows[0].before, rows[0].rule, rows[0].outline = SECTION_GAP, True, head
        return rows

    def _item(self, block: Block, section: Element) -> list[Row]:
        types, level = self.types, 3
        rows: list[Row] = []
        title = clean(block.title).strip()  # a control character alone prints nothing, and so heads nothing
        if title:
            strands = (Strand(title, types.title.style),)
            rows = self.column.text(strands, types.title, Element("H3", section))
            for row in rows:
                row.keep = True
            level = 4
        more = self.column.blocks(parse(block.text), section, level=level, before=1.0)
        rows += more
        if block.next_step.strip():
            lead = f"{self.wording.page['try_this']}: "
            rows += self.column.blocks(parse(block.next_step), section, level=level, before=PARAGRAPH_GAP, lead=lead)
        if block.resources:
            rows += self._resource_list(block.resources, section, before=PARAGRAPH_GAP + 1 if rows else 0.0)
        if rows:
            rows[-1].keep = False
        return rows

    def _resource_list(self, chosen: Iterable[Recommendation], section: Element, before: float) -> list[Row]:
        types = self.types
        listed = Element("L", section, numbering="Decimal")
        before_this = self._resources
        rows: list[Row] = []
        for recommendation in chosen:
            resource = recommendation.resource
            self._resources += 1
            item = Element("LI", listed)
            label = Owner(Element("Lbl", item))
            body = Element("LBody", item)
            inner = self.column.indented(INDENT + 2)
            strands = [Strand(resource.title.strip(), _linked(types.body.style, resource.url, types.accent))]
            if resource.provider.strip():
                strands.append(Strand(f"\u2002{resource.provider.strip()}", types.note.style))
            more = inner.text(strands, types.body, Element("P", body), before=6.0 if rows else before)
            note = _resource_note(recommendation)
            if note:
                more += inner.text((Strand(note, types.note.style),), types.note, Element("P", body))
            number = self.column.lines((Strand(str(self._resources), types.number.style),))
            more[0].puts[0:0] = self.column.puts(number, types.number, label)
            keep_together(more)
            rows += more
        if self._resources - before_this <= _KEPT_RESOURCES:
            keep_together(rows)
        return rows

    # --- The end ------------------------------------------------------------------------------

    def _closing(self, blocks: Sequence[Block]) -> list[Row]:
        rows: list[Row] = []
        last: list[Row] = []
        for block in blocks:
            for part in parse(block.text):
                last = self.column.blocks((part,), self.root, level=2, before=PARAGRAPH_GAP + 1 if rows else 0.0)
                rows += last
        if rows:
            rows[0].before, rows[0].rule = SECTION_GAP, True
            if len(last) <= _SIGNED_WITH:
                keep_together(last)
        signature = self._signature()
        if signature:
            signature[0].before = 14.0 if rows else SECTION_GAP
            if rows:
                rows[-1].keep = True
        return rows + signature

    def _signature(self) -> list[Row]:
        profile, types = self.letter.profile, self.types
        rows: list[Row] = []
        if profile.name.strip():
            strands: tuple[Strand, ...] = (Strand(profile.name.strip(), types.sender.style),)
            rows += self.column.text(strands, types.sender, Element("P", self.root))
        parts = [Strand(profile.role.strip(), types.note.style)] if profile.role.strip() else []
        email = profile.email.strip()
        if email:
            if parts:
                parts.append(Strand("\u2002·\u2002", types.note.style))
            parts.append(Strand(email, _linked(types.note.style, f"mailto:{email}", types.accent)))
        if parts:
            rows += self.column.text(tuple(parts), types.note, Element("P", self.root), before=1.0)
        keep_together(rows)
        return rows


def _linked(style: Style, address: str, colour: str) -> Style:
    """The style as a link in `colour`; as it is when the address is none a letter may link to."""
    address = safe_address(address)
    return replace(style, link=address, colour=colour) if address else style


def _resource_note(recommendation: Recommendation) -> str:
    """Kind, cost, time and reason in one line, without what the reason says already."""
    resource = recommendation.resource
    facts = [_KINDS.get(resource.kind, resource.kind), _COSTS.get(resource.cost, resource.cost)]
    if resource.hours:
        facts.append("about an hour" if resource.hours == 1 else f"about {resource.hours} hours")
    reason = recommendation.reason.strip()
    said = f" {re.sub(r'[^a-z]+', ' ', reason.lower())} "
    parts = [fact for fact in facts if fact and f" {fact} " not in said]
    note = " · ".join(filter(None, [*parts, reason]))
    return note[:1].upper() + note[1:]
