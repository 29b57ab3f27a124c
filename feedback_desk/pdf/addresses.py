"""Which addresses become links in a letter: web pages and e-mail, nothing else."""

from __future__ import annotations

import re
from unicodedata import normalize
from urllib.parse import SplitResult, quote, urlsplit

_KEPT = "!#$%&'()*+,/:;=?@[]~"
"""Characters of an address that stand as they are (RFC 3986)."""
_HOST = re.compile(r"[\w.:-]+", re.ASCII)


def safe_address(address: str) -> str:
    """The address in ASCII when it is http, https or mailto and whole; else an empty text."""
    address = address.strip()
    if any(character <= " " or character in '<>"\\\x7f' for character in address):
        return ""
    try:
        parts = urlsplit(address)
        if parts.scheme.lower() in ("http", "https"):
            parts = parts._replace(netloc=_netloc(parts))
        elif parts.scheme.lower() != "mailto" or "@" not in parts.path:
            return ""
        return quote(parts.geturl(), safe=_KEPT)
    except ValueError:
        return ""


def _netloc(parts: SplitResult) -> str:
    """Who is asked, in ASCII; `ValueError` where that is not certainly who was written."""
    host = parts.hostname or ""
    ascii_host = host.encode("idna").decode("ascii")
    if not _HOST.fullmatch(ascii_host):
        raise ValueError(host)
    if host.isascii():
        return parts.netloc
    # Python knows the names of 2003, when ß was ss, and belonged to whoever has that name.
    if ascii_host.encode("ascii").decode("idna") != normalize("NFC", host):
        raise ValueError(host)
    user, at, place = parts.netloc.rpartition("@")
    _, colon, port = place.partition(":")
    return f"{user}{at}{ascii_host}{colon}{port}"
