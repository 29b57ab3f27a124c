"""The letter's Markdown: text that anybody may have typed or pasted -> frozen blocks that a page can print.

The only room that knows the Markdown library. What is typed is what is printed: HTML, entities, images,
reference definitions, rules and underlined headings are plain text here, and a line feed is a line break.
Links go to http, https and mailto only. Hostile text (thousands of brackets, lists a hundred deep, megabytes)
comes back as plain paragraphs instead of taking seconds or the stack.

`escape` (in `escaping`) is the way back: what it returns parses to the very text that was put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from feedback_desk.letter.blocks import (
    BulletList,
    Code,
    Heading,
    MdBlock,
    NumberedList,
    Paragraph,
    Quote,
    Table,
    spans_text,
    to_plain,
)
from feedback_desk.letter.escaping import escape
from feedback_desk.letter.lines import MAX_CHARACTERS, MAX_LINES, is_hostile, place_held, prepared
from feedback_desk.letter.spans import Span, linked, safe_link, tidy
from feedback_desk.letter.wording import Wording, wording_for
from feedback_desk.model import Block, BlockKind, Letter, Recommendation, is_blank

if TYPE_CHECKING:
    from markdown import Markdown

__all__ = [
    "BulletList",
    "Code",
    "Heading",
    "MdBlock",
    "NumberedList",
    "Paragraph",
    "Piece",
    "Quote",
    "Span",
    "Table",
    "escape",
    "letter_markdown",
    "parse",
    "placed",
    "plain_text",
    "spans_text",
    "to_plain",
]


# --- Text -> blocks ---------------------------------------------------------------------------


@lru_cache(maxsize=256)
def parse(text: str) -> tuple[MdBlock, ...]:
    """The blocks of a Markdown text; never raises, and takes well under a second for any text.

    Results are kept for the texts parsed last: a live preview asks for the same blocks again and again.
    """
    text = _BLANK_LINES.sub("", text)
    if is_blank(text):
        return ()
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        return _plain_paragraphs(text)
    lines, codes = prepared(text)
    if is_hostile(lines):
        return _plain_paragraphs(text)
    try:
        return tuple(_blocks(_tree(lines, codes)))
    except RecursionError:
        return _plain_paragraphs(text)


_BLANK_LINES = re.compile(r"\A(?:[ \t\r]*\n)+")


def _plain_paragraphs(text: str) -> tuple[MdBlock, ...]:
    found = (tidy([Span(part)]) for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")))
    return tuple(Paragraph(spans) for spans in found if spans)


def _parser(codes: Sequence[str]) -> Markdown:
    """A fresh Markdown instance (0.2 ms) without the constructs that a letter doesn't have."""
    import markdown
    from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
    from markdown.util import AtomicString

    class FencedCode(BlockProcessor):
        """Puts the code where its place was held."""

        def test(self, parent: Element, block: str) -> bool:
            return place_held(block) is not None

        def run(self, parent: Element, blocks: list[str]) -> None:
            number = place_held(blocks.pop(0))
            SubElement(parent, "pre").text = AtomicString("" if number is None else codes[number])

    class SpacedHeading(HashHeaderProcessor):
        """`# Heading`, but not `#1 priority`."""

        RE = re.compile(r"(?:^|\n)(?P<level>#{1,6}) +(?P<header>(?:\\.|[^\\\n])*?)(?: +#+)? *(?:\n|$)")

    md = markdown.Markdown(extensions=["tables", "sane_lists"])
    md.ESCAPED_CHARS.append("<")
    for name in ("setextheader", "hr", "reference"):
        md.parser.blockprocessors.deregister(name)
    md.parser.blockprocessors.register(FencedCode(md.parser), "fenced", 85)
    md.parser.blockprocessors.register(SpacedHeading(md.parser), "hashheader", 70)
    for name in ("reference", "image_link", "image_reference", "short_reference", "short_image_ref"):
        md.inlinePatterns.deregister(name)
    for name in ("automail", "linebreak", "html", "entity"):
        md.inlinePatterns.deregister(name)
    md.treeprocessors.deregister("prettify")
    return md


def _tree(lines: list[str], codes: Sequence[str]) -> Element:
    """The library's own steps from its block parser up to the tree, without writing HTML."""
    md = _parser(codes)
    root = md.parser.parseDocument(lines).getroot()
    if root is None:  # the library's types allow it
        return Element("div")
    for treeprocessor in md.treeprocessors:
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    return root


_BLOCK_TAGS = frozenset({"p", "ul", "ol", "blockquote", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6"})


def _blocks(parent: Element) -> Iterator[MdBlock]:
    """The blocks of an element that holds blocks, inline text between them, or both (a list item)."""
    loose: list[Span] = list(linked(parent.text, Span("")))
    for child in parent:
        if child.tag not in _BLOCK_TAGS:
            loose += _inline(child, Span(""))
            loose += linked(child.tail, Span(""))
            continue
        if spans := tidy(loose):
            yield Paragraph(spans)
        block = _block(child)
        if block is not None:
            yield block
        loose = list(linked(child.tail, Span("")))
    if spans := tidy(loose):
        yield Paragraph(spans)


def _block(element: Element) -> MdBlock | None:
    match element.tag:
        case "ul":
            return BulletList(tuple(tuple(_blocks(item)) for item in element))
        case "ol":
            start = element.get("start", "1")
            return NumberedList(tuple(tuple(_blocks(item)) for item in element), int(start[:6]))
        case "blockquote":
            return Quote(tuple(_blocks(element)))
        case "pre":
            inner = element.find("code")
            return Code(_unescape_code(inner.text or "") if inner is not None else element.text or "")
        case "table":
            rows = [tuple(_line(cell) for cell in row) for row in element.iter("tr")]
            return Table(rows[0], tuple(rows[1:]))
        case tag if tag.startswith("h"):
            spans = _line(element)
            return Heading(int(tag[1]), spans) if spans else None
        case _:
            spans = _line(element)
            return Paragraph(spans) if spans else None


def _line(element: Element) -> tuple[Span, ...]:
    return tidy([*linked(element.text, Span("")), *_children(element, Span(""))])


def _children(element: Element, style: Span) -> Iterator[Span]:
    for child in element:
        yield from _inline(child, style)
        yield from linked(child.tail, style)


def _inline(element: Element, style: Span) -> Iterator[Span]:
    match element.tag:
        case "strong":
            style = replace(style, bold=True)
        case "em":
            style = replace(style, italic=True)
        case "a":
            style = replace(style, link=safe_link(element.get("href", "")) or style.link)
        case "code":
            yield replace(style, text=_unescape_code(element.text or "").replace("\n", " "), code=True)
            return
    yield from linked(element.text, style)
    yield from _children(element, style)


def _unescape_code(text: str) -> str:
    """Undo the library's HTML escaping of code, and nothing else."""
    return text.rstrip("\n").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


# --- The whole letter -------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """A stretch of `letter_markdown`: which block it prints, and which part of it."""

    start: int
    end: int
    block: Block | None = None
    """None for what the page prints by itself: headings, dates, the sender."""
    part: str = ""
    """title, text, next_step or resources."""


def letter_markdown(letter: Letter, wording: Wording | None = None) -> str:
    """The whole letter as Markdown, as far as it is printed; what the checks' offsets refer to.

    `wording` where the user changed what the page prints by itself; without it, what comes with the program.
    """
    return placed(letter, wording)[0]


def placed(letter: Letter, wording: Wording | None = None) -> tuple[str, tuple[Piece, ...]]:
    """`letter_markdown` with what stands where, in order and without overlap."""
    wording = wording or wording_for(letter)
    page = wording.page
    text: list[str] = []
    pieces: list[Piece] = []
    at = 0

    def put(words: str, block: Block | None = None, part: str = "", lead: str = "") -> None:
        nonlocal at
        gap = "\n\n" if text else ""
        at += len(gap) + len(lead)
        pieces.append(Piece(at, at + len(words), block, part))
        at += len(words)
        text.append(gap + lead + words)

    put(f"# {escape(wording.title(letter.candidate))}")
    if letter.role:
        put(escape(letter.role))
    put(_dates(letter, wording))
    kind = None
    for block in letter.blocks:
        if not block.is_printed:
            continue
        heading = _HEADINGS.get(block.kind)
        if heading and block.kind is not kind:
            put(f"## {page[heading]}")
        kind = block.kind
        if block.title:
            put(escape(block.title), block, "title", "### ")
        if not is_blank(block.text):
            put(block.text.strip("\n"), block, "text")
        if not is_blank(block.next_step):
            # A list's first mark is one at the beginning of a line only.
            after = " " if _begins_as_text(block.next_step) else "\n\n"
            put(block.next_step.strip("\n"), block, "next_step", f"**{page['try_this']}:**{after}")
        if block.resources:
            put("\n".join(f"- {_resource(r, link=True)}" for r in block.resources), block, "resources")
    sender = [line for line in _sender(letter) if line]
    if sender:
        put(escape("\n".join(sender)))
    return "".join(text) + "\n", tuple(pieces)


def plain_text(letter: Letter, wording: Wording | None = None) -> str:
    """The letter as a person would type it in an e-mail, from the salutation to the sender."""
    page = (wording or wording_for(letter)).page
    out: list[str] = []
    kind = None
    for block in letter.blocks:
        if not block.is_printed:
            continue
        heading = _HEADINGS.get(block.kind)
        if heading and block.kind is not kind:
            out.append(page[heading].upper())
        kind = block.kind
        parts = [block.title, to_plain(parse(block.text))]
        if step := to_plain(parse(block.next_step)):
            after = " " if _begins_as_text(block.next_step) else "\n"
            parts.append(f"{page['try_this']}:{after}{step}")
        parts += [f"- {_resource(r, link=False)}" for r in block.resources]
        if body := "\n".join(filter(None, parts)):
            out.append(body)
    if sender := "\n".join(filter(None, _sender(letter))):
        out.append(sender)
    return "\n\n".join(out) + "\n"


_HEADINGS = {BlockKind.STRENGTH: "strengths", BlockKind.GROWTH: "growth", BlockKind.RESOURCES: "resources"}


def _begins_as_text(text: str) -> bool:
    return isinstance(next(iter(parse(text)), None), Paragraph)


def _dates(letter: Letter, wording: Wording) -> str:
    return (
        f"{wording.page['date']}: {wording.date(letter.written_on)}\n"
        f"{wording.page['interviewed']}: {wording.date(letter.interviewed_on)}"
    )


def _sender(letter: Letter) -> tuple[str, ...]:
    profile = letter.profile
    return profile.name, profile.role, profile.organisation, profile.address, profile.email


def _resource(recommendation: Recommendation, *, link: bool) -> str:
    """One line: title, provider, why; with the address behind the title or at the end."""
    resource = recommendation.resource
    address = safe_link(resource.url)
    if not link:
        about = ", ".join(filter(None, (resource.provider, recommendation.reason)))
        return ": ".join(filter(None, (f"{resource.title} ({about})" if about else resource.title, address)))
    title = escape(resource.title).replace("]", "\\]")  # which would end a link's words
    about = escape(", ".join(filter(None, (resource.provider, recommendation.reason))))
    return (f"[{title}](<{address}>)" if address else title) + (f" ({about})" if about else "")
