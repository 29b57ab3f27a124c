"""Every letter is PDF/UA-1 and PDF/A-2a in one file, with no rule failed."""

import page
import pytest
from pdf_letters import letter, opening

from feedback_desk.pdf.render import render


def assert_conforms(pdf: bytes) -> None:
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_plain_letter_conforms(paper):
    rendered = render(letter(), paper=paper)
    assert_conforms(rendered.pdf)
    assert rendered.missing == ()


def test_an_empty_letter_conforms():
    assert_conforms(render(opening("")).pdf)
