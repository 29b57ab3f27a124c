"""The sections of an interview written as text: headings, and which section a heading means.

Reader and writer ask the same `SectionBook`, so a heading needs an id in it only where its title would lead the
reader elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from feedback_desk.capture.shorthand import RatingLine
from feedback_desk.exchange.spelling import spell, spell_all, unspell
from feedback_desk.model import Kit, Section

_ID = r"\{#[^{}\s]+\}"
_RATING = r"=(?:[0-9]{1,2}|[xX])"
_ASKED = r"\?[1-9][0-9]{0,2}(?:,[1-9][0-9]{0,2})*"
_RATED = re.compile(rf"(?:\A|[ \t])({_RATING})\Z")
_TICKED = re.compile(rf"(?:\A|[ \t])({_ASKED})\Z")
_NAMED = re.compile(rf"(?:\A|[ \t])({_ID})\Z")
_SPECIAL_END = re.compile(rf"(?:\A|(?<=\s))\\*(?:{_ID}|{_RATING}|{_ASKED})\Z")
_EDGES = re.compile(r"\A[ \t]+|(?<!\\)\\+[ \t]+\Z|(?<![ \t\\])[ \t]+\Z")
"""Blanks at either end, which editors take off, with the backslashes before them: they would change what is spelt."""
_LONGEST_ID = 60


@dataclass(frozen=True)
class Heading:
    """What a heading says; `id` is empty where none is written, `rating` None where it isn't rated there.

    `asked` are places of the kit's questions that were ticked off, in rising order.
    """

    title: str
    id: str = ""
    rating: RatingLine | None = None
    asked: tuple[int, ...] = ()


def read_heading(text: str) -> Heading:
    """Read what stands after the `##`."""
    text, rating = text.strip(" \t"), None
    asked: tuple[int, ...] = ()
    if ticked := _TICKED.search(text):
        text, places = text[: ticked.start()].rstrip(" \t"), ticked[1][1:].split(",")
        asked = tuple(sorted(set(map(int, places))))
    if rated := _RATED.search(text):
        text, step = text[: rated.start()].rstrip(" \t"), rated[1][1:]
        rating = RatingLine(None, not_asked=True) if step in "xX" else RatingLine(int(step))
    section_id = ""
    if named := _NAMED.search(text):
        text, section_id = text[: named.start()].rstrip(" \t"), named[1][2:-1]
    if (end := _SPECIAL_END.search(text)) and end[0].startswith("\\"):
        text = text[: end.start()] + end[0][1:]
    return Heading(unspell(text), section_id, rating, asked)


def write_heading(section: Section, book: SectionBook) -> str:
    """A heading that leads to this section when it is read at this point; `book` takes note of it."""
    title = _EDGES.sub(lambda blanks: spell_all(blanks[0]), spell(section.title))
    if end := _SPECIAL_END.search(title):
        title = title[: end.start()] + "\\" + end[0]
    pieces = ["##", title]
    if book.meaning(section.title) != (section.id, section.title):
        pieces.append(f"{{#{section.id}}}")
    book.open(section.title, section.id)
    if section.not_asked or section.rating is not None:
        pieces.append("=x" if section.not_asked else f"={section.rating}")
    if section.asked:
        pieces.append("?" + ",".join(map(str, section.asked)))
    return " ".join(piece for piece in pieces if piece)


class SectionBook:
    """The sections met so far, in their order."""

    def __init__(self, kit: Kit | None) -> None:
        self._sections: dict[str, Section] = {}
        self._by_title: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        """Where the search for a free id goes on, so that many like titles cost little."""
        self._of_kit: dict[str, tuple[str, str]] = {}
        for section in kit.sections if kit else ():
            self._of_kit[_key(section.title)] = (section.id, section.title)
        for section in kit.sections if kit else ():
            self._of_kit.setdefault(_key(section.id), (section.id, section.title))

    def __len__(self) -> int:
        return len(self._sections)

    def __iter__(self) -> Iterator[Section]:
        return iter(self._sections.values())

    def __contains__(self, section_id: str) -> bool:
        return section_id in self._sections

    def unrated(self, section_id: str) -> Section:
        """A section met before, or one that nobody made, as a heading goes back to it."""
        met = self._sections.get(section_id, Section(section_id, ""))
        return replace(met, rating=None, not_asked=False, asked=())

    def meaning(self, title: str) -> tuple[str, str]:
        """Id and title of the section that a heading without an id means at this point; empty for no title."""
        key = _key(title)
        if not key:
            return "", ""
        if key in self._by_title:
            section = self._sections[self._by_title[key]]
            return section.id, section.title
        kit_id, kit_title = self._of_kit.get(key, ("", ""))
        if kit_id and kit_id not in self._sections:
            return kit_id, kit_title
        return self._free(_slug(title)), title

    def open(self, title: str, section_id: str = "") -> str:
        """Go to the section of a heading, a new one if need be; its id, which is empty for no section."""
        if not section_id:
            section_id, title = self.meaning(title)
            if not section_id:
                return ""
        elif section_id in self._sections and title not in ("", self._sections[section_id].title):
            section_id = self._free(section_id)  # one id for two titles: neither is lost
        if section_id not in self._sections:
            self._sections[section_id] = Section(section_id, title)
            for key in (_key(title), _key(section_id)):
                self._by_title.setdefault(key, section_id)
        return section_id

    def rate(self, section_id: str, rating: int | None, not_asked: bool) -> bool:
        """Rate a section; whether it had another rating before."""
        before = self._sections[section_id]
        after = replace(before, rating=rating, not_asked=not_asked)
        self._sections[section_id] = after
        return after != before and (before.rating is not None or before.not_asked)

    def tick(self, section_id: str, asked: tuple[int, ...]) -> None:
        """Tick questions of a section off, beside those that were."""
        before = self._sections[section_id]
        self._sections[section_id] = replace(before, asked=tuple(sorted({*before.asked, *asked})))

    def _free(self, wanted: str) -> str:
        """`wanted`, or with the first number after it that no section has."""
        number = self._numbers.get(wanted, 1)
        while (free := wanted if number == 1 else f"{wanted}-{number}") in self._sections:
            number += 1
        self._numbers[wanted] = number
        return free


def _key(title: str) -> str:
    return " ".join(title.casefold().split())


def _slug(title: str) -> str:
    """An id made of a title's letters and digits, in any script."""
    kept = (char if char.isalnum() or unicodedata.category(char)[0] == "M" else " " for char in title.casefold())
    return "-".join("".join(kept).split())[:_LONGEST_ID].strip("-") or "section"
