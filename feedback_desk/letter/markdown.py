"""The letter's Markdown: text that anybody may have typed or pasted -> frozen blocks that a page can print.

The only room that knows the Markdown library. What is typed is what is printed: HTML, entities, images,
reference definitions, rules and underlined headings are plain text here, and a line feed is a line break.
Links go to http, https and mailto only. Hostile text (thousands of brackets, lists a hundred deep, megabytes)
comes back as plain paragraphs instead of taking seconds or the stack.

`escape` is the way back: what it returns parses to the very text that was put in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from markdown import Markdown

MAX_CHARACTERS = 40_000
"""Beyond this a text is printed as plain paragraphs; a letter of 500 words has about 3,000."""
MAX_LINES = 1_500
"""The library rebuilds the rest of the text at every heading: 15,000 of them took 5.6 seconds."""
MAX_MARKS = 250
"""So many inline marks of one kind are no letter: 8,000 opening brackets took Markdown 3.11.3 18 seconds."""
MAX_DEPTH = 8
"""Levels of lists and quotes; a list 200 deep exhausts the stack."""


# --- What a text consists of ------------------------------------------------------------------


@dataclass(frozen=True)
class Span:
    """A run of characters in one style. A line feed in `text` is a line break; `link` is an address or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


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


# --- Text -> blocks ---------------------------------------------------------------------------


@lru_cache(maxsize=256)
def parse(text: str) -> tuple[MdBlock, ...]:
    """The blocks of a Markdown text; never raises, and takes well under a second for any text.

    Results are kept for the texts parsed last: a live preview asks for the same blocks again and again.
    """
    if not text.strip():
        return ()
    if _is_hostile(text):
        return _plain_paragraphs(text)
    try:
        return tuple(_blocks(_tree(text)))
    except RecursionError:
        return _plain_paragraphs(text)


def _is_hostile(text: str) -> bool:
    if (
        len(text) > MAX_CHARACTERS
        or text.count("\n") > MAX_LINES
        or any(text.count(mark) > MAX_MARKS for mark in "[*_`<\\|")
    ):
        return True
    return any(_depth(line) > MAX_DEPTH for line in text.split("\n"))


_LEAD = re.compile(r"[\s>*+\-\d.]*")
_LEVEL = re.compile(r" {4}|\t|>|[*+-](?=\s)|\d\.(?=\s)")


def _depth(line: str) -> int:
    lead = _LEAD.match(line)
    return len(_LEVEL.findall(lead[0])) if lead else 0


def _plain_paragraphs(text: str) -> tuple[MdBlock, ...]:
    found = (_tidy([Span(part)]) for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")))
    return tuple(Paragraph(spans) for spans in found if spans)


_FENCE = re.compile(r"^ *(`{3,})[^`]*$")
_STX, _ETX = "\x02", "\x03"


def _parser() -> Markdown:
    """A fresh Markdown instance (0.2 ms) without the constructs that a letter doesn't have."""
    import markdown
    from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
    from markdown.preprocessors import Preprocessor
    from markdown.util import AtomicString

    fences: list[str] = []

    class Fences(Preprocessor):
        """Takes fenced code out before blank lines split it; the library's own extension turns it into HTML."""

        def run(self, lines: list[str]) -> list[str]:
            out: list[str] = []
            fence, indent, held = "", 0, list[str]()
            for line in [*lines, ""]:
                mark = _FENCE.match(line)
                if not fence and mark:
                    fence, indent, held = mark[1], len(line) - len(line.lstrip(" ")), []
                elif fence and line.strip().startswith(fence) and not line.strip().strip("`"):
                    out += _fence_line(fences, held, indent)
                    fence = ""
                elif fence:
                    held.append(line[min(indent, len(line) - len(line.lstrip(" "))) :])
                else:
                    out.append(line)
            if fence:
                out += _fence_line(fences, held, indent)
            return out

    class FencedCode(BlockProcessor):
        """Puts the code where its place was held."""

        def test(self, parent: Element, block: str) -> bool:
            return block.strip().startswith(_STX + "fence:")

        def run(self, parent: Element, blocks: list[str]) -> None:
            number = int(blocks.pop(0).strip().split(":")[1].rstrip(_ETX))
            SubElement(parent, "pre").text = AtomicString(fences[number])

    class SpacedHeading(HashHeaderProcessor):
        """`# Heading`, but not `#1 priority`."""

        RE = re.compile(r"(?:^|\n)(?P<level>#{1,6}) +(?P<header>(?:\\.|[^\\\n])*?)(?: +#+)? *(?:\n|$)")

    md = markdown.Markdown(extensions=["tables", "sane_lists"])
    md.ESCAPED_CHARS.append("<")
    md.preprocessors.deregister("html_block")
    md.preprocessors.register(Fences(md), "fences", 25)
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


def _fence_line(fences: list[str], held: Sequence[str], indent: int) -> list[str]:
    while held and not held[-1].strip():
        held = held[:-1]
    fences.append("\n".join(held))
    return ["", f"{' ' * indent}{_STX}fence:{len(fences) - 1}{_ETX}", ""]


def _tree(text: str) -> Element:
    """The library's own steps up to the tree, without writing HTML."""
    md = _parser()
    lines = text.split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
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
    loose: list[Span] = list(_text(parent.text, Span("")))
    for child in parent:
        if child.tag not in _BLOCK_TAGS:
            loose += _inline(child, Span(""))
            loose += _text(child.tail, Span(""))
            continue
        if spans := _tidy(loose):
            yield Paragraph(spans)
        block = _block(child)
        if block is not None:
            yield block
        loose = list(_text(child.tail, Span("")))
    if spans := _tidy(loose):
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
    return _tidy([*_text(element.text, Span("")), *_children(element, Span(""))])


def _children(element: Element, style: Span) -> Iterator[Span]:
    for child in element:
        yield from _inline(child, style)
        yield from _text(child.tail, style)


def _inline(element: Element, style: Span) -> Iterator[Span]:
    match element.tag:
        case "strong":
            style = replace(style, bold=True)
        case "em":
            style = replace(style, italic=True)
        case "a":
            style = replace(style, link=_safe_link(element.get("href", "")) or style.link)
        case "code":
            yield replace(style, text=_unescape_code(element.text or "").replace("\n", " "), code=True)
            return
    yield from _text(element.text, style)
    yield from _children(element, style)


def _unescape_code(text: str) -> str:
    """Undo the library's HTML escaping of code, and nothing else."""
    return text.rstrip("\n").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


_BARE_LINK = re.compile(r"https?://[^\s<>\"“”]{1,1900}", re.IGNORECASE)


def _text(text: str | None, style: Span) -> Iterator[Span]:
    """Plain text in one style; addresses in it become links, as a reader expects them to."""
    if not text:
        return
    done = 0
    for found in _BARE_LINK.finditer(text) if not style.link else ():
        address = found[0].rstrip(".,;:!?'’*_")
        if address.endswith(")") and "(" not in address:
            address = address.rstrip(").,;:!?'’")
        if link := _safe_link(address):
            yield replace(style, text=text[done : found.start()])
            yield replace(style, text=address, link=link)
            done = found.start() + len(address)
    yield replace(style, text=text[done:])


def _safe_link(address: str) -> str:
    """The address if a letter may link to it, else an empty text."""
    address = address.strip()
    if len(address) > 2_000 or re.search(r"[\x00-\x20<>\"\x7f]", address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    return address if (scheme in ("http", "https") and parts.netloc) or (scheme == "mailto" and parts.path) else ""


def _tidy(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Blanks collapsed, line ends bare, neighbours of one style joined, nothing blank at either end."""
    joined: list[Span] = []
    for span in spans:
        if joined and replace(span, text="") == replace(joined[-1], text=""):
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        elif span.text:
            joined.append(span)
    out: list[Span] = []
    fresh = True  # at the start of a line, where a blank is not printed
    for span in joined:
        text = span.text
        if not span.code:
            text = re.sub(r" ?\n ?", "\n", re.sub(r"[ \t\r\x0b\x0c]+", " ", text))
            text = text.lstrip(" ") if fresh else text
            text = text.lstrip("\n") if not out else text
        if text:
            out.append(replace(span, text=text))
            fresh = text.endswith((" ", "\n"))
    while out and not out[-1].code and not out[-1].text.rstrip(" \n"):
        out.pop()
    if out and not out[-1].code:
        out[-1] = replace(out[-1], text=out[-1].text.rstrip(" \n"))
    return tuple(out)


# --- Text -> Markdown that prints as that text ------------------------------------------------

_INLINE = re.compile(
    r"""(?x)
    [*`\[]                                   # emphasis, code, links
    | (?<![^\W_])_ | _(?![^\W_])             # an underscore, but not inside snake_case
    | \\(?=[\\`*_{}\[\]()>\#+\-.!|<]|$)      # a backslash that would take the next character away
    | <(?=[A-Za-z][A-Za-z0-9+.-]*://)        # an address in angle brackets
    """,
    re.MULTILINE,
)
_BLOCK = re.compile(r"(?m)^(?:(#{1,6}(?= |$)|>|[-+](?= ))|(\d+)(\.)(?= ))")
_RULE_ROW = re.compile(r"(?m)^([ :]*)(?=[ |:-]+$)([|-])")
_INDENT = re.compile(r"(?m)^[ \t]+(?=\S)")


def escape(text: str) -> str:
    """Markdown that prints as `text` does: nothing in it is taken for a mark-up, identifiers stay readable.

    Indentation is kept with no-break spaces, so that pasted code keeps its shape.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_STX, "").replace(_ETX, "")
    text = _INDENT.sub(lambda found: "\u00a0" * len(found[0].expandtabs(4)), text)
    text = _INLINE.sub(lambda found: "\\" + found[0], text)
    text = _BLOCK.sub(lambda found: f"{found[2]}\\." if found[2] else f"\\{found[1]}", text)
    return _RULE_ROW.sub(r"\1\\\2", text)


# --- Blocks -> plain text ---------------------------------------------------------------------


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
