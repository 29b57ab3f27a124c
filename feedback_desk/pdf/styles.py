"""The letter's measures and styles: what a designer would change, in one place. All measures are points.

The railed page has a narrow rail that holds date and section heads, and beside it a column of about 80 characters; the
classic one has a single column. Body text is 10.5 on 15, so that a letter of 400 words with its resources fills two
pages at most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from feedback_desk.letter.markdown import Span
from feedback_desk.pdf.addresses import safe_address
from feedback_desk.pdf.colour import GREY, INK, printed_accent
from feedback_desk.pdf.fonts import Cut
from feedback_desk.pdf.text import Strand, Style

PAPERS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
"""Width and height of each paper."""

CLASSIC = 400.0
"""The classic design's one column."""
RAIL = 104.0
COLUMN = 376.0
RAIL_TEXT = 92.0
"""What the rail's words may take of it."""
TOP_FIRST = 50.0
TOP_OTHER = 78.0
HEAD_BASELINE = 46.0
BOTTOM = 64.0
FOOT_BASELINE = 34.0

SECTION_GAP = 36.0
ITEM_GAP = 13.0
PARAGRAPH_GAP = 6.5
LIST_GAP = 3.0
INDENT = 16.0
LOGO = (150.0, 44.0)
SIGNATURE = (150.0, 50.0)
"""The most a logo and a signature take: width and height."""


@dataclass(frozen=True)
class Type:
    """A style with the distance between its baselines."""

    style: Style
    leading: float

    @property
    def down(self) -> float:
        """From the top of a row to the baseline: capitals stand in the middle of the row."""
        return self.leading / 2 + self.style.size * 0.33

    def strands(self, spans: tuple[Span, ...], link_colour: str) -> tuple[Strand, ...]:
        """Markdown's spans in this style."""
        return tuple(Strand(span.text, self._style(span, link_colour)) for span in spans)

    def _style(self, span: Span, link_colour: str) -> Style:
        cut, address = self.style.cut, safe_address(span.link)
        weight = 600 if span.bold else cut.weight
        if span.code:
            cut = Cut("code", weight)
        else:
            cut = Cut(cut.family, weight, span.italic or cut.italic)
        return replace(
            self.style,
            cut=cut,
            size=round(self.style.size * 0.92, 2) if span.code else self.style.size,
            colour=link_colour if address else self.style.colour,
            link=address,
        )


class Types:
    """The styles of one letter, in the user's accent; `times` as large as a letter's, its text in `family`.

    The family is sans or book. A book's text is a little larger and airier, and its small print is of the same family.
    """

    def __init__(self, chosen: str, times: float = 1.0, family: str = "sans") -> None:
        self.accent = printed_accent(chosen)
        body, leading = (10.5, 15.0) if family == "sans" else (10.8, 15.6)

        def type_(style: Style, leading: float) -> Type:
            return Type(replace(style, size=round(style.size * times, 2)), leading * times)

        text, strong = Cut(family), Cut(family, 600)
        serif = Cut("serif", 600)
        self.organisation = type_(Style(serif, 15.5, INK), 20)
        self.sender_name = type_(Style(strong, 8.8, INK), 12.4)
        self.address = type_(Style(text, 8.8, GREY), 12.4)
        self.eyebrow = type_(Style(text, 9.4, self.accent, tracking=0.35), 14)
        self.names = (
            type_(Style(serif, 25, INK), 30),
            type_(Style(serif, 20, INK), 25),
            type_(Style(serif, 16, INK), 21),
        )
        self.role = type_(Style(strong, 11.5, INK), 16)
        self.label = type_(Style(strong, 8.8, self.accent), 12)
        self.value = type_(Style(text, 8.8, GREY), 12)
        self.head = type_(Style(strong, 10.5, self.accent), 15)
        self.recipient = type_(Style(strong, 12, INK), 17)
        self.subject = type_(Style(serif, 15.5, INK), 21)
        self.heading = type_(Style(Cut("serif", 600), 13, self.accent), 19)
        self.title = type_(Style(strong, 11.2, INK), leading + 0.6)
        self.subtitle = type_(Style(strong, body, INK), leading)
        self.body = type_(Style(text, body, INK), leading)
        self.lead = type_(Style(strong, body, INK), leading)
        self.number = type_(Style(strong, body, self.accent), leading)
        self.note = type_(Style(text, 8.8, GREY), 12)
        self.code = type_(Style(Cut("code"), 9, INK), 13.2)
        self.sender = type_(Style(serif, 14.5 if family == "sans" else 12.5, INK), 20)
        self.small = type_(Style(text, 8.2, GREY), 11)
