"""The key file: what opens a store, and how the ways it can be wrong are told apart."""

import json
import os
import stat

import pytest

from feedback_desk.errors import PassphraseNeeded, StoreTrouble, WrongPassphrase
from feedback_desk.store import keys


@pytest.fixture
def key_file(tmp_path):
    return tmp_path / "key.json"


@pytest.fixture
def cheap(monkeypatch):
    """Stretching that costs a test nothing; the real cost is measured elsewhere."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)


def entries(path):
    return json.loads(path.read_text())["entries"]


def change(path, **fields):
    data = json.loads(path.read_text())
    data["entries"][0].update(fields)
    path.write_text(json.dumps(data))


def test_a_key_is_random_private_and_read_again(key_file, tmp_path):
    made = keys.make_key(key_file)
    assert keys.unlock(key_file) == made
    assert (len(made.key), len(made.salt)) == (32, 16)
    assert keys.make_key(tmp_path / "other.json").key != made.key
    if os.name == "posix":
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("key*")] == ["key.json"]  # nothing temporary is left
    assert made.key.hex() not in repr(made)


def test_a_passphrase_takes_the_place_of_the_plain_key(key_file, cheap):
    made = keys.make_key(key_file)
    keys.set_passphrase(key_file, "correct horse")
    assert [entry["kind"] for entry in entries(key_file)] == ["passphrase"]
    assert made.key.hex() not in key_file.read_text()
    assert keys.unlock(key_file, "correct horse") == made
    with pytest.raises(PassphraseNeeded):
        keys.unlock(key_file)
    for wrong in ("", "correct horse ", "Correct horse"):
        with pytest.raises(WrongPassphrase):
            keys.unlock(key_file, wrong)


def test_a_passphrase_is_changed_only_by_who_knows_it(key_file, cheap):
    made = keys.make_key(key_file)
    keys.set_passphrase(key_file, "one")
    before = key_file.read_bytes()
    for current in (None, "wrong"):
        with pytest.raises(StoreTrouble):
            keys.set_passphrase(key_file, "two", current)
    assert key_file.read_bytes() == before
    keys.set_passphrase(key_file, "two", "one")
    assert keys.unlock(key_file, "two") == made
    with pytest.raises(WrongPassphrase):
        keys.unlock(key_file, "one")


def test_letters_typed_composed_or_decomposed_are_the_same_passphrase(key_file, cheap):
    made = keys.make_key(key_file)
    keys.set_passphrase(key_file, "caf\u00e9 \u0939\u093f")
    assert keys.unlock(key_file, "cafe\u0301 \u0939\u093f") == made


def test_the_strength_asked_for_is_what_is_written(key_file):
    keys.make_key(key_file)
    keys.set_passphrase(key_file, "slow")
    entry = entries(key_file)[0]
    assert (entry["memory_kib"], entry["passes"], entry["lanes"]) == (65536, 3, 4)
    assert keys.unlock(key_file, "slow")


def test_kinds_of_a_newer_program_are_kept(key_file, cheap):
    made = keys.make_key(key_file)
    data = json.loads(key_file.read_text())
    data["entries"].insert(0, {"kind": "keyring", "name": "somewhere"})
    key_file.write_text(json.dumps(data))
    assert keys.unlock(key_file) == made
    keys.set_passphrase(key_file, "p")
    assert {"kind": "keyring", "name": "somewhere"} in entries(key_file)


def test_only_unknown_kinds_open_nothing(key_file):
    keys.make_key(key_file)
    change(key_file, kind="keyring")
    with pytest.raises(StoreTrouble, match="newer"):
        keys.unlock(key_file)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[]", b"{}", b'{"format": 1, "store": "00", "entries": []}', b'{"format": "x"}', b"nonsense"],
)
def test_a_file_that_is_no_key_file_is_damaged(key_file, content):
    key_file.write_bytes(content)
    with pytest.raises(StoreTrouble, match="damaged"):
        keys.unlock(key_file)


@pytest.mark.parametrize(
    "fields", [{"key": "zz"}, {"key": "00" * 31}, {"key": None}, {"check": "0" * 16}, {"check": 5}]
)
def test_a_plain_entry_with_a_wrong_digit_is_damaged(key_file, fields):
    keys.make_key(key_file)
    change(key_file, **fields)
    with pytest.raises(StoreTrouble, match="damaged"):
        keys.unlock(key_file)


@pytest.mark.parametrize(
    "fields",
    [{"wrapped": "00"}, {"wrapped": "x"}, {"salt": None}, {"memory_kib": 1 << 30}, {"passes": 10**9}, {"lanes": "4"}],
)
def test_a_wrapped_entry_that_cannot_be_one_is_damaged_not_wrong(key_file, cheap, fields):
    keys.make_key(key_file)
    keys.set_passphrase(key_file, "p")
    change(key_file, **fields)
    with pytest.raises(StoreTrouble, match="damaged") as caught:
        keys.unlock(key_file, "p")
    assert not isinstance(caught.value, WrongPassphrase)


def test_a_missing_or_newer_key_file_says_so(key_file):
    with pytest.raises(StoreTrouble, match="missing"):
        keys.unlock(key_file)
    keys.make_key(key_file)
    data = json.loads(key_file.read_text())
    key_file.write_text(json.dumps({**data, "format": 2}))
    with pytest.raises(StoreTrouble, match="newer version"):
        keys.unlock(key_file)
