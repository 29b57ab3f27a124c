"""The catalogue as the live interview asks it: found while a tag is typed, what was used lately first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from feedback_desk.errors import DeskError
from feedback_desk.model import Note, Skill
from ui.jobs import Jobs

if TYPE_CHECKING:
    from feedback_desk.catalogue.skills import Skills

SUGGESTED = 6
_LATELY = 60
"""How many of the last notes are looked at for skills that were used lately."""


class KnownSkills(QObject):
    """Skills and what was used of them in interviews before; `catalogue` is None until it was read."""

    def __init__(self, jobs: Jobs, refused: Callable[[DeskError], None], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._refused = jobs, refused
        self.catalogue: Skills | None = None
        self._before: list[str] = []

    def read(self) -> None:
        """Read the catalogue, if that is still to be done, and what was used lately: after the notes are in sight."""
        known = self.catalogue
        self._jobs.read(
            lambda desk: (known or _load_skills(), desk.recent_skills()),
            self._take,
            self._refused,
            owner=self,
            key="skills",
        )

    def _take(self, read: tuple[Skills, list[str]]) -> None:
        self.catalogue, self._before = read

    def find(self, typed: str, notes: Sequence[Note]) -> list[Skill]:
        """Skills for what stands after the `#`, those lately used first, in `notes` and in the interviews before."""
        if self.catalogue is None:
            return []
        here = (tag for note in notes[:-_LATELY:-1] for tag in note.skills)
        return self.catalogue.find(typed, SUGGESTED, [*dict.fromkeys(here), *self._before])

    def unknown(self, notes: Iterable[Note]) -> list[str]:
        """Tags of notes that the catalogue doesn't know; none while it is still being read."""
        catalogue = self.catalogue
        tags = dict.fromkeys(tag for note in notes for tag in note.skills)
        return [tag for tag in tags if catalogue is not None and catalogue.get(tag) is None]


def _load_skills() -> Skills:
    from feedback_desk.catalogue.skills import load_skills

    return load_skills()
