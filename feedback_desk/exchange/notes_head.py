"""The head of an interview written as text: the lines of YAML between two `---`, each `key: value`.

Every value is text (a candidate may be called No or 2026). Lists, nested values, anchors and aliases are refused:
a head has no use for them, and they are how a small file is made to fill the memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo

from feedback_desk.errors import BadInput
from feedback_desk.model import Candidate, Decision, Interview, InterviewState, Pause

KEYS = (
    "candidate",
    "preferred name",
    "email",
    "phone",
    "role",
    "kit",
    "kit version",
    "date",
    "time zone",
    "state",
    "pauses",
    "paused at",
    "ended at",
    "decision",
    "waived",
    "sample",
)
"""Every key, in the order they are written; `candidate` and `date` are needed, the others may be absent."""

STAMP = r"([0-9]{1,9}):([0-5][0-9])(?::([0-5][0-9]))?"
"""A time since the start: hours and minutes, and seconds where there are any."""

_MOST_CHARACTERS = 64_000
_DATE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?))?"
    r"\s*(Z|[+-][0-9]{2}:?[0-9]{2}(?::[0-9]{2})?)?"
)
_OFFSET = re.compile(r"([+-])([0-9]{1,2})(?::?([0-9]{2}))?(?::([0-9]{2}))?")
_COMMENT = re.compile(r"[ \t]*#")
_PAUSE = re.compile(rf"({STAMP}) for ({STAMP})")
_SIMPLE = re.compile(r"[^\W_](?:[^\n:#]|:(?=\S)|(?<=\S)#)*")
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_YES, _NO = {"yes", "true"}, {"no", "false", ""}

_Choice = TypeVar("_Choice", InterviewState, Decision)


@dataclass(frozen=True)
class Place:
    """Where in which file; `str(place)` begins a sentence."""

    name: str
    line: int = 0

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else "the file"
        return f"{self.name}, {line}" if self.name and self.line else self.name or line.capitalize()


@dataclass(frozen=True)
class Value:
    """What a key holds, and the line it stands in, from 1."""

    text: str
    line: int
    is_cut: bool = False
    """YAML took the rest of the line, from a `#` on, for a comment."""


@dataclass(frozen=True)
class Head:
    """A head as it was written: known keys with their values, and pairs whose key is none of ours."""

    values: dict[str, Value]
    unknown: tuple[tuple[str, Value], ...]
    name: str

    def text(self, key: str) -> str:
        return self.values[key].text if key in self.values else ""

    def trouble(self, key: str, sentence: str) -> BadInput:
        """The error to raise for what stands at `key`."""
        return BadInput(f"{Place(self.name, self.values[key].line)}: {sentence}")


def read_head(yaml_text: str, first_line: int, name: str) -> Head:
    """Read the lines between the two `---`; `first_line` is the number of the first of them."""
    if len(yaml_text) > _MOST_CHARACTERS:
        raise BadInput(f"{Place(name, first_line)}: the head is longer than {_MOST_CHARACTERS:,} characters.")
    values: dict[str, Value] = {}
    unknown: list[tuple[str, Value]] = []
    for key, value in _pairs(yaml_text, first_line, name):
        known = " ".join(re.sub(r"[-_\s]+", " ", key).casefold().split())
        if known not in KEYS:
            unknown.append((key, value))
        elif known in values:
            raise BadInput(f"{Place(name, value.line)}: the head says “{known}” twice.")
        else:
            values[known] = value
    head = Head(values, tuple(unknown), name)
    for key in ("candidate", "date"):
        if not head.text(key).strip():
            place = Place(name, values[key].line if key in values else first_line)
            raise BadInput(f"{place}: the head needs a line “{key}: …”.")
    return head


def _pairs(yaml_text: str, first_line: int, name: str) -> Iterator[tuple[str, Value]]:
    """Keys and values as YAML reads them, without making anything but text of them."""
    import yaml

    unfit = "the head can't be read as “key: value”; a value with a colon or a quote in it needs quotes around it."
    inside, key = False, None
    try:
        for event in yaml.parse(yaml_text, Loader=yaml.BaseLoader):
            place = Place(name, first_line + (event.start_mark.line if event.start_mark else 0))
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise BadInput(f"{place}: anchors (&) and aliases (*) have no use in the head; quote the value.")
            if isinstance(event, yaml.MappingStartEvent) and not inside:
                inside = True
            elif isinstance(event, yaml.CollectionStartEvent):
                raise BadInput(f"{place}: plain text is needed there; put the value in quotes.")
            elif isinstance(event, yaml.ScalarEvent):
                if not inside:
                    raise BadInput(f"{place}: {unfit}")
                if any("\ud800" <= char <= "\udfff" for char in event.value):
                    raise BadInput(f"{place}: half a character is written there.")
                if key is None:
                    key = event.value
                else:
                    cut = event.end_mark is not None and _COMMENT.match(yaml_text, event.end_mark.index)
                    yield key, Value(event.value, place.line, is_cut=bool(cut))
                    key = None
    except yaml.reader.ReaderError as error:
        line = first_line + yaml_text.count("\n", 0, error.position)
        raise BadInput(f"{Place(name, line)}: the head holds a control character.") from error
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        raise BadInput(f"{Place(name, line)}: {unfit}") from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise BadInput(f"{Place(name, first_line)}: {unfit}") from error


def interview_of(head: Head) -> Interview:
    """The interview as far as the head says it; its ids are empty."""
    version = head.text("kit version").strip()
    if version and not re.fullmatch(r"[0-9]{1,9}", version):
        raise head.trouble("kit version", "the kit version is a whole number.")
    sample = head.text("sample").strip().casefold()
    if sample not in _YES | _NO:
        raise head.trouble("sample", "“sample” is yes or no.")
    return Interview(
        id="",
        candidate=Candidate(
            "", head.text("candidate"), head.text("email"), head.text("phone"), head.text("preferred name")
        ),
        role=head.text("role"),
        kit=head.text("kit"),
        kit_version=int(version or 0),
        when=_when(head),
        time_zone=head.text("time zone"),
        state=_choice(head, "state", InterviewState) or InterviewState.FINISHED,
        pauses=_pauses(head),
        paused_at=_offset(head, "paused at"),
        ended_at=_offset(head, "ended at"),
        decision=_choice(head, "decision", Decision),
        waived=head.text("waived"),
        sample=sample in _YES,
    )


def write_head(interview: Interview) -> list[str]:
    """The head's lines, both `---` included."""
    values = {
        "candidate": interview.candidate.name,
        "preferred name": interview.candidate.preferred_name,
        "email": interview.candidate.email,
        "phone": interview.candidate.phone,
        "role": interview.role,
        "kit": interview.kit,
        "kit version": str(interview.kit_version) if interview.kit or interview.kit_version else "",
        "date": _date_text(interview),
        "time zone": interview.time_zone,
        "state": interview.state.value,
        "pauses": ", ".join(f"{stamp(pause.at)} for {stamp(pause.seconds)}" for pause in interview.pauses),
        "paused at": "" if interview.paused_at is None else stamp(interview.paused_at),
        "ended at": "" if interview.ended_at is None else stamp(interview.ended_at),
        "decision": interview.decision.value if interview.decision else "",
        "waived": interview.waived,
        "sample": "yes" if interview.sample else "",
    }
    return ["---", *(f"{key}: {_quoted(values[key])}" for key in KEYS if values[key]), "---"]


def stamp(seconds: int) -> str:
    """A time since the start as text: `00:03`, or `00:03:12` where there are seconds."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")


def seconds_of(hours: str, minutes: str, seconds: str | None) -> int:
    """The groups that `STAMP` found, as seconds."""
    return (int(hours) * 60 + int(minutes)) * 60 + int(seconds or 0)


def zone(name: str) -> tzinfo | None:
    """The time zone of an IANA name or of `UTC+05:30`; the machine's own (None) for no name; `ValueError`."""
    if not name:
        return None
    if name.upper().startswith("UTC") and len(name) > 3:
        return _fixed(name[3:])
    try:
        return ZoneInfo(name)
    except (LookupError, OSError) as error:
        raise ValueError(name) from error


def _fixed(offset: str) -> timezone:
    found = _OFFSET.fullmatch(offset)
    if found is None:
        raise ValueError(offset)
    sign, hours, minutes, seconds = found.groups(default="0")
    size = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return timezone(-size if sign == "-" else size)


def _when(head: Head) -> datetime:
    """The start, with the offset that was in force there and then."""
    try:
        named = zone(head.text("time zone"))
    except ValueError as error:
        raise head.trouble("time zone", "no time zone has this name; one is Asia/Kolkata or UTC+05:30.") from error
    found = _DATE.fullmatch(head.text("date").strip())
    if found is None:
        raise head.trouble("date", "a date is written like 2026-11-20 14:00.")
    day, time, offset = found.groups(default="")
    try:
        local = datetime.fromisoformat(f"{day} {time.zfill(len(time) + (time[1:2] == ':')) or '00:00'}")
        if not 1 < local.year < 9999:  # so that it can be shown in every zone
            raise ValueError(day)
        return local.replace(tzinfo=_fixed(offset.replace("Z", "+00:00"))) if offset else _settled(local, named)
    except (ValueError, OverflowError, OSError) as error:
        raise head.trouble("date", "there is no such date or time.") from error


def _settled(local: datetime, named: tzinfo | None) -> datetime:
    """A time of day in a zone, with the zone's offset at that moment; of two such moments the earlier."""
    aware = local.replace(tzinfo=named) if named else local.astimezone()
    return local.replace(tzinfo=timezone(aware.utcoffset() or timedelta()))


def _date_text(interview: Interview) -> str:
    """The start in the interview's zone, with the offset wherever the zone alone would not lead back to it."""
    try:
        named = zone(interview.time_zone)
    except ValueError:
        named = None
    there = interview.when.astimezone(named)
    local = there.replace(tzinfo=None, fold=0)
    text = local.isoformat(" ", "auto" if local.second or local.microsecond else "minutes")
    if named and _settled(local, named) == interview.when:
        return text
    return f"{text} {there.isoformat().removeprefix(local.isoformat())}"


def _choice(head: Head, key: str, kinds: type[_Choice]) -> _Choice | None:
    """The value as one of the words of an enumeration; None where it says nothing."""
    word = re.sub(r"[\s_-]+", "-", head.text(key).strip().casefold())
    if not word:
        return None
    try:
        return kinds(word)
    except ValueError as error:
        words = ", ".join(kind.value for kind in kinds)
        raise head.trouble(key, f"“{key}” is one of: {words}.") from error


def _pauses(head: Head) -> tuple[Pause, ...]:
    pauses = []
    for piece in filter(None, map(str.strip, head.text("pauses").split(","))):
        found = _PAUSE.fullmatch(piece)
        if found is None:
            raise head.trouble("pauses", "pauses are written like 00:12 for 00:05, 00:40 for 00:01:30.")
        pauses.append(Pause(seconds_of(*found.groups()[1:4]), seconds_of(*found.groups()[5:8])))
    return tuple(pauses)


def _offset(head: Head, key: str) -> int | None:
    text = head.text(key).strip()
    if not text:
        return None
    found = re.fullmatch(STAMP, text)
    if found is None:
        raise head.trouble(key, f"“{key}” is a time since the start, like 00:45 or 00:45:30.")
    return seconds_of(*found.groups())


def _quoted(value: str) -> str:
    """A value as YAML reads it again as the same text: plain where that is safe, else in double quotes."""
    if _SIMPLE.fullmatch(value) and value.isprintable() and not value.endswith(" "):
        return value
    return _UNSAFE.sub(lambda char: f"\\u{ord(char[0]):04x}", json.dumps(value, ensure_ascii=False))
