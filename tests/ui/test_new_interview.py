"""The New interview sheet: what it asks for, known candidates, and what is stored."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from feedback_desk.capture.kits import shipped_kits
from feedback_desk.desk import Desk
from feedback_desk.errors import StoreTrouble
from feedback_desk.model import Candidate, InterviewState
from tests.ui.whole_window import WholeWindow, fill, interview
from ui.new_interview.form import Form, same_email
from ui.new_interview.sheet import NewInterviewSheet

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TARA = Candidate("tara0000", "Tara Example", "tara@example.org")


@pytest.fixture
def whole(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    fill(tmp_path, interview(candidate=TARA, days_ago=40))
    made = WholeWindow(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def sheet(whole):
    whole.key(Qt.Key.Key_N, CTRL)
    made = whole.window.findChild(NewInterviewSheet)
    whole.until(lambda: made._kit.count() > 1)
    whole.until(lambda: made._name.hasFocus())
    return made


def button(sheet, words):
    return next(b for b in sheet.findChildren(QPushButton) if b.text().replace("&", "") == words)


def stored(whole):
    assert whole.jobs.flush()
    with Desk.open(whole.home, readonly=True) as desk:
        return [desk.interview(row.id) for row in desk.interviews() if row.candidate_id != TARA.id or row.notes == 0]


def test_the_parts_of_the_time_are_reached_within_it(sheet, whole):
    sheet._when.setFocus()
    parts = [sheet._when.currentSectionIndex()]
    for _ in range(4):
        whole.key(Qt.Key.Key_Right, CTRL)
        parts.append(sheet._when.currentSectionIndex())
    assert parts == [0, 1, 2, 3, 4]
    before = sheet._when.dateTime()
    whole.key(Qt.Key.Key_Up)
    assert sheet._when.dateTime() == before.addSecs(3600)


def test_tab_goes_through_all_of_the_sheet_both_ways(sheet, whole):
    fields = [sheet._name, sheet._email, sheet._role, sheet._kit, sheet._when]
    round_trip = [*fields, *(button(sheet, words) for words in ("Start now", "Plan for later", "Cancel"))]
    for key, held, wanted in (
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, round_trip),
        (Qt.Key.Key_Backtab, SHIFT, [sheet._name, *reversed(round_trip[1:])]),
    ):
        met = []
        for _ in wanted:
            met.append(whole.focus)
            whole.key(key, held)
        assert met == wanted
        assert sheet._name.hasFocus()


# --- What is taken --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "email", "role", "wrong"),
    [
        ("Ada", "", "Analyst", set()),
        ("अनन्या", "a@example.org", "Analyst", set()),
        ("  ", "", "", {"name", "role"}),
        ("Ada", "not an address", "Analyst", {"email"}),
        ("Ada", "a@b", "Analyst", {"email"}),
    ],
)
def test_what_can_not_be_taken_is_said_in_sentences(name, email, role, wrong):
    problems = Form(name, email, role, None, datetime.now(UTC)).problems()
    assert set(problems) == wrong
    assert all(sentence.endswith((".", "?")) or ". " in sentence for sentence in problems.values())


def test_an_e_mail_is_the_same_whatever_its_case():
    assert same_email(" Tara@Example.org ", [TARA]) == TARA
    assert same_email("", [Candidate("c", "No address")]) is None


# --- The sheet ------------------------------------------------------------------------------------


def test_the_kits_are_offered_in_their_order_and_all_of_them_are_seen(whole, sheet):
    names = [sheet._kit.itemText(place) for place in range(sheet._kit.count())]
    assert names == [*(kit.name for kit in shipped_kits().values()), "No kit"]
    assert sheet._kit.maxVisibleItems() >= len(names), "all are seen without scrolling"


def test_start_now_stores_a_running_interview_with_its_kit_and_opens_it(whole, sheet):
    whole.type("Ada Example")
    sheet._kit.setCurrentIndex(sheet._kit.findText("Application security"))
    if sheet._kit.currentIndex() < 0:
        sheet._kit.setCurrentIndex(0)
    kit = sheet._kits[sheet._kit.currentIndex()]
    started = []
    sheet.started.connect(started.append)
    whole.key(Qt.Key.Key_Return)
    whole.until(lambda: bool(started))
    (made,) = stored(whole)
    assert made.id == started[0]
    assert made.candidate.name == "Ada Example"
    assert made.state is InterviewState.RUNNING
    assert made.kit == kit.id
    assert len(made.sections) == len(kit.sections)
    assert made.role == kit.role
    assert abs(made.when - datetime.now(UTC)) < timedelta(seconds=30)


def test_plan_for_later_stores_it_for_the_desk(whole, sheet):
    whole.type("Ada Example")
    whole.key(Qt.Key.Key_Tab)
    whole.type("ada@example.org")
    button(sheet, "Plan for later").click()
    whole.until(lambda: whole.window.status._words.text() == "Planned: Ada Example")
    (made,) = stored(whole)
    assert made.state is InterviewState.PLANNED
    assert made.candidate.email == "ada@example.org"
    assert made.when > datetime.now(UTC)


def test_a_missing_name_is_said_at_the_field_and_nothing_is_stored(whole, sheet):
    button(sheet, "Start now").click()
    assert sheet._problems["name"].isVisible()
    assert sheet._name.hasFocus()
    assert not stored(whole)
    whole.type("A")
    assert not sheet._problems["name"].isVisible()


def test_choosing_a_known_candidate_links_and_typing_on_makes_somebody_new(whole, sheet):
    whole.type("tara")
    whole.until(lambda: sheet._names.listed.isVisible())
    whole.key(Qt.Key.Key_Down, on=sheet._names.listed)
    whole.key(Qt.Key.Key_Return, on=sheet._names.listed)
    assert sheet._known == TARA
    assert sheet._email.text() == "tara@example.org"
    assert sheet._link.text() == "Linked to Tara Example, whom you have met before."
    sheet._name.setFocus()
    whole.type("x")
    assert sheet._known is None
    assert not sheet._link.isVisible()


def test_a_known_e_mail_is_said_but_nobody_is_linked_without_being_asked(whole, sheet):
    whole.type("T. Example")
    whole.key(Qt.Key.Key_Tab)
    whole.type("TARA@example.org")
    whole.until(lambda: sheet._link_button.isVisible())
    assert "same e-mail" in sheet._link.text()
    assert sheet._known is None
    whole.key(Qt.Key.Key_Escape, on=sheet._emails.listed) if sheet._emails.listed.isVisible() else None
    button(sheet, "Plan for later").click()
    whole.until(lambda: len(stored(whole)) == 1)
    assert stored(whole)[0].candidate.id != TARA.id


def test_linking_by_the_button_keeps_the_known_persons_details(whole, sheet):
    whole.type("T. Example")
    whole.key(Qt.Key.Key_Tab)
    whole.type("tara@example.org")
    whole.until(lambda: sheet._link_button.isVisible())
    sheet._link_button.click()
    button(sheet, "Plan for later").click()
    whole.until(lambda: len(stored(whole)) == 1)
    assert stored(whole)[0].candidate == TARA


def test_escape_closes_the_sheet_and_stores_nothing(whole, sheet):
    whole.type("Ada")
    whole.key(Qt.Key.Key_Escape, on=sheet)
    assert not stored(whole)
    assert whole.window._shown[0] == "desk"


# --- While it is being stored ---------------------------------------------------------------------


def test_start_pressed_twice_stores_one_interview_and_opens_it_whatever_is_pressed_meanwhile(whole, sheet):
    started, disk = [], threading.Event()
    sheet.started.connect(started.append)
    whole.type("Ada Example")
    sheet._role.setText("Analyst")
    whole.jobs.write(lambda desk: disk.wait(5))
    start = button(sheet, "Start now")
    whole.qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    whole.qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    whole.key(Qt.Key.Key_Escape, on=sheet)
    assert sheet.isVisible()
    disk.set()
    whole.until(lambda: bool(started))
    (made,) = stored(whole)
    assert [made.id] == started
    assert whole.window._shown[0] == "interview"


def test_what_the_store_refuses_can_be_tried_again_and_is_stored_once(whole, sheet, monkeypatch):
    def full(*_):
        raise StoreTrouble("The disk is full.")

    whole.type("Ada Example")
    sheet._role.setText("Analyst")
    plan = button(sheet, "Plan for later")
    with monkeypatch.context() as refusing:
        refusing.setattr(Desk, "add_interview", full)
        plan.click()
        whole.until(sheet._trouble.isVisible)
    assert plan.isEnabled() and button(sheet, "Cancel").isEnabled()
    plan.click()
    whole.until(lambda: whole.jobs.all_written)
    whole.jobs.retry()
    assert [one.candidate.name for one in stored(whole)] == ["Ada Example"]
