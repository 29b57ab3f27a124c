"""The e-mail that brings the letter: its subject and its few words, from the wording."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedback_desk.letter.blocks import to_plain
from feedback_desk.letter.escaping import escape
from feedback_desk.letter.markdown import parse
from feedback_desk.letter.wording import Wording, filled
from feedback_desk.model import BlockKind, Letter, is_blank


@dataclass(frozen=True)
class MailWords:
    """What an e-mail says; `subject` is one line."""

    subject: str
    text: str


def mail_words(letter: Letter, wording: Wording) -> MailWords:
    """Subject and text for the letter; they greet as the letter does."""
    profile = letter.profile
    role, organisation = _line(letter.role), _line(profile.organisation)
    values = {
        "salutation": _salutation(letter, wording),
        "name": _line(letter.candidate),
        "role": role,
        "organisation": organisation,
        "at_organisation": wording.at_organisation(organisation),
        "sender": _line(profile.name) or organisation,
        "date": wording.date(letter.interviewed_on),
    }
    known = "_role" if role else ""
    text = filled(wording.mail[f"text{known}"], values)
    return MailWords(
        subject=_line(filled(wording.mail[f"subject{known}"], values)),
        text=re.sub(r"\n{3,}", "\n\n", text).strip() + "\n",
    )


def _salutation(letter: Letter, wording: Wording) -> str:
    said = (b.text for b in letter.blocks if b.kind is BlockKind.SALUTATION and b.is_printed and not is_blank(b.text))
    text = next(said, None) or wording.salutation.format(name=escape(_line(letter.candidate)))
    return _line(to_plain(parse(text)))


def _line(text: str) -> str:
    return " ".join(text.split())
