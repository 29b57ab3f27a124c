"""The phone card: a page to call from, where an organisation lets candidates hear feedback and not read it.

What to begin with, what went well, where to grow with its next step, what to ask, and what to leave unsaid. Set to be
read at arm's length; when there is more to say than a page holds, the type gets a little smaller, then the points are
said by their first sentences, and then the last of them are left to the letter. The outcome is always said whole, and
where no page holds it, the card goes on over the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from feedback_desk.errors import BadInput
from feedback_desk.letter.markdown import BulletList, NumberedList, parse, to_plain
from feedback_desk.letter.sentences import sentences
from feedback_desk.letter.wording import Wording, wording_for
from feedback_desk.model import Block, BlockKind, Letter
from feedback_desk.pdf.breaks import opportunities
from feedback_desk.pdf.column import Column
from feedback_desk.pdf.document import Document
from feedback_desk.pdf.layout import Row, depth, paginate
from feedback_desk.pdf.render import Rendered, draw, margins
from feedback_desk.pdf.styles import BOTTOM, PAPERS, TOP_FIRST, TOP_OTHER, Types
from feedback_desk.pdf.tags import Element
from feedback_desk.pdf.text import Strand, one_line

WIDTH = 470.0
READABLE = (1.25, 1.12, 1.0)
"""Times the letter's own type, largest first: what can be read while speaking."""
SMALL, SMALLEST = 0.9, 0.8
"""The same before points are left out, and where there is no other way."""
MOST_POINTS = (8, 4, 2)
"""Points of one kind, and fewer where they don't fit: a call is no place for many."""
WAYS = (
    *product((MOST_POINTS[0],), (False,), READABLE),
    *product(MOST_POINTS, (True,), (*READABLE, SMALL)),
    (MOST_POINTS[-1], True, SMALLEST),
    (MOST_POINTS[0], True, READABLE[-1]),
)
"""How many points, whether in short, and how large: the first way that fits on the page is taken, or else the last."""


def render_card(letter: Letter, *, wording: Wording | None = None, paper: str | None = None) -> Rendered:
    """The card as PDF on `paper` (`a4` or `letter`; without it the profile's), one page wherever that can be.

    `BadInput` for another paper, or a language that has no wording.
    """
    chosen = paper or letter.profile.paper
    if chosen not in PAPERS:
        raise BadInput(f"There is no paper called “{chosen}”. A phone card is printed on a4 or letter.")
    width, height = PAPERS[chosen]
    words = wording or wording_for(letter)
    left, room = (width - WIDTH) / 2, height - TOP_FIRST - BOTTOM
    for most, short, size in WAYS:
        document = Document(
            title=one_line(heading(letter, words)),
            author=one_line(letter.profile.name),
            language=letter.language,
            day=letter.written_on,
            rtl=words.direction == "rtl",
        )
        card = _Card(letter, words, left, document.root, size, most, short=short)
        pages = paginate(card.rows(), room, height - TOP_OTHER - BOTTOM)
        if len(pages) == 1 and depth(pages[0]) <= room:
            break
    for rows in pages:
        page = document.page(width, height)
        draw(document, page, rows, left, WIDTH)
        if len(pages) > 1:
            count = words.page["page_of"].format(page=page.number + 1, pages=len(pages))
            margins(page, letter, card.types, left, WIDTH, count)
    return Rendered(document.finish(), len(pages), tuple(card.missing))


def heading(letter: Letter, wording: Wording) -> str:
    """What the card is called, on the page and as a document."""
    return str(wording.card["heading"]).format_map(_values(letter, wording))


def _values(letter: Letter, wording: Wording) -> dict[str, str]:
    return {"name": one_line(letter.candidate), "date": wording.date(letter.interviewed_on)}


class _Card:
    """Rows of the card, top to bottom."""

    def __init__(
        self, letter: Letter, wording: Wording, left: float, root: Element, size: float, most: int, *, short: bool
    ) -> None:
        self.letter = letter
        self.wording = wording
        self.root = root
        self.most = most
        self.short = short
        self.types = Types(letter.profile.accent, size)
        self.missing: dict[str, None] = {}
        self.column = Column(left, WIDTH, self.types, self.missing, rtl=wording.direction == "rtl")

    def rows(self) -> list[Row]:
        """All of the card."""
        card, types = self.wording.card, self.types
        values = _values(self.letter, self.wording)
        head = heading(self.letter, self.wording)
        rows = self.column.text((Strand(head, types.names[1].style),), types.names[1], Element("H1", self.root))
        about = " · ".join(filter(None, (one_line(self.letter.role), values["date"])))
        rows += self.column.text((Strand(about, types.note.style),), types.note, Element("P", self.root), before=2)
        rows[0].outline = head
        rows += self._list("say", [line.format_map(values) for line in card["say_lines"]])
        outcome = [to_plain(parse(block.text)) for block in self._blocks(BlockKind.OUTCOME)]
        rows += [row for text in outcome for row in self._paragraph(text)]
        rows += self._points("strengths", self._blocks(BlockKind.STRENGTH))
        rows += self._points("growth", self._blocks(BlockKind.GROWTH))
        rows += self._list("ask", card["ask_lines"])
        rows += self._list("do_not_say", card["do_not_say_lines"])
        return rows

    def _blocks(self, kind: BlockKind) -> list[Block]:
        return [block for block in self.letter.blocks if block.kind is kind and block.is_printed][: self.most]

    def _section(self, head: str) -> tuple[Element, list[Row]]:
        section = Element("Sect", self.root)
        rows = self.column.text(
            (Strand(str(self.wording.card[head]), self.types.head.style),),
            self.types.head,
            Element("H2", section),
            before=16.0,
        )
        rows[0].rule = True
        for row in rows:
            row.keep = True
        return section, rows

    def _list(self, head: str, lines: Iterable[str]) -> list[Row]:
        section, rows = self._section(head)
        listed = Element("L", section, numbering="Disc")
        for line in lines:
            rows += self._item(listed, [(line, False)])
        return rows

    def _points(self, head: str, blocks: Sequence[Block]) -> list[Row]:
        if not blocks:
            return []
        section, rows = self._section(head)
        listed = Element("L", section, numbering="Disc")
        for block in blocks:
            said = [(one_line(block.title), True)] if block.title.strip() else []
            said.append((self._said(block.text), False))
            if step := self._said(block.next_step):
                said.append((f"{self.wording.card['next_step']}: {step}", False))
            rows += self._item(listed, said)
        return rows

    def _said(self, markdown: str) -> str:
        """The first paragraph, or list, in plain words; where room is short, its first sentence."""
        first = next(iter(parse(markdown)), None)
        items = first.items if isinstance(first, BulletList | NumberedList) else ((first,) if first else (),)
        text = "; ".join(" ".join(to_plain(item).split()) for item in items)
        if self.short and text:
            text = sentences(text)[0]
            if len(text) > MOST_SAID:
                end = max((place for place in opportunities(text) if place <= MOST_SAID), default=MOST_SAID)
                text = text[:end].rstrip(" ,;:.–—-") + "…"
        return text

    def _item(self, listed: Element, said: Sequence[tuple[str, bool]]) -> list[Row]:
        types = self.types
        item = Element("LI", listed)
        label, body = Element("Lbl", item), Element("LBody", item)
        inner = self.column.indented()
        rows: list[Row] = []
        for text, bold in said:
            kind = types.lead if bold else types.body
            gap = 0.0 if rows else 4.0
            rows += inner.text((Strand(text, kind.style),), kind, Element("P", body), before=gap, flush="start")
        bullet = self.column.text((Strand("•", types.body.style),), types.body, label, flush="start")
        rows[0].puts[0:0] = bullet[0].puts
        return rows

    def _paragraph(self, text: str) -> list[Row]:
        return self.column.text(
            (Strand(text, self.types.body.style),), self.types.body, Element("P", self.root), before=8.0
        )


MOST_SAID = 160
"""Characters of a point where room is short."""
