"""The learning resources, and which of them to give to whom, with the reason in words a candidate may read.

The file is `resources.json`: `{"resources": [...]}`, each entry with exactly the fields of `model.Resource`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from urllib.parse import urlsplit
from zlib import crc32

from feedback_desk.errors import BadInput
from feedback_desk.model import Finding, FindingKind, Recommendation, Resource
from feedback_desk.paths import bundled

KINDS = ("course", "lab", "docs", "book", "video", "ctf")
PRACTICE = ("lab", "ctf")
"""Kinds that one practises on; the others are for reading and watching."""
COSTS = ("free", "freemium", "paid")
VERIFIED = ("exact", "page", "host", "no")
LEVELS = ("beginner", "intermediate", "advanced")

_TEXTS = ("id", "title", "provider", "url", "kind", "level", "cost", "summary", "verified")
_FIELDS = (*_TEXTS, "skills", "verified_on", "hours", "cost_note")
_FOCUSED = 5
"""A resource that serves at most so many skills, and this one best of all, is about exactly this."""

# What a thing is, for the reason. The first of a pair is for one about exactly this, the second for a broader one.
_WHAT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "lab": (
        ("a lab on exactly this", "hands-on practice on this topic", "a lab to try this out in"),
        ("a lab with this among its topics", "hands-on practice on this and its neighbours", "a lab to practise on"),
    ),
    "ctf": (
        ("challenges on exactly this", "a game that practises this topic"),
        ("challenges with this among them", "a game to practise this and more"),
    ),
    "docs": (
        ("focused reading on this topic", "reading on exactly this", "a reference for this topic"),
        ("a reference to look this up in", "reading that shows where this fits in", "reading that covers this too"),
    ),
    "book": (
        ("a book to work through on this topic", "a book on exactly this"),
        ("a book that covers this", "a book that sets this in its wider context"),
    ),
    "video": (
        ("videos on this topic", "videos on exactly this"),
        ("videos that cover this", "videos on this and more"),
    ),
    "course": (
        ("a course on this topic", "a course to follow step by step on this"),
        ("a course that covers this", "a course with this among its topics"),
    ),
}


class Resources:
    """All resources in the catalogue's order."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        """Index `resources`; `BadInput` when two of them have the same id."""
        self.all: tuple[Resource, ...] = tuple(resources)
        self._by_id: dict[str, Resource] = {}
        self._by_skill: dict[str, list[Resource]] = {}
        for resource in self.all:
            if self._by_id.setdefault(resource.id, resource) is not resource:
                raise BadInput(f"resource {resource.id}: id: another resource has the same one.")
            for skill in resource.skills:
                self._by_skill.setdefault(skill, []).append(resource)

    def get(self, resource_id: str) -> Resource | None:
        """The resource with this id; None when there is none."""
        return self._by_id.get(resource_id)

    def for_skill(self, tag: str) -> list[Resource]:
        """What serves the skill with this tag, the best first, as for someone who has met the topic before."""
        return self._ranked(tag, LEVELS.index("intermediate"))

    def recommend(self, finding: Finding, *, limit: int = 2, taken: Collection[str] = ()) -> tuple[Recommendation, ...]:
        """At most `limit` resources for one finding, none of them in `taken` (ids already in the letter).

        They take turns: one to read, one to practise on. A gap that matters most starts with practice and at
        beginner's level, since a person who has to build something up learns it by doing; other gaps start with
        reading and at intermediate level, strengths at advanced. Where a turn's sort is used up, the other sort
        steps in. A finding with several skills is looked through in their order. Anything paid is kept for when
        nothing free or freemium serves any of them. The same finding gets the same answer every time.
        """
        level = 2 if finding.kind is FindingKind.STRENGTH else 0 if finding.serious else 1
        offered = [
            (skill, resource)
            for skill in dict.fromkeys(finding.skills)
            for resource in self._ranked(skill, level)
            if resource.id not in taken
        ]
        offered = [(skill, r) for skill, r in offered if r.cost != "paid"] or offered
        practise = finding.serious
        chosen: list[Recommendation] = []
        said: list[str] = []
        while offered and len(chosen) < limit:
            turn = [pair for pair in offered if (pair[1].kind in PRACTICE) is practise] or offered
            skill, resource = turn[0]
            what = _what(resource, skill, said)
            said.append(what)
            opening = "start here: " if finding.serious and not chosen else ""
            chosen.append(Recommendation(resource, f"{opening}{what}; {_cost(resource)}"))
            offered = [pair for pair in offered if pair[1].id != resource.id]
            practise = not practise
        return tuple(chosen)

    def _ranked(self, skill: str, level: int) -> list[Resource]:
        return sorted(
            self._by_skill.get(skill, ()), key=lambda resource: (penalty(resource, skill, level), resource.id)
        )


def penalty(resource: Resource, skill: str, level: int) -> int:
    """How much speaks against `resource` for `skill` and a reader at `level` (0 to 2 in `LEVELS`); 0 is ideal.

    - Fit: 3 for each skill it serves better than this one, and 1 for each four that it serves in all, since a page
      about one thing helps more than a platform about forty.
    - Level: 1 for each step between the reader and the nearest level it is made for.
    - Verified: 1 where only its host was ever seen listed, 2 where nothing was.
    - Cost: freemium 7, paid 14.

    Level and verified come to 4 at most, below the 7 of freemium: at equal fit what is free comes first, whatever
    else. The weights are ours; they were tuned by reading what every skill of the catalogue is given.
    """
    fit = 3 * resource.skills.index(skill) + len(resource.skills) // 4
    low, high = _span(resource.level)
    distance = max(low - level, level - high, 0)
    doubt = max(VERIFIED.index(resource.verified) - 1, 0)
    return fit + distance + doubt + 7 * COSTS.index(resource.cost)


def load_resources() -> Resources:
    """The resources that come with the program; `BadInput` names the file, entry and field that is wrong."""
    file = bundled("resources.json")
    try:
        data = json.loads(file.read_bytes())
    except ValueError as error:
        raise BadInput(f"{file.name}: this is not JSON in UTF-8: {error}.") from error
    return read_resources(data, file.name)


def read_resources(data: object, name: str = "resources") -> Resources:
    """The resources from the value of their JSON file; whether their skills exist is for the caller to say."""
    if not isinstance(data, dict) or data.keys() != {"resources"} or not isinstance(data["resources"], list):
        raise BadInput(f"{name}: an object with a list called resources is needed.")
    entries = data["resources"]
    try:
        return Resources(_resource(entry, f"{name}: resources[{number}]") for number, entry in enumerate(entries, 1))
    except BadInput as error:
        raise error if str(error).startswith(name) else BadInput(f"{name}: {error}") from None


def _resource(entry: object, place: str) -> Resource:
    """One entry of the file; `place` says which, for the message."""
    if not isinstance(entry, dict):
        raise BadInput(f"{place}: an object with the fields {', '.join(_FIELDS)} is needed.")
    if isinstance(entry.get("id"), str):
        place = f"{place} ({entry['id']})"
    for field in _FIELDS:
        if field not in entry:
            raise BadInput(f"{place}: {field} is missing.")
    for field in entry:
        if field not in _FIELDS:
            raise BadInput(f"{place}: there is no field called {field}.")
    texts = {field: _text(entry[field], f"{place}: {field}") for field in _TEXTS}
    for field, allowed in (("kind", KINDS), ("cost", COSTS), ("verified", VERIFIED)):
        if texts[field] not in allowed:
            raise BadInput(f"{place}: {field}: one of {', '.join(allowed)} is needed.")
    if not all(char.islower() or char.isdigit() or char == "-" for char in texts["id"]):
        raise BadInput(f"{place}: id: small letters, digits and - make an id.")
    if not _is_level(texts["level"]):
        raise BadInput(f"{place}: level: {', '.join(LEVELS)}, all, or a range such as beginner-advanced is needed.")
    if not _is_address(texts["url"]):
        raise BadInput(f"{place}: url: a web address with http or https and a host is needed.")
    skills = entry["skills"]
    if not isinstance(skills, list) or not skills:
        raise BadInput(f"{place}: skills: a list with at least one tag is needed.")
    tags = tuple(_text(tag, f"{place}: skills[{number}]") for number, tag in enumerate(skills, 1))
    if len(set(tags)) < len(tags):
        raise BadInput(f"{place}: skills: one tag stands there twice.")
    hours = entry["hours"]
    if hours is not None and (isinstance(hours, bool) or not isinstance(hours, int) or hours < 1):
        raise BadInput(f"{place}: hours: a whole number from 1, or null where it is not known, is needed.")
    return Resource(
        **texts,
        skills=tags,
        verified_on=_date(entry["verified_on"], f"{place}: verified_on"),
        hours=hours,
        cost_note=_text(entry["cost_note"], f"{place}: cost_note") if entry["cost_note"] != "" else "",
    )


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value or value != value.strip() or "\n" in value:
        raise BadInput(f"{place}: one line of text, without blanks around it, is needed.")
    return value


def _date(value: object, place: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]  # anything but a text is caught below
    except (TypeError, ValueError):
        raise BadInput(f"{place}: a date such as 2026-08-12, or null where it is not known, is needed.") from None


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not set(url) & set(' "<>')
    except ValueError:
        return False


def _is_level(level: str) -> bool:
    low, dash, high = level.partition("-")
    if not dash:
        return low == "all" or low in LEVELS
    return low in LEVELS and high in LEVELS and LEVELS.index(low) < LEVELS.index(high)


def _span(level: str) -> tuple[int, int]:
    """The lowest and highest place in `LEVELS` that a level stands for."""
    if level == "all":
        return 0, len(LEVELS) - 1
    low, _, high = level.partition("-")
    return LEVELS.index(low), LEVELS.index(high or low)


def _what(resource: Resource, skill: str, said: Collection[str]) -> str:
    """What it is and how close to the skill, in words that were not `said` just before where there are others."""
    exactly = len(resource.skills) <= _FOCUSED and resource.skills[0] == skill
    choices = _WHAT[resource.kind][0 if exactly else 1]
    # Not hash(), which differs from one start of the program to the next.
    first = crc32(f"{resource.id} {skill}".encode()) % len(choices)
    turned = choices[first:] + choices[:first]
    return next((what for what in turned if what not in said), turned[0])


def _cost(resource: Resource) -> str:
    """What it costs, in words a candidate may read."""
    if resource.cost == "freemium":
        return resource.cost_note or "free to begin with"
    return f"{resource.cost} ({resource.cost_note})" if resource.cost_note else resource.cost
