"""How each kind of note looks: its mark, its word and its colour role, the same on buttons, notes and labels.

The marks are the shorthand's own markers set in better type, so that reading notes teaches typing them.
"""

from __future__ import annotations

from dataclasses import dataclass

from feedback_desk.capture.shorthand import MARKERS
from feedback_desk.model import NoteKind
from ui import theme


@dataclass(frozen=True)
class KindLook:
    """`mark` stands in the tile, `word` beside it (never colour alone), `role` is the theme's colour role."""

    kind: NoteKind
    mark: str
    word: str
    role: theme.Role
    marker: str
    """What one types for it at the start of the line."""
    command: str
    """Id of the command in the table of `ui.actions`."""


_MARKER_OF = {kind: marker for marker, kind in MARKERS.items()}


def _look(kind: NoteKind, mark: str, word: str, role: theme.Role, command: str) -> KindLook:
    return KindLook(kind, mark, word, role, _MARKER_OF.get(kind, ""), command)


LOOKS: dict[NoteKind, KindLook] = {
    look.kind: look
    for look in (
        _look(NoteKind.PLAIN, "", "Note", "muted", "kind_plain"),
        _look(NoteKind.STRENGTH, "+", "Strength", "good", "kind_strength"),
        _look(NoteKind.GAP, "−", "Gap", "warning", "kind_gap"),
        _look(NoteKind.SERIOUS_GAP, "−−", "Serious gap", "danger", "kind_serious_gap"),
        _look(NoteKind.QUOTE, "“", "Quote", "accent", "kind_quote"),
        _look(NoteKind.QUESTION, "?", "Question", "accent", "kind_question"),
        _look(NoteKind.PRIVATE, "!", "Private", "muted", "kind_private"),
    )
}
"""Every kind of note, plain first, in the order of the buttons."""
