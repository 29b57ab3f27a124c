"""The skills of the catalogue: looked up by tag or alias, and found from what someone types in the middle of a call.

A tag or alias is the same with any capitals and accents, and with `-`, `_` or a space between its words:
`SQL_Injection` and `sql injection` are both `sql-injection`. The file is `assets/skills.json`.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from feedback_desk.errors import BadInput
from feedback_desk.model import Skill
from feedback_desk.paths import bundled

_FIELDS = ("tag", "name", "domain", "aliases", "good", "next_step", "work_role")
_SEPARATORS = str.maketrans(dict.fromkeys('-_‐‑‒–—/\\&.,:;()[]"“”', " ") | dict.fromkeys("'’‘ʼ", ""))

# How well an entry matches what was typed; the better, the lower.
_EXACT, _START_OF_TAG, _START_OF_WORD, _ALL_WORDS, _INSIDE, _NEAR = range(6)


class Skills:
    """All skills in the catalogue's order. `domains` gives the name of each domain, in the same order."""

    def __init__(self, skills: Iterable[Skill], domains: Mapping[str, str] | None = None) -> None:
        """Index `skills`; `BadInput` names the skill and field when a tag or an alias leads to two of them."""
        self.all: tuple[Skill, ...] = tuple(skills)
        self.domains: dict[str, str] = dict(domains or {})
        self._by_key: dict[str, Skill] = {}
        self._tag_keys: list[str] = []
        self._term_keys: list[tuple[str, ...]] = []
        """For each skill the keys of its tag, aliases and name."""
        self._searched: list[str] = []
        """Those keys as one text each: a term begins after a line break and a blank, a word after a blank."""
        for skill in self.all:
            keys = tuple(map(_key, (skill.tag, *skill.aliases)))
            for key, term in zip(keys, (skill.tag, *skill.aliases), strict=True):
                field = "tag" if term == skill.tag else "aliases"
                if not key:
                    raise BadInput(f"skill {skill.tag}: {field}: “{term}” holds no letter or digit.")
                if (other := self._by_key.setdefault(key, skill)) is not skill:
                    raise BadInput(f"skill {skill.tag}: {field}: “{term}” leads to {other.tag} already.")
            if len(set(keys)) < len(keys):
                raise BadInput(f"skill {skill.tag}: aliases: one of them says the same as another or the tag.")
            keys = (*keys, _key(skill.name))
            self._tag_keys.append(keys[0])
            self._term_keys.append(keys)
            self._searched.append("\n " + "\n ".join(keys))

    def get(self, tag_or_alias: str) -> Skill | None:
        """The skill that a tag or an alias leads to, however its words are joined; None when there is none."""
        return self._by_key.get(_key(tag_or_alias))

    def canonical(self, tag: str) -> str:
        """The tag that `tag` or an alias leads to; an unknown one as it is."""
        skill = self.get(tag)
        return skill.tag if skill else tag

    def find(self, query: str, limit: int | None = None, recent: Sequence[str] = ()) -> list[Skill]:
        """Skills for what was typed, the best first, `limit` of them at most; all of them for an empty query.

        An exact tag or alias comes first, then the start of a tag, the start of an alias or of any word, all words
        typed in any order, and any part of a word. Where nothing begins as typed, what a slip of the keys may have
        meant comes last. Among equals the tags in `recent` (lately used first) lead, then the catalogue's order; one
        of them that begins any of its words as typed is as good as one that begins its tag so.
        """
        wanted = _key(query)
        lately = {tag: place for place, tag in enumerate(dict.fromkeys(map(self.canonical, recent)))}
        ranked: list[tuple[int, int, int, int]] = []  # how well, slips, how lately, place in the catalogue
        for place, skill in enumerate(self.all):
            how_well = self._match(wanted, place)
            if how_well is not None:
                if how_well == _START_OF_WORD and skill.tag in lately:
                    how_well = _START_OF_TAG
                ranked.append((how_well, 0, lately.get(skill.tag, len(lately)), place))
        if all(how_well == _INSIDE for how_well, *_ in ranked):
            found = {place for *_, place in ranked}
            ranked += [
                (_NEAR, slips, lately.get(self.all[place].tag, len(lately)), place)
                for place, slips in self._near(wanted.replace(" ", "")).items()
                if place not in found
            ]
        return [self.all[place] for *_, place in sorted(ranked)[:limit]]

    def _match(self, wanted: str, place: int) -> int | None:
        """How well the skill at `place` matches as typed; None when it doesn't."""
        searched = self._searched[place]
        if wanted not in searched:
            words = wanted.split()
            return _ALL_WORDS if len(words) > 1 and all(f" {word}" in searched for word in words) else None
        if not wanted or wanted in self._term_keys[place]:
            return _EXACT
        if self._tag_keys[place].startswith(wanted):
            return _START_OF_TAG
        return _START_OF_WORD if f" {wanted}" in searched else _INSIDE

    def _near(self, typed: str) -> dict[int, int]:
        """Places of the skills with a term that begins almost as typed, each with its least number of slips."""
        allowed = _slips_allowed(typed)
        if not allowed:
            return {}
        from rapidfuzz import process  # 16 ms to import, and most look-ups need none of it
        from rapidfuzz.distance import OSA

        terms, owners = self._squeezed
        size = len(typed)
        # What is typed is the start of a term, perhaps with a letter left out: compare with as much and one more.
        starts = [term[: size + 1] for term in terms]
        near: dict[int, int] = {}
        for start, slips, at in process.extract(
            typed, starts, scorer=OSA.distance, processor=None, score_cutoff=allowed + 1, limit=None
        ):
            least = min(slips, OSA.distance(typed, start[:size]))
            if least <= allowed:
                near[owners[at]] = min(least, near.get(owners[at], least))
        return near

    @cached_property
    def _squeezed(self) -> tuple[list[str], list[int]]:
        """Every term from each of its longer words on, without blanks, and beside it the place of its skill."""
        terms: list[str] = []
        owners: list[int] = []
        for place, keys in enumerate(self._term_keys):
            starts = ((n, word, words[n:]) for words in map(str.split, keys) for n, word in enumerate(words))
            squeezed = dict.fromkeys("".join(rest) for n, word, rest in starts if n == 0 or len(word) > 3)
            terms += squeezed
            owners += [place] * len(squeezed)
        return terms, owners


def load_skills() -> Skills:
    """The catalogue that comes with the program; `BadInput` names the file, entry and field that is wrong."""
    file = bundled("assets", "skills.json")
    try:
        data = json.loads(file.read_bytes())
    except ValueError as error:
        raise BadInput(f"{file.name}: this is not JSON in UTF-8: {error}.") from error
    return read_skills(data, file.name)


def read_skills(data: object, name: str = "skills") -> Skills:
    """The catalogue from the value of its JSON file: `domains` (id to name) and `skills`, with `Skill`'s fields."""
    if not isinstance(data, dict) or data.keys() != {"domains", "skills"}:
        raise BadInput(f"{name}: an object with the fields domains and skills is needed.")
    domains, entries = data["domains"], data["skills"]
    if not isinstance(domains, dict):
        raise BadInput(f"{name}: domains: an object with the name of each domain is needed.")
    if not isinstance(entries, list):
        raise BadInput(f"{name}: skills: a list is needed.")
    names = {domain: _text(text, f"{name}: domains: {domain}") for domain, text in domains.items()}
    skills = [_skill(entry, f"{name}: skills[{number}]", names) for number, entry in enumerate(entries, 1)]
    try:
        return Skills(skills, names)
    except BadInput as error:
        raise BadInput(f"{name}: {error}") from None


def _skill(entry: object, place: str, domains: Collection[str]) -> Skill:
    """One entry of the file; `place` says which, for the message."""
    if not isinstance(entry, dict):
        raise BadInput(f"{place}: an object with the fields {', '.join(_FIELDS)} is needed.")
    if isinstance(entry.get("tag"), str):
        place = f"{place} ({entry['tag']})"
    for field in _FIELDS:
        if field not in entry:
            raise BadInput(f"{place}: {field} is missing.")
    for field in entry:
        if field not in _FIELDS:
            raise BadInput(f"{place}: there is no field called {field}.")
    tag = _text(entry["tag"], f"{place}: tag")
    if not tag[0].isalpha() or tag != tag.lower() or "#" in tag or len(tag.split()) > 1:
        raise BadInput(f"{place}: tag: it begins with a letter and has no capitals, blanks or #.")
    domain = _text(entry["domain"], f"{place}: domain")
    if domain not in domains:
        raise BadInput(f"{place}: domain: there is no domain called “{domain}”.")
    aliases = entry["aliases"]
    if not isinstance(aliases, list):
        raise BadInput(f"{place}: aliases: a list of texts is needed.")
    return Skill(
        tag=tag,
        name=_text(entry["name"], f"{place}: name"),
        domain=domain,
        aliases=tuple(_text(alias, f"{place}: aliases[{number}]") for number, alias in enumerate(aliases, 1)),
        good=_text(entry["good"], f"{place}: good"),
        next_step=_text(entry["next_step"], f"{place}: next_step"),
        work_role=_text(entry["work_role"], f"{place}: work_role") if entry["work_role"] != "" else "",
    )


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or not value or value != value.strip() or "\n" in value:
        raise BadInput(f"{place}: one line of text, without blanks around it, is needed.")
    return value


def _key(term: str) -> str:
    """What stays of a term when capitals, accents and the way its words are joined don't count."""
    term = term.strip().lstrip("#")
    if not term.isascii():
        # Only the accents of Latin, Greek and Cyrillic: the vowel signs of other scripts are letters.
        letters = (char for char in unicodedata.normalize("NFKD", term) if not "\u0300" <= char <= "\u036f")
        term = unicodedata.normalize("NFC", "".join(letters))
    return " ".join(term.casefold().translate(_SEPARATORS).split())


def _slips_allowed(typed: str) -> int:
    """How many letters may be wrong, missing, doubled or swapped; too short a word could mean anything."""
    return sum(len(typed) >= length for length in (4, 9, 14))
