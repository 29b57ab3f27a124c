"""What the New interview sheet holds, checked: either an interview to store or sentences that say what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from feedback_desk.model import Candidate, Interview, InterviewState, Kit, new_id
from ui.widgets.email import looks_like_email


@dataclass(frozen=True)
class Form:
    """The sheet's fields as typed. `known` is the candidate chosen from the list, None for somebody new."""

    name: str
    email: str
    role: str
    kit: Kit | None
    when: datetime
    known: Candidate | None = None
    interview_id: str = field(default_factory=new_id)
    candidate_id: str = field(default_factory=new_id)

    def problems(self) -> dict[str, str]:
        """For each field that can't be taken as it is, one sentence."""
        found = {}
        if not self.name.strip():
            found["name"] = "Who is the candidate? A name is all that is needed."
        if self.email.strip() and not looks_like_email(self.email):
            found["email"] = "This does not look like an e-mail address; leave it empty if you don't have one."
        if not self.role.strip():
            found["role"] = "Which role is it for? The letter names it."
        return found

    def interview(self) -> Interview:
        """A planned interview; with `known` it belongs to that candidate, whose data stays as it is."""
        candidate = self.known or Candidate(self.candidate_id, self.name.strip(), self.email.strip())
        return Interview(
            id=self.interview_id,
            candidate=candidate,
            role=self.role.strip(),
            kit=self.kit.id if self.kit else "",
            kit_version=self.kit.version if self.kit else 0,
            when=self.when,
            state=InterviewState.PLANNED,
        )


def same_email(typed: str, found: list[Candidate]) -> Candidate | None:
    """The known candidate who has exactly this address, whatever its case."""
    address = typed.strip().casefold()
    return next((c for c in found if address and c.email.casefold() == address), None)
