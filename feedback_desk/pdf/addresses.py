"""Which addresses become links in a letter: web pages and e-mail, nothing else."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_KEPT = "!#$%&'()*+,/:;=?@[]~"
"""Characters of an address that stand as they are (RFC 3986)."""


def safe_address(address: str) -> str:
    """The address in ASCII when it is http, https or mailto and whole; else an empty text."""
    address = address.strip()
    if any(character <= " " or character in '<>"\\^`{|}\x7f' for character in address):
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        spelled = (
            parts.netloc.replace(parts.hostname or "", host) if not host.isascii() or not address.isascii() else None
        )
    except ValueError:
        return ""
    if parts.scheme.lower() in ("http", "https") and host:
        if spelled is not None:
            address = parts._replace(netloc=spelled).geturl()
    elif parts.scheme.lower() != "mailto" or "@" not in parts.path:
        return ""
    try:
        return quote(address, safe=_KEPT)
    except UnicodeEncodeError:
        return ""
