"""The classic design: a letter as letters look, one column in a serif; sender and date at the right, no rules."""

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
from feedback_desk.pdf.text import UNBOUND, Strand, one_line, typeset

_SENDER = 0.55
"""The most of the column that the sender's words may take."""
_MOST_LINES = 2
"""A name of more lines is set smaller."""
_DATE_GAP = 22.0
_RECIPIENT_GAP = 30.0
_SUBJECT_GAP = 24.0
_OPENING_GAP = 20.0
_SECTION_GAP = 22.0
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
        self.types = Types(letter.profile.accent, family="book")
        self.missing: dict[str, None] = {}
        self.column = Column(left, self.width, self.types, self.missing, rtl=wording.direction == "rtl")
        self.parts = Parts(letter, wording, self.column, root, pictures)

    def rows(self) -> list[Row]:
        """All of the letter's rows."""
        parts, words = self.parts, self.wording.page
        rows = self._top() + self._recipient() + self._subject()
        for row in rows:
            row.keep = True
        opening = parts.opening()
        if opening:
            opening[0].before = _OPENING_GAP
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

    def _top(self) -> list[Row]:
        """The logo at the one side; at the other who writes, and when, with the lines' beginnings under each other."""
        profile, types = self.letter.profile, self.types
        logo = self.parts.logo(self.column.x)
        name = types.sender_name if logo else types.organisation
        most = _SENDER * self.width
        if len(typeset((Strand(profile.organisation, name.style),), most).lines) > _MOST_LINES:
            name = types.recipient
        said = [(one_line(profile.organisation), name, 0.0), (profile.address, types.address, 0.0 if logo else 2.0)]
        said = [(text.strip(), kind, gap) for text, kind, gap in said if text.strip()]
        said.append((self.wording.date(self.letter.written_on), types.body, _DATE_GAP if said else 0.0))
        wide = min(most, 1 + max(typeset((Strand(text, kind.style),), UNBOUND).width for text, kind, _ in said))
        side = self.column.at(self.column.x + self.width - wide, wide)
        rows: list[Row] = []
        for text, kind, gap in said:
            element = Element("P", self.root)
            rows += side.text((Strand(text, kind.style),), kind, element, before=gap, flush="start")
        return beside(logo, [], rows, types.organisation.leading)

    def _recipient(self) -> list[Row]:
        """Whom the letter is to, and for which role they were interviewed."""
        rows: list[Row] = []
        for text, kind in ((self.letter.candidate, self.types.recipient), (self.letter.role, self.types.body)):
            if text := one_line(text):
                rows += self._line(text, kind, "P", 0.0 if rows else _RECIPIENT_GAP)
        return rows

    def _subject(self) -> list[Row]:
        """What the letter is about, and the day it speaks of."""
        words, types = self.wording.page, self.types
        rows = self._line(words["heading"], types.subject, "H1", _SUBJECT_GAP)
        rows[0].outline = self.wording.title(self.letter.candidate)
        day = f"{words['interviewed']}: {self.wording.date(self.letter.interviewed_on)}"
        return rows + self._line(day, types.value, "P", 0.0)

    def _line(self, text: str, kind: Type, tag: str, gap: float) -> list[Row]:
        return self.column.text((Strand(text, kind.style),), kind, Element(tag, self.root), before=gap, flush="start")

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
