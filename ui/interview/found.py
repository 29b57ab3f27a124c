"""The right pane: what has been found so far, and the letter taking shape, so that the end holds no surprise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from feedback_desk.desk.ahead import Shape
from feedback_desk.model import Finding, FindingKind, InterviewRow, NoteKind
from ui import theme
from ui.interview.kinds import LOOKS
from ui.widgets.words import Words

_FLUSH = "padding: 4px 4px"
"""Quiet buttons begin where the words above them do."""


class FoundPane(QScrollArea):
    """Strengths, gaps (the serious first), the letter, unknown tags, and on request the gaps of the time before."""

    tidy_wanted = Signal(str, object)
    """An unknown tag, and the point on the screen where to ask what it stands for."""

    def __init__(self, last_time: QPushButton) -> None:
        super().__init__()
        self._shape: Shape | None = None
        self._last = LastTime(last_time)
        self.setWidgetResizable(True)
        self.setProperty("ring", True)
        self.setAccessibleName("Found so far")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        self._found = QWidget()
        column.addWidget(self._found)
        column.addWidget(self._last)
        column.addStretch(1)
        self._column = column
        self.setWidget(body)
        self.show_shape(Shape())

    def show_last_time(self, found: tuple[InterviewRow, tuple[Finding, ...]] | None) -> str:
        """Show what was found the time before; in words, for a screen reader and where this pane has no room."""
        return self._last.show_found(found)

    def hide_last_time(self) -> None:
        """Put it away again."""
        self._last.put_away()

    @property
    def shows_last_time(self) -> bool:
        """Whether somebody asked for the time before."""
        return self._last.is_shown

    def show_shape(self, shape: Shape) -> None:
        """Show what was worked out; nothing is rebuilt when it is the same as before."""
        if shape == self._shape:
            return
        self._shape = shape
        self.setAccessibleDescription(spoken(shape))
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
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
        if shape.unknown:
            column.addSpacing(theme.SPACE)
            column.addWidget(Words("Tags to tidy", "strong"))
            for tag in shape.unknown:
                column.addWidget(self._unknown(tag), 0, Qt.AlignmentFlag.AlignLeft)
        self._column.replaceWidget(self._found, found)
        self._found.hide()
        self._found.deleteLater()
        self._found = found

    def _unknown(self, tag: str) -> QPushButton:
        button = QPushButton(f"#{tag}")
        button.setProperty("quiet", True)
        button.setStyleSheet(_FLUSH)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(f"Tidy #{tag}")
        button.setToolTip("The catalogue doesn't know this tag. Choose the skill it stands for.")
        button.clicked.connect(lambda: self.tidy_wanted.emit(tag, button.mapToGlobal(button.rect().bottomLeft())))
        return button

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


class LastTime(QWidget):
    """What was found when this candidate was interviewed before: a button, and below it nothing until asked."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__()
        self._button = button
        button.setCheckable(True)
        button.setStyleSheet(_FLUSH)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP // 2)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines: list[QWidget] = []

    @property
    def is_shown(self) -> bool:
        return bool(self._lines)

    def show_found(self, found: tuple[InterviewRow, tuple[Finding, ...]] | None) -> str:
        """Show an interview's gaps; what there is, in words."""
        self.put_away()
        if found is None:
            said = "There was no interview before this one."
            self._lines = [Words(said, "small", tone="muted", wrap=True)]
        else:
            row, gaps = found
            when = QLocale().toString(
                QDate(row.when.year, row.when.month, row.when.day), QLocale.FormatType.ShortFormat
            )
            words = f"{when}, {row.role}" if row.role else when
            self._lines = [Words(words, "small", tone="muted", wrap=True), *map(_FindingRow, gaps)]
            if not gaps:
                self._lines.append(Words("No gap was noted.", "small", tone="muted", wrap=True))
            said = f"Last time: {', '.join(gap.title for gap in gaps) or 'no gap was noted'}."
        for line in self._lines:
            self._column.addWidget(line)
        self._button.setChecked(True)
        return said

    def put_away(self) -> None:
        """Show nothing but the button."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        self._button.setChecked(False)


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
    found = [f"{LOOKS[_kind(f)].word}: {f.title}, {_notes(f)}" for f in shape.findings]
    if found:
        found += [f"The letter has about {shape.words} words", *shape.remarks]
    if shape.unknown:
        found.append(f"Tags to tidy: {', '.join('#' + tag for tag in shape.unknown)}")
    return ". ".join(found or ["Nothing yet"]) + "."


def _notes(finding: Finding) -> str:
    return "1 note" if len(finding.evidence) == 1 else f"{len(finding.evidence)} notes"


def _kind(finding: Finding) -> NoteKind:
    if finding.kind is FindingKind.STRENGTH:
        return NoteKind.STRENGTH
    return NoteKind.SERIOUS_GAP if finding.serious else NoteKind.GAP
