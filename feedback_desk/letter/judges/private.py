"""What must not be in it: private notes, ratings, the decision, other people, the organisation's own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedback_desk.letter.blocks import lines_of, spans_text
from feedback_desk.letter.draft import Draft, Hit
from feedback_desk.letter.leaks import Leak, Leaks, runs_of
from feedback_desk.letter.markdown import parse
from feedback_desk.letter.sign_off import is_signed_off
from feedback_desk.letter.spans import words_of_link
from feedback_desk.model import Feedback

_CASES = {
    "private": "internal-data.private",
    "rating": "internal-data.rating",
    "decision": "internal-data.decision",
    "full name": "third-party.full",
    "single name": "third-party.single",
}


def leaks(draft: Draft) -> Iterator[Hit]:
    """The wall's own eyes, early enough to mend what they see."""
    eyes = Leaks(draft.private, draft.letter)
    seen = eyes.find(draft.text)
    for leak in (*seen, *_behind_marks(draft, eyes, seen)):
        yield draft.hit(_CASES[leak.kind], leak.start, leak.end, draft.block_at(leak.start))


_MARKS = re.compile(r"[*_`\[|%]|\w\\\W|(?m:^[^\S\n]*\d+\.\s)")


def _behind_marks(draft: Draft, eyes: Leaks, seen: list[Leak]) -> Iterator[Leak]:
    """What only shows once Markdown's marks are gone, or stands in an address: the whole part is the place."""
    for piece in draft.pieces:
        text = draft.text[piece.start : piece.end]
        if piece.part not in ("text", "next_step") or not _MARKS.search(text):
            continue
        lines = list(lines_of(parse(text)))
        shown = "\n".join(spans_text(line, addresses=False) for line in lines)
        links = {words_of_link(span.link) for line in lines for span in line if span.link}
        known = {leak.kind for leak in seen if piece.start <= leak.start < piece.end} | {"single name"}
        for kind in sorted({leak.kind for said in (shown, *links) for leak in eyes.find(said)} - known):
            yield Leak(kind, piece.start, piece.end)


ASKED_WORDS = 8
"""So many words of a question in a row give it away; fewer name its topic."""


def asked_again(draft: Draft) -> Iterator[Hit]:
    """A question of the kit in full, or its model answer: the next candidate is asked the same."""
    for start, end in runs_of(draft.private.kit_texts, draft.text, ASKED_WORDS):
        yield draft.hit("question-leak", start, end, draft.block_at(start))


def policy(draft: Draft) -> Iterator[Hit]:
    """What the organisation lets candidates have."""
    rules = draft.private.policy
    if rules.feedback is Feedback.NOTHING:
        yield draft.everywhere("policy.nothing")
    elif rules.feedback is Feedback.PHONE_CARD:
        yield draft.everywhere("policy.card")
    if rules.sign_off and rules.feedback is not Feedback.NOTHING and not is_signed_off(draft.letter, draft.wording):
        yield draft.everywhere("policy.stale" if draft.letter.signed_off else "policy.unsigned")


_PATH = re.compile(
    r"(?i)(?:\b[a-z]:\\|\\\\[\w.-]+\\|file:/|(?:^|[\s\"'(])(?:~|\.{1,2})?/(?:home|users|root|tmp|var|mnt|etc|opt|srv)/)"
)
_ACCOUNT = re.compile(r"(?i)^[\w.-]+@[\w-]+(?:\.(?:local|lan|internal|corp|intranet|home))?$|^[\w-]+\\[\w.-]+$")
_INTERNAL = re.compile(
    r"(?i)\b(?:draft|confidential|internal(?: only| use)?|do not (?:send|share|forward)"
    r"|not for (?:the )?candidate|private)\b"
)


def metadata(draft: Draft) -> Iterator[Hit]:
    """The PDF's title names the candidate, its author the sender: neither is a login, a path or an internal remark.

    Written as a name, Maria is one, even where maria is the login.
    """
    letter = draft.letter
    logins = {
        secret.casefold() for secret in draft.private.secrets if secret and "/" not in secret and "\\" not in secret
    }
    folders = [
        secret.casefold() for secret in draft.private.secrets if len(secret) > 2 and ("/" in secret or "\\" in secret)
    ]
    for text in dict.fromkeys((letter.title, letter.candidate, letter.profile.name)):
        low = " ".join(text.split()).casefold()
        is_login = (low in logins and (text.islower() or text.isupper())) or bool(_ACCOUNT.match(low))
        if is_login or _PATH.search(text) or _INTERNAL.search(text) or any(folder in low for folder in folders):
            yield draft.everywhere("metadata")
            return
