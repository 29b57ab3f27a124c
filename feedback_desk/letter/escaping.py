"""The way back from text to Markdown: what a person typed, written so that it prints as it was typed."""

from __future__ import annotations

import re

_INLINE = re.compile(
    r"""(?x)
    [*`\[]                                   # emphasis, code, links
    | (?<![^\W_])_ | _(?![^\W_])             # an underscore, but not inside snake_case
    | \\(?=[\\`*_{}\[\]()>\#+\-.!|<]|$)      # a backslash that would take the next character away
    | <(?=[A-Za-z][A-Za-z0-9+.-]*://)        # an address in angle brackets
    """,
    re.MULTILINE,
)
_BLOCK = re.compile(r"(?m)^(?:(#{1,6}(?= |$)|>|[-+](?=[ \t]))|(\d+)(\.)(?=[ \t]))")
_RULE_ROW = re.compile(r"(?m)^([ :]*)(?=[ |:-]+$)([|-])")
_BLANK = re.compile(r"(?m)^[ \t]+$")
_INDENT = re.compile(r"(?m)^[ \t]+(?=\S)")


def escape(text: str) -> str:
    """Markdown that prints as `text` does: nothing in it is taken for a mark-up, identifiers stay readable.

    Indentation is kept with no-break spaces, so that pasted code keeps its shape.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "").replace("\x03", "")
    text = _BLANK.sub("", text)
    text = _INDENT.sub(lambda found: "\u00a0" * len(found[0].expandtabs(4)), text)
    text = _INLINE.sub(lambda found: "\\" + found[0], text)
    text = _BLOCK.sub(lambda found: f"{found[2]}\\." if found[2] else f"\\{found[1]}", text)
    return _RULE_ROW.sub(r"\1\\\2", text)


_CODE_SPAN = re.compile(r"(`[^`\s](?:[^`\n]*[^`\s])?`)")


def escape_note(text: str) -> str:
    """Like `escape`, but what a note sets between two backticks on one line is code in the letter too."""
    parts = _CODE_SPAN.split(text)
    if text.count("`") != 2 * (len(parts) // 2):  # one that has no partner: nothing is certain
        return escape(text)
    return "".join(part if at % 2 else escape(part) for at, part in enumerate(parts))
