"""Make the README's pictures of the real program from the sample interview: `python3 tests/pictures.py` in the tests'
environment, for instance `.environment/tests/bin/python tests/pictures.py`.

With `--review FOLDER` it makes every screen in light and dark, at 100 and 200 % of the text size, in 1024x640 and
2560x1440, for looking at.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from feedback_desk.desk import Desk  # noqa: E402
from feedback_desk.model import Candidate, Interview, InterviewState, Profile, new_id  # noqa: E402
from tests.screen import VirtualScreen  # noqa: E402

START = [sys.executable, str(ROOT / "tests/bench/started.py")]
PROFILE = Profile(
    "Devika Raghunathan",
    "Application security lead",
    "Northwind Analytics",
    "4th Floor, 1 Sample Road\nBengaluru 560038",
    "devika@northwind.example",
)
OTHERS = (
    ("Łukasz Nowak", "SOC Analyst", "soc-analyst", 2),
    ("أسماء الحسن", "Cloud Security Engineer", "cloud-security", 5),
    ("Nguyễn Thị Hoa", "Security Graduate", "security-graduate", 9),
    ("अनन्या राव", "Software Engineer", "software-engineer", 12),
)


def fill(home: Path) -> tuple[str, str]:
    """A week of invented interviews: the ids of one that runs and of one that is finished."""
    now = datetime.now().astimezone().replace(microsecond=0)
    with Desk.open(home) as desk:
        desk.set_profile(PROFILE)
        finished, _ = desk.import_text((ROOT / "assets/examples/interview.md").read_bytes(), "interview.md")
        sample = desk.interview(finished)
        for name, role, kit, days in OTHERS:
            notes = tuple(replace(note, id=new_id(), section="") for note in sample.notes[:4])
            when = now - timedelta(days=days)
            person = Candidate(new_id(), name, f"person{days}@example.org")
            desk.add_interview(Interview(new_id(), person, role, kit, 1, when, notes=notes))
        running = replace(
            sample,
            id=new_id(),
            candidate=Candidate(new_id(), "Meera Iyer", "meera@example.org"),
            when=now - timedelta(minutes=31, seconds=20),
            state=InterviewState.RUNNING,
            ended_at=None,
            notes=tuple(replace(n, id=new_id()) for n in sample.notes if n.at is not None and n.at < 1860),
            sections=tuple(
                replace(s, rating=s.rating if n < 1 else None, not_asked=False) for n, s in enumerate(sample.sections)
            ),
        )
        desk.add_interview(running)
        desk.index_pending(100)
    return running.id, finished


def take(folder: Path, *, size: str = "1280x800") -> None:
    """Go through the screens by keyboard and save a picture of each."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "data"
        _, finished = fill(home)
        with VirtualScreen(Path(place), "2560x1600") as screen:
            screen.start(START, FEEDBACK_DESK_HOME=str(home), FEEDBACK_DESK_SCHEME="light")
            window = screen.window("Feedback Desk")
            screen.run("xdotool", "windowsize", "--sync", window, *size.split("x"))

            def picture(name: str, wait: float = 1.5) -> None:
                time.sleep(wait)
                screen.picture(folder / f"{name}.png", window)

            picture("desk")
            screen.keys("alt+2")
            time.sleep(1.5)
            screen.type("- mixed up same-site and same-origin #cs")
            picture("interview")
            screen.keys("Escape", "ctrl+shift+m")
            picture("strip")
            screen.keys("ctrl+b")
            picture("strip-questions")
            screen.keys("ctrl+b", "ctrl+b", "F9")
            picture("strip-covered")
            screen.keys("F9", "ctrl+shift+m")
            time.sleep(0.5)
            screen.keys("F9")
            picture("covered")
            screen.keys("F9")
            screen.keys("ctrl+k")
            time.sleep(0.8)
            screen.type("Okafor")
            picture("palette", 1)
            screen.keys("Down", "Return")
            time.sleep(1.5)
            screen.keys("ctrl+shift+l")
            picture("letter", 4)
            screen.keys("ctrl+f")
            screen.type("nonces")
            time.sleep(1)
            screen.keys("Return")
            picture("candidates")
            for key, name in (("alt+4", "library"), ("alt+5", "settings")):
                screen.keys(key)
                picture(name)
            screen.keys("ctrl+n")
            time.sleep(1)
            screen.picture(folder / "new.png")
            screen.keys("Escape", "ctrl+q")
        with Desk.open(home, readonly=True) as desk:
            interview = desk.interview(finished)
            pdf = desk.letter_pdf(desk.compose_letter(interview), interview)
    from PIL import Image

    from feedback_desk.pdf.picture import page_picture, pages

    for page in range(pages(pdf)):
        width, height, data = page_picture(pdf, page, 900)
        image = Image.frombytes("RGB", (width, height), bytes(data), "raw", "BGRX")
        image.save(folder / f"letter-page{page + 1 if page else ''}.png", optimize=True)


def review(folder: Path, *, size: str, text: float, scheme: str) -> None:
    """Save a picture of every screen, part, menu and page for looking at; `text` is the program's text size."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for home, visits in ((Path(place) / "filled", VISITS), (Path(place) / "new", FIRST_VISITS)):
            home.mkdir()
            if visits is VISITS:
                fill(home)
            (home / "window.ini").write_text(f"[General]\ntext_size={text}\n", encoding="utf-8")
            with VirtualScreen(Path(place), "2560x1600") as screen:
                screen.start(START, FEEDBACK_DESK_HOME=str(home), FEEDBACK_DESK_SCHEME=scheme)
                window = screen.window("Feedback Desk")
                screen.run("xdotool", "windowsize", "--sync", window, *size.split("x"))
                screen.run("xdotool", "windowmove", "--sync", window, "0", "0")
                for name, keys, typed, wait in visits:
                    screen.keys(*keys)
                    if typed:
                        time.sleep(0.8)
                        screen.type(typed)
                    time.sleep(wait)
                    file = folder / f"{name}-{size}-{text:.0%}-{scheme}.png"
                    screen.run("import", "-silent", "-window", "root", "-crop", f"{size}+0+0", "+repage", str(file))
                screen.keys("Escape", "ctrl+q")


Visit = tuple[str, tuple[str, ...], str, float]
"""A picture's name, the keys that lead there from the one before, what is typed then, and seconds to wait."""
VISITS: tuple[Visit, ...] = (
    ("desk", ("alt+1",), "", 2.0),
    ("menu", ("F10", "Down", "Down", "Down", "Down", "Right"), "", 0.8),
    ("interview", ("Escape", "Escape", "Escape", "alt+2"), "- mixed up same-site and same-origin #cs", 2.0),
    ("palette", ("Escape", "ctrl+k"), "xss", 1.2),
    ("candidates", ("Escape", "ctrl+f"), "Okafor", 1.5),
    ("candidate", ("Return",), "", 1.5),
    ("palette-everything", ("Escape", "ctrl+k"), "", 0.8),
    ("palette-person", (), "okafor", 1.2),
    ("interview-finished", ("Down", "Return"), "", 2.0),
    ("letter", ("ctrl+shift+l",), "", 5.0),
    ("library", ("alt+4",), "", 1.5),
    ("skills", ("Right",), "", 1.2),
    ("resources", ("Right",), "", 1.2),
    ("kit", ("Left", "Left", "Tab", "Tab", "F2"), "", 1.5),
    ("kit-section", ("alt+Down",), "", 1.0),
    ("kit-new-section", ("ctrl+shift+n",), "", 1.0),
    ("settings", ("alt+5",), "", 1.2),
    ("settings-letters", ("Down",), "", 1.2),
    ("settings-organisation", ("Down",), "", 0.8),
    ("settings-appearance", ("Down",), "", 0.8),
    ("settings-shortcuts", ("Down",), "", 0.8),
    ("shortcuts", ("ctrl+question",), "", 1.2),
    ("guide", ("Escape", "F1"), "", 1.2),
    ("new-interview", ("Escape", "ctrl+n"), "", 1.5),
)
FIRST_VISITS: tuple[Visit, ...] = (
    ("first-desk", ("alt+1",), "", 1.5),
    ("first-interview", ("alt+2",), "", 1.0),
    ("first-candidates", ("alt+3",), "", 1.0),
)


def main(arguments: list[str]) -> None:
    """`--review FOLDER [light|dark SIZE TEXT]`: all of them, or one combination."""
    if arguments[:1] != ["--review"]:
        take(ROOT / "docs" / "pictures")
        return
    folder = Path(arguments[1])
    if len(arguments) > 2:
        review(folder, scheme=arguments[2], size=arguments[3], text=float(arguments[4]))
        return
    for scheme in ("light", "dark"):
        for size in ("1024x640", "2560x1440"):
            for text in (1.0, 2.0):
                review(folder, scheme=scheme, size=size, text=text)


if __name__ == "__main__":
    main(sys.argv[1:])
