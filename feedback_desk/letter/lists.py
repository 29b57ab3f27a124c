"""Word lists as checks: what a pattern of a list looks for, and where it occurs in a letter.

A pattern is written for people, not for programs: `(your|his) age` is either word before "age", `a?` may be
there or not, `improv*` any ending, `#` a number, `_` any one word, `@` a word with a capital;
a blank is a blank, a line end or a hyphen.
Before any of them is tried, the words of the letter are looked at: only patterns that can match are run, and only
around those words, which keeps a thousand patterns under a few milliseconds.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from feedback_desk.errors import BadInput
from feedback_desk.model import BlockKind, Severity
from feedback_desk.paths import bundled

_STRETCH = 120
"""Characters on either side of a word that what a pattern matches may have."""
_PARAGRAPH = re.compile(r"[^\n]+")
_MOST_KNOWN = 500
"""Paragraphs whose finds are kept while somebody types elsewhere."""
_AROUND = 100
"""Characters on either side of a hit in which an exception is looked for."""
_EMOJI = "[\U0001f1e6-\U0001faff\u2600-\u26ff\u2764]+"


@dataclass(frozen=True)
class Advice:
    """What is said about a finding: why it matters, and how to mend it."""

    severity: Severity
    why: str
    mend: str


@dataclass(frozen=True)
class Pattern:
    """One entry of a list. `words` and `heads`: a text without any of them, whole or as a beginning, can't match."""

    written: str
    words: frozenset[str]
    heads: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){_expression(self.written)}(?!\w)")

    def spans(self, seen: Seen) -> Iterator[tuple[int, int]]:
        for begin, end in seen.around(self.words, self.heads):
            for found in self.regex.finditer(seen.text, begin, end):
                capitals = (found.start(group) for group in range(1, (found.re.groups or 0) + 1))
                if all(at < 0 or seen.written[at].isupper() for at in capitals):
                    yield found.span()


@dataclass(frozen=True)
class WordList:
    """One list of a rule: its patterns, and the harmless phrases that look like them."""

    rule: str
    name: str
    """The rule, or what the list is called where the rule has several."""
    advice: Advice
    patterns: tuple[Pattern, ...]
    excepted: tuple[Pattern, ...]
    short_block: int = 0
    """Only in points of at most so many words; 0 means everywhere."""
    not_in: frozenset[BlockKind] = frozenset()
    """Kinds of blocks where these words are allowed."""
    emoji: bool = False

    def hits(self, seen: Seen) -> list[tuple[int, int]]:
        """Where the rule finds something, in order, each place once."""
        found = [span for pattern in self.patterns for span in pattern.spans(seen)]
        if self.emoji:
            found += [match.span() for match in re.finditer(_EMOJI, seen.text)]
        return [span for span in _widest(found) if not self._is_excepted(span, seen)]

    def _is_excepted(self, span: tuple[int, int], seen: Seen) -> bool:
        start = max(0, span[0] - _AROUND)
        around = slice(start, span[1] + _AROUND)
        near = Seen(seen.text[around], seen.written[around])
        return any(
            begin + start < span[1] and end + start > span[0]
            for pattern in self.excepted
            for begin, end in pattern.spans(near)
        )


class Seen:
    """A text as the lists read it: lower case, one kind of apostrophe and blank, marks blanked; offsets unchanged."""

    def __init__(self, text: str, written: str = "") -> None:
        self.text = text
        self.written = written or text
        """The same as it was written, for capitals."""

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word begins."""
        places: dict[str, list[int]] = {}
        for found in _WORD.finditer(self.text):
            places.setdefault(found[0], []).append(found.start())
        return places

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._places)

    def around(self, words: frozenset[str], heads: frozenset[str]) -> list[tuple[int, int]]:
        """The stretches of the text in which one of these words stands, or a word with one of these beginnings."""
        held = set(words & self._places.keys())
        for head in heads:
            at = bisect_left(self._ordered, head)
            while at < len(self._ordered) and self._ordered[at].startswith(head):
                held.add(self._ordered[at])
                at += 1
        out: list[tuple[int, int]] = []
        for place in sorted(place for word in held for place in self._places[word]):
            end = self.text.find(" ", place + _STRETCH)
            end = len(self.text) if end < 0 else end
            begin = max(0, place - _STRETCH)
            if out and begin <= out[-1][1]:
                out[-1] = (out[-1][0], end)
            else:
                out.append((begin, end))
        return out

    @classmethod
    def of(cls, markdown: str) -> Seen:
        text = re.sub(r"(?<!\n)\n(?!\n)", " ", markdown.translate(_LEVEL))
        lower = text.lower()
        if len(lower) != len(text):  # İ becomes two characters
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        return cls(lower, text)


_WORD = re.compile(r"\w+(?:'\w+)*")
_LEVEL = str.maketrans(
    {"’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-", "\u202f": " ", "*": " ", "`": " ", "\\": " "}
)


def _widest(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping finds of one rule are one find."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


# --- Reading a pattern ------------------------------------------------------------------------


def read_pattern(written: str) -> Pattern:
    """Check a pattern and take it; `BadInput` says what is wrong with it."""
    if not _is_balanced(written):
        raise BadInput(f"In this pattern of the checks, a bracket has no partner: {written}")
    needed = _needed(written)
    if not needed:
        raise BadInput(f"This pattern of the checks has no word that must be there: {written}")
    return Pattern(
        written,
        frozenset(word for word in needed if not word.endswith("*")),
        frozenset(word[:-1] for word in needed if word.endswith("*")),
    )


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _split(text: str, at: str) -> list[str]:
    """Split at a character outside all brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == at and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part]


def _is_group(token: str) -> bool:
    return token.startswith("(") and token.endswith(")")


_GAP = '[,"]?[ -]+["]?'
"""Between two words: a blank, a hyphen, a comma or a quotation mark as well."""


def _expression(written: str) -> str:
    out, gap = "", False
    for token in _split(written.strip(), " "):
        optional = len(token) > 1 and token.endswith("?")
        part = _token(token[:-1] if optional else token)
        if optional:
            out += f"(?:{_GAP}{part})?" if gap else f"(?:{part}{_GAP})?"
        else:
            out += (_GAP if gap else "") + part
            gap = True
    return out


def _token(token: str) -> str:
    if _is_group(token):
        return "(?:" + "|".join(_expression(one) for one in _split(token[1:-1], "|")) + ")"
    return "".join(
        {"*": r"\w*", "#": r"\d+", "_": r"[\w'-]+", "@": r"((?!i\b)\w[\w'.-]*)"}.get(c, re.escape(c)) for c in token
    )


def _needed(written: str) -> frozenset[str]:
    """Words of which every match holds at least one, a beginning written with a star; the rarest choice there is."""
    choices = [_needed_token(token) for token in _split(written.strip(), " ") if not token.endswith("?")]
    known = [choice for choice in choices if choice]
    return max(
        known, key=lambda choice: min(len(word.rstrip("*")) for word in choice) - len(choice) / 4, default=frozenset()
    )


def _needed_token(token: str) -> frozenset[str]:
    if _is_group(token):
        parts = [_needed(one) for one in _split(token[1:-1], "|")]
        return frozenset().union(*parts) if all(parts) else frozenset()
    pieces = re.findall(r"(?:\w|(?<=\w)'(?=\w))+\*?", re.sub("[_#@]", " ", token))
    return frozenset([max(pieces, key=len)]) if pieces else frozenset()


def with_patterns(words: WordList, patterns: Sequence[str], excepted: Sequence[str]) -> WordList:
    """The same rule with other words; `BadInput` names a pattern that can't be read."""
    return replace(words, patterns=tuple(map(read_pattern, patterns)), excepted=tuple(map(read_pattern, excepted)))


# --- The lists ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lists:
    """All that the checks of one language know."""

    word_lists: tuple[WordList, ...]
    advice: Mapping[str, Advice]
    """For the rules that are judged by a function, by `rule` or `rule.case`."""
    acronyms: frozenset[str]
    """Short forms that need no explanation."""
    common_words: frozenset[str]
    """Words so frequent that they give nothing away."""
    markers: Mapping[str, tuple[Pattern, ...]]
    """What shows that something is there: a situation, an impact, high praise, hard words."""

    @cached_property
    def _known(self) -> dict[str, tuple[tuple[WordList, int, int], ...]]:
        return {}

    def hits(self, seen: Seen) -> Iterator[tuple[WordList, int, int]]:
        """What all lists find, paragraph by paragraph: one that was looked at before isn't looked at again."""
        for paragraph in _PARAGRAPH.finditer(seen.text):
            begin, end = paragraph.span()
            written = seen.written[begin:end]
            found = self._known.get(written)
            if found is None:
                here = Seen(seen.text[begin:end], written)
                found = tuple((words, *span) for words in self.word_lists for span in words.hits(here))
                if len(self._known) >= _MOST_KNOWN:
                    self._known.clear()
                self._known[written] = found
            for words, start, stop in found:
                yield words, begin + start, begin + stop

    def says(self, marker: str, seen: Seen) -> bool:
        """Whether any of a marker's patterns occurs."""
        return any(True for pattern in self.markers[marker] for _ in pattern.spans(seen))


Changes = Mapping[str, Mapping[str, Sequence[str]]]
"""By the name of a list, what the user `added` to its patterns and `removed`; `except_added` … for its exceptions."""


def load_lists(language: str = "en", changes: Changes | None = None) -> Lists:
    """The lists that come with the program, with what the user changed; `BadInput` for a pattern that is none."""
    return _with_changes(language, json.dumps(changes, sort_keys=True)) if changes else _shipped(language)


@lru_cache(maxsize=4)
def _with_changes(language: str, changes_json: str) -> Lists:
    """Kept, because reading a thousand patterns takes longer than checking a letter with them."""
    changes: Changes = json.loads(changes_json)
    rules = []
    for rule in _data(language)["rules"]:
        change = changes.get(_name(rule), {})
        patterns = _changed(rule["patterns"], change.get("added", ()), change.get("removed", ()))
        excepted = _changed(rule["except"], change.get("except_added", ()), change.get("except_removed", ()))
        rules.append({**rule, "patterns": patterns, "except": excepted})
    return read_lists({**_data(language), "rules": rules})


def list_change(language: str, name: str, patterns: Sequence[str], excepted: Sequence[str]) -> dict[str, list[str]]:
    """What turns a shipped list into these patterns and exceptions; `BadInput` when there is no such list."""
    shipped = next((one for one in _data(language)["rules"] if _name(one) == name), None)
    if shipped is None:
        raise BadInput(f"The checks have no list called “{name}”.")
    return {
        "added": [one for one in patterns if one not in shipped["patterns"]],
        "removed": [one for one in shipped["patterns"] if one not in patterns],
        "except_added": [one for one in excepted if one not in shipped["except"]],
        "except_removed": [one for one in shipped["except"] if one not in excepted],
    }


def _changed(shipped: Sequence[str], added: Sequence[str], removed: Sequence[str]) -> list[str]:
    return [*(one for one in shipped if one not in removed), *(one for one in added if one not in shipped)]


@cache
def _shipped(language: str) -> Lists:
    return read_lists(_data(language))


def list_language(language: str) -> str:
    """Whose lists a letter of that language is checked with: notes are mostly in English, whatever it is."""
    return language if language.isalpha() and bundled("assets", "checks", f"{language}.json").is_file() else "en"


@cache
def _data(language: str) -> dict[str, Any]:
    file = bundled("assets", "checks", f"{list_language(language)}.json")
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def read_lists(data: Mapping[str, Any]) -> Lists:
    """Check lists and take them; `BadInput` names what is wrong."""
    try:
        return Lists(
            word_lists=tuple(
                WordList(
                    rule=rule["id"],
                    name=_name(rule),
                    advice=_advice(rule),
                    patterns=tuple(read_pattern(written) for written in rule["patterns"]),
                    excepted=tuple(read_pattern(written) for written in rule["except"]),
                    short_block=rule.get("short_block", 0),
                    emoji=rule.get("characters") == "emoji",
                    not_in=frozenset(map(BlockKind, rule.get("not_in", ()))),
                )
                for rule in data["rules"]
            ),
            advice=MappingProxyType({key: _advice(value) for key, value in data["judged"].items()}),
            acronyms=frozenset(data["acronyms"].split()),
            common_words=frozenset(data["common_words"].split()),
            markers=MappingProxyType(
                {name: tuple(map(read_pattern, written)) for name, written in data["markers"].items()}
            ),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadInput(f"The lists of the checks can't be read; this is missing or wrong: {error}") from None


def _name(rule: Mapping[str, Any]) -> str:
    return str(rule.get("list", rule["id"]))


def _advice(data: Mapping[str, Any]) -> Advice:
    return Advice(Severity(data["severity"]), data["why"], data["mend"])
