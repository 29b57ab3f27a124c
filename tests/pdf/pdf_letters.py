"""Letters to print, made by hand from model values."""

from dataclasses import replace
from datetime import date

from feedback_desk.model import Block, BlockKind, Letter, Profile, Recommendation, Resource

PROFILE = Profile(
    name="Devika Raghunathan",
    role="Head of Application Security",
    organisation="Northwind Analytics",
    address="4th Floor, 100 Feet Road\nBengaluru 560038\ntalent@northwind.example",
    email="devika@northwind.example",
)


def recommendation(number: int, title: str, *, kind: str = "docs", cost: str = "free", reason: str = "", hours=None):
    resource = Resource(
        id=f"r{number}",
        title=title,
        provider="Example Academy",
        url=f"https://learn.example/{number}",
        kind=kind,
        level="all",
        cost=cost,
        summary="",
        skills=("xss",),
        verified="no",
        hours=hours,
    )
    return Recommendation(resource, reason)


BLOCKS = (
    Block("s", BlockKind.SALUTATION, text="Dear Anaïs,"),
    Block(
        "o",
        BlockKind.OPENING,
        text="Thank you for spending an hour with us on 20 November. We enjoyed the conversation.\n\n"
        "Everything below comes from what we saw and heard on the day.",
    ),
    Block("p1", BlockKind.STRENGTH, "Content security policy", "You explained nonces, and why `unsafe-inline` fails."),
    Block("p2", BlockKind.STRENGTH, "Reading code", "You read the handler *from the entry point* and found the flaw."),
    Block(
        "g1",
        BlockKind.GROWTH,
        "Object-level authorisation",
        "Your answer relied on ids being hard to guess.\n\n**What good looks like:** one check nobody forgets.",
        "Take one API you know and write the check as a single function.",
        (
            recommendation(1, "Authorization Cheat Sheet", reason="the short version, to read first"),
            recommendation(2, "Access control lab", kind="lab", reason="to practise what we named first", hours=6),
        ),
    ),
    Block("r", BlockKind.RESOURCES, resources=(recommendation(3, "An overview", kind="video", cost="freemium"),)),
    Block(
        "c", BlockKind.CLOSING, text="If anything here does not match your memory, please write.\n\nWith kind regards,"
    ),
)


def letter(**changes) -> Letter:
    """A letter of one page; `changes` replace its fields."""
    plain = Letter(
        id="l0000001",
        interview_id="i0000001",
        candidate="Anaïs Krishnamūrti-Okafor",
        role="Application Security Engineer",
        interviewed_on=date(2026, 11, 20),
        written_on=date(2026, 11, 22),
        profile=PROFILE,
        blocks=BLOCKS,
    )
    return replace(plain, **changes)


def opening(text: str, **changes) -> Letter:
    """A letter that says one thing."""
    return letter(blocks=(Block("o", BlockKind.OPENING, text=text),), **changes)
