"""A kit as a file, there and back; and drafts, in which anything may be missing but nothing goes unsaid."""

import json
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedback_desk.capture import kit_draft
from feedback_desk.capture.kit_draft import (
    Problem,
    problems,
    read_draft,
    tidied,
    with_step,
    with_step_moved,
    without_step,
)
from feedback_desk.capture.kit_file import MOST_BYTES, kit_bytes, kit_of_bytes
from feedback_desk.capture.kits import MOST_CHARACTERS, MOST_SECTIONS, read_kit, shipped_kits, write_kit
from feedback_desk.errors import BadInput
from feedback_desk.model import Kit
from feedback_desk.paths import bundled
from tests.strategies import KIT, kits, typed_kits


@given(kits())
def test_every_kit_there_can_be_survives_its_file(kit):
    assert kit_of_bytes(kit_bytes(kit)) == kit


def test_the_file_of_a_shipped_kit_reads_like_the_one_it_came_from():
    for kit in shipped_kits().values():
        shipped = json.loads(bundled("assets", "kits", f"{kit.id}.json").read_bytes())
        written = kit_bytes(kit).decode()
        assert json.loads(written) == {"work_roles": [], **shipped}
        assert written.startswith('{\n  "id": ') and written.endswith("}\n") and "\\u" not in written


@given(st.binary() | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"[" * 100_000)
@example(b'{"a":' * 50_000)
@example(b"1" * 10_000)
@example(b"\xff\xfe{\x00}\x00")
@example(b"null")
@example(b"{}")
def test_no_bytes_are_more_than_a_sentence(data):
    with pytest.raises(BadInput) as trouble:
        kit_of_bytes(data, "x.kit.json")
    assert str(trouble.value).startswith("x.kit.json: ") and str(trouble.value).endswith(".")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(kits(), st.data())
def test_any_value_in_any_place_is_taken_or_named(kit, data):
    value = write_kit(kit)
    at = value
    while True:
        step = data.draw(st.sampled_from(sorted(at)) if isinstance(at, dict) else st.integers(0, len(at) - 1))
        inside = at[step]
        if not isinstance(inside, dict | list) or not inside or data.draw(st.booleans()):
            break
        at = inside
    at[step] = data.draw(JSON)
    content = json.dumps(value).encode()
    try:
        read = kit_of_bytes(content)
    except BadInput as trouble:
        assert str(trouble).startswith("kit")
    else:
        assert kit_of_bytes(kit_bytes(read)) == read


def test_a_file_that_is_too_large_is_not_even_read():
    with pytest.raises(BadInput, match="larger than 1 MB"):
        kit_of_bytes(b" " * (MOST_BYTES + 1))


@pytest.mark.parametrize(
    "wrong",
    [
        replace(KIT, name="a" * (MOST_CHARACTERS + 1)),
        replace(KIT, name="two\u2028lines"),
        replace(KIT, name="a \ud800"),
        replace(KIT, name="a\x00"),
        replace(
            KIT, sections=tuple(replace(KIT.sections[0], id=f"s{n}", title=f"{n}") for n in range(MOST_SECTIONS + 1))
        ),
        replace(KIT, sections=(replace(KIT.sections[0], questions=("why?",) * 101),)),
    ],
)
def test_what_no_screen_could_show_is_refused(wrong):
    with pytest.raises(BadInput):
        read_kit(write_kit(wrong))


# --- Drafts -----------------------------------------------------------------------------------------


@given(typed_kits())
def test_a_draft_with_anything_in_it_is_kept_as_it_is(kit):
    assert read_draft(json.loads(json.dumps(write_kit(kit)))) == kit


@given(typed_kits())
def test_a_draft_without_problems_is_a_kit_and_one_with_problems_is_none(kit):
    made = tidied(kit)
    assert tidied(made) == made
    if problems(made):
        with pytest.raises(BadInput):
            read_kit(write_kit(made))
    else:
        assert read_kit(write_kit(made)) == made


@given(kits())
def test_a_kit_that_can_be_read_has_no_problem(kit):
    assert problems(tidied(kit)) == ()


def test_problems_name_their_place_in_words():
    first, second, _ = KIT.sections
    poor = replace(
        KIT,
        role="",
        scale=("Low", "Low", "High"),
        sections=(
            replace(first, behaviours=("x", "", "z"), skills=("9",)),
            replace(second, title="WEB Security", behaviours=("", "b", "c")),
        ),
    )
    found = problems(poor)
    assert found == (
        Problem("", "role", 0, "Say which role it is for."),
        Problem("", "scale", 1, "Another step has this name already."),
        Problem("web", "behaviours", 1, "Say what “Low” looks like here."),
        Problem("web", "skills", 0, "“9” can’t be a skill: a letter first, then letters, digits and -."),
        Problem("review", "title", 0, "Another section has this title already."),
        Problem("review", "behaviours", 0, "Say what “Low” looks like here."),
    )
    assert [p.words for p in problems(replace(KIT, scale=("One",), sections=()))] == [
        "A scale has 2 to 7 steps.",
        "A kit needs at least one section.",
    ]


def test_typing_leaves_nothing_behind():
    typed = replace(KIT.sections[0], questions=(" Why? ", "", "And\tthen?"), skills=("#XSS", "xss", "csp sqli"))
    made = tidied(replace(KIT, name=" A\nkit ", sections=(typed,)))
    assert made.name == "A kit"
    assert made.sections[0].questions == ("Why?", "And then?")
    assert made.sections[0].skills == ("xss", "csp", "sqli")


def steps(kit: Kit):
    """What each step is called and looks like, whatever its place."""
    return [(step, *(section.behaviours[at] for section in kit.sections)) for at, step in enumerate(kit.scale)]


@given(kits(), st.data())
def test_behaviours_follow_the_steps_of_the_scale(kit, data):
    before = steps(kit)
    place = st.integers(0, len(before) - 1)
    at, to = data.draw(place), data.draw(place)
    moved = with_step_moved(kit, at, to)
    assert sorted(steps(moved)) == sorted(before) and steps(moved)[to] == before[at]
    assert with_step_moved(moved, to, at) == kit
    less = without_step(kit, at)
    assert steps(less) == before[:at] + before[at + 1 :]
    assert with_step(less, at, before[at][0], before[at][1:]) == kit
    more = with_step(kit, at)
    assert steps(without_step(more, at)) == before and not any(steps(more)[at])
    assert kit_draft.moved("abc", 0, 2) == ("b", "c", "a")
