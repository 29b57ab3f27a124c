"""Make the README's pictures of the real program from the sample interview: `python3 tests/pictures.py` in the tests'
environment, for instance `.environment/tests/bin/python tests/pictures.py`.

With `--review FOLDER` it makes every screen in light and dark, at 100 and 200 %, small and large, for looking at.
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


def take(folder: Path, *, size: str = "1280x800", scale: str = "1", scheme: str = "light", prefix: str = "") -> None:
    """Go through the screens by keyboard and save a picture of each."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "data"
        _, finished = fill(home)
        with VirtualScreen(Path(place), "2560x1600") as screen:
            environment = {"FEEDBACK_DESK_HOME": str(home), "QT_SCALE_FACTOR": scale, "FEEDBACK_DESK_SCHEME": scheme}
            screen.start(START, **environment)
            window = screen.window("Feedback Desk")
            screen.run("xdotool", "windowsize", "--sync", window, *size.split("x"))

            def picture(name: str, wait: float = 1.5) -> None:
                time.sleep(wait)
                screen.picture(folder / f"{prefix}{name}.png", window)

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
            screen.picture(folder / f"{prefix}new.png")
            screen.keys("Escape", "ctrl+q")
        with Desk.open(home, readonly=True) as desk:
            interview = desk.interview(finished)
            pdf = desk.letter_pdf(desk.compose_letter(interview), interview)
    from PIL import Image

    from feedback_desk.pdf.picture import page_picture, pages

    for page in range(pages(pdf)):
        width, height, data = page_picture(pdf, page, 900)
        image = Image.frombytes("RGB", (width, height), bytes(data), "raw", "BGRX")
        image.save(folder / f"{prefix}letter-page{page + 1 if page else ''}.png", optimize=True)


def main(arguments: list[str]) -> None:
    if arguments[:1] != ["--review"]:
        take(ROOT / "docs" / "pictures")
        return
    for scheme in ("light", "dark"):
        for size, scale in (("1024x640", "1"), ("1280x800", "1"), ("2560x1440", "1"), ("2048x1280", "2")):
            take(Path(arguments[1]), size=size, scale=scale, scheme=scheme, prefix=f"{scheme}-{size}-{scale}-")


if __name__ == "__main__":
    main(sys.argv[1:])
