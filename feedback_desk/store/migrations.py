"""The store's schema, as migrations that each run in one transaction together with their record.

A migration that was released is never edited: stores in the world have run it. A new one is a function at the end
with the next number, comes with a filled database in `tests/fixtures/db/`, and leaves triggers as they should be
(sqlite-utils' `transform` drops them silently). A store that knows a migration which we don't know was written
by a newer program and is refused.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3
from sqlcipher3 import dbapi2

from feedback_desk.errors import StoreTrouble

if TYPE_CHECKING:
    from sqlite_utils import Database

_SET = "feedback-desk"


def pending(connection: dbapi2.Connection, path: Path) -> list[str]:
    """Names of the migrations that a store still needs; `StoreTrouble` when it is of a newer program."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"
    applied = {name for (name,) in connection.execute(sql, (_SET,))} if found else set()
    if applied - NAMES.keys():
        raise StoreTrouble(
            f"The store in {path.parent} was written by a newer version of this program. Nothing was changed; "
            "update the program to open it."
        )
    return [name for name in NAMES if name not in applied]


def migrate(connection: dbapi2.Connection) -> None:
    """Apply what is pending, all of it or nothing."""
    # sqlite-utils takes pysqlite3 where it finds it; in its place, sqlcipher3's errors are the ones it catches.
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    from sqlite_utils import Database, Migrations

    migrations = Migrations(_SET)
    for name, apply in NAMES.items():
        migrations(name=name)(apply)
    database = Database(connection, execute_plugins=False)
    # sqlite-utils begins deferred; at once, a second program that starts now waits and then finds nothing to do.
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(database)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise


def _first(database: Database) -> None:
    for statement in _FIRST_SCHEMA:
        database.execute(statement)


_FIRST_SCHEMA = (
    # `folded` and `reach` are what is searched: the name's words, the e-mail address and the phone's digits.
    """CREATE TABLE candidates (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        phone TEXT NOT NULL,
        preferred_name TEXT NOT NULL,
        folded TEXT NOT NULL,
        reach TEXT NOT NULL,
        latest INTEGER NOT NULL,
        sample INTEGER NOT NULL,
        added_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX candidates_by_latest ON candidates (sample, latest DESC, id)",
    "CREATE INDEX candidates_by_name ON candidates (folded)",
    # A kit as it was when an interview was held with it.
    """CREATE TABLE kits (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (id, version)
    ) STRICT, WITHOUT ROWID""",
    # `starts_at` is the time as it was given, `moment` the same in microseconds since 1970 for sorting.
    """CREATE TABLE interviews (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        candidate INTEGER NOT NULL REFERENCES candidates (n),
        role TEXT NOT NULL,
        kit TEXT NOT NULL,
        kit_version INTEGER NOT NULL,
        starts_at TEXT NOT NULL,
        moment INTEGER NOT NULL,
        time_zone TEXT NOT NULL,
        state TEXT NOT NULL,
        paused_at INTEGER,
        ended_at INTEGER,
        decision TEXT,
        waived TEXT NOT NULL,
        sample INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT 0,
        source_hash TEXT,
        added_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX interviews_by_candidate ON interviews (candidate, moment)",
    "CREATE INDEX interviews_by_time ON interviews (sample, moment)",
    "CREATE INDEX interviews_by_state ON interviews (state, sample, moment) WHERE state <> 'finished'",
    """CREATE INDEX interviews_owed ON interviews (sample, moment)
        WHERE state = 'finished' AND waived = '' AND sent = 0""",
    "CREATE UNIQUE INDEX interviews_by_source ON interviews (source_hash) WHERE source_hash IS NOT NULL",
    """CREATE TABLE sections (
        interview INTEGER NOT NULL REFERENCES interviews (n) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        title TEXT NOT NULL,
        rating INTEGER,
        not_asked INTEGER NOT NULL,
        PRIMARY KEY (interview, place)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE pauses (
        interview INTEGER NOT NULL REFERENCES interviews (n) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        at INTEGER NOT NULL,
        seconds INTEGER NOT NULL,
        PRIMARY KEY (interview, place)
    ) STRICT, WITHOUT ROWID""",
    # An interview's notes lie together, so that filing one writes one page and showing a hit reads few.
    # `place` has gaps for notes put between others. An id is unique within its interview.
    """CREATE TABLE notes (
        interview INTEGER NOT NULL REFERENCES interviews (n) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        section TEXT NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        skills TEXT NOT NULL,
        at INTEGER,
        PRIMARY KEY (interview, place)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE draft_lines (
        interview INTEGER PRIMARY KEY REFERENCES interviews (n) ON DELETE CASCADE,
        section TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE letters (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        interview INTEGER NOT NULL UNIQUE REFERENCES interviews (n) ON DELETE CASCADE,
        state TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE sent_letters (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        letter TEXT NOT NULL,
        interview INTEGER NOT NULL REFERENCES interviews (n),
        sent_at TEXT NOT NULL,
        moment INTEGER NOT NULL,
        sent_to TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        text TEXT NOT NULL,
        pdf BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX sent_letters_by_interview ON sent_letters (interview, moment)",
    "CREATE INDEX sent_letters_by_time ON sent_letters (moment, interview)",
    # What was sent stays as it was sent; only a recorded permit lets a letter be erased, none lets it be changed.
    """CREATE TABLE erase_permits (
        sent_letter TEXT NOT NULL PRIMARY KEY,
        granted_at TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER sent_letters_never_change BEFORE UPDATE ON sent_letters
        BEGIN SELECT RAISE(ABORT, 'a sent letter never changes'); END""",
    """CREATE TRIGGER sent_letters_are_not_replaced BEFORE INSERT ON sent_letters
        WHEN EXISTS (SELECT 1 FROM sent_letters WHERE id = NEW.id OR n = NEW.n)
        BEGIN SELECT RAISE(ABORT, 'a sent letter never changes'); END""",
    """CREATE TRIGGER sent_letters_stay BEFORE DELETE ON sent_letters
        WHEN NOT EXISTS (SELECT 1 FROM erase_permits WHERE sent_letter = OLD.id)
        BEGIN SELECT RAISE(ABORT, 'a sent letter is erased with a permit only'); END""",
    "CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # Interviews whose words the index doesn't know yet.
    "CREATE TABLE to_index (interview INTEGER PRIMARY KEY) STRICT",
    # The index is given folded words with a blank between them (see `words`), so the simplest tokenizer is the
    # right one: to it, everything beyond ASCII is part of a word.
    """CREATE VIRTUAL TABLE search USING fts5 (
        who, role, notes, letter, content='', contentless_delete=1, prefix='1 2 3 4', tokenize='ascii'
    )""",
    # Every longer word the index ever met: the begun ones are looked up here, see `search`.
    "CREATE TABLE vocabulary (word TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID",
)


def _pictures(database: Database) -> None:
    for statement in _PICTURES:
        database.execute(statement)


_PICTURES = (
    # Logos and signatures, by the hash of their bytes. `type` is png, jpeg or svg.
    """CREATE TABLE pictures (
        sha256 TEXT NOT NULL PRIMARY KEY,
        type TEXT NOT NULL,
        content BLOB NOT NULL
    ) STRICT""",
    # What the checks said when a letter went out, and what was overruled.
    "ALTER TABLE sent_letters ADD COLUMN checks TEXT NOT NULL DEFAULT '[]'",
)


def _kits(database: Database) -> None:
    for statement in _KITS:
        database.execute(statement)


_KITS = (
    # The questions of the kit that were ticked off in a section, as places from 1.
    "ALTER TABLE sections ADD COLUMN asked TEXT NOT NULL DEFAULT '[]'",
    # Which kept version new interviews follow, where it isn't the one that comes with the program. A kit in the bin
    # is offered to nobody; interviews held with it still have it.
    """CREATE TABLE own_kits (
        id TEXT NOT NULL PRIMARY KEY,
        version INTEGER NOT NULL,
        in_bin INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)


def _went_out(database: Database) -> None:
    for statement in _WENT_OUT:
        database.execute(statement)


_WENT_OUT = (
    # The file that left last, and its words, until the letter is marked as sent: those bytes are what was sent.
    """CREATE TABLE went_out (
        interview INTEGER PRIMARY KEY REFERENCES interviews (n) ON DELETE CASCADE,
        pdf BLOB NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
)

NAMES: dict[str, Callable[[Database], None]] = {
    "0001-first": _first,
    "0002-pictures": _pictures,
    "0003-kits": _kits,
    "0004-went-out": _went_out,
}
"""Every migration there ever was, by name, in order."""
