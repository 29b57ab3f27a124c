"""Every screen at 80 to 200 % of the text size in a small window: nothing cut, nothing over something else.

The names are long, in scripts that run higher, wider and the other way round.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from feedback_desk import paths
from feedback_desk.desk import Desk
from feedback_desk.model import Candidate, InterviewState, Profile, new_id
from tests.ui.fitting import trouble
from tests.ui.whole_window import WholeWindow
from ui import theme

SMALL = (1024, 640)
NAMES = (
    "Dr. Maximiliane Freifrau von Donaudampfschifffahrtsgesellschaft-Hohenlohe",
    "श्रीमती ज्ञानेश्वरी विश्वनाथन् राधाकृष्णन् चट्टोपाध्याय",
    "عبد الرحمن بن محمد بن عبد العزيز القحطاني الأنصاري",
)
ROLE = "Informationssicherheitsbeauftragte für Anwendungssicherheit und Cloud-Infrastrukturen"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A home with all states of interviews, long names and a letter."""
    home = tmp_path_factory.mktemp("home")
    now = datetime.now(UTC).replace(microsecond=0)
    with Desk.open(home) as desk:
        desk.set_profile(Profile(NAMES[0], ROLE, "Bundesamt für Sicherheitsüberprüfungen", "1 Example Road"))
        text = paths.bundled("assets", "examples", "interview.md").read_bytes()
        sample = desk.interview(desk.import_text(text, "interview.md")[0])
        for number, name in enumerate(NAMES):
            for state in (InterviewState.FINISHED, InterviewState.PLANNED, InterviewState.RUNNING):
                person = Candidate(new_id(), name, f"person{number}@example.org")
                notes = tuple(replace(n, id=new_id()) for n in sample.notes) if state != InterviewState.PLANNED else ()
                when = now - timedelta(days=number) if state != InterviewState.PLANNED else now + timedelta(days=1)
                desk.add_interview(
                    replace(sample, id=new_id(), candidate=person, role=ROLE, when=when, state=state, notes=notes)
                )
        desk.index_pending(200)
    return home


def open_interview(whole, state):
    with Desk.open(whole.home, readonly=True) as desk:
        rows = [row for row in desk.interviews() if row.state == state]
    row = next(row for row in rows if row.candidate == NAMES[1])
    if state == InterviewState.FINISHED:
        whole.window.open_letter(row.id)
    else:
        whole.window.open_interview(row.id)


def candidate(whole):
    with Desk.open(whole.home, readonly=True) as desk:
        whole.window.open_candidate(next(row for row in desk.interviews() if row.candidate == NAMES[0]).candidate_id)


def shelf(number):
    def go(whole):
        whole.room("library")._tabs.setCurrentIndex(number)

    return go


def kit_editor(whole):
    shelf(0)(whole)
    QTest.qWait(300)  # the kits are read when the Library is first shown
    whole.window.commands.run("kit_edit")


def part(name):
    return lambda whole: whole.room("settings").part(name)


def palette(typed):
    def go(whole):
        whole.window.commands.run("palette")
        whole.window._palette._field.setText(typed)

    return go


PLACES = {
    "desk": lambda whole: None,
    "candidates": lambda whole: whole.room("candidates"),
    "candidate": candidate,
    "kits": shelf(0),
    "skills": shelf(1),
    "resources": shelf(2),
    "wording": shelf(3),
    "checks": shelf(4),
    "kit editor": kit_editor,
    "profile": part("profile"),
    "letters": part("letters"),
    "organisation": part("organisation"),
    "appearance": part("appearance"),
    "keys": part("shortcuts"),
    "live": lambda whole: open_interview(whole, InterviewState.RUNNING),
    "planned": lambda whole: open_interview(whole, InterviewState.PLANNED),
    "letter": lambda whole: open_interview(whole, InterviewState.FINISHED),
    "palette": palette("in"),
    "palette with nothing": palette("nothing is called that"),
    "new interview": lambda whole: whole.window.new_interview(),
    "guide": lambda whole: whole.window.commands.run("guide"),
    "shortcuts": lambda whole: whole.window.commands.run("shortcuts"),
    "about": lambda whole: whole.window.commands.run("about"),
}
EMPTY = {
    "desk": PLACES["desk"],
    "interview": lambda whole: whole.window.commands.run("room_interview"),
    "candidates": PLACES["candidates"],
}


@pytest.fixture(params=[0.8, 1.0, 1.5, 2.0])
def scale(request, qapp):
    theme.apply(qapp)
    theme.set_text_scale(qapp, request.param)
    yield request.param
    theme.set_text_scale(qapp, 1.0)


def looked_at(qtbot, home, places):
    """By place, what is wrong with the window after going there, and with the dialog in front of it."""
    whole, found = WholeWindow(qtbot, home), {}
    whole.window.resize(*SMALL)
    try:
        for place, go in places.items():
            go(whole)
            qtbot.wait(350)
            for _ in range(8):  # what is read in the background comes a moment later
                if not (wrong := trouble(whole.window)):
                    break
                qtbot.wait(250)
            if whole.window.width() > SMALL[0] or whole.window.height() > SMALL[1]:
                wrong.append(f"the window needs {whole.window.minimumSizeHint().toTuple()}")
                whole.window.resize(*SMALL)
            for dialog in QApplication.topLevelWidgets():
                if isinstance(dialog, QDialog) and dialog.isVisible():
                    wrong += trouble(dialog)
                    if dialog.width() > SMALL[0] or dialog.height() > SMALL[1]:
                        wrong.append(f"{dialog.windowTitle()} is {dialog.size().toTuple()}")
                    dialog.close()
            if wrong:
                found[place] = wrong
            if whole.window._palette is not None:
                whole.window._palette.end()
            whole.window.activateWindow()
    finally:
        whole.close()
    return found


def test_everything_fits_with_long_names(qtbot, filled, monkeypatch, scale):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(filled))
    (filled / "window.ini").unlink(missing_ok=True)
    found = looked_at(qtbot, filled, PLACES)
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


def test_everything_fits_while_there_is_nothing(qtbot, tmp_path, monkeypatch, scale):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    found = looked_at(qtbot, tmp_path, EMPTY)
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)
