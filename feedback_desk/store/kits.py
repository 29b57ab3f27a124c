"""Kits as they were held: what an interview used is kept with the store and never changes."""

from __future__ import annotations

from feedback_desk.store.database import Store


def keep(store: Store, kit_id: str, version: int, content: str) -> None:
    """Keep a kit as JSON; one that is there already stays."""
    sql = "INSERT INTO kits (id, version, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    with store.transaction():
        store.run(sql, kit_id, version, content)


def held(store: Store, kit_id: str, version: int) -> str | None:
    """The JSON of a kit that was kept, or None."""
    row = store.row("SELECT content FROM kits WHERE id = ? AND version = ?", kit_id, version)
    return row[0] if row else None
