"""Which plural form a number takes, by the rules of the Unicode CLDR (whole numbers only).

A wording names its rule ("plurals"), so that a language with the same rule as another needs no code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType


def _one_other(number: int) -> str:
    return "one" if number == 1 else "other"


def _none_and_one_other(number: int) -> str:
    return "one" if number in (0, 1) else "other"


def _arabic(number: int) -> str:
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    last = number % 100
    return "few" if 3 <= last <= 10 else "many" if last >= 11 else "other"


RULES: Mapping[str, tuple[Callable[[int], str], tuple[str, ...]]] = MappingProxyType(
    {
        "one-other": (_one_other, ("one", "other")),
        "none-and-one-other": (_none_and_one_other, ("one", "other")),
        "arabic": (_arabic, ("zero", "one", "two", "few", "many", "other")),
    }
)
"""By name, the rule and the forms it can give. English has the first, Hindi the second."""
