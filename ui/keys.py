"""Which keys each command has: those of the table, or what the person chose instead.

Whatever was chosen, no two commands that can be there at the same moment have one key: what widgets handle themselves
comes first, then what was chosen, then the rest of the table, and who comes later goes without that key. So a program
that learns a new command never takes a key away from what somebody chose, and what a command lost to another comes
back to it by itself when that one is restored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from ui.actions import Command

PORTABLE = QKeySequence.SequenceFormat.PortableText


class Keys:
    """The keys of a table's commands; a value: `with_choice` and `restored` make another."""

    def __init__(
        self,
        table: Sequence[Command],
        overlap: Callable[[Command, Command], bool],
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        self._table, self._overlap = table, overlap
        self._by_id = {command.id: command for command in table}
        self.chosen = dict(chosen or {})
        """By command id, in portable text, empty for no key. Ids that this program does not know are kept."""
        self._worked_out: dict[str, list[QKeySequence]] = {}

    def of(self, command_id: str) -> list[QKeySequence]:
        """The keys that a command has now."""
        if not self.chosen:
            return self._by_id[command_id].keys
        if not self._worked_out:
            self._worked_out = self._work_out()
        return self._worked_out[command_id]

    def text(self, command_id: str) -> str:
        """The first of them as this platform writes it, for people; empty when there is none."""
        return QKeySequence.listToString(self.of(command_id)[:1], QKeySequence.SequenceFormat.NativeText)

    def is_changed(self, command_id: str) -> bool:
        """Whether it has other keys than those it came with."""
        return self.of(command_id) != self._by_id[command_id].keys

    def users(self, key: QKeySequence, command_id: str) -> list[Command]:
        """The commands that have this key already and can be there together with this one."""
        wanting = self._by_id[command_id]
        return [c for c in self._table if c is not wanting and self._overlap(c, wanting) and key in self.of(c.id)]

    def with_choice(self, command_id: str, keys: Sequence[QKeySequence]) -> Keys:
        """The command has these keys and no others. Who chose one of them before goes without it."""
        chosen = dict(self.chosen)
        mine = self._by_id[command_id]
        for other in self._table:
            if other is not mine and other.id in chosen and self._overlap(other, mine):
                kept = [key for key in self.of(other.id) if key not in keys]
                chosen[other.id] = QKeySequence.listToString(kept, PORTABLE)
        chosen[command_id] = QKeySequence.listToString(list(keys), PORTABLE)
        return Keys(self._table, self._overlap, chosen)

    def restored(self, command_id: str = "") -> Keys:
        """The command has the keys it came with, as far as nothing else was given them; without an id, all have."""
        chosen = {i: text for i, text in self.chosen.items() if command_id and i != command_id}
        return Keys(self._table, self._overlap, chosen)

    def _work_out(self) -> dict[str, list[QKeySequence]]:
        def turn(command: Command) -> int:
            return 0 if command.by_widget else 1 if command.id in self.chosen else 2

        given: list[tuple[QKeySequence, Command]] = []
        made: dict[str, list[QKeySequence]] = {}
        for command in sorted(self._table, key=turn):
            wanted = command.keys
            if command.id in self.chosen and not command.by_widget:
                chosen = QKeySequence.listFromString(self.chosen[command.id], PORTABLE)
                wanted = [k for k in chosen if k.count() == 1 and k != QKeySequence(Qt.Key.Key_unknown)]
            keys = [k for k in wanted if not any(k == key and self._overlap(command, c) for key, c in given)]
            given += [(key, command) for key in keys]
            made[command.id] = keys
        return made
