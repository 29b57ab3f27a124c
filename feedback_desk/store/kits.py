"""Kits as they were held, and which of them new interviews follow.

What an interview used is kept under its id and version and never changes. A user's own kit, or their own version of a
shipped one, is kept the same way; `own_kits` says which version of it is the one in use.
"""

from __future__ import annotations

from feedback_desk.record import Record
from feedback_desk.store.database import Store


class Own(Record):
    """A kit of the user's own: its version in use as JSON, and whether it lies in the bin."""

    id: str
    version: int
    content: str
    in_bin: bool


def keep(store: Store, kit_id: str, version: int, content: str) -> None:
    """Keep a kit as JSON; one that is there already stays."""
    sql = "INSERT INTO kits (id, version, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    with store.transaction():
        store.run(sql, kit_id, version, content)


def held(store: Store, kit_id: str, version: int) -> str | None:
    """The JSON of a kit that was kept, or None."""
    row = store.row("SELECT content FROM kits WHERE id = ? AND version = ?", kit_id, version)
    return row[0] if row else None


def newest(store: Store, kit_id: str) -> int:
    """The highest version that was ever kept under an id; 0 for none."""
    row = store.row("SELECT max(version) FROM kits WHERE id = ?", kit_id)
    return (row[0] or 0) if row else 0


def versions(store: Store, kit_id: str) -> dict[int, str]:
    """The JSON of every version kept under an id, the oldest first."""
    return dict(store.rows("SELECT version, content FROM kits WHERE id = ? ORDER BY version", kit_id))


def forget_unused(store: Store, kit_id: str, first: int, but: int) -> None:
    """Drop the versions from `first` on that no interview was held with, all but one."""
    sql = (
        "DELETE FROM kits WHERE id = ? AND version >= ? AND version <> ?"
        " AND NOT EXISTS (SELECT 1 FROM interviews i WHERE i.kit = kits.id AND i.kit_version = kits.version)"
    )
    with store.transaction():
        store.run(sql, kit_id, first, but)


def times_held(store: Store) -> dict[str, int]:
    """How many interviews there are with each kit, by its id; the example is none."""
    return dict(store.rows("SELECT kit, count(*) FROM interviews WHERE sample = 0 GROUP BY kit"))


def own(store: Store) -> list[Own]:
    """The user's own kits, those in the bin too, by id."""
    sql = (
        "SELECT o.id, o.version, k.content, o.in_bin FROM own_kits o"
        " JOIN kits k ON k.id = o.id AND k.version = o.version ORDER BY o.id"
    )
    return [Own(kit_id, version, content, bool(in_bin)) for kit_id, version, content, in_bin in store.rows(sql)]


def use(store: Store, kit_id: str, version: int, *, in_bin: bool = False) -> None:
    """Let new interviews follow this kept version of a kit, or put it into the bin."""
    sql = (
        "INSERT INTO own_kits (id, version, in_bin) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET version = excluded.version, in_bin = excluded.in_bin"
    )
    with store.transaction():
        store.run(sql, kit_id, version, in_bin)


def leave(store: Store, kit_id: str) -> None:
    """Go back to the kit that comes with the program; the user's version stays for the interviews held with it."""
    with store.transaction():
        store.run("DELETE FROM own_kits WHERE id = ?", kit_id)
