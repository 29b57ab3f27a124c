"""Where one sentence ends and the next begins."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?…।؟])\s+(?=\S)")
_ABBREVIATED = re.compile(r"(?i)\b(?:e\.g|i\.e|etc|vs|cf|approx|cand|no|fig|dr|mr|mrs|ms|prof|incl)\.$")


def sentences(text: str) -> list[str]:
    """The sentences of a text; an abbreviation's full stop ends none."""
    out: list[str] = []
    for part in _END.split(text):
        if out and _ABBREVIATED.search(out[-1]):
            out[-1] += " " + part
        else:
            out.append(part)
    return out
