"""A filled store of each released schema opens in today's program with all that it held."""

import shutil
from dataclasses import replace

import pytest

from feedback_desk.desk import Desk
from feedback_desk.store import kits, letters, migrations
from feedback_desk.store.database import open_store
from tests.fixtures.db import make_0001_first as first
from tests.fixtures.db import make_0002_pictures as second
from tests.fixtures.db import make_0003_kits as third
from tests.fixtures.db import make_0004_went_out as fourth


@pytest.fixture
def from_first(home):
    shutil.copytree(first.FOLDER, home)
    return home


@pytest.fixture
def from_second(home):
    shutil.copytree(second.FOLDER, home)
    return home


def test_every_schema_has_its_filled_store():
    assert {folder.name for folder in first.FOLDER.parent.iterdir() if (folder / "key.json").exists()} == set(
        migrations.NAMES
    )


def test_the_first_schema_keeps_every_row(from_first):
    with Desk.open(from_first, now=lambda: first.NOW) as desk:
        for interview in first.INTERVIEWS:
            assert desk.interview(interview.id) == interview
            assert desk.interview(interview.id).when.utcoffset() == interview.when.utcoffset()
        assert [row.id for row in desk.interviews()] == ["running0", "finished", "waived00"]
        assert desk.draft_line("running0") == first.DRAFT_LINE
        assert desk.profile() == first.PROFILE
        assert desk.letter("finished") == first.LETTER
        assert desk.sent_letters("finished") == [first.SENT]
        assert desk.sent_pdf(first.SENT.id) == first.PDF
        page = desk.candidate(first.MEERA.id)
        assert (page.candidate, page.since) == (first.MEERA, first.NOW)
        assert [row.id for row in page.interviews] == ["finished", "waived00"]
        assert page.sent == (first.SENT,)
        assert desk.kit_of(first.FINISHED).version == 1
        assert desk.kit_of(first.RUNNING) is None
        overview = desk.overview()
        assert [row.id for row in overview.running] == ["running0"]
        assert overview.owed == ()
        assert [row.id for row in overview.sent] == ["finished"]
        assert desk.candidate_ids() == [first.WEI.id, first.MEERA.id]


def test_the_first_schema_is_searched_as_it_was_left(from_first):
    """The index, and what was waiting for it."""
    for readonly in (True, False):
        with Desk.open(from_first, readonly=readonly) as desk:
            for typed in ("ramanujan", "unprompted", "नय", "c# for java", "dear meera", "மீ"):
                assert "finished" in [hit.interview_id for hit in desk.search(typed)], typed
            assert [hit.interview_id for hit in desk.search("王伟")] == ["running0"]
            assert desk.search("thou") == []


def test_the_second_schema_keeps_every_row(from_second):
    with Desk.open(from_second, now=lambda: first.NOW) as desk:
        for interview in first.INTERVIEWS:
            assert desk.interview(interview.id) == interview
        assert desk.profile() == second.PROFILE
        assert desk.policy() == second.POLICY
        assert desk.letter("finished") == second.LETTER
        assert desk.sent_letters("finished") == [second.SENT, first.SENT]
        assert desk.sent_pdf(second.SENT.id) == second.PDF
        assert desk.sent_pdf(first.SENT.id) == first.PDF
        assert desk.pictures_of(second.LETTER) == {
            second.PROFILE.logo: second.LOGO,
            second.PROFILE.signature: second.SIGNATURE,
        }
        assert "finished" in [hit.interview_id for hit in desk.search("talk again")]


def test_the_third_schema_keeps_every_row(home):
    shutil.copytree(third.FOLDER, home)
    with Desk.open(home, now=lambda: first.NOW) as desk:
        rated, *others = first.FINISHED.sections
        ticked = replace(first.FINISHED, sections=(replace(rated, asked=third.ASKED), *others))
        assert desk.interview(ticked.id) == ticked
        assert desk.interview(first.RUNNING.id) == first.RUNNING
        assert desk.letter("finished") == second.LETTER
        assert desk.sent_letters("finished") == [second.SENT, first.SENT]
    with open_store(home) as store:
        assert kits.own(store) == [third.BINNED, third.OWN]
        assert kits.newest(store, third.OWN.id) == third.OWN.version


def test_the_fourth_schema_keeps_every_row(home):
    shutil.copytree(fourth.FOLDER, home)
    with Desk.open(home, now=lambda: first.NOW) as desk:
        assert desk.interview(first.RUNNING.id) == first.RUNNING
        assert desk.sent_letters("finished") == [second.SENT, first.SENT]
    with open_store(home) as store:
        assert letters.went_out(store, first.RUNNING.id) == (fourth.PDF, fourth.TEXT)
        assert letters.went_out(store, first.FINISHED.id) is None
