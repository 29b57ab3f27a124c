"""A note's words laid out for a width: plain ones, code with its indentation, links that can be told from the rest."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QStaticText,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from feedback_desk.letter.spans import bare_addresses
from ui import theme
from ui.widgets.units import characters, units

_CODE_LINE = re.compile(r"^(?:\t| {2,}|```)", re.MULTILINE)
_TAB_COLUMNS = 4
_MOST_LINES, _MOST_CHARACTERS = 24, 6_000
"""What a list shows of one note; all of it is there when it is edited."""
_LINE_END = "\u2028"
"""What a layout takes for the end of a line."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a note's text, from `start` to `end`."""

    start: int
    end: int
    url: str


def links_in(text: str) -> list[Link]:
    """The web addresses in a text, without the punctuation of the sentence around them."""
    return [Link(start, end, text[start:end]) for start, end in bare_addresses(text)]


def code_start(text: str) -> int | None:
    """Where code begins in a note: with the second line, as soon as a line after the first is indented; else None."""
    first_end = text.find("\n") + 1
    if not first_end or not _CODE_LINE.search(text, first_end):
        return None
    return 0 if _CODE_LINE.match(text) else first_end


def reads_leftwards(text: str) -> bool:
    """Whether a text's first strong letter belongs to a right-to-left script (UAX #9, rule P2)."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


class NoteText(Protocol):
    """Words that were laid out."""

    @property
    def height(self) -> int:
        """In pixels."""

    def draw(self, painter: QPainter, left: int, top: int) -> None:
        """Draw them with the painter's pen."""

    def link_at(self, x: float, y: float) -> str:
        """The address at a point of the text, or nothing."""


def beginning(text: str) -> str:
    """A text as far as a list shows it: a log of a thousand lines would push everything else out of sight."""
    lines = text.split("\n", _MOST_LINES + 1)
    if len(lines) > _MOST_LINES + 1:
        more = text.count("\n") + 1 - _MOST_LINES
        text = "\n".join(lines[:_MOST_LINES]) + f"\n… {more:,} more lines"
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + " …"


def lay_out(text: str, width: int, font: QFont) -> NoteText:
    """Lay the beginning of a note's text out; most are plain, which is the quickest to draw."""
    text = beginning(text)
    options = QTextOption()
    options.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    leftwards = not text.isascii() and reads_leftwards(text)
    options.setTextDirection(Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight)
    links, code = links_in(text), code_start(text)
    if links or code is not None:
        return _Rich(text, width, font, options, links, code)
    return _Plain(text, width, font, options)


class _Plain:
    def __init__(self, text: str, width: int, font: QFont, options: QTextOption) -> None:
        self._text = QStaticText()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setText(text.replace("\n", _LINE_END))
        self._text.setTextOption(options)
        self._text.setTextWidth(width)
        self._text.prepare(font=font)
        self.height = max(QFontMetrics(font).height(), round(self._text.size().height()))

    def draw(self, painter: QPainter, left: int, top: int) -> None:
        painter.drawStaticText(left, top, self._text)

    def link_at(self, x: float, y: float) -> str:
        return ""


class _Rich:
    """With links underlined in the accent, and code in a font of even width."""

    def __init__(
        self, text: str, width: int, font: QFont, options: QTextOption, links: list[Link], code: int | None
    ) -> None:
        self._text, self._links = text, links
        formats = []
        if code is not None:
            even = theme.code_font(font)
            options.setTabStopDistance(_TAB_COLUMNS * QFontMetrics(even).horizontalAdvance(" "))
            look = QTextCharFormat()
            look.setFont(even)
            formats.append(_range(text, code, len(text), look))
        for link in links:
            look = QTextCharFormat()
            look.setForeground(theme.color("accent"))
            look.setFontUnderline(True)
            formats.append(_range(text, link.start, link.end, look))
        self._layout = QTextLayout(text.replace("\n", _LINE_END), font)
        self._layout.setTextOption(options)
        self._layout.setFormats(formats)
        self._layout.setCacheEnabled(True)
        self._layout.beginLayout()
        top = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height()
        self._layout.endLayout()
        self.height = max(QFontMetrics(font).height(), round(top))

    def draw(self, painter: QPainter, left: int, top: int) -> None:
        self._layout.draw(painter, QPointF(left, top))

    def link_at(self, x: float, y: float) -> str:
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            if line.naturalTextRect().contains(x, y):
                at = characters(self._text, int(line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)))
                return next((link.url for link in self._links if link.start <= at < link.end), "")
        return ""


def _range(text: str, start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = units(text[:start]), units(text[start:end]), look
    return made
