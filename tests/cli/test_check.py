"""`feedback-desk check`: what the checks say to a letter, without a screen."""

import json
import time

import pytest

from feedback_desk.cli import main
from feedback_desk.desk import Desk
from feedback_desk.model import BlockKind

KEYS = ["rule", "severity", "start", "end", "text", "why", "mend"]


@pytest.fixture
def run(home, capsys):
    def command(*arguments):
        capsys.readouterr()
        code = main(["check", *(str(argument) for argument in arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def file(tmp_path):
    def written(text):
        path = tmp_path / "letter.md"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_file_as_json(run, file):
    text = "Dear Meera,\n\nWe thought you were too young for the team. 🙂\n"
    code, out, err = run(file(text), "--json")
    found = json.loads(out)
    assert (code, err) == (3, "")
    assert all(list(one)[: len(KEYS)] == KEYS for one in found)
    (stop,) = [one for one in found if one["severity"] == "block"]
    assert stop["rule"] == "age-proxy"
    assert text[stop["start"] : stop["end"]] == stop["text"]
    assert stop["text"].startswith("you were too young")
    assert {one["severity"] for one in found} <= {"block", "warning", "hint"}


def test_a_file_in_words(run, file):
    code, out, _ = run(file("We thought you were too young for the team.\n"))
    assert code == 3
    assert out.startswith("Stops the letter: age-proxy, “you were too young")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_any_encoding_is_read(run, tmp_path, encoding):
    path = tmp_path / "letter.md"
    path.write_bytes("Dear Zoë,\n\nWe thought you were too young.\n".encode(encoding))
    code, out, _ = run(path, "--json")
    assert code == 3
    assert "age-proxy" in {one["rule"] for one in json.loads(out)}


def test_a_megabyte_is_no_letter(run, file):
    for text in ("a" * 1_000_000, "[" * 1_000_000, "You said one more thing. " * 40_000):
        started = time.perf_counter()
        code, out, _ = run(file(text), "--json")
        assert (code, [one["rule"] for one in json.loads(out)]) == (3, ["too-long"])
        assert time.perf_counter() - started < 20


def test_one_word_without_end_takes_no_time(run, file):
    started = time.perf_counter()
    assert run(file("a" * 90_000), "--json")[0] == 0
    assert time.perf_counter() - started < 10


def test_a_clean_file(run, file):
    clean = file("You drew the trust boundaries before you named a single threat.\n")
    assert run(clean, "--json") == (0, "[]\n", "")
    assert run(clean) == (0, "", "Nothing was found.\n")


def test_the_letter_of_an_interview(run, home):
    with Desk.open(home) as desk:
        desk.add_sample()
        (row,) = desk.interviews()
        letter = desk.draft_letter(row.id)
        expected = desk.check_letter(letter)
    code, out, _ = run(row.id, "--json")
    assert code == 0
    assert [(one["rule"], one["start"], one["text"]) for one in json.loads(out)] == [
        (one.rule, one.start, one.text) for one in expected
    ]


def test_what_was_overruled_stops_nothing_and_is_said(run, home):
    from dataclasses import replace

    with Desk.open(home) as desk:
        desk.add_sample()
        (row,) = desk.interviews()
        letter = desk.draft_letter(row.id)
        blocks = tuple(
            replace(block, text="You said your wife reads logs too.", edited=True)
            if block.kind is BlockKind.OPENING
            else block
            for block in letter.blocks
        )
        desk.save_letter(replace(letter, blocks=blocks))
        assert run(row.id)[0] == 3
        letter = desk.letter(row.id)
        (stop,) = [one for one in desk.check_letter(letter) if one.stops]
        desk.save_letter(desk.overrule(letter, stop, "She sat in on the call."))
    code, out, _ = run(row.id)
    assert code == 0
    assert "Let pass (She sat in on the call.): family-health, “your wife”" in out


def test_neither_a_file_nor_an_interview(run, home):
    code, out, err = run("nothere1")
    assert (code, out) == (1, "")
    assert err == "There is no file and no interview nothere1; “feedback-desk list” shows those there are.\n"
    assert not home.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"# " * 50_000, "é".encode() * 100_000])
def test_rubbish_is_read_as_well_as_can_be(run, tmp_path, content):
    path = tmp_path / "rubbish.md"
    path.write_bytes(content)
    code, out, err = run(path, "--json")
    assert code in (0, 3) and err == ""
    json.loads(out)


@pytest.mark.parametrize(
    "content",
    [
        "You are too old for this, at your age.".encode("utf-16-le"),
        b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x00" * 100,
        b"You are kind. " * 1_500_000,
    ],
    ids=["UTF-16 without its mark", "PDF", "picture", "nothing but zeros", "21 MB"],
)
def test_what_is_no_letters_text_is_refused_instead_of_found_clean(run, tmp_path, content):
    file = tmp_path / "letter.md"
    file.write_bytes(content)
    code, out, err = run(file)
    assert (code, out) == (1, "")
    assert err.startswith("letter.md is ") and err.count("\n") == 1
