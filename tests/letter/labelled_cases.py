"""The labelled set: sentences that must fire a rule and sentences that must not, in a letter around them.

`labelled/open/RULE.json` is what the rules may be mended by; `labelled/held/RULE.json` was put aside before they were
written, and is only counted. `python -m tests.letter.labelled_cases` prints precision and recall by rule on both.

A case is a plain string (the text of a point to grow in an otherwise harmless letter), or an object that says where
it stands, what of the letter is different, and what is private: see `letter_of`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from feedback_desk.letter.checks import check
from feedback_desk.letter.sign_off import sign_off
from feedback_desk.model import (
    Block,
    BlockKind,
    Feedback,
    Letter,
    Policy,
    PrivateContext,
    Profile,
    Recommendation,
    Resource,
)

FOLDER = Path(__file__).parent / "labelled"
PARTS = ("open", "held")

_BLOCKS = (
    Block("b-salutation", BlockKind.SALUTATION, text="Dear Meera,"),
    Block(
        "b-opening",
        BlockKind.OPENING,
        text="Thank you for talking with us on 18 November 2026 about the role of Application Security Engineer.",
    ),
    Block("b-outcome", BlockKind.OUTCOME),
    Block(
        "b-strength",
        BlockKind.STRENGTH,
        "Content security policy",
        "When we looked at the page's headers, you explained why a nonce helps.",
        finding="csp",
        notes=("s1",),
    ),
    Block(
        "b-growth",
        BlockKind.GROWTH,
        "Object-level authorisation",
        "",
        "Write the check as one function and call it from two handlers.",
        finding="idor",
        notes=("n1",),
        edited=True,
    ),
    Block("b-closing", BlockKind.CLOSING, text="If you see it differently, please write back.\n\nKind regards,"),
)
_LETTER = Letter(
    id="labelled",
    interview_id="labelled",
    candidate="Meera Raghunathan",
    role="Application Security Engineer",
    interviewed_on=date(2026, 11, 18),
    written_on=date(2026, 11, 19),
    profile=Profile(
        "Tomás Okafor", "Engineering Lead", "Northwind Labs", "1 Example Street", "tomas.okafor@northwind.example"
    ),
    blocks=_BLOCKS,
)


def letter_of(case: str | Mapping[str, Any]) -> tuple[Letter, PrivateContext]:
    """The letter and the private things that a case stands for."""
    given: Mapping[str, Any] = {"text": case} if isinstance(case, str) else case
    letter = _changed(_LETTER, given.get("letter", {}))
    if "blocks" in given:
        blocks = tuple(_block(number, block) for number, block in enumerate(given["blocks"]))
    else:
        kind = BlockKind(given.get("in", "growth"))
        changes = {name: given[name] for name in ("text", "title", "next_step", "finding") if name in given}
        if "notes" in given:
            changes["notes"] = tuple(given["notes"])
        blocks = tuple(
            replace(block, edited=True, **changes) if block.kind is kind else block
            for block in letter.blocks
            if block.text or block.kind is kind
        )
    letter = replace(letter, blocks=blocks)
    if given.get("signed_off"):
        letter = sign_off(letter, "Kamala Devan", letter.written_on)
        if given["signed_off"] == "stale":
            closing = replace(letter.blocks[-1], text=letter.blocks[-1].text + "\n\nPS: thank you.")
            letter = replace(letter, blocks=(*letter.blocks[:-1], closing))
    return letter, _private(given.get("private", {}))


def _changed(letter: Letter, values: Mapping[str, Any]) -> Letter:
    profile = letter.profile
    for name, field in (
        ("sender", "name"),
        ("sender_role", "role"),
        ("organisation", "organisation"),
        ("email", "email"),
    ):
        if name in values:
            profile = replace(profile, **{field: values[name]})
    letter = replace(letter, profile=profile)
    for name in ("candidate", "role", "language"):
        if name in values:
            letter = replace(letter, **{name: values[name]})
    for name in ("interviewed_on", "written_on"):
        if name in values:
            letter = replace(letter, **{name: date.fromisoformat(values[name])})
    if "preferred" in values or "candidate" in values:
        name = values.get("preferred") or letter.candidate
        greeted = replace(letter.blocks[0], text=f"Dear {name},")
        letter = replace(letter, blocks=(greeted, *letter.blocks[1:]))
    if "role" in values:
        blocks = [
            replace(block, text=block.text.replace(_LETTER.role, values["role"])) if block.id == "b-opening" else block
            for block in letter.blocks
        ]
        letter = replace(letter, blocks=tuple(blocks))
    return letter


def _block(number: int, given: Mapping[str, Any]) -> Block:
    return Block(
        id=f"b{number}",
        kind=BlockKind(given["kind"]),
        title=given.get("title", ""),
        text=given.get("text", ""),
        next_step=given.get("next_step", ""),
        resources=tuple(
            Recommendation(_resource(f"{number}-{at}", one), one.get("reason", ""))
            for at, one in enumerate(given.get("resources", ()))
        ),
        finding=given.get("finding", ""),
        notes=tuple(given.get("notes", ())),
        edited=given.get("edited", True),
    )


def _resource(number: str, given: Mapping[str, Any]) -> Resource:
    seen = given.get("verified_on")
    return Resource(
        id=f"r{number}",
        title=given["title"],
        provider=given.get("provider", "Example Academy"),
        url=given.get("url", f"https://learn.example/{number}"),
        kind=given.get("kind", "docs"),
        level="all",
        cost=given.get("cost", "free"),
        summary="",
        skills=tuple(given.get("skills", ())),
        verified="page" if seen else "no",
        verified_on=date.fromisoformat(seen) if seen else None,
        hours=given.get("hours"),
    )


def _private(given: Mapping[str, Any]) -> PrivateContext:
    lists = ("notes", "shareable", "rating_words", "other_names", "secrets", "kit_texts", "kit_skills")
    values: dict[str, Any] = {name: tuple(given[name]) for name in lists if name in given}
    values.setdefault("rating_words", ("Not yet", "Developing", "Solid", "Strong"))
    policy = given.get("policy", {})
    return PrivateContext(
        **values,
        decision=given.get("decision", ""),
        rated=tuple((note, rating) for note, rating in given.get("rated", ())),
        policy=Policy(Feedback(policy.get("feedback", "letter")), policy.get("sign_off", False)),
    )


# --- Counting ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Count:
    """How one rule did on one part of the set."""

    rule: str
    part: str
    fired: int
    missed: tuple[Any, ...]
    false: tuple[Any, ...]

    @property
    def precision(self) -> float:
        return self.fired / (self.fired + len(self.false)) if self.fired else 0.0

    @property
    def recall(self) -> float:
        return self.fired / (self.fired + len(self.missed))


def counted(rule: str, part: str) -> Count:
    """Judge every case of one rule on one part."""
    cases = json.loads((FOLDER / part / f"{rule}.json").read_text("utf-8"))

    def fires(case: Any) -> bool:
        return any(found.rule == rule for found in check(*letter_of(case)))

    missed = tuple(case for case in cases["fires"] if not fires(case))
    false = tuple(case for case in cases["quiet"] if fires(case))
    return Count(rule, part, len(cases["fires"]) - len(missed), missed, false)


def rules() -> list[str]:
    return sorted(file.stem for file in (FOLDER / "open").glob("*.json"))


def table() -> Iterator[str]:
    """Precision and recall by rule, on both parts."""
    yield f"{'rule':18}{'open':>16}{'held':>18}   (precision recall)"
    for rule in rules():
        both = [counted(rule, part) for part in PARTS]
        yield f"{rule:18}" + "".join(f"{one.precision:10.3f} {one.recall:6.3f}" for one in both)


def main() -> None:
    print("\n".join(table()))


if __name__ == "__main__":
    main()
