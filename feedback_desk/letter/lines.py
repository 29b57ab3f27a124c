"""A Markdown text's lines as its library wants them: fenced code taken out, lists set apart and indented by four.

What is hostile is judged by these lines too: code may hold any number of marks, because nothing looks for them there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

MAX_CHARACTERS = 40_000
"""Beyond this a text is printed as plain paragraphs; a letter of 500 words has about 3,000."""
MAX_LINES = 1_500
"""The library rebuilds the rest of the text at every heading: 15,000 of them took 5.6 seconds."""
MAX_MARKS = 250
"""So many inline marks of one kind are no letter: 8,000 opening brackets took Markdown 3.11.3 18 seconds."""
MAX_CELLS = 4_000
"""Of tables: a row is filled up to the width of its head, so that 600 columns over 1,400 short rows took 3 seconds."""
MAX_DEPTH = 8
"""Levels of lists and quotes; a list 200 deep exhausts the stack."""

_STX, _ETX = "\x02", "\x03"
_FENCE = re.compile(r"^ *(`{3,})[^`]*$")
_ITEM = re.compile(r" *([*+-]|\d+\.) +(?=[^\s*+-]|[*+-]\S)")
_LEVEL_BLANKS = 4


def prepared(text: str) -> tuple[list[str], list[str]]:
    """The lines, and the pieces of fenced code whose places are held in them (`place_held`)."""
    text = text.replace(_STX, "").replace(_ETX, "").replace("\r\n", "\n").replace("\r", "\n")
    text = text.expandtabs(_LEVEL_BLANKS) + "\n\n"  # the library takes a table's last line feed for one more row
    codes: list[str] = []
    outside = _without_fences(text.split("\n"), codes)
    return list(_lists_apart(line if line.strip(" ") else "" for line in outside)), codes


def place_held(line: str) -> int | None:
    """Which piece of code the line holds the place of."""
    held = re.fullmatch(rf"\s*{_STX}(\d+){_ETX}\s*", line)
    return int(held[1]) if held else None


def is_hostile(lines: Sequence[str]) -> bool:
    """Whether the library would take seconds for the lines, or the stack."""
    text = "\n".join(lines)
    bars = [count for line in lines if (count := line.count("|"))]
    return (
        any(text.count(mark) > MAX_MARKS for mark in "[*_`<\\")
        or max(bars, default=0) > MAX_MARKS
        or max(bars, default=0) * len(bars) > MAX_CELLS
        or any(_depth(line) > MAX_DEPTH for line in lines)
    )


def _without_fences(lines: Sequence[str], codes: list[str]) -> Iterator[str]:
    """Fenced code goes into `codes` before its blank lines split it; the library's own way makes HTML of it."""
    fence, indent, held = "", 0, list[str]()
    for line in lines:
        blanks = len(line) - len(line.lstrip(" "))
        mark = _FENCE.match(line)
        if not fence and mark:
            fence, indent, held = mark[1], blanks, []
        elif fence and line.strip().startswith(fence) and not line.strip().strip("`"):
            yield from _held(held, indent, codes)
            fence = ""
        elif fence:
            held.append(line[min(indent, blanks) :])
        else:
            yield line
    if fence:
        yield from _held(held, indent, codes)


def _held(held: Sequence[str], indent: int, codes: list[str]) -> Iterator[str]:
    while held and not held[-1].strip():
        held = held[:-1]
    codes.append("\n".join(held))
    yield from ("", f"{' ' * indent}{_STX}{len(codes) - 1}{_ETX}", "")


def _lists_apart(lines: Iterable[str]) -> Iterator[str]:
    """Lists as CommonMark has them: one may follow its introduction at once, and nests below its own words."""
    open_at: list[int] = []  # where the words of each open item begin
    before = ""
    amid_items = False  # whether the lines since the last blank one began with an item
    for line in lines:
        blanks = len(line) - len(line.lstrip(" "))
        item = _ITEM.match(line) if blanks < (open_at[-1] if open_at else 0) + _LEVEL_BLANKS else None
        if item and before and not amid_items:
            if open_at or item[1] in ("*", "+", "-", "1."):
                yield ""
                amid_items = True
            else:  # a line of a sentence may begin with a year
                item = None
        if not before:
            amid_items = bool(item)
        if line and (item or not before):
            while open_at and blanks < open_at[-1]:
                open_at.pop()
            least = _LEVEL_BLANKS * len(open_at)
            line = " " * (least if item else max(blanks, least)) + line.lstrip(" ")
        if item:
            open_at.append(blanks + len(item[1]) + 1)
        yield line
        before = line


_LEAD = re.compile(r"[\s>*+\-\d.]*")
_LEVEL = re.compile(r" {4}|>|[*+-](?=\s)|\d\.(?=\s)")


def _depth(line: str) -> int:
    """How many levels a line may open; blanks alone open none."""
    lead = _LEAD.match(line)
    levels = _LEVEL.findall(lead[0]) if lead else []
    return len(levels) if any(level.strip() for level in levels) else 0
