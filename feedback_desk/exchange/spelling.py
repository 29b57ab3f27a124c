r"""Characters that editors, terminals or mail programs would mangle, spelt out as `\u{d}` in an interview's text.

They are control characters (a tab may stand), the line and paragraph separators, and halves of characters, which no
file can hold. A backslash right before one is spelt too, and a spelling that is meant literally gets one more
backslash, so reading gives back exactly what was written. Direction marks stay: right-to-left text needs them.
"""

from __future__ import annotations

import re

_SPELT = re.compile(r"(?<!\\)(\\+)u\{([0-9a-f]{1,4})\}")
_TO_SPELL = re.compile("(?<!\\\\)\\\\*[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_READABLE = {*range(0x21), *range(0x7F, 0xA0), 0x5C, 0x2028, 0x2029}


def spell(line: str) -> str:
    """Write a line so that it survives as text."""
    if "\\u{" in line:
        line = _SPELT.sub(lambda found: "\\" + found[0] if _is_readable(found) else found[0], line)
    return _TO_SPELL.sub(lambda found: spell_all(found[0]), line)


def spell_all(chars: str) -> str:
    """Every one of the characters spelt out."""
    return "".join(f"\\u{{{ord(char):x}}}" for char in chars)


def unspell(line: str) -> str:
    """The opposite of `spell`; a spelling of anything that it would not spell stays as it stands."""
    return _SPELT.sub(_read, line) if "\\u{" in line else line


def _read(found: re.Match[str]) -> str:
    if not _is_readable(found):
        return found[0]
    return found[0][1:] if len(found[1]) > 1 else chr(int(found[2], 16))


def _is_readable(found: re.Match[str]) -> bool:
    return int(found[2], 16) in _READABLE
