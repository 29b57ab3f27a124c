"""A kit as a file that people can share: JSON in UTF-8 like the shipped ones, readable by eye."""

from __future__ import annotations

import json
from dataclasses import replace

from feedback_desk.capture.kits import read_kit, write_kit
from feedback_desk.errors import BadInput
from feedback_desk.model import Kit

ENDING = ".kit.json"
MOST_BYTES = 1_000_000
"""The largest shipped kit has some 30,000."""


def kit_bytes(kit: Kit) -> bytes:
    """The content of a kit's file; `kit_of_bytes` makes the same kit of it."""
    return (json.dumps(write_kit(kit), ensure_ascii=False, indent=2) + "\n").encode()


def kit_of_bytes(data: bytes, name: str = "kit") -> Kit:
    """A kit from the content of its file; `BadInput` says in one sentence why it can't be taken."""
    if len(data) > MOST_BYTES:
        raise BadInput(f"{name}: this is larger than {MOST_BYTES // 1_000_000} MB, too large for a kit.")
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}: this is not text in UTF-8, so it is no kit.") from error
    except (ValueError, RecursionError) as error:  # the latter for brackets within brackets without end
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(f"{name}: this is not JSON{where}, so it is no kit.") from error
    return read_kit(value, name)


def kept_kit(content: str) -> Kit | None:
    """A kit as the store keeps it; None for one that can't be read, which must not take the others away."""
    try:
        return read_kit(json.loads(content), "kit")
    except (ValueError, BadInput):
        return None


def same_content(one: Kit, other: Kit) -> bool:
    """Whether two kits say the same; which version of it each is doesn't count."""
    return replace(one, version=other.version) == other
