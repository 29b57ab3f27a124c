"""From notes to findings: all strength, and all gap, notes of an interview for one skill brought together.

This is the gate of the wall between private and shareable: only notes whose kind is evidence pass it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from feedback_desk.model import Evidence, Finding, FindingKind, Kit, KitSection, Note, NoteKind, Section

if TYPE_CHECKING:
    from feedback_desk.catalogue.skills import Skills

NO_SECTION = "The interview as a whole"
"""Title of a finding whose notes carry no skill and stand before the first section."""


def findings(
    notes: Iterable[Note], sections: Iterable[Section], kit: Kit | None, skills: Skills
) -> tuple[Finding, ...]:
    """Strengths first, then gaps with the serious ones before the others, each in the order of its first note.

    A note with several skills counts for each of them; one without any counts for its section. A skill seen as a
    strength and as a gap makes two findings. Aliases of one skill are one skill. A tag that the catalogue
    doesn't know is its own title, and has no text of what good looks like.
    """
    titles = {section.id: section.title for section in sections}
    of_kit = {section.id: section for section in kit.sections} if kit else {}
    found: dict[tuple[FindingKind, str], list[Evidence]] = {}
    for note in notes:
        if not note.kind.is_evidence:
            continue
        kind = FindingKind.STRENGTH if note.kind is NoteKind.STRENGTH else FindingKind.GAP
        evidence = Evidence(
            note_id=note.id,
            text=note.text,
            section_title=titles.get(note.section, ""),
            serious=note.kind is NoteKind.SERIOUS_GAP,
        )
        keys = [skills.canonical(tag) for tag in note.skills] or [f"section:{note.section}"]
        for key in dict.fromkeys(keys):
            found.setdefault((kind, key), []).append(evidence)

    made = [_finding(key, kind, tuple(evidence), titles, of_kit, skills) for (kind, key), evidence in found.items()]
    return tuple(sorted(made, key=lambda finding: (finding.kind is FindingKind.GAP, not finding.serious)))


def _finding(
    key: str,
    kind: FindingKind,
    evidence: tuple[Evidence, ...],
    titles: Mapping[str, str],
    of_kit: Mapping[str, KitSection],
    skills: Skills,
) -> Finding:
    """One finding with the words the catalogue, or the kit's section, has for it."""
    if key.startswith("section:"):
        section_id = key.removeprefix("section:")
        section = of_kit.get(section_id)
        return Finding(
            key=key,
            title=titles.get(section_id) or (section.title if section else "") or NO_SECTION,
            kind=kind,
            evidence=evidence,
            good=section.good if section else "",
            next_step=section.next_step if section else "",
            skills=section.skills if section else (),
        )
    skill = skills.get(key)
    if skill is None:
        return Finding(key=key, title=_words(key), kind=kind, evidence=evidence, skills=(key,))
    return Finding(
        key=key,
        title=skill.name,
        kind=kind,
        evidence=evidence,
        good=skill.good,
        next_step=skill.next_step,
        skills=(skill.tag,),
    )


def _words(tag: str) -> str:
    """A tag as words: `threat-model` is Threat model."""
    words = " ".join(tag.replace("-", " ").replace("_", " ").split()) or tag
    return words[:1].upper() + words[1:]
