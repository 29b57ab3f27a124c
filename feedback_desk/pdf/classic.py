"""The classic design: a letter as letters look, one column in a serif, heads between the paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from feedback_desk.letter.wording import Wording
from feedback_desk.model import BlockKind, Letter
from feedback_desk.pdf.column import Column
from feedback_desk.pdf.layout import Row
from feedback_desk.pdf.overview import overview
from feedback_desk.pdf.parts import HEADS, Parts, beside
from feedback_desk.pdf.styles import CLASSIC, Type, Types
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import Strand, clean

_LETTERHEAD_GAP = 46.0
_DATE_GAP = 26.0
_SUBJECT_GAP = 22.0
_SECTION_GAP = 20.0
_HEAD_GAP = 5.0


class Classic:
    """Turns one letter into rows, top to bottom, and its structure under `root`."""

    width = CLASSIC

    def __init__(
        self, letter: Letter, wording: Wording, left: float, root: Element, pictures: Mapping[str, bytes]
    ) -> None:
        self.letter = letter
        self.wording = wording
        self.root = root
        self.types = Types(letter.profile.accent, family="serif")
        self.missing: dict[str, None] = {}
        self.column = Column(left, self.width, self.types, self.missing, rtl=wording.direction == "rtl")
        self.parts = Parts(letter, wording, self.column, root, pictures)

    def rows(self) -> list[Row]:
        """All of the letter's rows."""
        parts, words = self.parts, self.wording.page
        rows = self._letterhead()
        rows += self._subject(first=not rows)
        opening = parts.opening()
        if opening:
            opening[0].before = _SUBJECT_GAP
        rows += opening
        if self.letter.overview:
            section, head = self._head(words["overview"])
            points = parts.blocks(BlockKind.STRENGTH, BlockKind.GROWTH)
            rows += self._section(head, overview(points, self.wording, self.column, section))
        for kind, key in HEADS.items():
            section, head = self._head(words[key])
            rows += self._section(head, parts.items(parts.blocks(kind), section))
        closing = parts.closing()
        if closing:
            closing[0].before = _SECTION_GAP
        return rows + closing

    def _letterhead(self) -> list[Row]:
        """The sender on the one side, the address on the other, a hairline under both."""
        profile, types, width = self.letter.profile, self.types, self.width
        organisation, address = profile.organisation.strip(), profile.address.strip()
        logo = self.parts.logo(self.column.x)
        if not organisation and not address and logo is None:
            return []
        side = self.column.at(self.column.x + width * 0.55, width * 0.45)
        half = self.column.at(self.column.x, width * 0.5 if address or logo else width)
        left: list[Row] = []
        right: list[Row] = []
        if organisation:
            kind, column, flush = (types.sender_name, side, "end") if logo else (types.organisation, half, "start")
            strands = (Strand(organisation, kind.style),)
            (right if logo else left).extend(column.text(strands, kind, Element("P", self.root), flush=flush))
        if address:
            strands = (Strand(address, types.address.style),)
            right += side.text(strands, types.address, Element("P", self.root), flush="end")
        return beside(logo, left, right, types.organisation.leading)

    def _subject(self, *, first: bool) -> list[Row]:
        """Date, and what the letter is about: the candidate, the role, the day of the interview."""
        types, letter, words = self.types, self.letter, self.wording.page
        rows = self._line(self.wording.date(letter.written_on), types.value, "P")
        rows[0].before, rows[0].rule = _LETTERHEAD_GAP, not first
        heading = Element("H1", self.root)
        subject = self.column.text(
            (Strand(words["heading"], types.eyebrow.style),), types.eyebrow, heading, flush="start"
        )
        subject[0].before = _DATE_GAP
        subject[0].outline = letter.title
        if name := clean(letter.candidate).strip():
            kind = types.names[-1]
            subject += self.column.text((Strand(name, kind.style),), kind, heading, before=1.0, flush="start")
        if role := clean(letter.role).strip():
            subject += self._line(role, types.subtitle, "P")
        subject += self._line(f"{words['interviewed']}: {self.wording.date(letter.interviewed_on)}", types.value, "P")
        for row in subject:
            row.keep = True
        return rows + subject

    def _line(self, text: str, kind: Type, tag: str) -> list[Row]:
        return self.column.text((Strand(text, kind.style),), kind, Element(tag, self.root), before=2.0, flush="start")

    def _head(self, words: str) -> tuple[Element, list[Row]]:
        """A section with its head; the head's rows are used where the section has any."""
        section = Element("Sect", self.root)
        kind = self.types.heading
        rows = self.column.text((Strand(words, kind.style),), kind, Element("H2", section), flush="start")
        rows[0].before, rows[0].outline = _SECTION_GAP, words
        return section, rows

    def _section(self, head: list[Row], rows: list[Row]) -> list[Row]:
        if not rows:
            return []
        rows[0].before = _HEAD_GAP
        for row in head:
            row.keep = True
        return head + rows
