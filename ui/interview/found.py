"""The right pane: what has been found so far, and the letter taking shape, so that the end holds no surprise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from feedback_desk.model import Finding, FindingKind, NoteKind
from ui import theme
from ui.interview.kinds import LOOKS
from ui.interview.look_ahead import Shape
from ui.widgets.words import Words


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
            column.addWidget(Words(f"About {QLocale().toString(shape.words)} words"))
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
