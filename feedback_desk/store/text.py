"""Text as SQLite can keep it."""

from __future__ import annotations


def storable(text: str) -> str:
    """The text itself, or, where a paste left half a character in it, the same with a replacement character there.

    A lone surrogate has no UTF-8; refusing the text would lose the rest of it.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
