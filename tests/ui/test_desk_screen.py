"""The Desk: what is shown, in what order and words, and what choosing a row does; over a real store."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from feedback_desk.desk import Desk
from feedback_desk.model import InterviewRow, InterviewState, LetterState, Overview, new_id
from tests.ui.whole_window import WholeWindow, fill, interview, titles
from ui.desk.rows import LONG_WAIT_DAYS, SHOWN, desk_rows
from ui.widgets.rows import ROW_ROLE

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def row(name="Amara Okafor", *, days=0.0, state=InterviewState.FINISHED, letter=None, notes=3, sample=False):
    when = NOW - timedelta(days=days)
    return InterviewRow(new_id(), new_id(), name, "SOC Analyst", "soc-analyst", when, state, notes, letter, "", sample)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FEEDBACK_DESK_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def whole(qtbot, home):
    opened = []

    def begin(*interviews):
        fill(home, *interviews)
        opened.append(WholeWindow(qtbot, home))
        return opened[0]

    yield begin
    opened[0].close()


def desk_of(whole):
    return whole.window.place("desk")


# --- Which rows, in which words -------------------------------------------------------------------


def test_parts_stand_in_the_order_of_what_to_do_and_empty_ones_are_left_out():
    overview = Overview(
        running=(row(state=InterviewState.RUNNING),),
        owed=(row(days=3), row(days=1)),
        sent=(row(letter=LetterState.SENT),),
    )
    headings = [r.title for r in desk_rows(overview, NOW) if r.heading]
    assert headings == ["In progress", "Feedback owed", "Letters recently sent"]


def test_waiting_is_said_in_days_and_a_long_wait_is_marked():
    owed = tuple(row(days=days) for days in (LONG_WAIT_DAYS, 1, 0))
    long, one, today = desk_rows(Overview(owed=owed), NOW)[1:]
    assert long.note == f"waiting {LONG_WAIT_DAYS} days"
    assert long.tone == "warning"
    assert (one.note, one.tone) == ("waiting 1 day", "muted")
    assert today.note == "since today"


@pytest.mark.parametrize(
    ("letter", "action"),
    [
        (None, "Write the letter"),
        (LetterState.DRAFT, "Go on with the letter"),
        (LetterState.EXPORTED, "Send the letter"),
    ],
)
def test_a_row_says_what_choosing_it_does(letter, action):
    owed = desk_rows(Overview(owed=(row(letter=letter),)), NOW)[1]
    assert owed.action == action
    assert owed.spoken.endswith(action)
    assert owed.spoken.startswith("Amara Okafor, SOC Analyst")


def test_who_answered_is_said():
    sent = desk_rows(Overview(sent=(row(letter=LetterState.ANSWERED),)), NOW)[1]
    assert "answered" in sent.detail


def test_a_long_part_is_cut_until_it_is_asked_for():
    overview = Overview(owed=tuple(row(days=n) for n in range(SHOWN + 5)))
    cut = desk_rows(overview, NOW)
    assert len(cut) == 1 + SHOWN + 1
    assert cut[-1].title == f"Show all {SHOWN + 5}"
    assert len(desk_rows(overview, NOW, frozenset({"owed"}))) == 1 + SHOWN + 5


# --- On the screen --------------------------------------------------------------------------------


def test_an_empty_desk_offers_two_things_and_the_example_goes_with_one_click(whole):
    desk = whole()
    screen = desk_of(desk)
    assert desk.focus.text() == "New interview"
    desk.key(Qt.Key.Key_Tab)
    assert desk.focus.text() == "Look at a finished example"
    desk.key(Qt.Key.Key_Return)
    desk.until(lambda: desk.window._shown[0] == "interview")
    desk.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: "Feedback owed" in titles(screen._list))
    assert screen._sample.isVisible()
    desk.window.commands.button("remove_sample").click()
    desk.until(lambda: not titles(screen._list))
    assert not screen._sample.isVisible()
    desk.until(lambda: screen._empty.isVisible())
    with Desk.open(desk.home, readonly=True) as store:
        assert store.overview().is_empty


def test_feedback_owed_is_listed_oldest_first_and_enter_opens_the_letter(whole):
    desk = whole(*(interview(f"Candidate {n}", days_ago=n) for n in (2, 9, 5)))
    screen = desk_of(desk)
    assert titles(screen._list) == ["Feedback owed", "Candidate 9", "Candidate 5", "Candidate 2"]
    desk.key(Qt.Key.Key_Down)
    opened = []
    screen.open_letter.connect(opened.append)
    wanted = screen._list.currentIndex().data(ROW_ROLE).id.split(":")[1]
    desk.key(Qt.Key.Key_Return)
    assert opened == [wanted]
    with Desk.open(desk.home, readonly=True) as store:
        assert store.interview(wanted).candidate.name == "Candidate 5"


def test_arrow_keys_step_over_headings(whole):
    desk = whole(interview("Planned", days_ago=-1, state=InterviewState.PLANNED), interview("Owed"))
    rows = desk_of(desk)._list
    assert rows.currentIndex().data() == "Planned"
    desk.key(Qt.Key.Key_Down)
    assert rows.currentIndex().data() == "Owed"
    desk.key(Qt.Key.Key_Up)
    assert rows.currentIndex().data() == "Planned"


def test_what_the_command_line_writes_appears(whole):
    desk = whole(interview("Here before"))
    rows = desk_of(desk)._list
    fill(desk.home, interview("From outside", days_ago=4))
    desk.qtbot.waitUntil(lambda: "From outside" in titles(rows), timeout=8000)


def test_show_all_shows_all(whole):
    desk = whole(*(interview(f"Candidate {n}", days_ago=n) for n in range(SHOWN + 3)))
    rows = desk_of(desk)._list
    assert titles(rows)[-1] == f"Show all {SHOWN + 3}"
    desk.key(Qt.Key.Key_End)
    desk.key(Qt.Key.Key_Return)
    assert len(titles(rows)) == 1 + SHOWN + 3


def menu_of(desk, row_title):
    screen = desk_of(desk)
    number = titles(screen._list).index(row_title)
    screen._menu(screen._list.model().index(number, 0).data(ROW_ROLE), QPoint(0, 0))
    return {action.text(): action for action in screen.findChild(QMenu).actions() if action.text()}


def test_an_interview_that_did_not_take_place_owes_nothing_and_that_can_be_taken_back(whole):
    planned = interview("Nobody came", days_ago=-1, state=InterviewState.PLANNED)
    desk = whole(planned)
    actions = menu_of(desk, "Nobody came")
    assert {"It was cancelled", "They did not come", "They withdrew", "Open the candidate"} <= set(actions)
    actions["They did not come"].trigger()
    desk.until(lambda: not titles(desk_of(desk)._list))
    with Desk.open(desk.home, readonly=True) as store:
        assert store.interview(planned.id).state is InterviewState.NO_SHOW
        assert not store.overview().owed
    desk.window.commands.run("undo")
    desk.until(lambda: "Nobody came" in titles(desk_of(desk)._list))


def test_a_letter_can_be_waived_with_a_reason(whole, monkeypatch):
    desk = whole(interview("Said no"))
    monkeypatch.setattr("PySide6.QtWidgets.QInputDialog.getText", lambda *_: ("candidate declined", True))
    menu_of(desk, "Said no")["No letter is owed…"].trigger()
    desk.until(lambda: not titles(desk_of(desk)._list))
    with Desk.open(desk.home, readonly=True) as store:
        assert store.interviews()[0].waived == "candidate declined"
