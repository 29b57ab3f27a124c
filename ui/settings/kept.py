"""Values of the store that Settings change field by field: the profile and the policy, shared by the parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from feedback_desk.model import Change, Policy, Profile
from ui.jobs import Jobs
from ui.undo import Undo

if TYPE_CHECKING:
    from feedback_desk.desk import Desk

SOURCE = "settings"
Value = TypeVar("Value", Profile, Policy)
Fields = dict[str, Any]
"""Values by the names of their fields."""


class Kept(QObject, Generic[Value]):
    """Reads a value, saves what a part changes of it, and tells all parts of what somebody else changed."""

    _read = Signal(object)

    def __init__(
        self,
        name: str,
        read: Callable[[Desk], Value],
        write: Callable[[Desk, Fields, str], Change],
        jobs: Jobs,
        undo: Undo,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._name, self._jobs, self._undo = name, jobs, undo
        self._look_up: Callable[[Desk], Value] = read
        self._write = write
        self._under_way: Fields = {}
        """What the store does not hold yet, or has refused: it stands over what is read meanwhile."""
        self.now: Value | None = None
        """None until it was read for the first time."""
        jobs.changed.connect(self._changed)

    def follow(self, show: Callable[[Value], None]) -> None:
        """Show the value as it is and whenever it is another; at once when it is known: a part must not save before."""
        self._read.connect(show)
        if self.now is not None:
            show(self.now)

    def look(self) -> None:
        """Read it again."""
        self._jobs.read(self._look_up, self._tell, owner=self, key=self._name)

    def change(self, **fields: str | bool) -> Fields:
        """Save other values for some fields; what those were before. Nothing is saved that is not known yet."""
        now, before = self.now, Fields()
        if now is None:
            return before
        for field, value in fields.items():
            if getattr(now, field) != value:
                before[field] = getattr(now, field)
                self._save(field, value)
        self.now = replace(now, **self._under_way)
        return before

    def choose(self, words: str, **fields: str | bool) -> bool:
        """Change fields by something that can be taken back; False when they are what they were."""
        before = self.change(**fields)
        self.remember(words, before)
        return bool(before)

    def remember(self, words: str, before: Fields, *, quiet: bool = False) -> None:
        """Let fields be taken back to what they were `before`, and to no other's harm."""
        after = {field: getattr(self.now, field) for field in before}
        if after != before:
            write = self._write
            self._undo.push(
                words, lambda desk: write(desk, before, ""), lambda desk: write(desk, after, ""), quiet=quiet
            )

    def _save(self, field: str, value: object) -> None:
        def saved(_: Change) -> None:
            if self._under_way.get(field) == value:
                del self._under_way[field]
            self.look()  # what was being read may be from before

        write, fields = self._write, {field: value}
        self._under_way[field] = value
        self._jobs.write(lambda desk: write(desk, fields, SOURCE), saved, owner=self, key=f"{self._name} {field}")

    def _changed(self, change: Change) -> None:
        if change.source != SOURCE and (not change.ids or self._name in change.ids):
            self.look()

    def _tell(self, read: Value) -> None:
        value = replace(read, **self._under_way)
        if value != self.now:
            self.now = value
            self._read.emit(value)


def kept_profile(jobs: Jobs, undo: Undo, parent: QObject) -> Kept[Profile]:
    """Who writes, and what their letters begin with."""
    return Kept(
        "profile",
        lambda desk: desk.profile(),
        lambda desk, fields, source: desk.change_profile(fields, source),
        jobs,
        undo,
        parent,
    )


def kept_policy(jobs: Jobs, undo: Undo, parent: QObject) -> Kept[Policy]:
    """What the organisation allows."""
    return Kept(
        "policy",
        lambda desk: desk.policy(),
        lambda desk, fields, source: desk.change_policy(fields, source),
        jobs,
        undo,
        parent,
    )
