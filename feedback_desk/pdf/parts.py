"""What both designs of a letter are made of: points, resources, closing, signature, logo, the overview."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from feedback_desk.letter.markdown import parse
from feedback_desk.letter.wording import Wording
from feedback_desk.model import Block, BlockKind, Letter, Recommendation, is_blank
from feedback_desk.pdf.addresses import safe_address
from feedback_desk.pdf.column import Column
from feedback_desk.pdf.layout import Figure, Row, keep_together, set_beside
from feedback_desk.pdf.page import Owner
from feedback_desk.pdf.pictures import Picture, read_picture
from feedback_desk.pdf.scripts import script_of
from feedback_desk.pdf.styles import INDENT, ITEM_GAP, LOGO, PARAGRAPH_GAP, SECTION_GAP, SIGNATURE
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import Strand, Style, one_line

HEADS = {BlockKind.STRENGTH: "strengths", BlockKind.GROWTH: "growth", BlockKind.RESOURCES: "resources"}
"""The sections that have a head, in their order, and its key among the page's words."""
_SIGNED_WITH = 3
"""Lines of the letter that no page break parts from the signature."""
_BETWEEN_WORDS = re.compile(r"[\s.,;:·()/؛،।–—]+")
_LOGO_ROWS = 6
"""So many lines of an address are as high as a logo at least."""
_RESOURCES_SPEAK = "en"
"""The language of the resources that come along; one somebody added in another script is in the letter's own."""
_KEPT_RESOURCES = 2
"""A list of up to so many resources is not torn apart."""


class Parts:
    """Sets the parts of one letter into `column`, and their structure under `root`."""

    def __init__(
        self, letter: Letter, wording: Wording, column: Column, root: Element, pictures: Mapping[str, bytes]
    ) -> None:
        self.letter = letter
        self.wording = wording
        self.column = column
        self.types = column.types
        self.root = root
        self._pictures = pictures
        self._resources = 0

    def blocks(self, *kinds: BlockKind) -> list[Block]:
        """What is printed of these kinds, in the order of the letter."""
        return [block for block in self.letter.blocks if block.is_printed and block.kind in kinds]

    # --- The top ------------------------------------------------------------------------------

    def logo(self, x: float) -> Row | None:
        """The logo with its left edge at `x`, as a row of its own; None when there is none."""
        picture = self._picture(self.letter.profile.logo)
        if picture is None:
            return None
        width, height = picture.fitted(*LOGO)
        words = one_line(self.letter.profile.organisation) or one_line(self.letter.profile.name)
        element = Element("Figure", self.root, alt=words or "Logo")
        return Row(height, figures=(Figure(picture, x, 0.0, width, height, element),))

    def _picture(self, sha256: str) -> Picture | None:
        content = self._pictures.get(sha256) if sha256 else None
        return read_picture(content) if content else None

    def opening(self) -> list[Row]:
        """Salutation, opening, and the outcome where somebody wrote one."""
        rows: list[Row] = []
        for block in self.blocks(BlockKind.SALUTATION, BlockKind.OPENING, BlockKind.OUTCOME):
            gap = PARAGRAPH_GAP + 2 if rows else 0.0
            rows += self.column.blocks(parse(block.text), self.root, level=2, before=gap)
        return rows

    # --- Sections -----------------------------------------------------------------------------

    def items(self, blocks: Sequence[Block], section: Element) -> list[Row]:
        """The points of a section, one under the other."""
        rows: list[Row] = []
        for block in blocks:
            more = self._item(block, section)
            if more:
                more[0].before = ITEM_GAP if rows else 0.0
                rows += more
        return rows

    def _item(self, block: Block, section: Element) -> list[Row]:
        types, level = self.types, 3
        rows: list[Row] = []
        title = one_line(block.title)  # a control character alone prints nothing, and so heads nothing
        if title:
            strands = (Strand(title, types.title.style),)
            # It stands over its text, whichever side that begins at.
            side = self.column.side(block.text)
            rows = self.column.text(strands, types.title, Element("H3", section), flush=side)
            for row in rows:
                row.keep = True
            level = 4
        more = self.column.blocks(parse(block.text), section, level=level, before=1.0)
        rows += more
        if not is_blank(block.next_step):
            lead = f"{self.wording.page['try_this']}: "
            rows += self.column.blocks(parse(block.next_step), section, level=level, before=PARAGRAPH_GAP, lead=lead)
        if block.resources:
            if rows:
                rows[-1].keep = True
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
            title, provider = one_line(resource.title), one_line(resource.provider)
            strands = [Strand(title, _linked(types.body.style, resource.url, types.accent))]
            # Behind a title that runs the other way than the page, it would be read before it.
            same_way = self.column.side(title) == "start"
            if provider and same_way:
                strands.append(Strand(f"\u2002{provider}", types.note.style))
            gap = 6.0 if rows else before
            named = Element("P", body, lang=self._language(title))
            more = inner.text(strands, types.body, named, before=gap, flush="start")
            note = " · ".join(filter(None, ("" if same_way else provider, self._note(recommendation))))
            if note:
                strands = [Strand(note, types.note.style)]
                more += inner.text(strands, types.note, Element("P", body), rtl=inner.rtl, flush="start")
            number = self.column.lines((Strand(str(self._resources), types.number.style),))
            more[0].puts[0:0] = self.column.puts(number, types.number, label, flush="start")
            keep_together(more)
            rows += more
        if self._resources - before_this <= _KEPT_RESOURCES:
            keep_together(rows)
        return rows

    def _language(self, title: str) -> str:
        """What to read a resource's title in, where that is not the letter's language."""
        foreign = self.letter.language.partition("-")[0] != _RESOURCES_SPEAK
        own = {script_of(character).code for character in title} - {""}
        return _RESOURCES_SPEAK if foreign and own == {"Latn"} else ""

    def _note(self, recommendation: Recommendation) -> str:
        """Kind, cost, time and reason in one line, without what the reason says already."""
        resource, page = recommendation.resource, self.wording.page
        facts = [page.get(f"kind_{resource.kind}", resource.kind), page.get(f"cost_{resource.cost}", resource.cost)]
        if resource.hours:
            facts.append(self.wording.hours(resource.hours))
        reason = recommendation.reason.strip()
        parts = [fact for fact in facts if fact and _words(fact) not in _words(reason)]
        note = " · ".join(filter(None, [*parts, reason]))
        return note[:1].upper() + note[1:]

    # --- The end ------------------------------------------------------------------------------

    def closing(self) -> list[Row]:
        """The closing words and the signature, which no page break parts from their last paragraph."""
        rows: list[Row] = []
        for block in self.blocks(BlockKind.CLOSING):
            for part in parse(block.text):
                rows += self.column.blocks((part,), self.root, level=2, before=PARAGRAPH_GAP + 1 if rows else 0.0)
        signature = self._signature()
        if signature:
            signature[0].before = 14.0 if rows else SECTION_GAP
            for row in rows[-_SIGNED_WITH:]:
                row.keep = True
        return rows + signature

    def _signature(self) -> list[Row]:
        profile, types = self.letter.profile, self.types
        rows: list[Row] = []
        picture = self._picture(profile.signature)
        if picture is not None:
            width, height = picture.fitted(*SIGNATURE)
            alt = self.wording.page["signature_of"].format(name=one_line(profile.name) or "—")
            element = Element("Figure", self.root, alt=alt)
            rows.append(Row(height, figures=(Figure(picture, self.column.x, 0.0, width, height, element),)))
        name, role, email = one_line(profile.name), one_line(profile.role), one_line(profile.email)
        if name:
            strands = (Strand(name, types.sender.style),)
            gap = 2.0 if rows else 0.0
            rows += self.column.text(strands, types.sender, Element("P", self.root), before=gap, flush="start")
        said = [Strand(role, types.note.style)] if role else []
        written = [Strand(email, _linked(types.note.style, f"mailto:{email}", types.accent))] if email else []
        together = [*said, Strand("\u2002·\u2002", types.note.style), *written] if said and written else []
        fits = together and len(self.column.lines(together).lines) == 1
        for line in filter(None, (together,) if fits else (said, written)):
            rows += self.column.text(line, types.note, Element("P", self.root), before=1.0, flush="start")
        keep_together(rows)
        return rows


def beside(logo: Row | None, left: list[Row], right: list[Row], leading: float) -> list[Row]:
    """A letterhead's two sides on the same height; a long address may go on over the page."""
    if not right:
        return [*([logo] if logo else []), *left]
    puts, top = [], 0.0
    for row in left:
        puts += [put._replace(down=put.down + top) for put in row.puts]
        top += row.height
    set_beside(right, puts, leading)
    if logo is not None:
        right[0].figures = logo.figures
        spare = logo.height - sum(row.height for row in right)
        if spare > 0:
            right.append(Row(spare))
        keep_together(right[:_LOGO_ROWS])
    return right


def _words(text: str) -> str:
    """A text's words with a blank around each, to look for one text among the words of another."""
    return f" {' '.join(re.split(_BETWEEN_WORDS, text.casefold()))} "


def _linked(style: Style, address: str, colour: str) -> Style:
    """The style as a link in `colour`; as it is when the address is none a letter may link to."""
    address = safe_address(address)
    return replace(style, link=address, colour=colour) if address else style
