"""Kits of one's own: edited as drafts, followed by new interviews once they are put to use, shared as files.

Nothing an interview was held with ever changes: what is put to use is a new version, numbered from 1001 and above every
one that was kept, so that no version that a later program ships can be taken for it. Content that was kept before
is used again instead of being kept twice. Of the user's versions only the last stays, and those that an interview was
held with: the others are steps on the way to it, which nobody could tell apart from their numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from feedback_desk.desk.settings import Settings
from feedback_desk.errors import BadInput, NotFound
from feedback_desk.model import (
    DEFAULT_SCALE,
    FIRST_OWN_VERSION,
    Change,
    ImportedKit,
    Kit,
    KitArrival,
    KitPage,
    KitSection,
    new_id,
)
from feedback_desk.store import kits, settings

DRAFT = "kit draft "
"""Drafts are settings; this and the kit's id is the name of each. Those in the bin have the other."""
BINNED_DRAFT = "binned kit draft "
_MOST_BEFORE_NUMBER = 200
"""Characters of an id or name that stay before the number of a copy."""
KITS = "kits"
"""In the ids of a `Change`: some kit is another one than before."""


class Kits(Settings):
    """Everything one does with kits."""

    def kit_pages(self) -> list[KitPage]:
        """Every kit there is: those in use, then drafts of new ones, those in the bin among them."""
        with self._store.snapshot():
            known, binned = self.kits_by_id(), self._binned_kits()
            drafts, held = self._drafts(DRAFT), kits.times_held(self._store)
            gone = self._drafts(BINNED_DRAFT)
            pages = [
                KitPage(
                    kit,
                    kit.id in self._shipped_kits,
                    kit.id in binned,
                    drafts.get(kit.id),
                    None if kit.is_own else self._last_own(kit.id),
                    held.get(kit.id, 0),
                )
                for kit in known.values()
            ]
            for found, in_bin in ((drafts, False), (gone, True)):
                pages += [
                    KitPage(d, False, in_bin, d, held=held.get(d.id, 0)) for d in found.values() if d.id not in known
                ]
        return pages

    # --- Drafts -------------------------------------------------------------------------------

    def kit_to_edit(self, kit_id: str) -> Kit:
        """The draft of a kit where there is one, else the kit that new interviews follow."""
        draft = settings.get(self._store, DRAFT + kit_id)
        return self._read_draft(draft) if isinstance(draft, dict) else self.kit(kit_id)

    def new_kit(self) -> Kit:
        """An empty kit under a free id, to begin with; nothing is stored."""
        section = KitSection(new_id(), "", 10, (), ("",) * len(DEFAULT_SCALE), ())
        return self._free(Kit("my-kit", 0, "My kit", "", DEFAULT_SCALE, (section,)))

    def copy_of_kit(self, kit_id: str) -> Kit:
        """The kit, or its draft, under a free id and name; nothing is stored."""
        return replace(self._free(self.kit_to_edit(kit_id)), version=0)

    def keep_kit_draft(self, kit: Kit, source: str = "") -> Change:
        """Keep what is being typed, whatever is missing in it; a draft that says what is in use is none."""
        from feedback_desk.capture.kit_draft import tidied
        from feedback_desk.capture.kits import write_kit

        used = self.kits_by_id().get(kit.id)
        if used is not None and replace(tidied(kit), version=used.version) == used:
            return self.drop_kit_draft(kit.id, source)
        settings.put(self._store, DRAFT + kit.id, write_kit(replace(kit, version=used.version if used else 0)))
        return Change(frozenset({KITS, kit.id}), source)

    def drop_kit_draft(self, kit_id: str, source: str = "") -> Change:
        """Forget the draft; `keep_kit_draft` with the same kit undoes it."""
        settings.drop(self._store, DRAFT + kit_id)
        return Change(frozenset({KITS, kit_id}), source)

    # --- In use -------------------------------------------------------------------------------

    def use_kit(self, kit: Kit, source: str = "") -> Change:
        """New interviews follow this kit from now on, and its draft is gone; `BadInput` says what it still lacks."""
        from feedback_desk.capture.kit_draft import problems, tidied

        kit = tidied(kit)
        found = problems(kit)
        if found:
            titles = {section.id: section.title for section in kit.sections}
            where = titles.get(found[0].section) or kit.name
            raise BadInput(f"{where}: {found[0].words}" if where else found[0].words)
        with self._store.transaction():
            self._follow(kit)
            settings.drop(self._store, DRAFT + kit.id)
            settings.drop(self._store, BINNED_DRAFT + kit.id)
        return Change(frozenset({KITS, kit.id}), source)

    def follow_kit(self, kit: Kit, source: str = "") -> Change:
        """New interviews follow this kit from now on; a draft of it waits as it is."""
        with self._store.transaction():
            self._follow(kit)
        return Change(frozenset({KITS, kit.id}), source)

    def leave_own_kit(self, kit_id: str, source: str = "") -> Change:
        """Back to the kit that comes with the program; one that is the user's alone is offered no more.

        The user's version stays for the interviews held with it, and `follow_kit` with it undoes this.
        """
        kits.leave(self._store, kit_id)
        return Change(frozenset({KITS, kit_id}), source)

    def bin_kit(self, kit_id: str, source: str = "") -> Change:
        """Put a kit into the bin: no new interview is offered it; those held with it keep it."""
        with self._store.transaction():
            kit = self.kits_by_id().get(kit_id)
            if kit is None:
                self._move_draft(kit_id, DRAFT, BINNED_DRAFT)
            else:
                self._keep_kit(kit)
                kits.use(self._store, kit.id, kit.version, in_bin=True)
        return Change(frozenset({KITS, kit_id}), source)

    def take_kit_out_of_bin(self, kit_id: str, source: str = "") -> Change:
        with self._store.transaction():
            kit = self.kits_by_id().get(kit_id)
            if kit is None:
                self._move_draft(kit_id, BINNED_DRAFT, DRAFT)
            elif kit.is_own:
                kits.use(self._store, kit.id, kit.version)
            else:
                kits.leave(self._store, kit_id)
        return Change(frozenset({KITS, kit_id}), source)

    # --- Files --------------------------------------------------------------------------------

    def export_kit(self, kit_id: str) -> bytes:
        """The kit that new interviews follow, as a file that others can import."""
        from feedback_desk.capture.kit_file import kit_bytes

        return kit_bytes(self.kit(kit_id))

    def import_kit(self, data: bytes, name: str = "", *, as_version: bool = False) -> ImportedKit:
        """Let new interviews follow a kit from a file; `BadInput` says why it can't be taken, and nothing is changed.

        What is here already stays. A kit whose id another one has comes in as a copy under a free id and name, or
        with `as_version` as what new interviews follow under that id.
        """
        from feedback_desk.capture.kit_file import kit_of_bytes, same_content

        kit = kit_of_bytes(data, name or "The file")
        unknown = tuple(dict.fromkeys(t for s in kit.sections for t in s.skills if self._skills.get(t) is None))
        with self._store.transaction():
            known, taken = self.kits_by_id(), self._taken()

            def is_here(made: Kit) -> bool:
                return made.id in known and same_content(made, known[made.id])

            made = kit
            if not (as_version and kit.id in known):
                made = next(made for made in _numbered(kit) if made.id not in taken or is_here(made))
            if is_here(made):
                arrival = KitArrival.BACK if made.id in self._binned_kits() else KitArrival.SAME
                self.take_kit_out_of_bin(made.id)
            else:
                arrival = (
                    KitArrival.COPY if made is not kit else KitArrival.VERSION if made.id in known else KitArrival.NEW
                )
                self._follow(made)
            return ImportedKit(self.kit(made.id), arrival, unknown)

    # --- Within -------------------------------------------------------------------------------

    def _follow(self, kit: Kit) -> None:
        """Let new interviews follow this content: the program's, one that was kept before, or a new version."""
        from feedback_desk.capture.kit_file import same_content

        shipped = self._shipped_kits.get(kit.id)
        if shipped is not None and same_content(kit, shipped):
            kits.leave(self._store, kit.id)
            return
        own = self._own_versions(kit.id)
        version = next((held.version for held in own if same_content(kit, held)), 0)
        if not version:
            version = max(FIRST_OWN_VERSION - 1, kits.newest(self._store, kit.id)) + 1
            self._keep_kit(replace(kit, version=version))
        kits.use(self._store, kit.id, version)
        kits.forget_unused(self._store, kit.id, FIRST_OWN_VERSION, version)

    def _keep_kit(self, kit: Kit) -> None:
        """Keep this version of a kit for ever: an interview is held with it, or new ones follow it."""
        from feedback_desk.capture.kits import write_kit

        kits.keep(self._store, kit.id, kit.version, json.dumps(write_kit(kit), ensure_ascii=False))

    def _own_versions(self, kit_id: str) -> list[Kit]:
        from feedback_desk.capture.kit_file import kept_kit

        held = (
            kept_kit(text)
            for version, text in kits.versions(self._store, kit_id).items()
            if version >= FIRST_OWN_VERSION
        )
        return [kit for kit in held if kit is not None]

    def _last_own(self, kit_id: str) -> Kit | None:
        return next(reversed(self._own_versions(kit_id)), None)

    def _drafts(self, start: str) -> dict[str, Kit]:
        found = settings.beginning(self._store, start)
        return {kit_id: self._read_draft(value) for kit_id, value in found.items() if isinstance(value, dict)}

    @staticmethod
    def _read_draft(value: dict[str, Any]) -> Kit:
        from feedback_desk.capture.kit_draft import read_draft

        return read_draft(value)

    def _move_draft(self, kit_id: str, start: str, to: str) -> None:
        draft = settings.get(self._store, start + kit_id)
        if draft is None:  # dropped meanwhile, by the command line or another step
            raise NotFound(f"There is no kit called {kit_id}.")
        settings.put(self._store, to + kit_id, draft)
        settings.drop(self._store, start + kit_id)

    def _taken(self) -> frozenset[str]:
        """Ids that a new kit can't have."""
        drafts = (*self._drafts(DRAFT), *self._drafts(BINNED_DRAFT))
        return frozenset((*self.kits_by_id(), *drafts))

    def _free(self, kit: Kit) -> Kit:
        """The kit under the first id that none has, and the name that goes with it."""
        taken = self._taken()
        return next(made for made in _numbered(kit) if made.id not in taken)


def _numbered(kit: Kit) -> Iterator[Kit]:
    """The kit itself, then with 2, 3 and so on after its id and name."""
    yield kit
    for number in count(2):
        name = f"{kit.name[:_MOST_BEFORE_NUMBER].rstrip()} ({number})"
        yield replace(kit, id=f"{kit.id[:_MOST_BEFORE_NUMBER]}-{number}", name=name)
