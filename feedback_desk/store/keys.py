"""The key file beside the store: the random data key, wrapped in one or several ways.

The file is JSON::

    {"format": 1, "store": "<16 bytes>", "entries": [
        {"kind": "plain", "key": "<32 bytes>", "check": "<8 bytes>"},
        {"kind": "passphrase", "salt": "<16 bytes>", "memory_kib": 65536, "passes": 3, "lanes": 4,
         "wrapped": "<40 bytes>"}]}

All bytes are hexadecimal. Every entry holds the same data key, and any one opens the store; kinds that this
program doesn't know are kept as they are. `store` is the salt at the head of the store's file: it tells a key of
another store from a damaged file. A plain key protects against nobody who can read the user's files; it is there so
that the file is encrypted from the first day, and the whole store never has to be rewritten when a passphrase comes.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedback_desk.errors import PassphraseNeeded, StoreTrouble, WrongPassphrase
from feedback_desk.store.files import write_private

FORMAT = 1
KEY_BYTES = 32
SALT_BYTES = 16
MEMORY_KIB, PASSES, LANES = 65536, 3, 4
"""Argon2id as RFC 9106 recommends where memory is short (its second choice): 64 MiB, 3 passes, 4 lanes."""
_MOST_MEMORY_KIB, _MOST_PASSES, _MOST_LANES = 1 << 20, 64, 64
"""A key file that asks for more was tampered with to exhaust the machine."""


@dataclass(frozen=True, repr=False)
class DataKey:
    """The key that opens a store, and the salt that its file begins with."""

    key: bytes
    salt: bytes


def make_key(path: Path) -> DataKey:
    """Write a new key file with a plain entry to `path`, which must not exist."""
    made = DataKey(os.urandom(KEY_BYTES), os.urandom(SALT_BYTES))
    _write(path, made.salt, [_plain(made.key)])
    return made


def unlock(path: Path, passphrase: str | None = None) -> DataKey:
    """The data key of the file at `path`.

    `PassphraseNeeded` when only a passphrase opens it and none was given, `WrongPassphrase` when it unwraps
    nothing, `StoreTrouble` when the file is missing, damaged or of a newer program.
    """
    salt, entries = _read(path)
    for entry in entries:
        if entry["kind"] == "plain":
            key = bytes.fromhex(entry["key"])
            if len(key) != KEY_BYTES or _check(key) != entry["check"]:
                raise _damaged(path)
            return DataKey(key, salt)
    wrapped = [entry for entry in entries if entry["kind"] == "passphrase"]
    if not wrapped:
        raise StoreTrouble(f"This version of the program has no way to open {path.name}; a newer one wrote it.")
    if passphrase is None:
        raise PassphraseNeeded("This store opens with a passphrase.")
    for entry in wrapped:
        unwrapped = _unwrap(path, entry, passphrase)
        if unwrapped is not None:
            return DataKey(unwrapped, salt)
    raise WrongPassphrase("That passphrase does not open this store. Nothing was changed.")


def set_passphrase(path: Path, passphrase: str, current: str | None = None) -> None:
    """From now on the store opens with `passphrase`; plain entries and earlier passphrases are taken out."""
    key = unlock(path, current)
    _, entries = _read(path)
    kept = [entry for entry in entries if entry["kind"] not in ("plain", "passphrase")]
    _write(path, key.salt, [_wrap(key.key, passphrase), *kept])


def _wrap(key: bytes, passphrase: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap

    salt = os.urandom(SALT_BYTES)
    entry = {"kind": "passphrase", "salt": salt.hex(), "memory_kib": MEMORY_KIB, "passes": PASSES, "lanes": LANES}
    return {**entry, "wrapped": aes_key_wrap(_stretch(entry, passphrase), key).hex()}


def _unwrap(path: Path, entry: dict[str, Any], passphrase: str) -> bytes | None:
    """The data key, or None when the passphrase is not this entry's."""
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    wrapped = bytes.fromhex(entry["wrapped"])
    bounds = (("memory_kib", _MOST_MEMORY_KIB), ("passes", _MOST_PASSES), ("lanes", _MOST_LANES))
    if len(wrapped) != KEY_BYTES + 8 or any(not 1 <= entry[name] <= most for name, most in bounds):
        raise _damaged(path)
    try:
        return aes_key_unwrap(_stretch(entry, passphrase), wrapped)
    except InvalidUnwrap:
        return None


def _stretch(entry: dict[str, Any], passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    derivation = Argon2id(
        salt=bytes.fromhex(entry["salt"]),
        length=KEY_BYTES,
        iterations=entry["passes"],
        lanes=entry["lanes"],
        memory_cost=entry["memory_kib"],
    )
    # Composed and decomposed letters look the same, and keyboards differ in which they send.
    return derivation.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"))


def _plain(key: bytes) -> dict[str, Any]:
    return {"kind": "plain", "key": key.hex(), "check": _check(key)}


def _check(key: bytes) -> str:
    """Tells one mistyped or rotten digit; of a random 256-bit key its hash gives nothing away."""
    return hashlib.sha256(b"feedback desk data key" + key).hexdigest()[:16]


def _read(path: Path) -> tuple[bytes, list[dict[str, Any]]]:
    try:
        content = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise StoreTrouble(
            f"The key file {path.name} is missing from {path.parent}; without it the store cannot be read. "
            "Put it back from a backup of that folder."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path) from error
    try:
        data = json.loads(content)
        newer = data["format"] > FORMAT
        salt = bytes.fromhex(data["store"])
        entries: list[dict[str, Any]] = list(data["entries"])
        whole = len(salt) == SALT_BYTES and all(_is_whole(entry) for entry in entries)
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error
    if newer:
        raise StoreTrouble(f"{path.name} was written by a newer version of the program; update to open it.")
    if not whole:
        raise _damaged(path)
    return salt, entries


def _is_whole(entry: dict[str, Any]) -> bool:
    """Whether an entry of a kind we know has its fields; `ValueError` where one that should be isn't hexadecimal."""
    texts, numbers = _FIELDS.get(entry["kind"], ((), ()))
    for name in texts:
        bytes.fromhex(entry[name])
    return all(type(entry[name]) is int for name in numbers)


_FIELDS = {"plain": (("key", "check"), ()), "passphrase": (("salt", "wrapped"), ("memory_kib", "passes", "lanes"))}


def _write(path: Path, salt: bytes, entries: list[dict[str, Any]]) -> None:
    content = json.dumps({"format": FORMAT, "store": salt.hex(), "entries": entries}, indent=1)
    write_private(path, content.encode() + b"\n")


def _damaged(path: Path) -> StoreTrouble:
    return StoreTrouble(f"The key file {path.name} in {path.parent} is damaged. Put it back from a backup.")
