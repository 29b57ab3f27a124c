"""How well typed words match a command's: beginnings in any order, initials, and with a slip of the finger."""

from __future__ import annotations

BEGINNINGS, INITIALS, SLIPS = 0, 1, 2
"""The better a match, the lower."""
_LONG_ENOUGH = 4
"""Letters from which on one wrong, missing, doubled or swapped letter is forgiven."""


def match(typed: str, words: str) -> int | None:
    """One of the above; None when it does not match. Nothing typed matches everything."""
    parts, known = _words(typed), _words(words)
    if _all_begin(parts, known):
        return BEGINNINGS
    letters = "".join(parts)
    if len(letters) > 1 and _is_initials(letters, known):
        return INITIALS
    if all(any(word.startswith(part) or _slipped(part, word) for word in known) for part in parts):
        return SLIPS
    return None


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "'" else " " for c in text.casefold()).split()


def _all_begin(parts: list[str], known: list[str]) -> bool:
    """Whether each part begins a word of its own."""
    left = list(known)
    for part in sorted(parts, key=len, reverse=True):
        found = next((word for word in left if word.startswith(part)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _is_initials(letters: str, known: list[str]) -> bool:
    """Whether the letters are beginnings of words one after the other: `ni` and `newi` are New interview."""
    if not letters:
        return True
    for at, word in enumerate(known):
        for length in range(1, len(letters) + 1):
            if not word.startswith(letters[:length]):
                break
            if _is_initials(letters[length:], known[at + 1 :]):
                return True
    return False


def _slipped(part: str, word: str) -> bool:
    """Whether the word begins with the part but for one letter."""
    if len(part) < _LONG_ENOUGH or part[0] != word[0]:
        return False
    ends = (word[: len(part) + step] for step in (-1, 0, 1))
    return any(_one_apart(part, end) for end in ends)


def _one_apart(one: str, other: str) -> bool:
    """One letter wrong, missing or too many, or two swapped."""
    if one == other:
        return True
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[at:], other[at:]
    swapped = rest[:2] == others[:2][::-1] and rest[2:] == others[2:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or swapped
