"""Settings: small values by name, kept as JSON."""

from __future__ import annotations

import json

from feedback_desk.store.database import Store


def get(store: Store, name: str) -> object:
    """The value kept under a name, or None."""
    row = store.row("SELECT value FROM settings WHERE name = ?", name)
    value: object = json.loads(row[0]) if row else None
    return value


def put(store: Store, name: str, value: object) -> None:
    """Keep a value (what JSON can hold) under a name."""
    sql = "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    with store.transaction():
        store.run(sql, name, json.dumps(value, ensure_ascii=False))


def drop(store: Store, name: str) -> None:
    """Forget what is kept under a name."""
    with store.transaction():
        store.run("DELETE FROM settings WHERE name = ?", name)


def beginning(store: Store, start: str) -> dict[str, object]:
    """All values whose name begins with `start`, by the rest of the name."""
    sql = "SELECT name, value FROM settings WHERE substr(name, 1, ?) = ? ORDER BY name"
    return {name[len(start) :]: json.loads(value) for name, value in store.rows(sql, len(start), start)}
