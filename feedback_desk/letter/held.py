"""Whether there is a meeting to write about at all."""

from __future__ import annotations

from feedback_desk.model import CheckFinding, InterviewState, Severity

NOT_HELD = {
    InterviewState.PLANNED: "This interview has not taken place yet.",
    InterviewState.CANCELLED: "This interview was cancelled.",
    InterviewState.NO_SHOW: "The candidate did not come to this interview.",
    InterviewState.WITHDRAWN: "The candidate withdrew from this interview.",
}
"""Why there is nothing to thank for and to tell."""


def not_held(state: InterviewState) -> tuple[CheckFinding, ...]:
    """A letter about a meeting that did not happen must not go out; one that still runs is worth a look."""
    if state in NOT_HELD:
        severity, why, mend = Severity.BLOCK, NOT_HELD[state], "Start it first, or write no letter."
    elif state is InterviewState.RUNNING:
        severity, why, mend = Severity.WARNING, "This interview is still running.", "Finish it first."
    else:
        return ()
    return (CheckFinding("not-held", severity, 0, 0, "", why, mend),)
