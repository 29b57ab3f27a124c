"""What the kits' editor shows, read from the store in one go, and what it hands over of what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from feedback_desk.model import Kit

if TYPE_CHECKING:
    from feedback_desk.catalogue.skills import Skills
    from feedback_desk.desk import Desk


@dataclass(frozen=True)
class Opened:
    """What the editor shows, read in one go."""

    kit: Kit
    used: Kit | None
    """What new interviews follow; None for a kit that was never in use."""
    skills: Skills | None = None
    role_names: Mapping[str, str] = field(default_factory=dict)


def opened(desk: Desk, kit_id: str) -> Opened:
    """The draft of a kit, or the kit itself, beside what new interviews follow."""
    return Opened(desk.kit_to_edit(kit_id), desk.kits_by_id().get(kit_id))


def place_of_change(before: Kit, after: Kit) -> str | None:
    """Where to look for what is another than before: a section’s id, empty for the kit itself, None for nowhere."""
    if (before.name, before.role, before.scale) != (after.name, after.role, after.scale):
        return ""
    return next((section.id for section in after.sections if section not in before.sections), None)


def recoverable(kit: Kit, part: str) -> str:
    """What was typed, for the file of what the store refused."""
    section_id, _, _ = part.partition(" ")
    section = next((s for s in kit.sections if s.id == section_id), None)
    if section is None:
        return "\n".join((kit.name, kit.role, *kit.scale))
    texts = (section.title, *section.questions, *section.behaviours, section.good, section.next_step)
    return "\n".join(filter(None, texts))
