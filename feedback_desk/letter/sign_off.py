"""Somebody's agreement to a letter: it holds for the words as they were, and ends when they change."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from feedback_desk.errors import BadInput
from feedback_desk.letter.markdown import letter_markdown
from feedback_desk.letter.wording import Wording
from feedback_desk.model import Letter, SignOff


def sign_off(letter: Letter, by: str, on: date, wording: Wording | None = None) -> Letter:
    """The letter as agreed to by `by`; `BadInput` for an empty name."""
    if not by.strip():
        raise BadInput("A sign-off needs the name of whoever agrees to the letter.")
    return replace(letter, signed_off=SignOff(by.strip(), on, _fingerprint(letter, wording)))


def is_signed_off(letter: Letter, wording: Wording | None = None) -> bool:
    """Whether somebody agreed to the letter as it reads now."""
    return letter.signed_off is not None and letter.signed_off.of == _fingerprint(letter, wording)


def _fingerprint(letter: Letter, wording: Wording | None) -> str:
    undated = replace(letter, written_on=letter.interviewed_on)  # it may go out on another day
    return hashlib.sha256(letter_markdown(undated, wording).encode()).hexdigest()
