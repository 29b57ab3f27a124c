"""An e-mail draft as a file (.eml) that mail programs open to be finished and sent.

`X-Unsent: 1` makes it a draft in Thunderbird and Outlook. It has no Date and no Message-ID, and no From where the
sender's address isn't known: those are the mail program's to give. It begins with `From:` or else `Subject:`, or
file-type sniffing takes it for plain text. Nothing in it tells of this machine. The same draft has the same bytes.

The headers are written here, in ASCII and encoded words (RFC 2047, RFC 2231): Python's own `email` folds long names
wrongly, so that a comma in one makes a second recipient of its end.
"""

from __future__ import annotations

import html
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from hashlib import sha256
from urllib.parse import quote

from feedback_desk.errors import BadInput

LONGEST_LINE = 300
"""Characters of a subject or a name; more would be an attempt at something."""
PLAIN_LINE = 60
"""Characters of a header that are written as they are; RFC 5322 wants lines under 78."""
WORD_BYTES = 42
"""Of text in one encoded word, which may be 75 characters long."""


@dataclass(frozen=True)
class Draft:
    """What a draft says, to whom, and what hangs on it."""

    subject: str
    text: str
    sender: str
    """The name of whoever sends it."""
    sender_email: str
    to: str
    """Addresses, with or without names, between commas or semicolons; may be empty."""
    pdf: bytes
    file_name: str
    language: str = "en"
    direction: str = "ltr"


def mail_draft(draft: Draft) -> bytes:
    """The file's bytes; `BadInput` for an address that is none."""
    recipients = [_mailbox(one.display_name, one.addr_spec) for one in addresses(draft.to)]
    senders = [_mailbox(_line(draft.sender), one.addr_spec) for one in addresses(draft.sender_email)]
    text = _text(draft.text)
    contents = (draft.subject, text, draft.sender, draft.to, draft.file_name)
    fingerprint = sha256(b"\0".join([*(_bytes(one) for one in contents), draft.pdf])).hexdigest()[:24]
    whole, either = f"=_{fingerprint}_0", f"=_{fingerprint}_1"  # no encoding used below can write "=_"
    lines = [
        *(f"From: {sender}" for sender in senders[:1]),
        f"Subject: {_words(_line(draft.subject))}",
        *([f"To: {_FOLD_LIST.join(recipients)}"] if recipients else []),
        "X-Unsent: 1",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{whole}"',
        "",
        f"--{whole}",
        f'Content-Type: multipart/alternative; boundary="{either}"',
        "",
        *_part(either, "text/plain; charset=utf-8", _bytes(text)),
        *_part(either, "text/html; charset=utf-8", _bytes(_html(text, draft))),
        f"--{either}--",
        *_part(whole, "application/pdf", draft.pdf, f"Content-Disposition: attachment; {_file_name(draft.file_name)}"),
        f"--{whole}--",
        "",
    ]
    return "\r\n".join(lines).encode("ascii")


# --- Addresses --------------------------------------------------------------------------------

_PART = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|<[^<>]*>|[^,;"<])+""")
_NAMED = re.compile(r"""\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<name>[^<"]*?))\s*<(?P<address>[^<>]*)>\s*$""")
_LABEL = r"[^\s@<>()\[\],;:\\\".\x00-\x1f\x7f-]+(?:-+[^\s@<>()\[\],;:\\\".\x00-\x1f\x7f-]+)*"
_ADDRESS = re.compile(rf"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+@(?:{_LABEL}\.)+[^\W\d_][\w-]*")


def addresses(text: str) -> Iterator[Address]:
    """The addresses in a line such as `Ada <ada@example.org>; b@example.org`; `BadInput` names one that is none."""
    lines = re.sub(r"[\r\n]", ",", text)
    if _PART.sub("", lines).strip(",; \t"):  # a quotation mark or a bracket without its other half
        raise BadInput(f"“{text.strip()[:60]}” is not an e-mail address.")
    for found in _PART.finditer(lines):
        if part := found[0].strip():
            yield _address(part)


def _address(part: str) -> Address:
    named = _NAMED.match(part)
    address = (named["address"] if named else part).strip()
    if not _ADDRESS.fullmatch(address) or ".." in address or len(address) > LONGEST_LINE:
        raise BadInput(f"“{part[:60]}” is not an e-mail address.")
    local, _, domain = address.rpartition("@")
    name = (re.sub(r"\\(.)", r"\1", named["quoted"]) if named["quoted"] else named["name"] or "") if named else ""
    try:
        ascii_domain = domain if domain.isascii() else domain.encode("idna").decode()
        if not local.isascii() or _folded(ascii_domain.encode().decode("idna")) != _folded(domain):
            # Few programs could read such a name before the @; and a ß in a domain is not the ss this would make of it.
            raise BadInput(f"“{part[:60]}” can't be put into a draft. Fill it in in the mail program.")
        return Address(_line(name), addr_spec=f"{local}@{ascii_domain}")
    except (UnicodeError, ValueError, IndexError) as error:
        raise BadInput(f"“{part[:60]}” is not an e-mail address.") from error


def _folded(domain: str) -> str:
    return unicodedata.normalize("NFKC", domain.lower())


# --- Headers ----------------------------------------------------------------------------------

_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_FOLD = "\r\n "
_FOLD_LIST = f",{_FOLD}"


def _line(text: str) -> str:
    """One line without what a header must not hold, and without turns of the writing's direction."""
    return " ".join(unicodedata.normalize("NFC", _CONTROLS.sub(" ", text)).split())[:LONGEST_LINE].strip()


def _is_plain(line: str) -> bool:
    return line.isascii() and len(line) <= PLAIN_LINE and "=?" not in line


def _words(line: str) -> str:
    """A line for a header: as it is, or as encoded words of whole characters."""
    return line if _is_plain(line) else _encoded(line)


def _encoded(line: str) -> str:
    pieces = [""]
    for character in line:
        if len((pieces[-1] + character).encode()) > WORD_BYTES:
            pieces.append("")
        pieces[-1] += character
    return _FOLD.join(f"=?utf-8?B?{b64encode(piece.encode()).decode()}?=" for piece in pieces)


def _mailbox(name: str, address: str) -> str:
    if not name:
        return f"<{address}>"
    quoted = re.sub(r'(["\\])', r"\\\1", name)  # which may make it twice as long
    return f'"{quoted}"{_FOLD}<{address}>' if _is_plain(quoted) else f"{_encoded(name)}{_FOLD}<{address}>"


def _file_name(name: str) -> str:
    """The parameter, in pieces of a line each as RFC 2231 has it; one that fits is written in one piece."""
    coded = quote(_line(name), safe=" !#$&+-.^_`{}~()")
    if "%" not in coded and len(coded) <= PLAIN_LINE:
        return f'filename="{coded}"'
    pieces = re.findall(rf"(?:%[0-9A-F]{{2}}|[^%]){{1,{PLAIN_LINE // 3}}}", quote(_line(name), safe=""))
    return ";".join(
        f"{_FOLD}filename*{n}*={'utf-8' + chr(39) * 2 if n == 0 else ''}{piece}" for n, piece in enumerate(pieces)
    ).lstrip()


# --- Contents ---------------------------------------------------------------------------------


def _part(boundary: str, kind: str, content: bytes, *headers: str) -> list[str]:
    """One part of a message, with its boundary above it."""
    coded = b64encode(content).decode()
    lines = [coded[at : at + 76] for at in range(0, len(coded), 76)]
    return [f"--{boundary}", f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *headers, "", *lines]


def _text(text: str) -> str:
    """The message as mail has it: composed letters, lines that end in CRLF, no control characters."""
    lines = unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", text)).strip().split("\n")
    return "\r\n".join(re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", line).rstrip() for line in lines) + "\r\n"


def _html(text: str, draft: Draft) -> str:
    paragraphs = [html.escape(part.strip()).replace("\r\n", "<br>\r\n") for part in re.split(r"(?:\r\n){2,}", text)]
    page = [
        "<!DOCTYPE html>",
        f'<html lang="{html.escape(draft.language)}" dir="{html.escape(draft.direction)}">',
        f'<head><meta charset="utf-8"><title>{html.escape(_line(draft.subject))}</title></head>',
        "<body>",
        *(f"<p>{part}</p>" for part in paragraphs if part),
        "</body>",
        "</html>\r\n",
    ]
    return "\r\n".join(page)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
