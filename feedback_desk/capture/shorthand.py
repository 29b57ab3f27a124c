r"""Shorthand: what is typed in the capture line, and written in an interview's text, to a note and back.

A marker at the very start, followed by white space or the end, says what kind of note it is: `+` strength,
`-` gap, `--` serious gap, `>` quote, `?` question, `!` private. `#` and a letter, at the start or after white
space, begin a skill tag. Tags at the end of the first or of the last line are taken off the text; a tag inside
the first line loses its `#` and stays as a word. Other lines are kept to the letter, so pasted code survives.
`=3` alone rates the section, `=x` alone says that it was not asked, `?2` alone ticks its second question off
(`?1,3` two of them).

A backslash makes any text expressible. One is taken off before a marker, a rating or a tick at the start, before a `#`
where a tag could stand, and beside white space at either end of the text, which would be trimmed without it.
More backslashes in the same place stand for one less, so `format_note` can write every text and `parse_note`
reads exactly that text again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from feedback_desk.model import NoteKind

MARKERS = {
    "+": NoteKind.STRENGTH,
    "-": NoteKind.GAP,
    "--": NoteKind.SERIOUS_GAP,
    ">": NoteKind.QUOTE,
    "?": NoteKind.QUESTION,
    "!": NoteKind.PRIVATE,
}
"""Marker to kind of note; a plain note has none."""

_MARKER_OF = {kind: marker for marker, kind in MARKERS.items()}
_MARKER = re.compile(r"(\+|--?|>|\?|!)(?=\s|\Z)")
_RATING = re.compile(r"=([0-9]{1,2}|[xX])")
_TICKS = re.compile(r"\?([1-9][0-9]{0,2}(?:,[1-9][0-9]{0,2})*)")
_JOINERS = "-_\u200c\u200d"  # the zero-width ones hold words of Persian and Indic scripts together
_HASH = re.compile(r"(?<!\S)(\\*)#")
_PLAIN_START = re.compile(r"\\*(?:(?:\+|--?|>|\?|!)(?=\s|\Z)|=(?:[0-9]{1,2}|[xX])\Z|\?[1-9][0-9,]*\Z|\s|(?<=\\)\Z)")
_OTHER_START = re.compile(r"\\*(?:\s|(?<=\\)\Z)")
_SPACE_END = re.compile(r"\s\\*\Z")


@dataclass(frozen=True)
class ParsedNote:
    """What a typed note says. `text` is as a person reads it; `skills` are tags, each once, in the order typed."""

    kind: NoteKind
    text: str
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class RatingLine:
    """A line that rates the section: a step from 1 up, not checked against any scale, or `not_asked`."""

    rating: int | None
    not_asked: bool = False


@dataclass(frozen=True)
class TickLine:
    """A line that ticks questions of the section off: their places from 1, in rising order, not checked further."""

    places: tuple[int, ...]


def parse_line(typed: str) -> ParsedNote | RatingLine | TickLine:
    """What the capture line holds when Enter is pressed."""
    line = typed.strip()
    if rating := _RATING.fullmatch(line):
        step = rating[1]
        return RatingLine(None, not_asked=True) if step in "xX" else RatingLine(int(step))
    if ticks := _TICKS.fullmatch(line):
        return TickLine(tuple(sorted(set(map(int, ticks[1].split(","))))))
    return parse_note(typed)


def parse_note(typed: str) -> ParsedNote:
    """Read one note; anything can be typed, so nothing is an error."""
    marker = _MARKER.match(typed)
    kind = MARKERS[marker[1]] if marker else NoteKind.PLAIN
    body = typed[marker.end() :].strip() if marker else typed.strip()

    body, last = _take_end_tags(body)
    first, newline, rest = body.partition("\n")
    rest = _bare_last_hash(rest)
    first, at_first_end = _take_end_tags(first)
    first, inline = _take_inline_tags(first)

    text = first + newline + rest
    if text.endswith("\\") and _SPACE_END.search(text):
        text = text[:-1]
    if text.startswith("\\") and _special_start(kind).match(text):
        text = text[1:]
    return ParsedNote(kind, text, tuple(dict.fromkeys([*inline, *at_first_end, *last])))


def format_note(kind: NoteKind, text: str, skills: Iterable[str] = ()) -> str:
    """Write a note as it would be typed; `parse_note` gives the same kind, text and tags (in `tag_form`) again."""
    body = text + "\\" if _SPACE_END.search(text) else text
    first, newline, rest = body.partition("\n")
    body = _escape_hashes(first) + newline + _escape_last_hash(rest)
    if _special_start(kind).match(body):
        body = "\\" + body
    pieces = [_MARKER_OF.get(kind, ""), body, *("#" + tag for tag in skills)]
    return " ".join(piece for piece in pieces if piece)


def tag_form(tag: str) -> str:
    """The one spelling of a tag: composed characters, lower case."""
    return unicodedata.normalize("NFC", tag.lower())


def is_tag(word: str) -> bool:
    """Whether `word`, without its `#`, can be a skill tag as it is kept."""
    return bool(word) and _tag_end(word, 0) == len(word) and tag_form(word) == word


def tag_at(typed: str, cursor: int) -> tuple[int, int] | None:
    """The span, `#` included, of the tag that is being typed at the cursor; None where no tag can stand there."""
    line_start = typed.rfind("\n", 0, cursor) + 1
    if line_start and "\n" in typed[cursor:]:
        return None  # lines in the middle are kept to the letter
    start = typed.rfind("#", line_start, cursor)
    if start < 0 or (start > line_start and not typed[start - 1].isspace()):
        return None
    end = _tag_end(typed, start + 1) if typed[start + 1 : start + 2].isalpha() else start + 1
    return (start, end) if cursor <= end else None


def _special_start(kind: NoteKind) -> re.Pattern[str]:
    """Only where no marker was given can the text itself be taken for one, or for a rating."""
    return _PLAIN_START if kind is NoteKind.PLAIN else _OTHER_START


def _tag_end(text: str, start: int) -> int:
    """Where the tag ends whose first letter would stand at `start`; `start` itself when there is none."""
    if not text[start : start + 1].isalpha():
        return start
    end = start + 1
    while end < len(text):
        char = text[end]
        # Vowel signs and accents are marks, not letters: without them an Indic tag would break in the middle.
        if not (char.isalnum() or char in _JOINERS or unicodedata.category(char)[0] == "M"):
            break
        end += 1
    return end


def _word_start(text: str, end: int) -> int:
    """Where the word begins that ends at `end`."""
    start = end
    while start and not text[start - 1].isspace():
        start -= 1
    return start


def _take_end_tags(text: str) -> tuple[str, list[str]]:
    """Take the tags at the end of the text's last line off it, with the white space before them."""
    tags: list[str] = []
    end = len(text)
    while end:
        start = _word_start(text, end)
        if not (text.startswith("#", start) and start + 1 < end == _tag_end(text, start + 1)):
            break
        tags.append(tag_form(text[start + 1 : end]))
        end = start
        line_over = False
        while end and text[end - 1].isspace():
            end -= 1
            line_over = line_over or text[end] == "\n"
        if line_over:
            break
    return (text[:end], tags[::-1]) if tags else (text, tags)


def _take_inline_tags(line: str) -> tuple[str, list[str]]:
    """Read the tags inside a line; each stays as a word, and an escaped `#` loses one backslash."""
    tags: list[str] = []
    pieces: list[str] = []
    done = 0
    for found in _HASH.finditer(line):
        pieces.append(line[done : found.start()])
        done = found.end()
        if found[1]:
            pieces.append(found[0][1:])
        elif (end := _tag_end(line, done)) > done:
            tags.append(tag_form(line[done:end]))
        else:
            pieces.append("#")
    pieces.append(line[done:])
    return "".join(pieces), tags


def _escape_hashes(line: str) -> str:
    """The opposite of `_take_inline_tags`, for a line that holds no tag."""

    def escape(found: re.Match[str]) -> str:
        needs = found[1] or _tag_end(line, found.end()) > found.end()
        return "\\" + found[0] if needs else found[0]

    return _HASH.sub(escape, line)


def _last_word_like_tag(text: str) -> int | None:
    """Where the last word of a text starts, if it is a tag after any number of backslashes."""
    start = _word_start(text, len(text))
    bare = text[start:].lstrip("\\")
    if bare.startswith("#") and 1 < len(bare) == _tag_end(bare, 1):
        return start
    return None


def _escape_last_hash(rest: str) -> str:
    """Guard the end of a continuation line against being read as a tag."""
    start = _last_word_like_tag(rest)
    return rest if start is None else rest[:start] + "\\" + rest[start:]


def _bare_last_hash(rest: str) -> str:
    """The opposite of `_escape_last_hash`."""
    start = _last_word_like_tag(rest)
    return rest[:start] + rest[start + 1 :] if start is not None and rest[start] == "\\" else rest
