"""What the checks say of the letter: one row a finding, with why and how to mend it; a row leads to its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from feedback_desk.model import CheckFinding, Severity
from ui import theme
from ui.widgets.words import Words

WORDS = {Severity.BLOCK: "Stops the export", Severity.WARNING: "Worth a look", Severity.HINT: "A hint"}
ICONS: dict[Severity, tuple[str, theme.Role]] = {
    Severity.BLOCK: ("warning", "danger"),
    Severity.WARNING: ("warning", "warning"),
    Severity.HINT: ("info", "muted"),
}
ORDER = list(WORDS)
ROWS = 4
"""How many findings are shown before the list scrolls."""
SHARE = 6
"""In a low window, or with large letters, the list takes no more than this part of the height."""


class ChecksList(QFrame):
    """The findings, the gravest first; empty it says so and takes little room."""

    chosen = Signal(object)
    """The `CheckFinding` of the row that was clicked or entered."""
    current = Signal(object)
    """The `CheckFinding` of the row that is now current, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings: tuple[CheckFinding, ...] = ()
        body = QVBoxLayout(self)
        body.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        body.setSpacing(4)
        self.summary = Words(role="strong", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("What the checks say")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.list.currentRowChanged.connect(lambda _: self.current.emit(self.marked))
        self._line = QHBoxLayout()
        self._line.setSpacing(theme.GAP)
        self._line.addWidget(self.summary, 1)
        body.addLayout(self._line)
        body.addWidget(self.list)
        self.follow_text_size()
        self.show_findings(())

    def follow_text_size(self) -> None:
        """The icons are as high as the text."""
        size = max(theme.SPACE, self.list.fontMetrics().height() - 2)
        self.list.setIconSize(QSize(size, size))
        self._fit()

    def add_button(self, button: QWidget) -> None:
        """A button that does something with the current finding."""
        self._line.addWidget(button)

    @property
    def blocks(self) -> tuple[CheckFinding, ...]:
        """What stops the letter."""
        return tuple(finding for finding in self.findings if finding.stops)

    @property
    def marked(self) -> CheckFinding | None:
        """The finding of the current row."""
        row = self.list.currentRow()
        return self.findings[row] if 0 <= row < len(self.findings) else None

    def show_findings(self, findings: Sequence[CheckFinding]) -> None:
        """The gravest first; what was let pass comes last, with its reason."""
        current = self.marked
        self.findings = tuple(sorted(findings, key=lambda one: (bool(one.overruled), ORDER.index(one.severity))))
        self.list.clear()
        for finding in self.findings:
            place = f"\u201c{_short(finding.text)}\u201d  " if finding.text else ""
            said = f"{WORDS[finding.severity]}: {place}{finding.why} {finding.mend}"
            name, role = ICONS[finding.severity]
            if finding.overruled:
                said = f"Let pass: {place}{finding.why} Your reason: {finding.overruled}"
                name, role = "check", "muted"
            item = QListWidgetItem(said)
            item.setIcon(theme.icon(name, role))
            self.list.addItem(item)
        if current is not None:
            self.list.setCurrentRow(self._row_of(current))
        stops = len(self.blocks)
        passed = sum(bool(finding.overruled) for finding in self.findings)
        others = len(self.findings) - stops - passed
        if not self.findings:
            words = "The checks found nothing. They are no legal clearance; read it once more yourself."
        else:
            parts = [f"{stops} to mend before it can go out"] if stops else []
            parts += [f"{others} worth a look"] if others else []
            parts += [f"{passed} let pass"] if passed else []
            words = "Checks: " + ", ".join(parts)
        self.summary.setText(words)
        self.list.setVisible(bool(self.findings))
        self._fit()

    def _row_of(self, before: CheckFinding) -> int:
        """Where the same finding stands now, wherever its words moved; -1 when it is mended."""
        keys = [(one.rule, one.block, one.text) for one in self.findings]
        key = (before.rule, before.block, before.text)
        return keys.index(key) if key in keys else -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)  # the rows wrap anew only when the list has its new width

    def _fit(self) -> None:
        rows = range(min(self.list.count(), ROWS))
        self.list.doItemsLayout()
        wrapped = [self.list.visualItemRect(self.list.item(row)).height() for row in rows]
        most = max(self.window().height() // SHARE, *wrapped[:1], 0)
        self.list.setFixedHeight(min(sum(wrapped), most) + theme.GAP)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.findings[self.list.row(item)])


def _short(text: str, limit: int = 48) -> str:
    """The beginning of a passage, without the marks that make its words bold."""
    one_line = " ".join(text.replace("**", "").split())
    return one_line if len(one_line) <= limit else one_line[: limit - 1].rstrip() + "\u2026"
