"""`feedback-desk kits`: the ones in use, and kits as files, without a screen."""

import json

import pytest

from feedback_desk.cli import main
from feedback_desk.desk import Desk

SHIPPED = "application-security"


@pytest.fixture
def run(home, capsys):
    def command(*arguments):
        capsys.readouterr()
        code = main(["kits", *(str(argument) for argument in arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def file(run, tmp_path):
    """A shipped kit as a file, with a name of its own."""
    path = tmp_path / "theirs.kit.json"
    assert run("export", SHIPPED, "-o", path) == (0, f"{path}\n", "")
    value = json.loads(path.read_bytes())
    path.write_text(json.dumps({**value, "name": "Theirs"}), encoding="utf-8")
    return path


def in_use(run):
    return {kit["id"]: (kit["name"], kit["version"]) for kit in json.loads(run("--json")[1])}


def test_what_is_exported_says_what_is_in_use(run, home, tmp_path):
    out = tmp_path / "out.kit.json"
    assert run("export", SHIPPED, "-o", out)[0] == 0
    (kit,) = [kit for kit in json.loads(run("--json")[1]) if kit["id"] == SHIPPED]
    assert json.loads(out.read_bytes()) == kit
    assert not home.exists()
    assert run("import", out) == (0, f"{SHIPPED}\n", f"“{kit['name']}” was here already, word for word.\n")


def test_a_kit_comes_in_beside_the_one_that_is_here(run, file):
    assert run("import", file) == (0, f"{SHIPPED}-2\n", "Another kit has this id; it came in as “Theirs (2)”.\n")
    kits = in_use(run)
    assert kits[f"{SHIPPED}-2"] == ("Theirs (2)", 1001) and kits[SHIPPED][1] == 1


def test_or_as_the_version_that_new_interviews_follow(run, file, home):
    code, out, err = run("import", file, "--as-version")
    assert (code, out) == (0, f"{SHIPPED}\n")
    assert err == "New interviews follow this version of “Theirs”; those held keep theirs.\n"
    assert in_use(run)[SHIPPED] == ("Theirs", 1001)
    assert f"{SHIPPED}  " in run()[1] and "1001" in run()[1]
    with Desk.open(home, readonly=True) as desk:
        assert desk.kit(SHIPPED).name == "Theirs"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b"[" * 100_000, b" " * 2_000_000])
def test_what_is_no_kit_is_one_sentence(run, tmp_path, content):
    path = tmp_path / "odd.kit.json"
    path.write_bytes(content)
    code, out, err = run("import", path)
    assert (code, out) == (1, "") and err.startswith(f"{path}: ") and err.count("\n") == 1
    assert all(version < 1001 for _, version in in_use(run).values())


def test_a_kit_that_is_not_there(run, tmp_path):
    out = tmp_path / "out.kit.json"
    assert run("export", "nothere", "-o", out) == (1, "", "There is no kit called nothere.\n")
    assert not out.exists()
    assert run("export", SHIPPED)[0] == 2
