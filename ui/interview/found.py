"""The right pane: what has been found so far, and the letter taking shape, so that the end holds no surprise.

Both are worked out by a reading job a moment after something was filed, never while a key is on its way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from feedback_desk.model import BlockKind, Finding, FindingKind, Interview, Letter, NoteKind, Severity
from ui import theme
from ui.interview.kinds import LOOKS
from ui.widgets.words import Words

if TYPE_CHECKING:
    from feedback_desk.desk import Desk


@dataclass(frozen=True)
class Shape:
    """What is found, and what the letter would be now: `words` is about, `remarks` are sentences."""

    findings: tuple[Finding, ...] = ()
    words: int = 0
    remarks: tuple[str, ...] = ()


def look_ahead(desk: Desk, interview: Interview) -> Shape:
    """Findings and letter of an interview as it stands on screen, stored or not; for a reading job."""
    findings = desk.findings(interview)
    if not findings:
        return Shape()
    letter = desk.compose_letter(interview)
    remarks = list(_missing(findings, letter))
    checks = desk.check_letter(letter, interview)
    stops = sum(1 for c in checks if c.severity is Severity.BLOCK)
    looks = sum(1 for c in checks if c.severity is Severity.WARNING)
    if stops:
        remarks.append("1 thing would stop it" if stops == 1 else f"{stops} things would stop it")
    if looks:
        remarks.append("1 place wants a look" if looks == 1 else f"{looks} places want a look")
    return Shape(findings, count_words(letter), tuple(remarks))


def count_words(letter: Letter) -> int:
    """About how many words the letter has, left-out blocks aside."""
    shown = (b for b in letter.blocks if b.is_printed)
    return sum(len(f"{b.title} {b.text} {b.next_step}".split()) for b in shown)


def _missing(findings: Sequence[Finding], letter: Letter) -> Sequence[str]:
    growth = [b for b in letter.blocks if b.kind is BlockKind.GROWTH and b.is_printed]
    remarks = []
    if not any(f.kind is FindingKind.STRENGTH for f in findings):
        remarks.append("No strength yet")
    if not growth:
        remarks.append("Nothing to grow in yet")
    else:
        remarks.append("1 area to grow in" if len(growth) == 1 else f"{len(growth)} areas to grow in")
        without = sum(1 for b in growth if not b.next_step.strip())
        if without:
            remarks.append("1 has no next step yet" if without == 1 else f"{without} have no next step yet")
        if all(not b.resources for b in growth):
            remarks.append("No learning resource yet")
    return remarks


class FoundPane(QScrollArea):
    """Strengths, gaps (the serious first) and the letter, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape: Shape | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Found so far")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_shape(Shape())

    def show_shape(self, shape: Shape) -> None:
        """Show what was worked out; nothing is rebuilt when it is the same as before."""
        if shape == self._shape:
            return
        self._shape = shape
        self.setAccessibleDescription(spoken(shape))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP // 2)
        strengths = [f for f in shape.findings if f.kind is FindingKind.STRENGTH]
        gaps = [f for f in shape.findings if f.kind is FindingKind.GAP]
        self._group(column, "Strengths", strengths, "None yet. Begin a line with + to note one.")
        column.addSpacing(theme.SPACE)
        self._group(column, "Gaps", gaps, "None yet. Begin a line with - to note one.")
        column.addSpacing(theme.SPACE)
        column.addWidget(Words("The letter", "strong"))
        if shape.findings:
            column.addWidget(Words(f"About {shape.words} words"))
            for remark in shape.remarks:
                column.addWidget(Words(remark, "small", tone="muted", wrap=True))
        else:
            sentence = "It begins with the first strength or gap."
            column.addWidget(Words(sentence, "small", tone="muted", wrap=True))
        column.addStretch(1)
        self.setWidget(body)

    def _group(self, column: QVBoxLayout, title: str, findings: Sequence[Finding], empty: str) -> None:
        heading = QHBoxLayout()
        heading.addWidget(Words(title, "strong"))
        heading.addStretch(1)
        if findings:
            heading.addWidget(Words(str(len(findings)), "strong", tone="muted"))
        column.addLayout(heading)
        if not findings:
            column.addWidget(Words(empty, "small", tone="muted", wrap=True))
        for finding in findings:
            column.addWidget(_FindingRow(finding))


class _FindingRow(QWidget):
    """Mark, title, how many notes."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        look = LOOKS[_kind(finding)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(theme.GAP)
        mark = Words(look.mark, "strong", tone=look.role)
        mark.setFixedWidth(mark.fontMetrics().horizontalAdvance("−−") + 2)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        title = Words(finding.title, wrap=True)
        row.addWidget(title, 1)
        if len(finding.evidence) > 1:
            count = Words(f"×{len(finding.evidence)}", "small", tone="muted")
            row.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
        self.setToolTip(f"{look.word}, {_notes(finding)}")


def spoken(shape: Shape) -> str:
    """The pane as a screen reader says it."""
    if not shape.findings:
        return "Nothing yet."
    found = [f"{LOOKS[_kind(f)].word}: {f.title}, {_notes(f)}" for f in shape.findings]
    return ". ".join([*found, f"The letter has about {shape.words} words", *shape.remarks]) + "."


def _notes(finding: Finding) -> str:
    return "1 note" if len(finding.evidence) == 1 else f"{len(finding.evidence)} notes"


def _kind(finding: Finding) -> NoteKind:
    if finding.kind is FindingKind.STRENGTH:
        return NoteKind.STRENGTH
    return NoteKind.SERIOUS_GAP if finding.serious else NoteKind.GAP
