"""Whether what was typed looks like an e-mail address."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
"""Deliberately loose: it catches a slip of the finger, not every address that no server takes."""


def looks_like_email(typed: str) -> bool:
    """Whether it has a name, an at sign and a host with a dot."""
    return bool(_ADDRESS.fullmatch(typed.strip()))
