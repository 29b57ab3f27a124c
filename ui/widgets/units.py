"""Places in a text: Python counts characters; Qt counts the units of UTF-16, of which an emoji takes two."""

from __future__ import annotations


def units(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def characters(text: str, place: int) -> int:
    """How many characters of a text stand before a place that Qt counted."""
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * place]
    return len(before.decode("utf-16-le", "ignore"))
