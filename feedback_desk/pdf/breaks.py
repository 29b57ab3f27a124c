"""Where a line may break: the Unicode line breaking algorithm (UAX #14, Unicode 16), in one pass over the text.

The classes of characters are uniseg's; its own breaker takes 90 µs for a character, which a live preview can't
wait for (and 16 seconds for a word of 200,000), so the rules are here and the tests hold them against it.
Rule numbers are those of the annex. Hard breaks (line feeds) are the caller's.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width

from uniseg.emoji import extended_pictographic
from uniseg.linebreak import line_break

_LETTERS = frozenset({"AL", "HL", "◌"})
_HANGUL = frozenset({"JL", "JV", "JT", "H2", "H3"})
_IDEOGRAPHS = frozenset({"ID", "EB", "EM"})
_AKSARA = frozenset({"AK", "AS", "◌"})
_BEFORE_OPENING_QUOTE = frozenset({"", "OP", "GL", "SP", "ZW", "Pi", "Pf", "QU"})
_AFTER_CLOSING_QUOTE = frozenset({"SP", "GL", "WJ", "CL", "QU", "Pi", "Pf", "CP", "EX", "IS", "SY", "ZW", ""})
_QUOTES = frozenset({"QU", "Pi", "Pf"})
_NEVER_BEFORE = frozenset({"SP", "ZW", "WJ", "CL", "CP", "EX", "SY"})
_KINDS = {"AI": "AL", "SG": "AL", "XX": "AL", "CJ": "NS", "ZWJ": "ZWJ"}


@lru_cache(maxsize=16384)
def _kind(character: str) -> tuple[str, bool, bool]:
    """Line break class (quotation marks told apart, SA resolved), is it East Asian, is it an unassigned emoji."""
    kind = str(line_break(character).value)
    general = category(character)
    if kind == "SA":
        kind = "CM" if general in ("Mn", "Mc") else "AL"
    elif kind == "QU" and general in ("Pi", "Pf"):
        kind = general
    elif character in "◌‐":  # rules name these two characters
        kind = character
    wide = east_asian_width(character) in ("F", "W", "H")
    return _KINDS.get(kind, kind), wide, general == "Cn" and bool(extended_pictographic(character))


@lru_cache(maxsize=1024)
def opportunities(text: str) -> tuple[int, ...]:
    """Offsets at which a new line may start, in rising order; never 0 or the end."""
    return tuple(_find(text))


def _find(text: str) -> list[int]:
    # Each element is one character with the marks that hang on it (LB9), as (class, wide, unassigned emoji, offset).
    kinds: list[str] = []
    wide: list[bool] = []
    emoji: list[bool] = []
    offsets: list[int] = []
    joined: list[bool] = []  # the element ends with a zero width joiner
    for offset, character in enumerate(text):
        kind, is_wide, is_emoji = _kind(character)
        if kind in ("CM", "ZWJ"):
            if kinds and kinds[-1] not in ("SP", "ZW"):
                joined[-1] = kind == "ZWJ"
                continue
            kinds.append("AL")  # LB10
            is_wide = is_emoji = False
        else:
            kinds.append(kind)
        wide.append(is_wide)
        emoji.append(is_emoji)
        offsets.append(offset)
        joined.append(kind == "ZWJ")
    count = len(kinds)
    kinds += ["", "", ""]
    wide += [False, False, False]

    found: list[int] = []
    flags = 0  # regional indicators in a row before this place
    number = False  # NU (SY | IS)* just before this place
    closed_number = False  # the same with one closing bracket
    last = ""  # class before the spaces, if any, before this place
    opening_quote = False  # `last` is an opening quotation mark after LB15a's context
    for place in range(1, count):
        before, after = kinds[place - 1], kinds[place]
        if before == "AL" and after in ("AL", "SP") and not joined[place - 1]:  # most places by far
            last, opening_quote, number, closed_number, flags = "AL", False, False, False, 0
            continue
        if before != "SP":
            previous = kinds[place - 2] if place > 1 else ""
            opening_quote = before == "Pi" and previous in _BEFORE_OPENING_QUOTE
            last = before
            flags = flags + 1 if before == "RI" else 0
            closed_number = number and before in ("CL", "CP")
            number = before == "NU" or (number and before in ("SY", "IS"))
        else:
            flags, number, closed_number = 0, False, False
        if _may_break(kinds, wide, place, last, opening_quote, number, closed_number, flags) and not (
            joined[place - 1] or ((before == "EB" or emoji[place - 1]) and after == "EM")  # LB8a, LB30b
        ):
            found.append(offsets[place])
    return found


def _may_break(
    kinds: list[str],
    wide: list[bool],
    place: int,
    last: str,
    opening_quote: bool,
    number: bool,
    closed_number: bool,
    flags: int,
) -> bool:
    before, after, then = kinds[place - 1], kinds[place], kinds[place + 1]
    if before == after == "AL":
        return False
    if after in ("SP", "ZW"):  # LB7
        return False
    if last == "ZW":  # LB8
        return True
    if after == "WJ" or before in ("WJ", "GL"):  # LB11, LB12
        return False
    if after == "GL" and before not in ("SP", "BA", "HY", "‐"):  # LB12a
        return False
    if after in _NEVER_BEFORE or last == "OP" or opening_quote:  # LB13, LB14, LB15a
        return False
    if after == "Pf" and then in _AFTER_CLOSING_QUOTE:  # LB15b
        return False
    if before == "SP" and after == "IS" and then == "NU":  # LB15c
        return True
    if after == "IS":  # LB15d
        return False
    if (last in ("CL", "CP") and after == "NS") or (last == after == "B2"):  # LB16, LB17
        return False
    if before == "SP":  # LB18
        return True
    if (after in _QUOTES and after != "Pi") or (before in _QUOTES and before != "Pf"):  # LB19
        return False
    if after in _QUOTES and (not wide[place - 1] or not then or not wide[place + 1]):  # LB19a
        return False
    if before in _QUOTES and (not wide[place] or place < 2 or not wide[place - 2]):
        return False
    if "CB" in (before, after):  # LB20
        return True
    return not (
        _hyphens(kinds, wide, place)
        or _numbers(before, after, then, kinds[place + 2], number, closed_number)
        or _letters(kinds, wide, place)
        or (before == after == "RI" and flags % 2 == 1)  # LB30a
    )


def _hyphens(kinds: list[str], wide: list[bool], place: int) -> bool:
    before, after = kinds[place - 1], kinds[place]
    previous = kinds[place - 2] if place > 1 else ""
    if before in ("HY", "‐") and after in ("AL", "◌") and previous in ("", "SP", "ZW", "CB", "GL"):  # LB20a
        return True
    if after in ("BA", "HY", "NS", "‐") or before == "BB":  # LB21
        return True
    if (
        previous == "HL" and after != "HL" and (before in ("HY", "‐") or (before == "BA" and not wide[place - 1]))
    ):  # LB21a
        return True
    return (before == "SY" and after == "HL") or after == "IN"  # LB21b, LB22


def _numbers(before: str, after: str, then: str, last: str, number: bool, closed_number: bool) -> bool:
    if (before in _LETTERS and after == "NU") or (before == "NU" and after in _LETTERS):  # LB23
        return True
    if (before == "PR" and after in _IDEOGRAPHS) or (before in _IDEOGRAPHS and after == "PO"):  # LB23a
        return True
    if (before in ("PR", "PO") and after in _LETTERS) or (before in _LETTERS and after in ("PR", "PO")):  # LB24
        return True
    if after in ("PO", "PR") and (number or closed_number):  # LB25
        return True
    if before in ("PO", "PR") and after == "OP" and (then == "NU" or (then == "IS" and last == "NU")):
        return True
    return after == "NU" and (before in ("PO", "PR", "HY", "IS") or number)


def _letters(kinds: list[str], wide: list[bool], place: int) -> bool:
    before, after = kinds[place - 1], kinds[place]
    if before in _HANGUL or after in _HANGUL:
        if before == "JL" and after in ("JL", "JV", "H2", "H3"):  # LB26
            return True
        if before in ("JV", "H2") and after in ("JV", "JT"):
            return True
        if before in ("JT", "H3") and after == "JT":
            return True
        if (before in _HANGUL and after == "PO") or (before == "PR" and after in _HANGUL):  # LB27
            return True
    plain = before in _LETTERS, after in _LETTERS
    if all(plain):  # LB28
        return True
    if _aksara(kinds, place):
        return True
    if before == "IS" and plain[1]:  # LB29
        return True
    if (plain[0] or before == "NU") and after == "OP" and not wide[place]:  # LB30
        return True
    return before == "CP" and not wide[place - 1] and (plain[1] or after == "NU")


def _aksara(kinds: list[str], place: int) -> bool:
    """LB28a: the syllables of Brahmic scripts without spaces."""
    before, after, then = kinds[place - 1], kinds[place], kinds[place + 1]
    previous = kinds[place - 2] if place > 1 else ""
    if before == "AP" and after in _AKSARA:
        return True
    if before in _AKSARA and (after in ("VF", "VI") or (after in _AKSARA and then == "VF")):
        return True
    return before == "VI" and previous in _AKSARA and after in ("AK", "◌")
