"""The palette (Ctrl+K): every command that can be used now, every candidate, interview and skill, by typing.

Commands match by the beginnings of their words, by initials and with a slip of the finger, those chosen lately first;
the rest comes from the store a moment later. In an interview a skill can go straight into the note being typed.
Enter does what is current, arrows move while the keyboard stays in the field, Esc gives the keyboard back.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QLineEdit, QVBoxLayout, QWidget

from feedback_desk.model import Candidate, SearchHit, Skill
from ui import remembered, theme
from ui.actions import Command, Commands
from ui.jobs import Jobs
from ui.matching import match
from ui.widgets.rows import Row, RowList, RowsModel
from ui.widgets.when import day_text
from ui.widgets.words import Words

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

WIDTH = 620
ROWS = 12
COMMANDS_SHOWN = 5
"""While something is typed; without it all are shown."""
RECENT = 8
"""How many commands chosen lately are kept in mind, over restarts too; their ids say nothing of any candidate."""
NAME = "Find a command, a candidate, an interview or a skill"
KEYS_THAT_MOVE = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class Palette(QFrame):
    """Floats over the window; `begin` shows it."""

    open_interview = Signal(str)
    open_candidate = Signal(str)
    open_skill = Signal(str)
    """A skill's tag."""
    take_skill = Signal(str)
    """A skill's tag, for the note that is being typed."""

    def __init__(self, window: QWidget, jobs: Jobs, commands: Commands) -> None:
        super().__init__(window)
        self._window, self._jobs, self._commands = window, jobs, commands
        self._usable: list[Command] = []
        kept = remembered.recall("recent commands")
        self._recent = [str(command_id) for command_id in kept] if isinstance(kept, list) else []
        self._noting = False
        """Whether there is a note that a skill can go into."""
        self._before: QWidget | None = None
        self.setProperty("float", True)
        self.setAutoFillBackground(True)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        self.setGraphicsEffect(shadow)
        self._field = QLineEdit()
        self._field.setAccessibleName(NAME)
        self._field.setPlaceholderText(NAME)
        self._field.textChanged.connect(self._typed)
        self._field.installEventFilter(self)
        self._model = RowsModel(self)
        self._list = RowList("Found")
        self._list.setModel(self._model)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        self._nothing = Words(
            "No command, candidate, interview or skill has all of these words.", tone="muted", wrap=True
        )
        self._nothing.setContentsMargins(theme.GAP, 0, theme.GAP, theme.GAP)
        self._nothing.hide()
        column.addWidget(self._nothing)
        window.installEventFilter(self)
        self.hide()

    def begin(self) -> None:
        """Show the palette, empty, with the keyboard in its field."""
        if self.isVisible():
            self._field.setFocus()
            return
        self._before = QApplication.focusWidget()
        usable = self._commands.available()
        self._noting = any(c.id == "add_skill" for c in usable)
        self._usable = sorted((c for c in usable if c.id not in ("palette", "back", "menu")), key=self._recency)
        self._field.clear()
        self._typed()
        self.show()
        self.raise_()
        self._field.setFocus()

    def end(self) -> None:
        """Hide it, and give the keyboard back to what had it."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def _place(self) -> None:
        window = self._window
        line = self.fontMetrics().height()
        width = min(round(WIDTH * max(1.0, line / 17)), window.width() - 4 * theme.GAP)
        rows = max(1, min(ROWS, self._model.rowCount()))
        field = self._field.sizeHint().height()
        height = min(field + rows * (line + 2 * theme.GAP) + 4 * theme.GAP, window.height() - 10 * theme.GAP)
        self.setGeometry((window.width() - width) // 2, 6 * theme.GAP, width, height)

    # --- Finding ------------------------------------------------------------------------------

    def _typed(self) -> None:
        typed = self._field.text().strip()
        rows = self._command_rows(typed)
        self._show(rows, still_looking=bool(typed))
        if typed:
            self._jobs.read(lambda desk: _find(desk, typed), self._add_found, owner=self, key="find")
        else:
            self._jobs.read(
                lambda desk: ([], [], []), lambda _: None, owner=self, key="find"
            )  # what is under way is stale

    def _recency(self, command: Command) -> int:
        return self._recent.index(command.id) if command.id in self._recent else RECENT

    def _command_rows(self, typed: str) -> list[Row]:
        keys = self._commands.keys
        matched: list[tuple[int, Command, str]] = []
        for command in self._usable:
            said = self._commands.action(command.id).text()  # as its button says it now
            hows = [how for words in {said, command.words} if (how := match(typed, words)) is not None]
            if hows:
                matched.append((min(hows), command, said))
        matched.sort(key=lambda one: one[0])
        return [
            Row(f"command:{c.id}", said, note=keys.text(c.id), icon=c.icon or "command")
            for _, c, said in (matched[:COMMANDS_SHOWN] if typed else matched)
        ]

    def _add_found(self, found: tuple[list[Candidate], list[SearchHit], list[Skill]]) -> None:
        candidates, hits, skills = found
        today = datetime.now().astimezone().date()
        rows = self._command_rows(self._field.text().strip())
        rows += [Row(f"candidate:{c.id}", c.name, note=c.email, icon="person") for c in candidates]
        for hit in hits:
            when = day_text(hit.when.astimezone().date(), today)
            rows.append(
                Row(f"interview:{hit.interview_id}", f"{hit.candidate}, {hit.role}", note=when, icon="interview")
            )
        for skill in skills:
            if self._noting:
                rows.append(Row(f"note:{skill.tag}", skill.name, action="Into the note", icon="skill"))
            rows.append(Row(f"skill:{skill.tag}", skill.name, action="In the Library", icon="skill"))
        at = self._list.currentIndex().row()
        self._show(rows, current=self._model.rows[at].id if 0 <= at < self._model.rowCount() else "")

    def _show(self, rows: list[Row], *, current: str = "", still_looking: bool = False) -> None:
        self._model.set_rows(rows)
        self._list.setVisible(bool(rows))
        self._nothing.setVisible(not rows and not still_looking)
        self._place()
        if rows:
            same = (n for n, row in enumerate(rows) if row.id == current)
            self._list.setCurrentIndex(self._model.index(next(same, 0)))

    def _choose(self, row: Row) -> None:
        self.end()
        kind, _, item = row.id.partition(":")
        if kind == "command":
            self._recent = [item, *(i for i in self._recent if i != item)][:RECENT]
            recent = self._recent  # kept on another thread: an interview may be running, and the disk be slow
            self._jobs.read(
                lambda _: remembered.keep("recent commands", recent), lambda _: None, owner=self, key="keep"
            )
            self._commands.run(item)
        else:
            go = {"candidate": self.open_candidate, "skill": self.open_skill, "note": self.take_skill}
            go.get(kind, self.open_interview).emit(item)

    # --- Keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            rows = self._model.rows
            if 0 <= self._list.currentIndex().row() < len(rows):
                self._choose(rows[self._list.currentIndex().row()])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in KEYS_THAT_MOVE:
                QApplication.sendEvent(self._list, event)
                return True
            if event.type() == QEvent.Type.FocusOut and self.isVisible() and QApplication.activePopupWidget() is None:
                self.hide()  # Tab or a click elsewhere: the keyboard is there already
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False


def _find(desk: Desk, typed: str) -> tuple[list[Candidate], list[SearchHit], list[Skill]]:
    skills = desk.skills(typed.lstrip("#"), 3) if len(typed) > 1 else []
    if typed.startswith("#"):
        return [], [], skills
    return desk.known_candidates(typed, 5), desk.search(typed, 6), skills
