"""The command line: the same core as the window, for scripts and for machines without a screen.

Exit codes: 0 all went well; 1 trouble, one sentence for each on standard error; 2 wrong usage; 3 a letter that
something stops, with what does.
"""

from __future__ import annotations

import argparse
import codecs
import io
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from feedback_desk import __version__, log, paths, system_libraries
from feedback_desk.errors import BadInput, DeskError, LetterBlocked, NotFound

if TYPE_CHECKING:
    from feedback_desk.desk import Desk
    from feedback_desk.model import Interview, Letter

OK, TROUBLE, USAGE, BLOCKED, STOPPED = 0, 1, 2, 3, 130
_MOST_BYTES = 20_000_001
"""One more than an interview's text may have, so that a larger one is known to be larger."""
_MOST_QUOTED = 80
"""Characters of a place in a letter that are quoted to find it by."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the program when there is none; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # in UTF-8 whatever the locale says; there may be no stream at all
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except BrokenPipeError:
        _give_up_output()  # whoever read along has seen enough
        return OK
    except LetterBlocked as blocked:
        _complain(blocked.reasons)
        return BLOCKED
    except DeskError as trouble:
        _complain([str(trouble)])
        return TROUBLE
    except OSError as error:
        _give_up_output()
        _complain([f"{error.filename or 'The output'} could not be read or written: {error.strerror or error}."])
        return TROUBLE
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:
        log.record(error, "command line")
        _complain([f"Something in the program went wrong. What was saved is safe; {paths.log_file()} says where."])
        return TROUBLE


def _run(arguments: Sequence[str] | None) -> int:
    try:
        chosen = _parser().parse_args(arguments)
    except SystemExit as ended:  # `--help`, `--version` and wrong usage, which it has explained
        return ended.code if isinstance(ended.code, int) else USAGE
    code: int = chosen.do(chosen)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="feedback-desk",
        description="Interview notes in, a feedback letter that helps out. Without a command the program opens.",
        epilog=f"Your data lies in {paths.home()}; FEEDBACK_DESK_HOME moves it.".replace("%", "%%"),
    )
    parser.add_argument("--version", action="version", version=f"Feedback Desk {__version__}")
    parser.set_defaults(do=_open_program)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    command = commands.add_parser("import", help="store interviews written as text; prints one id a line")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.set_defaults(do=_import)

    command = commands.add_parser("list", help="list the interviews, newest first")
    _add_json(command)
    command.set_defaults(do=_list)

    command = commands.add_parser("show", help="show one interview")
    command.add_argument("id", type=_text, metavar="ID")
    form = command.add_mutually_exclusive_group()
    _add_json(form)
    form.add_argument("--format", choices=["text"], help="text: as it can be imported again")
    command.set_defaults(do=_show)

    command = commands.add_parser("letter", help="write the feedback letter of an interview")
    command.add_argument(
        "of", metavar="ID|FILE", help="a stored interview, or one written as text; that stores nothing"
    )
    command.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
    command.add_argument("--paper", choices=["a4", "letter"], help="instead of the profile's")
    command.add_argument("--format", choices=["pdf", "md"], help="pdf unless OUT ends in .md")
    command.set_defaults(do=_letter)

    command = commands.add_parser("check", help="check a letter for what should not be in it")
    command.add_argument("of", metavar="FILE|ID", help="a letter as text (Markdown), or the interview it belongs to")
    _add_json(command)
    command.set_defaults(do=_check)

    command = commands.add_parser("search", help="find interviews by any words in them")
    command.add_argument("words", nargs="+", type=_text, metavar="WORDS")
    _add_json(command)
    command.add_argument("--limit", type=_count, default=20, metavar="N", help="at most so many; 20 unless told")
    command.set_defaults(do=_search)

    command = commands.add_parser("kits", help="list the interview kits, or take one out or in as a file")
    _add_json(command)
    command.set_defaults(do=_kits)
    ways = command.add_subparsers(title="commands", metavar="export|import")
    way = ways.add_parser("export", help="write a kit to a file that others can import")
    way.add_argument("id", type=_text, metavar="ID")
    way.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    way.set_defaults(do=_export_kit)
    way = ways.add_parser("import", help="take a kit in; prints its id")
    way.add_argument("file", type=Path, metavar="FILE")
    way.add_argument("--as-version", action="store_true", help="where the id is taken: new interviews follow this one")
    way.set_defaults(do=_import_kit)

    command = commands.add_parser("skills", help="list the skills, or those that a query finds")
    command.add_argument("query", nargs="*", type=_text, metavar="QUERY")
    _add_json(command)
    command.set_defaults(do=_skills)

    command = commands.add_parser("resources", help="list the learning resources")
    command.add_argument("--skill", type=_text, metavar="ID", help="only those for this skill, the best first")
    _add_json(command)
    command.set_defaults(do=_resources)
    return parser


def _add_json(command: argparse._ActionsContainer) -> None:
    command.add_argument("--json", action="store_true", help="as JSON, with the model's field names")


def _text(argument: str) -> str:
    """An argument as text; bytes that are none become replacement characters."""
    return argument.encode("utf-8", "replace").decode()


def _count(argument: str) -> int:
    if not (argument.isascii() and argument.isdigit() and len(argument) < 10 and int(argument) > 0):
        raise argparse.ArgumentTypeError("a whole number from 1 is needed")
    return int(argument)


# --- Commands -------------------------------------------------------------------------------------


def _open_program(_: argparse.Namespace) -> int:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        raise DeskError(
            "There is no screen to open the program on; import, list, show, letter, check, search, kits, skills "
            "and resources need none (feedback-desk --help)."
        )
    absent = system_libraries.missing()  # before Qt, which would end the program without a word of ours
    if absent:
        raise DeskError(system_libraries.explain(absent))
    from ui.app import main as open_window

    return open_window([])


def _import(chosen: argparse.Namespace) -> int:
    """Each file is taken whole or not at all, whatever becomes of the others."""
    from feedback_desk.desk import Desk

    failed = False
    with Desk.open() as desk:
        for file in chosen.files:
            try:
                interview_id, warnings = desk.import_text(_content(file), str(file))
            except BadInput as trouble:
                _complain([str(trouble)])
                failed = True
                continue
            print(interview_id, flush=True)
            unknown = " ".join(f"#{tag}" for tag in desk.unknown_tags(desk.interview(interview_id)))
            _complain(warnings)
            if unknown:
                _complain([f"{file}: not in the catalogue, and kept as written: {unknown}."])
    return TROUBLE if failed else OK


def _list(chosen: argparse.Namespace) -> int:
    from feedback_desk import listing

    with _looking() as desk:
        rows = desk.interviews()
    return _print(listing.json_text(rows) if chosen.json else listing.interviews(rows), "There are no interviews yet.")


def _show(chosen: argparse.Namespace) -> int:
    from feedback_desk import listing

    with _looking() as desk:
        interview = _stored(desk, chosen.id)
        if chosen.format:
            print(desk.interview_text(interview.id), end="")
            return OK
        kit, unknown = desk.kit_of(interview), desk.unknown_tags(interview)
    return _print(listing.json_text(interview) if chosen.json else listing.interview(interview, kit, unknown))


def _letter(chosen: argparse.Namespace) -> int:
    file = Path(chosen.of)
    if not file.exists():
        from feedback_desk.desk import Desk

        with _looking() as desk:  # an id that is not there makes no store
            interview = _stored(desk, _text(chosen.of), "no file and no interview")
        with Desk.open() as desk:
            return _export(desk, desk.draft_letter(interview.id), interview, chosen)
    if chosen.output.exists() and chosen.output.samefile(file):
        raise BadInput(f"{file} would be replaced by its own letter; name another file after -o.")

    with _looking() as desk:
        read = desk.read_text(_content(file), str(file))
        _complain(read.warnings)
        # A letter without an id is nobody's: one that is stored for the same interview stays as it is.
        letter = replace(desk.compose_letter(read.interview), id="")
        return _export(desk, letter, read.interview, chosen)


def _export(desk: Desk, letter: Letter, interview: Interview, chosen: argparse.Namespace) -> int:
    from feedback_desk.model import Severity

    out: Path = chosen.output
    form = chosen.format or ("md" if out.suffix.lower() in (".md", ".markdown") else "pdf")
    if form == "pdf" and (missing := desk.unprintable(letter)):
        _complain([f"No font here has {' '.join(missing)}; the letter shows each as its code in brackets."])
    desk.export_letter(letter, out, interview=interview, paper=chosen.paper, format=form)
    print(out)
    for found in desk.check_letter(letter, interview):
        if found.severity is Severity.WARNING:
            begin = found.text if len(found.text) < _MOST_QUOTED else f"{found.text[:_MOST_QUOTED].rstrip()} …"
            place = f"“{begin}”: " if begin else ""
            _complain([f"Worth a look: {place}{found.why} {found.mend}"])
    return OK


def _letter_text(file: Path) -> str:
    """The letter in a file; `BadInput` for one that is no text: that nothing was found there would mean nothing."""
    content = _content(file)
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if wide else "utf-8-sig", "replace")
    if "\0" in text or text.startswith("%PDF-"):
        raise BadInput(f"{file.name} is no text; what is checked are a letter's words, in a Markdown or text file.")
    if len(content) == _MOST_BYTES:
        raise BadInput(f"{file.name} is larger than any letter, so it is not checked.")
    return text


def _check(chosen: argparse.Namespace) -> int:
    """What the checks say to a letter; 3 when something stops it."""
    from feedback_desk import listing

    file = Path(chosen.of)
    with _looking() as desk:
        if file.is_file():
            found = desk.check_text(_letter_text(file))
        else:
            interview = _stored(desk, _text(chosen.of), "no file and no interview")
            letter = desk.letter(interview.id) or desk.compose_letter(interview)
            found = desk.check_letter(letter)
    code = BLOCKED if any(one.stops for one in found) else OK
    _print(listing.json_text(found) if chosen.json else listing.findings(found), "Nothing was found.")
    return code


def _search(chosen: argparse.Namespace) -> int:
    from feedback_desk import listing

    with _looking() as desk:
        found = desk.search(" ".join(chosen.words), chosen.limit)
    return _print(listing.json_text(found) if chosen.json else listing.hits(found), "Nothing was found.")


def _kits(chosen: argparse.Namespace) -> int:
    from feedback_desk import listing

    with _looking() as desk:
        kits = desk.kits()
    return _print(listing.json_text(kits) if chosen.json else listing.kits(kits))


def _export_kit(chosen: argparse.Namespace) -> int:
    from feedback_desk.whole_file import write_whole

    with _looking() as desk:
        write_whole(chosen.output, desk.export_kit(chosen.id))
    print(chosen.output)
    return OK


def _import_kit(chosen: argparse.Namespace) -> int:
    from feedback_desk import listing
    from feedback_desk.desk import Desk

    content = _content(chosen.file)
    with Desk.open() as desk:
        imported = desk.import_kit(content, str(chosen.file), as_version=chosen.as_version)
    print(imported.kit.id, flush=True)
    _complain(listing.imported_kit(imported))
    return OK


def _skills(chosen: argparse.Namespace) -> int:
    from feedback_desk import listing

    with _looking() as desk:
        skills = desk.skills(" ".join(chosen.query))
    return _print(listing.json_text(skills) if chosen.json else listing.skills(skills), "No skill is like that.")


def _resources(chosen: argparse.Namespace) -> int:
    from feedback_desk import listing

    with _looking() as desk:
        found = desk.resources(chosen.skill.removeprefix("#") if chosen.skill else None)
    return _print(listing.json_text(found) if chosen.json else listing.resources(found))


# --- Within ---------------------------------------------------------------------------------------


@contextmanager
def _looking() -> Iterator[Desk]:
    """A desk that is only looked at; where there is no store yet, an empty one that is thrown away again."""
    from feedback_desk.desk import Desk
    from feedback_desk.store.database import FILE

    if (paths.home() / FILE).exists():
        with Desk.open(readonly=True) as desk:
            yield desk
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, Desk.open(Path(folder)) as desk:
        yield desk


def _stored(desk: Desk, interview_id: str, nothing: str = "no interview") -> Interview:
    try:
        return desk.interview(interview_id.lower())
    except NotFound as error:
        raise NotFound(f"There is {nothing} {interview_id}; “feedback-desk list” shows those there are.") from error


def _content(file: Path) -> bytes:
    """The bytes of a file, no more of them than are of use."""
    try:
        with file.open("rb") as opened:
            return opened.read(_MOST_BYTES)
    except OSError as error:
        raise BadInput(f"{file} could not be read: {error.strerror or error}.") from error


def _print(lines: str | Iterable[str], instead: str = "") -> int:
    """Print a text, or lines; where there are none, say so beside the output."""
    if isinstance(lines, str):
        print(lines)
        return OK
    empty = True
    for line in lines:
        print(line)
        empty = False
    if empty and instead:
        _complain([instead])
    return OK


def _give_up_output() -> None:
    """What is still in the buffer of the standard output must not complain at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(sentences: Iterable[str]) -> None:
    from feedback_desk.listing import shown

    if sys.stderr is not None:
        for sentence in sentences:
            print(shown(sentence), file=sys.stderr)
