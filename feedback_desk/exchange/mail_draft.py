"""An e-mail draft as a file (.eml) that mail programs open to be finished and sent.

`X-Unsent: 1` makes it a draft in Thunderbird and Outlook. It begins with `From:`, or file-type sniffing takes it for
plain text, and has no Date and no Message-ID: those are the mail program's to give. Nothing in it tells of this
machine. The same draft has the same bytes.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256

from feedback_desk.errors import BadInput

LONGEST_LINE = 300
"""Characters of a subject or a name; more would be an attempt at something."""


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
    recipients = list(addresses(draft.to))
    senders = list(addresses(draft.sender_email))[:1]
    name = _line(draft.sender)
    sender = Address(name, addr_spec=senders[0].addr_spec) if senders else Address(name or "")
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = sender
    if recipients:
        message["To"] = recipients
    message["Subject"] = _line(draft.subject)
    message["X-Unsent"] = "1"
    text = unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", draft.text)).strip() + "\n"
    message.set_content(text, cte="quoted-printable" if text.isascii() else "base64")
    message.add_alternative(_html(text, draft), subtype="html", cte="base64")
    message.add_attachment(draft.pdf, maintype="application", subtype="pdf", filename=_line(draft.file_name))
    fingerprint = sha256(b"\0".join([text.encode(), draft.to.encode("utf-8", "replace"), draft.pdf])).hexdigest()
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{fingerprint[:24]}_{number}")
    return message.as_bytes()


_PART = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|<[^<>]*>|[^,;"<])+""")
_NAMED = re.compile(r"""\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<name>[^<"]*?))\s*<(?P<address>[^<>]*)>\s*$""")
_LABEL = r"[^\s@<>()\[\],;:\\\".\x00-\x1f\x7f-]+(?:-+[^\s@<>()\[\],;:\\\".\x00-\x1f\x7f-]+)*"
_ADDRESS = re.compile(rf"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+@(?:{_LABEL}\.)+[^\W\d_][\w-]*")


def addresses(text: str) -> Iterator[Address]:
    """The addresses in a line such as `Ada <ada@example.org>; b@example.org`; `BadInput` names one that is none."""
    if text.count("<") != text.count(">"):
        raise BadInput(f"“{text.strip()[:60]}” is not an e-mail address.")
    for found in _PART.finditer(text.replace("\n", ",").replace("\r", ",")):
        part = found[0].strip()
        if not part:
            continue
        named = _NAMED.match(part)
        address = (named["address"] if named else part).strip()
        if not _ADDRESS.fullmatch(address) or ".." in address or len(address) > LONGEST_LINE:
            raise BadInput(f"“{part[:60]}” is not an e-mail address.")
        local, _, domain = address.rpartition("@")
        if not local.isascii():  # Python can't write one into a header, and few mail programs could read it
            raise BadInput(f"“{part[:60]}” can't be put into a draft. Fill it in in the mail program.")
        try:
            domain = domain if domain.isascii() else domain.encode("idna").decode()
            name = (
                re.sub(r"\\(.)", r"\1", named["quoted"])
                if named and named["quoted"]
                else named["name"]
                if named
                else ""
            )
            yield Address(_line(name or ""), addr_spec=f"{local}@{domain}")
        except (UnicodeError, ValueError, IndexError) as error:
            raise BadInput(f"“{part[:60]}” is not an e-mail address.") from error


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def _line(text: str) -> str:
    """One line without what a header must not hold, and without turns of the writing's direction."""
    return " ".join(unicodedata.normalize("NFC", _CONTROLS.sub(" ", text)).split())[:LONGEST_LINE].strip()


def _html(text: str, draft: Draft) -> str:
    paragraphs = [html.escape(part.strip()).replace("\n", "<br>\n") for part in re.split(r"\n{2,}", text)]
    body = "\n".join(f"<p>{part}</p>" for part in paragraphs if part)
    head = f'<html lang="{html.escape(draft.language)}" dir="{html.escape(draft.direction)}">'
    title = html.escape(_line(draft.subject))
    page = [
        "<!DOCTYPE html>",
        head,
        f'<head><meta charset="utf-8"><title>{title}</title></head>',
        f"<body>\n{body}\n</body>",
        "</html>\n",
    ]
    return "\n".join(page)
