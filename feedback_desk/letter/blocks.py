"""What the letter's text consists of, as a page prints it, and the same as plain text for an e-mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from feedback_desk.letter.spans import Span


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside a block; `level` is 1 to 6 as typed."""

    level: int
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class BulletList:
    """Each item is a sequence of blocks, mostly one paragraph."""

    items: tuple[tuple[MdBlock, ...], ...]


@dataclass(frozen=True)
class NumberedList:
    """As `BulletList`, counted from `start`."""

    items: tuple[tuple[MdBlock, ...], ...]
    start: int = 1


@dataclass(frozen=True)
class Quote:
    """Quoted blocks."""

    blocks: tuple[MdBlock, ...]


@dataclass(frozen=True)
class Code:
    """Lines printed as they are, in the code face."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table with one header row; every row has as many cells as the header."""

    header: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


MdBlock = Paragraph | Heading | BulletList | NumberedList | Quote | Code | Table


def lines_of(blocks: Iterable[MdBlock]) -> Iterator[tuple[Span, ...]]:
    """The running texts of the blocks in their order: a paragraph, a heading, a cell, a piece of code each."""
    for block in blocks:
        match block:
            case Paragraph(spans) | Heading(_, spans):
                yield spans
            case BulletList(items) | NumberedList(items):
                for item in items:
                    yield from lines_of(item)
            case Quote(inner):
                yield from lines_of(inner)
            case Code(text):
                yield (Span(text, code=True),)
            case Table(header, rows):
                for row in (header, *rows):
                    yield from row


def to_plain(blocks: Iterable[MdBlock]) -> str:
    """The blocks as a person would type them in an e-mail: no marks, addresses behind their words."""
    return "\n\n".join(filter(None, (_plain_block(block) for block in blocks)))


def spans_text(spans: Iterable[Span], *, addresses: bool = True) -> str:
    """The characters of the spans; with `addresses`, a link whose words hide its address is followed by it."""
    return "".join(
        f"{span.text} ({span.link})"
        if addresses and span.link and span.link.removeprefix("mailto:") != span.text
        else span.text
        for span in spans
    )


def _plain_block(block: MdBlock) -> str:
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return spans_text(spans)
        case BulletList(items):
            return _plain_items(items, lambda _: "- ")
        case NumberedList(items, start):
            return _plain_items(items, lambda index: f"{start + index}. ")
        case Quote(inner):
            return "\n".join(f"> {line}".rstrip() for line in to_plain(inner).split("\n"))
        case Code(text):
            return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
        case Table(header, rows):
            return "\n".join(" | ".join(spans_text(cell) for cell in row) for row in (header, *rows))


def _plain_items(items: Sequence[Sequence[MdBlock]], mark: Callable[[int], str]) -> str:
    lines: list[str] = []
    for index, item in enumerate(items):
        lead = mark(index)
        body = "\n".join(filter(None, (_plain_block(block) for block in item)))
        lines.append(lead + body.replace("\n", "\n" + " " * len(lead)))
    return "\n".join(lines)
