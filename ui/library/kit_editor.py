"""The editor of kits: the kit and its sections on the left, the fields of the chosen one on the right.

What is typed is kept as a draft with every key, whatever is missing in it. New interviews follow it when one says so,
and not before; each change, that one too, can be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from feedback_desk.capture.kit_draft import Problem, moved, problems, tidied
from feedback_desk.errors import DeskError, NotFound
from feedback_desk.model import Change, Kit, KitSection, Skill, new_id
from ui import theme
from ui.actions import Commands
from ui.jobs import Jobs
from ui.library.kit_opened import Opened, opened, place_of_change, recoverable
from ui.library.kit_outline import KitOutline
from ui.library.kit_sheet import KitSheet
from ui.library.kit_tools import Tool
from ui.library.told import state_text
from ui.step import Step
from ui.widgets.announce import announce
from ui.widgets.flow import Flow
from ui.widgets.words import Elided, Words

if TYPE_CHECKING:
    from feedback_desk.catalogue.skills import Skills
    from feedback_desk.desk import Desk

SOURCE = "kit editor"
NEW_MINUTES = 10


class KitEditor(QWidget):
    """Open a kit with `open`."""

    shown = Signal()
    """The kit is there to edit."""
    closed = Signal(str)
    """The id of the kit that was edited: back to the shelf."""
    said = Signal(str)

    def __init__(self, jobs: Jobs, commands: Commands) -> None:
        super().__init__()
        self._jobs, self._commands = jobs, commands
        self.kit: Kit | None = None
        self.used: Kit | None = None
        self.problems: tuple[Problem, ...] = ()
        self._skills: Skills | None = None
        self._role_names: Mapping[str, str] = {}
        self._typing: Step[Kit] | None = None
        self._told = 0
        """How many changes the lane was told of: what was read before one of them is stale."""
        self._bind()
        self._build()
        jobs.changed.connect(self._changed)

    def open(self, kit_id: str) -> None:
        """Show this kit from its beginning; `shown` follows."""
        first_time = self._skills is None

        def read(desk: Desk) -> Opened:
            found = opened(desk, kit_id)
            if first_time:
                from feedback_desk.catalogue.nice import work_roles
                from feedback_desk.catalogue.skills import load_skills

                found = replace(found, skills=load_skills(), role_names=work_roles())
            return found

        def show(found: Opened) -> None:
            if found.skills is not None:
                self._skills, self._role_names = found.skills, found.role_names
            self._typing = None
            self.outline.choose("")
            self._show(found)
            self.shown.emit()
            self.fields.begin()

        self._jobs.write(read, show, self._refused, owner=self)  # after what may still be under way for this kit

    def take_keyboard(self) -> None:
        """Back to what had the keyboard here last."""
        (self.focusWidget() or self.outline.list).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Building -----------------------------------------------------------------------------

    def _bind(self) -> None:
        for command, handler in (
            ("kit_use", self._use),
            ("kit_drop_draft", self._drop),
            ("kit_add_section", self._add_section),
            ("kit_remove_section", self._remove_section),
            ("kit_section_up", lambda: self._move_section(-1)),
            ("kit_section_down", lambda: self._move_section(+1)),
            ("kit_previous", lambda: self._step(-1)),
            ("kit_next", lambda: self._step(+1)),
        ):
            self._commands.bind(command, handler, self)
        self._commands.action("kit_add_section").setText("Add")  # below the list of sections it is clear what

    def _build(self) -> None:
        back = Tool("back")
        back.say("All kits", "Esc")
        back.clicked.connect(self.close_editor)
        self._title = Elided("heading")
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        top.addWidget(back)
        top.addWidget(self._title, 1)
        self._state = Words(tone="muted", wrap=True)
        self._first = QPushButton("Show the first")
        self._first.setProperty("link", True)
        self._first.clicked.connect(self._show_first)
        use = self._commands.button("kit_use", primary=True)
        head = Flow((use, self._commands.button("kit_drop_draft"), self._first))
        self.outline = KitOutline(self._commands)
        self.outline.chosen.connect(self._choose)
        self._sheet = KitSheet(self._commands, self, self._find, self._known)
        self.fields, self.section = self._sheet.fields, self._sheet.section
        self.fields.changed.connect(self._change)
        self.section.changed.connect(self._section_edited)
        panes = QSplitter()
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.outline)
        panes.addWidget(self._sheet)
        panes.setSizes([300, 700])
        panes.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP)
        whole.addLayout(top)
        whole.addWidget(self._state)
        whole.addWidget(head)
        whole.addWidget(panes, 1)

    # --- Showing ------------------------------------------------------------------------------

    def _show(self, read: Opened) -> None:
        self.used = read.used
        self._show_kit(read.kit)

    def _show_kit(self, kit: Kit) -> None:
        self.kit = kit
        self.fields.show_kit(kit, self._role_names)
        self.outline.show_kit(kit)
        current = self._current()
        if current is not None:
            self.section.show_section(current, kit.scale)
        shown, gone = (self.fields, self.section) if current is None else (self.section, self.fields)
        if gone.isAncestorOf(self.focusWidget() or self):
            self.outline.list.setFocus()  # or Qt gives the keyboard to whatever comes next
        gone.hide()
        shown.show()
        self._judge()

    def _judge(self) -> None:
        """Say what is wrong and where, and what that means for new interviews."""
        assert self.kit is not None
        kit = tidied(self.kit)
        self.problems = problems(kit)
        self.fields.show_problems(self.problems)
        if self._current() is not None:
            self.section.show_problems(self.problems)
        self.outline.show_problems(self.problems)
        same = self.used is not None and replace(kit, version=self.used.version) == self.used
        self._title.show_words(kit.name or "No name yet")
        self._state.setText(state_text(self.used, same, len(self.problems)))
        self._first.setVisible(bool(self.problems))
        self._commands.action("kit_use").setEnabled(not same and not self.problems)
        drop = self._commands.action("kit_drop_draft")
        drop.setEnabled(not same and self.used is not None)
        self._commands.action("kit_remove_section").setEnabled(self._current() is not None)
        place = self._place()
        self._commands.action("kit_section_up").setEnabled(place > 0)
        self._commands.action("kit_section_down").setEnabled(0 <= place < len(kit.sections) - 1)

    def _current(self) -> KitSection | None:
        place = self._place()
        return self.kit.sections[place] if self.kit is not None and place >= 0 else None

    def _place(self) -> int:
        """The place of the chosen section; -1 while the kit itself is chosen."""
        sections = self.kit.sections if self.kit is not None else ()
        return next((n for n, section in enumerate(sections) if section.id == self.outline.current), -1)

    def _choose(self, section_id: str) -> None:
        if self.kit is not None:
            self._show_kit(self.kit)
            self._sheet.verticalScrollBar().setValue(0)

    def _show_first(self) -> None:
        if self.problems:
            first = self.problems[0]
            self.outline.choose(first.section)
            (self.section if first.section else self.fields).go_to(first)

    def _find(self, typed: str) -> Sequence[Skill]:
        return self._skills.find(typed, 6) if self._skills is not None else ()

    def _known(self, tag: str) -> bool:
        return self._skills is None or self._skills.get(tag) is not None

    # --- Editing ------------------------------------------------------------------------------

    def _section_edited(self, section: KitSection, part: str) -> None:
        assert self.kit is not None
        sections = tuple(section if s.id == section.id else s for s in self.kit.sections)
        typed_in = f"{section.id} {part}" if part else ""
        self._change(replace(self.kit, sections=sections), "" if part else "Question moved", typed_in)

    def _change(self, kit: Kit, words: str, part: str = "") -> None:
        """Keep a changed kit as a draft and remember the way back; typing in one part goes on in one step."""
        before, typing = self.kit, self._typing
        assert before is not None
        self._told += 1
        self._jobs.write(
            lambda desk: desk.keep_kit_draft(kit, SOURCE), key=f"kit draft {kit.id}", text=recoverable(kit, part)
        )
        if part and typing is not None and typing.goes_on(part, before):
            typing.go_on(kit)
        else:
            step = Step(part, before, kit)
            self._typing = step if part else None
            self._commands.undo.push(
                words or "Words of the kit changed",
                lambda desk: desk.keep_kit_draft(step.before),
                lambda desk: desk.keep_kit_draft(step.after),
                quiet=bool(part),
            )
        if part:
            self.kit = kit
            self.outline.show_kit(kit)
            self._judge()
        else:
            self._show_kit(kit)

    def _add_section(self) -> None:
        if self.kit is not None:
            place = self._place() + 1 if self._place() >= 0 else len(self.kit.sections)
            made = KitSection(new_id(), "", NEW_MINUTES, (), ("",) * len(self.kit.scale), ())
            sections = (*self.kit.sections[:place], made, *self.kit.sections[place:])
            self._change(replace(self.kit, sections=sections), "Section added")
            self.outline.choose(made.id)
            self.section.begin()

    def _remove_section(self) -> None:
        gone = self._current()
        if self.kit is not None and gone is not None:
            place = self._place()
            rest = tuple(s for s in self.kit.sections if s is not gone)
            after = rest[min(place, len(rest) - 1)].id if rest else ""
            self._change(replace(self.kit, sections=rest), f"Section removed: {gone.title or 'without a title'}")
            self.outline.choose(after)

    def _move_section(self, step: int) -> None:
        place = self._place()
        if self.kit is not None and place >= 0 and 0 <= place + step < len(self.kit.sections):
            sections = moved(self.kit.sections, place, place + step)
            self._change(replace(self.kit, sections=sections), "Section moved")

    def _step(self, step: int) -> None:
        """To the next section or the one before; the kit itself comes before the first."""
        if self.kit is not None:
            ids = ["", *(section.id for section in self.kit.sections)]
            to = self._place() + 1 + step
            if 0 <= to < len(ids):
                in_list = self.outline.list.hasFocus()
                self.outline.choose(ids[to])
                if not in_list:
                    (self.section if ids[to] else self.fields).begin()
                announce(self, self.outline.spoken)

    # --- Into use -----------------------------------------------------------------------------

    def _use(self) -> None:
        kit, before = self.kit, self.used
        if kit is None:
            return

        def take_back(desk: Desk) -> Change:
            desk.use_kit(before) if before is not None else desk.leave_own_kit(kit.id)
            return desk.keep_kit_draft(kit)

        def used(change: Change) -> None:
            self._typing = None
            self._commands.undo.push(f"New interviews follow “{tidied(kit).name}” as it is now", take_back, use)

        def use(desk: Desk) -> Change:
            return desk.use_kit(kit)

        self._jobs.write(use, used, self._refused, owner=self)

    def _drop(self) -> None:
        kit = self.kit
        if kit is not None:
            self._typing = None
            self._jobs.write(
                lambda desk: desk.drop_kit_draft(kit.id),
                lambda _: self._commands.undo.push(
                    "Changes dropped",
                    lambda desk: desk.keep_kit_draft(kit),
                    lambda desk: desk.drop_kit_draft(kit.id),
                ),
                self._refused,
                owner=self,
            )

    def _changed(self, change: Change) -> None:
        """Something else changed a kit, such as a step taken back."""
        if self.kit is not None and change.source != SOURCE and (not change.ids or self.kit.id in change.ids):
            self._typing = None
            self._read_again()

    def _read_again(self) -> None:
        assert self.kit is not None
        kit_id, told = self.kit.id, self._told

        def show(read: Opened) -> None:
            before = self.kit
            if before is not None and before.id == kit_id and told == self._told:
                self._show(read)
                place = place_of_change(before, read.kit)
                if place is not None and place != self.outline.current:
                    self.outline.choose(place)

        # On the lane, behind what is still to be written here. A kit that is gone is nothing to show.
        self._jobs.write(lambda desk: opened(desk, kit_id), show, self._unread, owner=self)

    def _unread(self, error: DeskError) -> None:
        if isinstance(error, NotFound):
            self.close_editor()
        else:
            self._refused(error)

    def _refused(self, error: DeskError) -> None:
        self._state.setText(str(error))

    # --- The way back -------------------------------------------------------------------------

    def close_editor(self) -> None:
        """Back to the shelf; everything is kept, and it is said what new interviews follow."""
        if self.kit is not None:
            same = self.used is not None and replace(tidied(self.kit), version=self.used.version) == self.used
            if not same:
                self.said.emit("Your changes are kept as a draft; no interview follows them yet.")
            kit_id, self.kit = self.kit.id, None
            self.closed.emit(kit_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        elif event.key() == Qt.Key.Key_F6:
            if self.outline.list.hasFocus():
                (self.section if self._current() is not None else self.fields).begin()
            else:
                self.outline.list.setFocus()
        else:
            super().keyPressEvent(event)
