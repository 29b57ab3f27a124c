"""A readable file name for a letter, in any script, that every system accepts."""

from __future__ import annotations

import re
import unicodedata

from feedback_desk.model import Letter

LONGEST = 200
"""Bytes; file systems take 255, and a folder's sync tool may add to the name."""

# Characters that Windows refuses, separators, controls and what turns the direction of writing.
_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]')


def suggested_name(letter: Letter, suffix: str) -> str:
    """Such as `Interview feedback - Anaïs Krishnamūrti.pdf`; `suffix` comes without a dot."""
    who = unicodedata.normalize("NFC", letter.candidate).encode("utf-8", "ignore").decode()
    name = " ".join(_REFUSED.sub(" ", f"Interview feedback - {who}").split())
    while len(name.encode()) > LONGEST:
        name = name[:-1]
    return f"{name.rstrip(' .-')}.{suffix}"
