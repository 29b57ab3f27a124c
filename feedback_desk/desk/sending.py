"""The letter on its way: files, what was sent and who answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from feedback_desk.desk.letters import Letters
from feedback_desk.desk.opened import change_of
from feedback_desk.errors import BadInput, LetterBlocked, NotFound
from feedback_desk.model import (
    Change,
    Interview,
    Letter,
    LetterState,
    SentLetter,
    new_id,
)
from feedback_desk.store import letters


class Sending(Letters):
    """What a letter becomes when it leaves."""

    def export_letter(
        self,
        letter: Letter,
        target: Path,
        *,
        interview: Interview | None = None,
        paper: str | None = None,
        format: str = "pdf",
        source: str = "",
    ) -> Change:
        """Write the letter atomically; a stored letter becomes `exported`, except by its phone card.

        `format` is pdf, md, txt, eml (an e-mail draft to the candidate's address) or card (the phone card as PDF).
        """
        from feedback_desk.whole_file import write_whole

        if format == "pdf":
            content = self.letter_pdf(letter, interview, paper=paper)
        elif format in ("md", "txt"):
            content = self.letter_text(letter, interview, markdown=format == "md").encode()
        elif format == "eml":
            content = self.mail_draft(letter, interview=interview, paper=paper)
        elif format == "card":
            content = self.card_pdf(letter, interview, paper=paper)
        else:
            raise BadInput(f"A letter is exported as pdf, md, txt, eml or card, not as {format}.")
        write_whole(target, content)
        if format == "card" or letters.interview_of(self._store, letter.id) is None:
            return Change(frozenset(), source)
        if letter.has_left_for_good:
            return Change(frozenset({letter.id}), source)
        return self._left(letter, content if format == "pdf" else self.rendered(letter, paper=paper).pdf, source)

    def letter_text(self, letter: Letter, interview: Interview | None = None, *, markdown: bool = False) -> str:
        """The checked letter as plain text or Markdown: only where its PDF may go out, so may its words."""
        from feedback_desk.letter.markdown import letter_markdown, plain_text

        self.letter_pdf(letter, interview)
        write = letter_markdown if markdown else plain_text
        return write(self.dated(letter), self.wording_of(letter))

    def mail_draft(
        self, letter: Letter, to: str | None = None, *, interview: Interview | None = None, paper: str | None = None
    ) -> bytes:
        """An e-mail draft (.eml) with the letter attached, to the candidate or whoever `to` names."""
        from feedback_desk.exchange.mail_draft import Draft, mail_draft
        from feedback_desk.letter.filename import suggested_name
        from feedback_desk.letter.mail import mail_words
        from feedback_desk.letter.wall import inspect_mail

        pdf = self.letter_pdf(letter, interview, paper=paper)
        if to is None:
            to = (interview or self.interview(letter.interview_id)).candidate.email
        wording = self.wording_of(letter)
        words = mail_words(letter, wording)
        if told := inspect_mail(words.subject, words.text, letter, self._private_context(letter, interview)):
            raise LetterBlocked(told)
        draft = Draft(
            subject=words.subject,
            text=words.text,
            sender=letter.profile.name or letter.profile.organisation,
            sender_email=letter.profile.email,
            to=to,
            pdf=pdf,
            file_name=suggested_name(letter, "pdf"),
            language=letter.language,
            direction=wording.direction,
        )
        return mail_draft(draft)

    def put_in_outbox(self, letter: Letter, format: str = "pdf", to: str | None = None) -> Path:
        """The checked letter as a private file of its own name, for mail programs and drags; `format` is pdf or eml."""
        from feedback_desk.desk.outbox import put_out
        from feedback_desk.letter.filename import suggested_name

        content = self.mail_draft(letter, to) if format == "eml" else self.letter_pdf(letter)
        return put_out(self._store.home, suggested_name(letter, format), content)

    def clear_outbox(self) -> None:
        """Remove the files that were put there more than a day ago."""
        from feedback_desk.desk.outbox import clear_outbox

        clear_outbox(self._store.home)

    def mark_exported(self, letter: Letter, source: str = "") -> Change:
        """The letter left as a file; one that was changed since, or was sent before, stays what it is."""
        stored = self.stored_as(letter)
        if stored and not stored.has_left_for_good:
            return self._left(letter, self.rendered(letter).pdf, source)
        return Change(frozenset({letter.id}), source)

    def _left(self, letter: Letter, pdf: bytes, source: str) -> Change:
        """Keep that the letter left, and as what: when it is marked as sent, that is what was sent."""
        from feedback_desk.letter.markdown import letter_markdown

        letter = replace(self.dated(letter), state=LetterState.EXPORTED)
        with self._store.transaction():
            letters.keep_went_out(
                self._store, letter.interview_id, pdf, letter_markdown(letter, self.wording_of(letter))
            )
            return self.save_letter(letter, source)

    def changed_since_it_left(self, letter: Letter) -> bool:
        """Whether a file of this letter left that said something else than the letter says now."""
        return letters.went_out(self._store, letter.interview_id) is not None and not self._is_as_it_left(letter)

    def _is_as_it_left(self, letter: Letter) -> bool:
        stored = self.stored_as(letter)
        return stored is not None and stored.state is LetterState.EXPORTED

    def mark_sent(self, letter: Letter, sent_to: str, source: str = "") -> Change:
        """Keep the letter's exact bytes, hash, time and address; they never change again.

        Where it left as a file and reads as it did then, these are the bytes of that file, whatever was found,
        worded or corrected since: it is too late to stop them. Else they are made, checked and read back now.
        """
        import hashlib

        from feedback_desk.letter.markdown import letter_markdown

        letter = self.dated(letter)
        left = letters.went_out(self._store, letter.interview_id) if self._is_as_it_left(letter) else None
        pdf, text = left or (self.letter_pdf(letter), letter_markdown(letter, self.wording_of(letter)))
        checks = self.check_letter(letter)
        sent = SentLetter(
            id=new_id(),
            letter_id=letter.id,
            interview_id=letter.interview_id,
            sent_at=self._now(),
            sent_to=sent_to.strip(),
            sha256=hashlib.sha256(pdf).hexdigest(),
            text=text,
            checks=checks,
        )
        with self._store.transaction():
            letters.put(self._store, replace(letter, state=LetterState.SENT))
            letters.keep_sent(self._store, sent, pdf)
        return Change(frozenset({letter.id, *change_of(self.interview(letter.interview_id)).ids}), source)

    def mark_answered(self, letter_id: str, source: str = "") -> Change:
        """The candidate answered what was sent, today."""
        interview_id = letters.interview_of(self._store, letter_id)
        letter = self.letter(interview_id) if interview_id else None
        if interview_id is None or letter is None or not self.sent_letters(interview_id):
            raise NotFound("This letter was not sent from this store.")
        answered = replace(letter, state=LetterState.ANSWERED, answered_on=self._now().date())
        saved = self.save_letter(answered, source)
        return Change(saved.ids | change_of(self.interview(interview_id)).ids, source)

    def sent_letters(self, interview_id: str) -> list[SentLetter]:
        return letters.sent_of_interview(self._store, interview_id)

    def sent_pdf(self, sent_id: str) -> bytes:
        """The very bytes that were sent."""
        return letters.sent_pdf(self._store, sent_id)
