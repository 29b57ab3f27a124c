"""What the capture line would do on Enter, read from its first line alone: cheap enough for every key."""

from __future__ import annotations

from feedback_desk.capture.shorthand import MARKERS, ParsedNote, RatingLine, TickLine, parse_line
from feedback_desk.model import NoteKind

Reading = NoteKind | RatingLine | TickLine
"""A note of a kind to file, or a line that rates the section or ticks its questions."""
_LONGEST_COMMAND = 24
"""Characters of a line that may rate or tick instead of being a note."""


def marker_length(text: str) -> int:
    """How many characters at the start are a kind marker (without the space after it); 0 when there is none."""
    for length in (2, 1):
        if text[:length] in MARKERS and len(text[:length]) == length and not text[length : length + 1].strip():
            return length
    return 0


def reading_of(first_line: str, *, is_all: bool) -> Reading:
    """What a text means that begins with `first_line`, or is that line and nothing else."""
    if length := marker_length(first_line):
        return MARKERS[first_line[:length]]
    if is_all and len(first_line) <= _LONGEST_COMMAND and first_line.startswith(("=", "?")):
        parsed = parse_line(first_line)
        return NoteKind.PLAIN if isinstance(parsed, ParsedNote) else parsed
    return NoteKind.PLAIN
