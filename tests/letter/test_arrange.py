"""Blocks in another order, split and joined: nothing is lost, and no re-draft undoes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_desk.errors import BadInput, NotFound
from feedback_desk.letter.arrange import join, move, split
from feedback_desk.model import BlockKind
from tests.letter.test_compose import CSP, XSS, draft, finding, gap, lab

TLS = finding("tls", "named the cipher. Found the proxy.")
IDOR = gap("idor", "missed the check", next_step="List the objects.")
RECOMMENDED = {"xss": (lab("one"), lab("two")), "idor": (lab("two"), lab("three"))}


@pytest.fixture
def letter():
    return draft(CSP, TLS, XSS, IDOR, recommended=RECOMMENDED)


def block(letter, key):
    return next(b for b in letter.blocks if b.finding == key)


def keys(letter):
    return [b.finding or b.kind.value for b in letter.blocks]


def test_a_block_moves_among_its_kind_and_no_further(letter):
    down = move(letter, block(letter, "csp").id, 1)
    assert keys(down)[3:7] == ["tls", "csp", "xss", "idor"]
    assert move(letter, block(letter, "csp").id, 9) == down
    assert move(down, block(letter, "csp").id, -1) == letter
    assert move(letter, block(letter, "csp").id, -1) == letter
    assert draft(CSP, TLS, XSS, IDOR, recommended=RECOMMENDED, before=down) == down


def test_a_split_block_is_two_that_nobody_overwrites(letter):
    tls = block(letter, "tls")
    two = split(letter, tls.id, tls.text.index("You found"))
    first, second = (b for b in two.blocks if b.finding == "tls")
    assert (first.text, second.text) == ("You named the cipher.", "You found the proxy.")
    assert first.id == tls.id and second.id not in {b.id for b in letter.blocks}
    assert first.title == second.title and first.notes == second.notes == tls.notes
    assert first.edited and second.edited
    assert draft(CSP, TLS, XSS, IDOR, recommended=RECOMMENDED, before=two) == two


def test_next_step_and_resources_stay_with_the_first_half(letter):
    idor = block(letter, "idor")
    two = split(letter, idor.id, idor.text.index("missed"))
    first, second = (b for b in two.blocks if b.finding == "idor")
    assert (first.next_step, first.resources) == (idor.next_step, idor.resources)
    assert (second.next_step, second.resources) == ("", ())


def test_a_cut_inside_a_word_is_made_before_it(letter):
    tls = block(letter, "tls")
    two = split(letter, tls.id, tls.text.index("cipher") + 3)
    assert [b.text for b in two.blocks if b.finding == "tls"] == ["You named the", "cipher. You found the proxy."]


@pytest.mark.parametrize("at", [-5, 0, 2, 999])
def test_a_half_without_words_is_refused(letter, at):
    with pytest.raises(BadInput, match="each half"):
        split(letter, block(letter, "tls").id, at)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.integers(-2, 32))
def test_splitting_loses_nothing(text, at):
    made = draft(TLS)
    tls = block(made, "tls")
    made = replace(made, blocks=tuple(replace(b, text=text) if b is tls else b for b in made.blocks))
    try:
        halves = [b.text for b in split(made, tls.id, at).blocks if b.finding == "tls"]
    except BadInput:
        return
    assert all(halves) and "".join("".join(halves).split()) == "".join(text.split())


def test_joining_keeps_the_words_of_both_and_names_things_once(letter):
    one = join(letter, block(letter, "xss").id)
    (joined,) = (b for b in one.blocks if b.kind is BlockKind.GROWTH)
    xss, idor = block(letter, "xss"), block(letter, "idor")
    assert joined.text == f"{xss.text}\n\n{idor.text}"
    assert joined.next_step == "Build a page.\n\nList the objects."
    assert joined.title == "Xss and Idor"
    assert [r.resource.id for r in joined.resources] == ["one", "two", "three"]
    assert joined.notes == ("xss0", "idor0")
    assert joined.joined == (idor.id,) and joined.edited
    again = draft(CSP, TLS, XSS, gap("idor", "said something else"), recommended=RECOMMENDED, before=one)
    assert again == one


def test_three_joined_remember_all(letter):
    csp = finding("csp", "explained nonces")
    made = draft(csp, TLS, finding("sop", "drew the origin"))
    one = join(join(made, block(made, "csp").id), block(made, "csp").id)
    assert set(block(one, "csp").joined) == {block(made, "tls").id, block(made, "sop").id}
    other = join(made, block(made, "tls").id)
    assert set(block(join(other, block(made, "csp").id), "csp").joined) == {
        block(made, "tls").id,
        block(made, "sop").id,
    }
    assert draft(csp, TLS, finding("sop", "drew the origin"), before=one) == one


def test_what_is_left_out_is_passed_over_and_joins_nothing(letter):
    made = draft(CSP, TLS, finding("sop", "drew the origin"))
    out = replace(made, blocks=tuple(replace(b, left_out=b.finding == "tls") for b in made.blocks))
    one = join(out, block(out, "csp").id)
    assert keys(one) == ["salutation", "opening", "outcome", "csp", "tls", "closing"]
    assert block(one, "tls").left_out
    with pytest.raises(BadInput, match="left out"):
        join(out, block(out, "tls").id)
    with pytest.raises(BadInput, match="no further"):
        join(letter, block(letter, "idor").id)


@pytest.mark.parametrize(
    "change", [lambda x: move(x, "gone", 1), lambda x: split(x, "gone", 1), lambda x: join(x, "gone")]
)
def test_a_block_that_is_gone(letter, change):
    with pytest.raises(NotFound):
        change(letter)
