"""Kits, skills and resources in words: the row of each, and what one reads of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feedback_desk.model import Kit, KitPage, Resource, Skill
from ui.widgets.reading import Part
from ui.widgets.rows import Row
from ui.widgets.when import date_text

_VERIFIED = {
    "exact": "Its address was last seen listed",
    "page": "Its page was last seen listed",
    "host": "Its site was last seen listed",
    "no": "Its address was not verified",
}
_DOMAINS = {
    "ad-windows": "Windows and Active Directory",
    "ai-security": "AI security",
    "api": "APIs",
    "appsec": "Application security",
    "devsecops": "DevSecOps",
    "dfir": "Forensics and response",
    "grc": "Governance and risk",
    "iam": "Identity and access",
    "malware-re": "Malware and reversing",
    "pentest": "Penetration testing",
    "soc": "Security operations",
    "threat-intel": "Threat intelligence",
    "threatmodel": "Threat modelling",
}
"""Domains whose short name does not read as words."""


def kit_row(page: KitPage) -> Row:
    """A kit in the list, with what it covers, how long it takes and whose it is."""
    kit = page.kit
    note = "draft" if kit.version == 0 else "with changes" if page.draft else "yours" if kit.is_own else ""
    return Row(kit.id, kit.name or "No name yet", f"{sections_text(kit)} · {kit.minutes} minutes", note)


def sections_text(kit: Kit) -> str:
    """How many sections a kit has."""
    return "1 section" if len(kit.sections) == 1 else f"{len(kit.sections)} sections"


def kit_parts(page: KitPage, role_names: Mapping[str, str]) -> list[Part]:
    """A kit to read: whose it is, then each section with its questions and what each rating looks like."""
    kit = page.kit
    parts: list[Part] = [("title", kit.name or "No name yet")]
    parts.append(("muted", f"For {kit.role or 'a role that is still to be named'}. Scale: {', '.join(kit.scale)}."))
    parts.append(("muted", " ".join(filter(None, (origin_text(page), held_text(page.held))))))
    if page.draft is not None and kit.version:
        parts.append(("body", "There are changes in it that no interview follows yet: edit it to go on with them."))
    if kit.work_roles:
        parts.append(("muted", roles_text(kit, role_names)))
    for section in kit.sections:
        parts.append(("heading", f"{section.title or 'No title yet'} · {section.minutes} min"))
        parts += [("point", question) for question in section.questions if question]
        parts += [
            ("muted", f"{number} {step}: {behaviour}")
            for number, (step, behaviour) in enumerate(zip(kit.scale, section.behaviours, strict=False), 1)
        ]
    return parts


def origin_text(page: KitPage) -> str:
    """Which version of a kit is in use, and where it comes from."""
    kit = page.kit
    if page.in_bin:
        return "It lies in the bin: no new interview is offered it."
    if kit.version == 0:
        return "A draft: no interview can follow it yet."
    if not kit.is_own:
        return f"Version {kit.version}, which comes with the program."
    whose = "your version of a kit that comes with the program" if page.shipped else "a kit of your own"
    return f"Version {kit.version}, {whose}."


def held_text(held: int) -> str:
    """How many interviews were held with a kit."""
    if held == 0:
        return "No interview was held with it yet."
    return "1 interview was held with it." if held == 1 else f"{held:,} interviews were held with it."


def roles_text(kit: Kit, names: Mapping[str, str]) -> str:
    """The work roles of the NICE framework that a kit is for, by name where that is known."""
    roles = (f"{names[role]} ({role})" if role in names else role for role in kit.work_roles)
    return f"Work roles (NICE): {', '.join(roles)}."


def state_text(used: Kit | None, same: bool, missing: int) -> str:
    """What new interviews follow, and what stands between that and what is typed here."""
    count = "One thing is" if missing == 1 else f"{missing} things are"
    if used is None:
        first = f"{count} missing before one can." if missing else "Choose “Use for new interviews” when it is ready."
        return f"A draft, kept as you type. No interview can follow it yet. {first}"
    if same:
        return "New interviews follow this. Interviews that were held keep the kit they were held with."
    if missing:
        return f"Kept as you type. New interviews still follow the version before; {count} missing in this one."
    return (
        "Kept as you type. New interviews follow this once you choose “Use for new interviews”; those held keep theirs."
    )


def skill_row(skill: Skill) -> Row:
    """A skill in the list, with its tag and domain."""
    return Row(skill.tag, skill.name, f"#{skill.tag}", domain_text(skill.domain))


def domain_text(domain: str) -> str:
    """A domain's short name as words."""
    return _DOMAINS.get(domain) or domain.replace("-", " ").capitalize()


def skill_parts(skill: Skill, resources: Sequence[Resource]) -> list[Part]:
    """A skill to read: its names, what good looks like, the next step, what serves it."""
    names = ", ".join(f"#{name}" for name in (skill.tag, *skill.aliases))
    parts: list[Part] = [("title", skill.name), ("muted", f"{domain_text(skill.domain)} · {names}")]
    parts += [("heading", "What good looks like"), ("body", skill.good)]
    parts += [("heading", "Next step"), ("body", skill.next_step)]
    if resources:
        parts.append(("heading", "To learn it"))
        parts += [("point", f"{r.title}, {r.provider} ({r.kind}, {r.cost})") for r in resources]
    return parts


def resource_row(resource: Resource) -> Row:
    """A resource in the list, with who offers it and what it costs."""
    return Row(resource.id, resource.title, f"{resource.provider} · {resource.kind}", resource.cost)


def resource_parts(resource: Resource) -> list[Part]:
    """A resource to read, with its address and how that was verified."""
    hours = f"about {resource.hours} hours" if resource.hours else ""
    facts = " · ".join(p for p in (resource.kind, resource.level, resource.cost, hours) if p)
    parts: list[Part] = [("title", resource.title), ("muted", f"{resource.provider} · {facts}")]
    parts.append(("body", resource.summary))
    if resource.cost_note:
        parts.append(("body", resource.cost_note))
    parts += [("heading", "Skills"), ("body", ", ".join(f"#{tag}" for tag in resource.skills))]
    parts += [("heading", "Address"), ("body", resource.url), ("muted", verified_text(resource))]
    return parts


def verified_text(resource: Resource) -> str:
    """How and when its address was last verified."""
    words = _VERIFIED[resource.verified]
    if resource.verified_on is None or resource.verified == "no":
        return f"{words}."
    return f"{words} on {date_text(resource.verified_on)}."


def matching(resources: Sequence[Resource], typed: str) -> list[Resource]:
    """Resources in which every word typed occurs: in title, provider, summary, kind, cost or a skill."""
    words = typed.casefold().split()

    def holds(r: Resource) -> bool:
        text = " ".join((r.title, r.provider, r.summary, r.kind, r.cost, r.level, *r.skills)).casefold()
        return all(word in text for word in words)

    return [r for r in resources if holds(r)]
