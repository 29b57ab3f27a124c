"""Pictures for the letterhead, each kept once under the hash of its bytes."""

from __future__ import annotations

import hashlib

from feedback_desk.store.database import Store


def put(store: Store, content: bytes, type: str) -> str:
    """Keep a picture (`type` is png, jpeg or svg); its SHA-256, by which it is found again."""
    sha256 = hashlib.sha256(content).hexdigest()
    with store.transaction():
        sql = "INSERT INTO pictures (sha256, type, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        store.run(sql, sha256, type, content)
    return sha256


def find(store: Store, sha256: str) -> bytes | None:
    """The very bytes, or None when there is no such picture."""
    row = store.row("SELECT content FROM pictures WHERE sha256 = ?", sha256)
    return bytes(row[0]) if row else None
