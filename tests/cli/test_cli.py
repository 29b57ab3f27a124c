"""The command line over a real store: what it prints, what it refuses, and that it leaves nothing half-written."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from feedback_desk import __version__
from feedback_desk.cli import main
from feedback_desk.desk import Desk
from tests.strategies import interviews

EXAMPLE = Path(__file__).parents[2] / "assets" / "examples" / "interview.md"
NOTES = """\
---
candidate: {name}
email: {mail}
role: Application Security Engineer
kit: application-security
date: 2026-11-20 14:00
time zone: Europe/Berlin
---
## Web application security =2
[00:03] + explained nonces, unprompted #csp
[00:09] - took stored and reflected XSS for the same thing
    and said "filter it" #xss
! seemed rushed
"""


@pytest.fixture
def run(home, capsys):
    """Run one command in this test's home: its exit code, standard output and standard error."""

    def command(*arguments):
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


@pytest.fixture
def notes(tmp_path):
    """Write an interview to a file."""

    def write(file="ada.md", name="Ada Example", mail="ada@example.org", text=NOTES):
        path = tmp_path / file
        path.write_text(text.format(name=name, mail=mail), "utf-8")
        return path

    return write


def everything_in(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} if folder.exists() else None


# --- Import, list, show ---------------------------------------------------------------------------


def test_the_same_text_twice_makes_one_interview(run, notes, tmp_path):
    code, first, _ = run("import", notes())
    assert code == 0
    windows = tmp_path / "windows.md"
    windows.write_bytes(b"\xef\xbb\xbf" + notes().read_bytes().replace(b"\n", b"\r\n"))
    assert run("import", notes(), windows) == (0, first * 2, "")
    _, listed, _ = run("list", "--json")
    assert [row["id"] for row in json.loads(listed)] == [first.strip()]


def test_what_show_prints_is_imported_elsewhere_without_loss(run, notes, tmp_path, monkeypatch):
    _, interview_id, _ = run("import", notes())
    _, text, _ = run("show", interview_id.strip(), "--format", "text")
    _, as_json, _ = run("show", interview_id.strip(), "--json")
    # In the same store it is the same interview again.
    (tmp_path / "shown.md").write_text(text, "utf-8")
    assert run("import", tmp_path / "shown.md") == (0, interview_id, "")

    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path / "elsewhere"))
    assert run("import", tmp_path / "shown.md") == (0, interview_id, "")
    assert run("show", interview_id.strip(), "--format", "text") == (0, text, "")
    assert run("show", interview_id.strip(), "--json") == (0, as_json, "")


@given(interviews(most_notes=6))
@settings(max_examples=25)
def test_any_stored_interview_goes_to_another_store_as_text(tmp_path_factory, interview):
    with Desk.open(tmp_path_factory.mktemp("one")) as one, Desk.open(tmp_path_factory.mktemp("two")) as two:
        one.add_interview(interview)
        text = one.interview_text(interview.id)
        there, _ = two.import_text(text.encode())
        assert two.interview_text(there) == text
        if not interview.sample:  # the example never counts as one's own
            assert one.import_text(text.encode())[0] == interview.id


def test_json_has_the_models_field_names(run, notes):
    _, interview_id, _ = run("import", notes())
    _, printed, _ = run("show", interview_id.strip(), "--json")
    interview = json.loads(printed)
    assert interview["candidate"]["name"] == "Ada Example"
    assert interview["when"] == "2026-11-20T14:00:00+01:00"
    assert interview["state"] == "finished"
    assert interview["sections"][0] == {
        "id": "web-application-security",
        "title": "Web application security",
        "rating": 2,
        "not_asked": False,
        "asked": [],
    }
    assert [note["kind"] for note in interview["notes"]] == ["strength", "gap", "private"]
    assert interview["notes"][1]["text"] == 'took stored and reflected XSS for the same thing\nand said "filter it"'


def test_show_is_made_to_be_read(run, notes):
    _, interview_id, _ = run("import", notes())
    _, shown, _ = run("show", interview_id.strip().upper())
    assert (
        shown
        == f"""\
Interview  {interview_id.strip()}
Candidate  Ada Example
E-mail     ada@example.org
Role       Application Security Engineer
Kit        Application security (application-security, version 1)
When       2026-11-20 14:00 (Europe/Berlin)
State      finished

Web application security: 2 Developing
   03:00  +  explained nonces, unprompted #csp
   09:00  -  took stored and reflected XSS for the same thing
             and said "filter it" #xss
          !  seemed rushed
"""
    )


def test_the_list_is_aligned_in_every_script(run, notes):
    names = ("Ada Example", "王伟", "नमस्ते देवी", "Zoë")
    files = [notes(f"{n}.md", name, f"n{n}@example.org") for n, name in enumerate(names)]
    assert run("import", *files)[0] == 0
    _, listed, _ = run("list")
    head, *rows = listed.splitlines()
    assert head.split() == ["ID", "DATE", "CANDIDATE", "ROLE", "STATE", "NOTES", "LETTER"]
    assert len(rows) == 4
    assert sorted(row.split("  ")[2] for row in rows) == sorted(names)


def test_each_file_is_taken_or_refused_by_itself(run, notes, tmp_path):
    hostile = {
        "empty.md": b"",
        "binary.md": b"%PDF-1.7\x00\xff\xfe\x00",
        "latin1.md": NOTES.format(name="Zo\xeb", mail="z@example.org").encode("latin-1"),
        "bomb.md": b"---\ncandidate: &a [x,x]\nrole: [*a,*a]\n---\n",
        "nohead.md": b"Dear all,\n",
    }
    for name, data in hostile.items():
        (tmp_path / name).write_bytes(data)
    good = notes()
    code, out, err = run("import", *(tmp_path / name for name in hostile), tmp_path / "gone.md", tmp_path, good)
    assert code == 1
    assert len(out.split()) == 1
    sentences = err.splitlines()
    assert len(sentences) == len(hostile) + 2
    for sentence, name in zip(sentences, [*hostile, "gone.md", ""], strict=True):
        assert sentence.startswith(str(tmp_path / name)) and sentence.endswith(".")
    assert len(json.loads(run("list", "--json")[1])) == 1


def test_what_was_kept_as_written_is_said(run, notes):
    text = NOTES.replace("kit: application-security", "kit: of-our-own").replace("#csp", "#csp #brand-new")
    code, out, err = run("import", notes(text=text))
    assert code == 0 and len(out.split()) == 1
    assert "line 5: the kit is not in the library" in err
    assert "not in the catalogue, and kept as written: #brand-new." in err
    interview = json.loads(run("show", out.strip(), "--json")[1])
    assert interview["kit"] == "of-our-own"
    assert interview["notes"][0]["skills"] == ["csp", "brand-new"]


def test_what_is_new_of_a_known_candidate_is_kept_and_what_differs_is_said(run, notes, home):
    run("import", notes("one.md"))
    brings = NOTES.replace("candidate:", "phone: +44 20 7946 0123\ncandidate:").replace("explained", "told of")
    code, _, said = run("import", notes("two.md", text=brings))
    assert (code, said) == (0, "")
    differs = brings.replace("0123", "0999").replace("told of", "spoke of")
    code, out, said = run("import", notes("three.md", text=differs))
    assert code == 0 and "another phone" in said
    assert json.loads(run("show", out.strip(), "--json")[1])["candidate"]["phone"] == "+44 20 7946 0123"


def test_five_megabytes_are_imported_and_found(run, notes):
    line = "[00:12] + explained nonces and why unsafe-inline defeats them, without being asked #csp\n"
    code, out, _ = run("import", notes(text=NOTES + line * 60_000))
    assert code == 0
    assert len(json.loads(run("show", out.strip(), "--json")[1])["notes"]) == 60_003
    assert out.strip() in run("search", "unsafe-inline")[1]


def test_nothing_that_was_typed_drives_the_terminal(run, notes):
    text = NOTES.replace("{name}", '"A\\e[31mda\\u202E Example"').replace("seemed rushed", "odd \x1b]0;title\x07 text")
    _, out, _ = run("import", notes(text=text))
    for command in (("list",), ("show", out.strip()), ("show", out.strip(), "--json"), ("search", "odd")):
        code, printed, _ = run(*command)
        assert code == 0
        assert not set("\x1b\x07\u202e") & set(printed)
    assert json.loads(run("show", out.strip(), "--json")[1])["candidate"]["name"] == "A\x1b[31mda\u202e Example"


@pytest.mark.parametrize("command", [("show", "nosuchid"), ("letter", "nosuchid", "-o", "x.pdf")])
def test_an_unknown_id_is_said_and_makes_no_store(run, home, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*command)
    assert (code, out) == (1, "")
    assert "nosuchid; “feedback-desk list” shows" in err
    assert not home.exists() and not Path("x.pdf").exists()


# --- Search and the catalogue ---------------------------------------------------------------------


def test_search_finds_words_anywhere(run, notes):
    _, out, _ = run("import", notes(), EXAMPLE)
    ada, anais = out.split()
    assert run("search", "stored", "reflected", "--json")[0] == 0
    for words, found in (
        (["ada"], {ada}),
        (["anais"], {anais}),
        (["unsafe"], {anais}),
        (["reflec"], {ada, anais}),
        (["csp"], {ada, anais}),
        (["nosuchword"], set()),
    ):
        hits = json.loads(run("search", *words, "--json")[1])
        assert {hit["interview_id"] for hit in hits} == found, words
    assert len(json.loads(run("search", "csp", "--limit", "1", "--json")[1])) == 1
    assert run("search", "nosuchword") == (0, "", "Nothing was found.\n")


@pytest.mark.parametrize(
    "words", ['"', "'", "*", '"a', "NEAR(", "a AND", "-", "(", "\\", "^", "a:b", "\udcff", "%", ""]
)
def test_signs_in_a_search_are_signs(run, notes, words):
    run("import", notes())
    code, out, _ = run("search", "--json", "--", words)
    assert code == 0
    json.loads(out)


def test_the_catalogue_is_listed_without_a_store(run, home):
    kits = json.loads(run("kits", "--json")[1])
    assert "application-security" in {kit["id"] for kit in kits}
    assert all(len(section["behaviours"]) == len(kit["scale"]) for kit in kits for section in kit["sections"])
    assert json.loads(run("skills", "cross", "site", "--json")[1])[0]["tag"] == "xss"
    every, some = (json.loads(run("resources", *only, "--json")[1]) for only in ((), ("--skill", "#xss")))
    assert 0 < len(some) < len(every)
    assert all("xss" in resource["skills"] for resource in some)
    for command in (("kits",), ("skills",), ("skills", "xss"), ("resources",), ("resources", "--skill", "xss")):
        code, out, err = run(*command)
        assert code == 0 and out.count("\n") > 1 and not err
    assert run("resources", "--skill", "nosuch")[0] == 1
    assert run("skills", "qqqqqqqqqq")[1:] == ("", "No skill is like that.\n")
    assert not home.exists()


def test_an_empty_desk_is_said_and_stays_empty(run, home):
    assert run("list") == (0, "", "There are no interviews yet.\n")
    assert run("list", "--json") == (0, "[]\n", "")
    assert not home.exists()


# --- Letters --------------------------------------------------------------------------------------


def test_a_letter_of_a_file_stores_nothing(run, home, tmp_path):
    code, out, _ = run("letter", EXAMPLE, "-o", tmp_path / "letter.pdf")
    assert (code, out) == (0, f"{tmp_path / 'letter.pdf'}\n")
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF-")
    assert not home.exists()


def test_a_letter_of_a_file_leaves_a_store_as_it_was(run, home, tmp_path):
    _, out, _ = run("import", EXAMPLE)
    before, letter = everything_in(home), json.loads(run("list", "--json")[1])[0]["letter"]
    assert run("letter", EXAMPLE, "-o", tmp_path / "letter.pdf")[0] == 0
    assert everything_in(home) == before
    assert letter is None and json.loads(run("list", "--json")[1])[0]["letter"] is None
    # Stored or not, the same interview has the same letter.
    assert run("letter", out.strip(), "-o", tmp_path / "stored.pdf")[0] == 0
    assert (tmp_path / "stored.pdf").read_bytes() == (tmp_path / "letter.pdf").read_bytes()
    assert json.loads(run("list", "--json")[1])[0]["letter"] == "exported"


def test_a_letter_as_markdown_holds_what_is_shareable_only(run, tmp_path):
    for arguments in (("-o", tmp_path / "a.md"), ("-o", tmp_path / "b.txt", "--format", "md")):
        assert run("letter", EXAMPLE, *arguments)[0] == 0
        text = Path(arguments[1]).read_text("utf-8")
        assert "nonces" in text and "Anaïs" in text
        assert "rushed" not in text and "Go less so" not in text and "Developing" not in text


def test_a_character_that_no_font_has_is_said(run, notes, tmp_path):
    file = notes(text=NOTES.replace("explained nonces", "explained nonces \U00012000"))
    code, _, said = run("letter", file, "-o", tmp_path / "l.pdf")
    assert code == 0 and "No font here has" in said and "\U00012000" in said


def test_paper_changes_the_page(run, tmp_path):
    for paper, size in (("a4", b"595.2"), ("letter", b"612 792")):
        assert run("letter", EXAMPLE, "-o", tmp_path / "l.pdf", "--paper", paper)[0] == 0
        assert size in (tmp_path / "l.pdf").read_bytes()


def test_what_is_worth_a_look_is_quoted_however_long_it_is(run, notes, tmp_path):
    long = "nonces beside hashes, " * 9
    code, _, err = run("letter", notes(text=NOTES.replace("explained nonces", long)), "-o", tmp_path / "letter.pdf")
    assert code == 0
    assert f"Worth a look: “{long.capitalize()[:80].rstrip()} …”: This stands as it was noted" in err


def test_a_letter_that_is_stopped_says_why_and_leaves_nothing(run, notes, tmp_path):
    file = notes(text=NOTES.replace("explained nonces", "you are married and explained nonces"))
    before = sorted(tmp_path.iterdir())
    code, out, err = run("letter", file, "-o", tmp_path / "letter.pdf")
    assert (code, out) == (3, "")
    assert err and all(line.endswith(".") for line in err.splitlines())
    _, interview_id, _ = run("import", file)
    assert run("letter", interview_id.strip(), "-o", tmp_path / "letter.pdf") == (3, "", err)
    assert run("letter", file, "-o", tmp_path / "letter.md")[0] == 3
    assert [path for path in sorted(tmp_path.iterdir()) if path.name != "home"] == before


def test_a_letter_that_cannot_be_written_leaves_nothing(run, notes, tmp_path):
    before = sorted(tmp_path.iterdir())
    for target in (tmp_path / "gone" / "letter.pdf", tmp_path, Path("/proc/letter.pdf")):
        code, out, err = run("letter", EXAMPLE, "-o", target)
        assert (code, out, err.count("\n")) == (1, "", 1), err
    assert sorted(tmp_path.iterdir()) == before


def test_a_letter_never_replaces_the_notes_it_comes_from(run, notes):
    file = notes()
    text = file.read_bytes()
    code, _, err = run("letter", file, "-o", file.parent / "." / file.name)
    assert code == 1 and "its own letter" in err
    assert file.read_bytes() == text


def test_a_letter_replaces_an_older_one_whole(run, tmp_path):
    target = tmp_path / "letter.pdf"
    target.write_bytes(b"older")
    assert run("letter", EXAMPLE, "-o", target)[0] == 0
    assert target.read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.pdf"]


# --- Usage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["nosuch"],
        ["import"],
        ["show"],
        ["show", "x", "--json", "--format", "text"],
        ["letter", "x"],
        ["letter", "x", "-o", "y", "--paper", "a5"],
        ["letter", "x", "-o", "y", "--format", "docx"],
        ["search"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "many"],
        ["--nosuch"],
    ],
)
def test_wrong_usage_is_2(run, home, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: feedback-desk")
    assert not home.exists()


def test_help_names_every_command(run):
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    for command in ("import", "list", "show", "letter", "search", "kits", "skills", "resources", "FEEDBACK_DESK_HOME"):
        assert command in out
        assert command == "FEEDBACK_DESK_HOME" or run(command, "--help")[0] == 0
    assert run("--version") == (0, f"Feedback Desk {__version__}\n", "")


def test_without_a_screen_it_says_what_needs_none(run, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    code, out, err = run()
    assert (code, out) == (1, "")
    assert "no screen" in err and "letter" in err and err.count("\n") == 1


def test_a_mistake_of_ours_is_a_sentence_and_its_place_is_in_the_log(run, home, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("Ada Example seemed rushed")

    monkeypatch.setattr("feedback_desk.desk.Desk.open", broken)
    code, out, err = run("list")
    assert (code, out, err.count("\n")) == (1, "", 1)
    log = (home / "feedback-desk.log").read_text("utf-8")
    assert "RuntimeError" in log and "cli.py" in log
    assert "Ada" not in log + err
