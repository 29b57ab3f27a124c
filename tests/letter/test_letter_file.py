"""A letter that is only text is read back into what it was, with places in that very text."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "pdf"))

from pdf_letters import letter

from feedback_desk.letter.checks import check_text
from feedback_desk.letter.letter_file import read_letter
from feedback_desk.letter.markdown import letter_markdown
from feedback_desk.model import BlockKind, Severity

PASTED = """Hi Meera,

thanks a lot for your time on Tuesday.

**Strengths**

1. Threat modelling: when we drew the gateway you named the trust boundary first.
2. You read the stack trace from the bottom.

**Areas for improvement:**

* **Secrets.** In the pipeline exercise you left the key in the repository, which means anyone who clones it has it.
  Next step: move one secret of your own into a vault.
* SQL injection: you joined strings.

Best,
"""


def of(text, kind):
    return [block for block in read_letter(text).letter.blocks if block.kind is kind]


def test_what_the_program_writes_is_read_back():
    written = letter()
    read = read_letter(letter_markdown(written)).letter
    for kind in (BlockKind.SALUTATION, BlockKind.STRENGTH, BlockKind.GROWTH):
        before = [block for block in written.blocks if block.kind is kind]
        after = [block for block in read.blocks if block.kind is kind]
        assert [block.text for block in after] == [block.text for block in before], kind
        assert [block.title for block in after] == [block.title for block in before]
        assert [block.next_step for block in after] == [block.next_step for block in before]
    assert (read.written_on, read.interviewed_on) == (written.written_on, written.interviewed_on)
    assert read.candidate == written.candidate


def test_a_pasted_letter_with_headings_of_its_own():
    assert [block.text for block in of(PASTED, BlockKind.SALUTATION)] == ["Hi Meera,"]
    assert len(of(PASTED, BlockKind.STRENGTH)) == 2
    secrets, injection = of(PASTED, BlockKind.GROWTH)
    assert secrets.title == "Secrets."
    assert secrets.next_step == "move one secret of your own into a vault."
    assert injection.next_step == ""
    rules = {(found.rule, found.block) for found in check_text(PASTED)}
    assert ("no-next-step", injection.id) in rules
    assert ("no-next-step", secrets.id) not in rules
    assert ("no-situation", secrets.id) not in rules and ("no-situation", injection.id) in rules
    assert "no-evidence" not in {rule for rule, _ in rules}


@pytest.mark.parametrize(
    "text",
    [
        "We rated you 3/5.",
        "# Notes\n\nWe rated you 3/5.",
        "\ufeffWe rated you 3/5.\r\n\r\nThanks.\r\n",
        "- We rated you 3/5.",
        "> We rated you 3/5.",
        "Dear Meera, we rated you 3/5.",
        "Where to grow\n\nWe rated you 3/5.",
        "## Where to grow\n\n### Scoring\nWe rated you 3/5.",
        "| a | b |\n|---|---|\n| We rated you 3/5. | c |",
    ],
)
def test_a_sentence_is_checked_wherever_it_stands(text):
    found = [one for one in check_text(text) if one.severity is Severity.BLOCK]
    assert [one.rule for one in found] == ["internal-data"]
    assert text[found[0].start : found[0].end] == found[0].text
    assert "rated you 3" in found[0].text


def test_a_lone_sentence_is_not_asked_for_a_whole_letter():
    assert check_text("You drew the trust boundaries before naming threats.") == ()


def test_the_sender_and_the_candidate_are_no_third_parties():
    text = "Dear Meera,\n\nTomás Okafor felt welcome. Meera and I talked.\n\nKind regards,\nTomás Okafor\n"
    assert "third-party" not in {found.rule for found in check_text(text)}


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                "# ",
                "## Where to grow",
                "- ",
                "**",
                "Try this:",
                "Dear A,",
                "\n",
                "\n\n",
                "x [a](https://b.example) ",
                "Kind regards,\n",
                "1. ",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_text_is_read_and_every_place_is_in_it(text):
    read = read_letter(text)
    last = 0
    for piece in read.pieces:
        assert 0 <= piece.start <= piece.end <= len(text)
        assert piece.start >= last
        last = piece.start
    for found in check_text(text):
        assert text[found.start : found.end] == found.text


def test_a_next_step_that_is_a_list_is_read_as_one():
    growth = "## Where to grow\n\n### XSS\n\nYou mixed them up.\n\n"
    text = f"{growth}**Try this:**\n\n- read it\n- build it\n\n### CSP\n\nNo.\n"
    xss, csp = read_letter(text).letter.blocks
    assert (xss.title, xss.text, xss.next_step) == ("XSS", "You mixed them up.", "- read it\n- build it")
    assert (csp.title, csp.text, csp.next_step) == ("CSP", "No.", "")
