"""Word lists as checks: what a rule looks for, and where it occurs in a letter.

Before any pattern is tried, the words of the letter are looked at: only patterns that can match are run, and only
around those words, which keeps a thousand patterns under a few milliseconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from feedback_desk.errors import BadInput
from feedback_desk.letter.patterns import Pattern, Seen, read_pattern
from feedback_desk.model import BlockKind, Severity
from feedback_desk.paths import bundled

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

    def hits(self, seen: Seen, possible: Sequence[Pattern] | None = None) -> list[tuple[int, int]]:
        """Where the rule finds something, in order, each place once; `possible` are the patterns that may match."""
        patterns = self.patterns if possible is None else possible
        found = [span for pattern in patterns for span in pattern.spans(seen)]
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


def _widest(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping finds of one rule are one find."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


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
    def _by_word(self) -> Mapping[str, Sequence[tuple[str, Pattern]]]:
        """The patterns of all lists, with the list's name, by each word that they need; a beginning has a star."""
        out: dict[str, list[tuple[str, Pattern]]] = {}
        for words in self.word_lists:
            for pattern in words.patterns:
                for word in (*pattern.words, *(f"{head}*" for head in pattern.heads)):
                    out.setdefault(word, []).append((words.name, pattern))
        return out

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_word), default=0)

    def _possible(self, seen: Seen) -> Mapping[str, Sequence[Pattern]]:
        """By the name of its list, each pattern of which a word stands in the text: a few in a hundred."""
        out: dict[str, dict[str, Pattern]] = {}
        for word in seen.words():
            for start in (word, *(f"{word[:end]}*" for end in range(1, min(len(word), self._longest) + 1))):
                for name, pattern in self._by_word.get(start, ()):
                    out.setdefault(name, {})[pattern.written] = pattern
        return {name: tuple(patterns.values()) for name, patterns in out.items()}

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
                possible = self._possible(here)
                found = tuple(
                    (words, *span)
                    for words in self.word_lists
                    for span in words.hits(here, possible.get(words.name, ()))
                )
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
