"""Opening: what is made, what is refused with a sentence, and that nothing foreign is touched."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from feedback_desk.desk import Desk
from feedback_desk.errors import AlreadyOpen, PassphraseNeeded, StoreTrouble, WrongPassphrase
from feedback_desk.model import Note, NoteKind
from feedback_desk.store import files, keys, migrations, trouble
from feedback_desk.store.database import FILE, KEY_FILE, connect, open_store

ROOT = Path(__file__).resolve().parents[2]


def value(store, sql):
    return store.row(sql)[0]


def test_a_new_store_is_encrypted_durable_and_strict(home):
    with open_store(home) as store:
        assert value(store, "PRAGMA journal_mode") == "wal"
        assert value(store, "PRAGMA synchronous") == 2
        for pragma in ("foreign_keys", "secure_delete", "recursive_triggers"):
            assert value(store, f"PRAGMA {pragma}") == 1, pragma
        assert value(store, "PRAGMA trusted_schema") == 0
        assert value(store, "PRAGMA cipher_version")
        assert value(store, "PRAGMA integrity_check") == "ok"
        assert store.rows("PRAGMA cipher_integrity_check") == []
        store.run("INSERT INTO settings VALUES ('x', 'a word nobody must read')")
        content = b"".join(path.read_bytes() for path in home.iterdir() if path.is_file())
    assert b"SQLite format 3" not in content
    assert b"nobody must read" not in content


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_everything_is_private_whatever_the_umask(home):
    before = os.umask(0)
    try:
        with Desk.open(home, lock=True) as desk:
            desk.add_sample()
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert {FILE, f"{FILE}-wal", KEY_FILE, files.RESERVE} <= modes.keys()
    assert set(modes.values()) == {0o600}, modes


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_what_others_may_do_is_taken_away(home):
    open_store(home).close()
    for path in (home, home / FILE, home / KEY_FILE):
        path.chmod(0o755)
    open_store(home).close()
    assert not any(stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (home, home / FILE, home / KEY_FILE))


def test_what_was_stored_is_there_again(home, clock):
    with Desk.open(home, now=clock) as desk:
        desk.add_sample()
        kept = desk.interview(desk.interviews()[0].id)
    with Desk.open(home, readonly=True) as desk:
        assert desk.interview(kept.id) == kept


def refused(home, *words):
    """The store in `home` is refused with these words in the sentence, and left as it is."""
    before = {path.name: path.read_bytes() for path in home.iterdir() if path.name.startswith((FILE, KEY_FILE))}
    for how in ({}, {"readonly": True}, {"lock": True}):
        with pytest.raises(StoreTrouble) as caught:
            open_store(home, **how)
        sentence = str(caught.value)
        assert all(word in sentence for word in words), sentence
        assert sentence.endswith(".")
    after = {path.name: path.read_bytes() for path in home.iterdir() if path.name.startswith((FILE, KEY_FILE))}
    assert after == before


def test_an_empty_file_is_not_taken_for_a_new_store(home):
    open_store(home).close()
    (home / FILE).write_bytes(b"")
    refused(home, "empty")


def test_a_plain_database_of_another_program_is_refused(home):
    open_store(home).close()
    (home / FILE).unlink()
    with sqlite3.connect(home / FILE) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    refused(home, "no store of this program")


def test_an_encrypted_database_of_another_program_is_refused(home):
    open_store(home).close()
    (home / FILE).unlink()
    other = connect(home / FILE, keys.unlock(home / KEY_FILE))
    other.execute("CREATE TABLE t (x)")
    other.close()
    refused(home, "no store of this program")


@pytest.mark.parametrize("content", [b"hello", b"some notes of mine\n" * 1000, os.urandom(8192)])
def test_any_other_file_is_refused(home, content):
    open_store(home).close()
    (home / FILE).write_bytes(content)
    refused(home, "not the key")


def test_the_key_of_another_store_is_told_from_damage(home, tmp_path):
    open_store(home).close()
    open_store(tmp_path / "other").close()
    (home / KEY_FILE).write_bytes((tmp_path / "other" / KEY_FILE).read_bytes())
    refused(home, "not the key of")


def test_a_damaged_first_page_is_told_from_a_wrong_key(home):
    open_store(home).close()
    flip(home / FILE, 1000)
    refused(home, "damaged", "backup")


def test_a_damaged_page_further_in_is_trouble_when_it_is_read(home, capfd):
    with Desk.open(home) as desk:
        desk.add_sample()
    pages = (home / FILE).stat().st_size // 4096
    for page in range(4, pages):
        flip(home / FILE, page * 4096 + 99)
    with pytest.raises(StoreTrouble, match="damaged"), Desk.open(home) as desk:
        desk.search("xss")
        desk.interview(desk.interviews()[0].id)
    assert capfd.readouterr().err == ""  # SQLCipher writes what it finds to standard error unless it's told not to


def flip(path, place):
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_a_lost_key_says_what_to_put_back(home):
    open_store(home).close()
    (home / KEY_FILE).unlink()
    refused(home, "missing", KEY_FILE)


def test_a_newer_store_is_refused(home):
    with open_store(home) as store:
        store.run(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('feedback-desk', '0999-from-the-future', '2030')"
        )
    refused(home, "newer version")


def test_a_passphrase_opens_the_store(home, monkeypatch):
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    with Desk.open(home) as desk:
        desk.add_sample()
    keys.set_passphrase(home / KEY_FILE, "open sesame")
    with pytest.raises(PassphraseNeeded):
        Desk.open(home)
    with pytest.raises(WrongPassphrase):
        Desk.open(home, passphrase="open barley")
    with Desk.open(home, passphrase="open sesame") as desk:
        assert len(desk.interviews()) == 1


def test_a_program_that_was_ended_while_it_made_the_store_leaves_nothing_in_the_way(home):
    home.mkdir()
    keys.make_key(home / KEY_FILE)
    (home / f"{FILE}.abcd.new").write_bytes(b"half")
    with Desk.open(home) as desk:
        desk.add_sample()
    assert not list(home.glob("*.new*"))


def test_many_first_starts_at_once_make_one_store(home):
    command = [sys.executable, "-c", "from feedback_desk.desk import Desk; Desk.open().add_sample()"]
    environment = {**os.environ, "FEEDBACK_DESK_HOME": str(home)}
    started = [subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[1] for process in started] == [b""] * 4
    with Desk.open(home) as desk:
        assert len(desk.interviews()) == 1


# --- The lock, and several writers ------------------------------------------------------------


def test_a_second_window_is_told_and_the_first_keeps_its_lock(home):
    with Desk.open(home, lock=True):
        for _ in range(2):
            with pytest.raises(AlreadyOpen):
                Desk.open(home, lock=True)
        Desk.open(home).close()  # the command line may write beside it
        Desk.open(home, readonly=True).close()
    Desk.open(home, lock=True).close()


def test_a_lock_is_let_go_when_opening_fails(home):
    open_store(home).close()
    kept = (home / KEY_FILE).read_bytes()
    (home / KEY_FILE).unlink()
    with pytest.raises(StoreTrouble, match="missing"):
        open_store(home, lock=True)
    (home / KEY_FILE).write_bytes(kept)
    open_store(home, lock=True).close()


def test_two_may_write_and_each_notices_the_other(home, clock):
    with Desk.open(home, now=clock, lock=True) as window, Desk.open(home, now=clock) as command:
        window.add_sample()
        seen = window.data_version()
        window.set_profile(window.profile())
        assert window.data_version() == seen  # its own writes are not news
        interview = command.interviews()[0]
        command.put_note(interview.id, Note("n", "", NoteKind.PLAIN, "written beside"))
        assert window.data_version() != seen
        assert window.interview(interview.id).notes[-1].text == "written beside"


def test_a_writer_waits_for_another_and_then_says_who_is_in_the_way(home, clock, monkeypatch):
    monkeypatch.setattr(trouble, "BUSY_SECONDS", 0.3)
    with Desk.open(home, now=clock) as desk:
        desk.add_sample()
        interview = desk.interviews()[0].id
        with open_store(home) as other:
            other.run("BEGIN IMMEDIATE")
            with pytest.raises(StoreTrouble, match="Another program"):
                desk.put_note(interview, Note("late", "", NoteKind.PLAIN, "x"))
            desk.overview()  # reading waits for nobody
            done = threading.Timer(0.1, lambda: other.run("COMMIT"))
            done.start()
            desk.put_note(interview, Note("in time", "", NoteKind.PLAIN, "x"))
            done.join()
        assert "in time" in {note.id for note in desk.interview(interview).notes}


def test_a_reader_cannot_write(home, clock):
    Desk.open(home, now=clock).close()
    with Desk.open(home, readonly=True) as desk, pytest.raises(StoreTrouble):
        desk.set_profile(desk.profile())


# --- The disk ---------------------------------------------------------------------------------


def test_a_full_disk_loses_nothing_and_the_reserve_makes_room(home, clock):
    with Desk.open(home, now=clock) as desk:
        desk.add_sample()
        interview = desk.interviews()[0].id
        kept = desk.interview(interview)
        store = desk._store
        pages = value(store, "PRAGMA page_count")
        store.row(f"PRAGMA max_page_count={pages}")
        big = Note("big", "", NoteKind.PLAIN, "word " * 20_000)
        assert (home / files.RESERVE).stat().st_size == files.RESERVE_BYTES
        with pytest.raises(StoreTrouble, match="reserve"):
            desk.put_note(interview, big)
        assert not (home / files.RESERVE).exists()
        with pytest.raises(StoreTrouble, match="The disk is full"):
            desk.put_note(interview, big)
        assert desk.interview(interview) == kept
        store.row(f"PRAGMA max_page_count={pages * 10}")  # room was made
        desk.put_note(interview, big)
        assert desk.interview(interview).notes == (*kept.notes, big)
    Desk.open(home).close()
    assert (home / files.RESERVE).exists()


@pytest.mark.skipif(os.name != "posix", reason="uses limits of POSIX")
def test_a_disk_that_refuses_a_write_is_a_sentence_and_keeps_what_was_saved(home, clock):
    """A process that may not write files beyond a size stands in for a disk that fails."""
    with Desk.open(home, now=clock) as desk:
        desk.add_sample()
    program = """
import resource, signal, sys
from feedback_desk.desk import Desk
from feedback_desk.errors import StoreTrouble
from feedback_desk.model import Note, NoteKind
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
desk = Desk.open()
interview = desk.interviews()[0].id
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
for number in range(500):
    try:
        desk.put_note(interview, Note(f"n{number}", "", NoteKind.PLAIN, "word " * 400))
    except StoreTrouble as error:
        print(number, error)
        break
"""
    environment = {**os.environ, "FEEDBACK_DESK_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    saved, sentence = done.stdout.split(" ", 1)
    assert "disk" in sentence
    with Desk.open(home) as desk:
        kept = [note.id for note in desk.interview(desk.interviews()[0].id).notes if note.id.startswith("n")]
    assert [note for note in kept if note[1:].isdigit()] == [f"n{number}" for number in range(int(saved))]


def test_a_home_that_cannot_be_a_folder_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreTrouble, match="cannot be used"):
        open_store(tmp_path / "file")
    with pytest.raises(StoreTrouble, match="cannot be used"):
        open_store(tmp_path / "file" / "below")


# --- What opening costs -----------------------------------------------------------------------


def test_opening_imports_nothing_that_is_slow(home):
    open_store(home).close()
    slow = ("sqlite_utils", "cryptography", "reportlab", "markdown", "yaml", "pypdf", "pypdfium2", "regex", "rapidfuzz")
    program = (
        "import sys; from feedback_desk.desk import Desk; desk = Desk.open(readonly=True); desk.overview();"
        f" print([name for name in {slow} if name in sys.modules])"
    )
    environment = {**os.environ, "FEEDBACK_DESK_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# --- Migrations -------------------------------------------------------------------------------


def later(statement):
    """The migrations as a later program would know them: one more, that runs `statement`."""
    return {**migrations.NAMES, "9999-later": lambda database: database.execute(statement) and None}


def test_an_older_store_is_backed_up_and_migrated(home, clock, monkeypatch):
    with Desk.open(home, now=clock) as desk:
        desk.add_sample()
        kept = desk.interview(desk.interviews()[0].id)
    monkeypatch.setattr(migrations, "NAMES", later("ALTER TABLE candidates ADD COLUMN x TEXT NOT NULL DEFAULT 'y'"))
    with Desk.open(home, readonly=True) as desk:
        assert desk.interview(kept.id) == kept
        assert desk._store.row("SELECT x FROM candidates") == ("y",)
    (backup,) = (home / "backups").iterdir()
    assert backup.name.startswith("before-9999-later-")
    if os.name == "posix":
        assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    copy = connect(backup, keys.unlock(home / KEY_FILE))
    assert copy.execute("SELECT id FROM interviews").fetchall() == [(kept.id,)]
    assert "x" not in [column[1] for column in copy.execute("PRAGMA table_info(candidates)")]
    copy.close()
    Desk.open(home).close()
    assert len(list((home / "backups").iterdir())) == 1  # once


def test_a_migration_that_fails_changes_nothing(home, monkeypatch):
    open_store(home).close()

    def broken(database):
        database.execute("CREATE TABLE half (x)")
        database.execute("INSERT INTO no_such_table VALUES (1)")

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "NAMES", {**migrations.NAMES, "9999-broken": broken})
        with pytest.raises(dbapi2.OperationalError, match="no_such_table"):
            open_store(home)
    with open_store(home) as store:
        assert store.row("SELECT 1 FROM sqlite_master WHERE name = 'half'") is None
        assert store.rows("SELECT name FROM _sqlite_migrations") == [(name,) for name in migrations.NAMES]


def test_a_backup_that_does_not_check_is_not_kept(home, monkeypatch):
    with Desk.open(home) as desk:
        desk.add_sample()
        root = value(desk._store, "SELECT rootpage FROM sqlite_master WHERE name = 'notes'")
    flip(home / FILE, (root - 1) * 4096 + 99)
    monkeypatch.setattr(migrations, "NAMES", later("CREATE TABLE later (x)"))
    with pytest.raises(StoreTrouble):
        open_store(home)
    assert list((home / "backups").iterdir()) == []
    flip(home / FILE, (root - 1) * 4096 + 99)
    open_store(home).close()
    assert len(list((home / "backups").iterdir())) == 1
