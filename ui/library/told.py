"""Kits, skills and resources in words: the row of each, and what one reads of it."""

from __future__ import annotations

from collections.abc import Sequence

from feedback_desk.model import Kit, Resource, Skill
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


def kit_row(kit: Kit) -> Row:
    """A kit in the list, with what it covers and how long it takes."""
    minutes = sum(section.minutes for section in kit.sections)
    return Row(kit.id, kit.name, f"{len(kit.sections)} sections · {minutes} minutes")


def kit_parts(kit: Kit) -> list[Part]:
    """A kit to read: each section with its questions and what each rating looks like."""
    parts: list[Part] = [("title", kit.name), ("muted", f"For {kit.role}. Scale: {', '.join(kit.scale)}.")]
    for section in kit.sections:
        parts.append(("heading", f"{section.title} · {section.minutes} min"))
        parts += [("point", question) for question in section.questions]
        parts += [
            ("muted", f"{number} {step}: {behaviour}")
            for number, (step, behaviour) in enumerate(zip(kit.scale, section.behaviours, strict=False), 1)
        ]
    return parts


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
