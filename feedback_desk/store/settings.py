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
