"""Runs of characters in one style: joined and trimmed as a line prints them, with the addresses in them linked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Span:
    """A run of characters in one style. A line feed in `text` is a line break; `link` is an address or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


_OUTSIDE = "“”«»‹›「」『』【】〈〉《》（）〔〕。，、；：！？،؛؟۔।॥…"
"""Punctuation no address has as it stands: a host would take it in, and be another host."""
_BARE_ADDRESS = re.compile(rf"https?://[^\s<>\"{_OUTSIDE}]{{1,1900}}", re.IGNORECASE)
_SENTENCE = ".,;:!?'’*_"
_OPENED_BY = {")": "(", "]": "[", "}": "{"}


def bare_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses that a letter may link to stand in plain text, without the sentence's punctuation around them."""
    for found in _BARE_ADDRESS.finditer(text):
        address = found[0].rstrip(_SENTENCE)
        while (opened := _OPENED_BY.get(address[-1])) and address.count(address[-1]) > address.count(opened):
            address = address[:-1].rstrip(_SENTENCE)
        if safe_link(address):
            yield found.start(), found.start() + len(address)


def linked(text: str | None, style: Span) -> Iterator[Span]:
    """Plain text in one style; addresses in it become links, as a reader expects them to."""
    if not text:
        return
    done = 0
    for start, end in bare_addresses(text) if not style.link else ():
        yield replace(style, text=text[done:start])
        yield replace(style, text=text[start:end], link=text[start:end])
        done = end
    yield replace(style, text=text[done:])


def safe_link(address: str) -> str:
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


def words_of_link(address: str) -> str:
    """An address as words: what a person could read out of it, however often it was encoded."""
    for _ in range(3):
        address = unquote(address)
    return re.sub(r"[+_/?=&.#-]", " ", address)


def tidy(spans: Iterable[Span]) -> tuple[Span, ...]:
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
