"""Open the encrypted store, and run transactions over it.

SQLCipher through `sqlcipher3`, one file in WAL mode. Every commit is on the disk before it returns
(`synchronous=FULL`). Opening takes one look at the head of the file and at the names of its migrations;
sqlite-utils is imported only when something has to be migrated, since importing it costs more than all the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlcipher3 import dbapi2

from feedback_desk.errors import AlreadyOpen, StoreTrouble
from feedback_desk.file_lock import FileLock
from feedback_desk.store import files, keys, migrations, trouble

FILE = "feedback-desk.db"
KEY_FILE = "key.json"
LOCK_FILE = "window.lock"
BACKUPS = "backups"
APPLICATION_ID = 0x46644465
"""Says that a file is ours: `FdDe` in the head of the database."""

_PRAGMAS = (
    "synchronous=FULL",
    "cache_size=-32000",  # KiB: at 100,000 interviews the pages that every search wants stay decrypted
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "recursive_triggers=ON",
    *(("fullfsync=ON", "checkpoint_fullfsync=ON") if sys.platform == "darwin" else ()),
)


Value = str | int | float | bytes | None
"""What a column can hold; a truth value is kept as 0 or 1."""


class Store:
    """An open connection. `readonly` ones refuse to write; use one from one thread at a time."""

    def __init__(
        self,
        connection: dbapi2.Connection,
        home: Path,
        key: keys.DataKey,
        *,
        readonly: bool = False,
        lock: FileLock | None = None,
    ) -> None:
        self.connection = connection
        self._key = key
        self.home = home
        self.readonly = readonly
        self._lock = lock

    @property
    def path(self) -> Path:
        return self.home / FILE

    def close(self) -> None:
        """Close the connection and let go of the window's lock; closing again does nothing."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rows(self, sql: str, *values: Value) -> list[tuple[Any, ...]]:
        """Run one statement and fetch all of its rows; trouble is a `StoreTrouble`."""
        try:
            fetched: list[tuple[Any, ...]] = self.connection.execute(sql, values).fetchall()
        except dbapi2.Error as error:
            raise self._trouble(error) from error
        return fetched

    def row(self, sql: str, *values: Value) -> tuple[Any, ...] | None:
        """The first row of a statement, or None."""
        try:
            fetched: tuple[Any, ...] | None = self.connection.execute(sql, values).fetchone()
        except dbapi2.Error as error:
            raise self._trouble(error) from error
        return fetched

    def run(self, sql: str, *values: Value) -> int:
        """Run a statement that writes; how many rows it touched."""
        try:
            touched: int = self.connection.execute(sql, values).rowcount
        except dbapi2.Error as error:
            raise self._trouble(error) from error
        return touched

    def run_many(self, sql: str, values: list[tuple[Value, ...]]) -> None:
        """Run a statement that writes once for each of the tuples."""
        try:
            self.connection.executemany(sql, values)
        except dbapi2.Error as error:
            raise self._trouble(error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside is committed together, or not at all; one inside another joins it.

        It takes the write lock at once: a transaction that reads first and then writes would fail beside another
        writer, without waiting.
        """
        return self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever others write meanwhile."""
        return self._transaction("BEGIN")

    def _transaction(self, begin: str) -> Iterator[None]:
        if self.connection.in_transaction:
            yield
            return
        self.run(begin)
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # some errors end it themselves
                self.connection.rollback()
            raise

    def beside(self) -> Store:
        """A second, writing connection to the same store, for its own short work."""
        return Store(connect(self.path, self._key), self.home, self._key)

    def data_version(self) -> int:
        """Another number when another connection has written to the store."""
        row = self.row("PRAGMA data_version")
        return int(row[0]) if row else 0

    def _trouble(self, error: dbapi2.Error) -> BaseException:
        if trouble.is_full(error) and files.free_reserve(self.home):
            return StoreTrouble(
                "The disk is full. The reserve that the store keeps for this was given back, so trying again should "
                "save it; then make room. Nothing that was saved before is lost."
            )
        return trouble.in_words(error, self.path) or error


def open_store(home: Path, *, readonly: bool = False, lock: bool = False, passphrase: str | None = None) -> Store:
    """Open the store in `home`, making it when there is none, migrating it when it is of an older program.

    `lock` takes the lock that a window holds for life. Raises `AlreadyOpen`, or a `StoreTrouble` that says what
    is the matter: an empty, foreign, damaged or newer file, a missing, wrong or locked key, a folder not to be had.
    """
    files.private_folder(home)
    held = _take_lock(home) if lock else None
    try:
        connection, key = _open(home, passphrase)
        if readonly:
            connection.execute("PRAGMA query_only=ON")
    except OSError as error:
        _release(held)
        raise StoreTrouble(f"The store in {home} cannot be opened: {error.strerror or error}.") from error
    except BaseException:
        _release(held)
        raise
    return Store(connection, home, key, readonly=readonly, lock=held)


def _open(home: Path, passphrase: str | None) -> tuple[dbapi2.Connection, keys.DataKey]:
    path = home / FILE
    if not path.exists():
        _make(home, passphrase)
    elif not path.stat().st_size:
        raise trouble.empty(path)
    keep = (path, home / KEY_FILE)
    for file in keep:
        files.keep_private(file)
    key = keys.unlock(home / KEY_FILE, passphrase)
    connection = None
    try:
        connection = connect(path, key)
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise trouble.foreign(path)
        if migrations.pending(connection, path):
            _migrate(connection, home, key)
    except dbapi2.Error as error:
        if connection is not None:
            connection.close()
        raise trouble.of_opening(error, path, key.salt) or error from error
    except BaseException:
        if connection is not None:
            connection.close()
        raise
    files.keep_reserve(home)
    return connection, key


def connect(path: Path, key: keys.DataKey) -> dbapi2.Connection:
    """A connection with its key and pragmas; an error of `dbapi2` when the file isn't one that the key opens."""
    connection = dbapi2.connect(str(path), timeout=trouble.BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        # Before the key: SQLCipher writes what it finds wrong to standard error otherwise; we say it ourselves.
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.key.hex()}{key.salt.hex()}'\"")
        connection.execute("PRAGMA cipher_compatibility=4")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _make(home: Path, passphrase: str | None) -> None:
    """Make a new store whole beside its place and put it there, so that a crash leaves no empty file behind."""
    with FileLock(home / "making.lock"):
        path, key_file = home / FILE, home / KEY_FILE
        if path.exists():  # another process was faster
            return
        for left in home.glob(f"{FILE}.*.new*"):  # by a program that was ended while it made a store
            left.unlink()
        key = keys.unlock(key_file, passphrase) if key_file.exists() else keys.make_key(key_file)
        with files.private_temporary(path) as temporary:
            connection = connect(temporary, key)
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                migrations.migrate(connection)
            except dbapi2.Error as error:
                raise trouble.in_words(error, path) or error from error
            finally:
                connection.close()


def _migrate(connection: dbapi2.Connection, home: Path, key: keys.DataKey) -> None:
    """Bring an older store up to date; what it held before is kept as a backup."""
    from feedback_desk.store.backup import make_backup

    first = migrations.pending(connection, home / FILE)[0]
    make_backup(connection, key, home / BACKUPS, f"before-{first}")
    migrations.migrate(connection)


def _take_lock(home: Path) -> FileLock:
    lock = FileLock(home / LOCK_FILE)
    try:
        if not lock.take():
            raise AlreadyOpen(f"Feedback Desk is already open with the store in {home}.")
    except OSError as error:
        raise StoreTrouble(f"The folder {home} cannot be written: {error.strerror or error}.") from error
    return lock


def _release(lock: FileLock | None) -> None:
    if lock is not None:
        lock.release()
