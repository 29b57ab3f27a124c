"""A readable file name for a letter, in any script, that every system accepts."""

from __future__ import annotations

import re
import unicodedata

import regex  # type: ignore[import-untyped]

from feedback_desk.model import Letter

LONGEST = 200
"""Bytes, and UTF-16 units: file systems take 255, and a folder's sync tool may add to the name."""

# Characters that Windows refuses, separators, controls and what turns the direction of writing.
_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]')


def suggested_name(letter: Letter, suffix: str, what: str = "Interview feedback") -> str:
    """Such as `Interview feedback - Anaïs Krishnamūrti - 2026-11-20.pdf`; `suffix` comes without a dot.

    The day of the interview tells two candidates of one name apart, and two letters to one candidate. Beginning with
    words of ours, it is never a name that Windows keeps for a device.
    """
    day = letter.interviewed_on.isoformat()
    who = unicodedata.normalize("NFC", letter.candidate).encode("utf-8", "ignore").decode()
    name = " ".join(_REFUSED.sub(" ", who).split())
    graphemes = regex.findall(r"\X", name)
    while graphemes and len(_whole(what, "".join(graphemes), day, suffix).encode()) > LONGEST:
        graphemes.pop()
    return _whole(what, "".join(graphemes), day, suffix)


def _whole(what: str, name: str, day: str, suffix: str) -> str:
    return f"{' - '.join(filter(None, (what, name.strip(' .-'), day)))}.{suffix}"
