"""The e-mail that brings the letter: whole sentences, whatever is known of role, organisation and sender."""

import itertools
import re
from dataclasses import replace

import pytest

from feedback_desk.letter.mail import mail_words
from feedback_desk.letter.wording import languages, load_wording, tones
from feedback_desk.model import BlockKind, Candidate, Profile
from tests.letter.test_compose import CSP, draft

ALL = [(language, tone) for language in languages() for tone in tones(language)]


@pytest.mark.parametrize(("language", "tone"), ALL)
def test_it_is_whole_whatever_is_known(language, tone):
    wording = load_wording(language, tone)
    for role, organisation, name in itertools.product(["", "Analyst"], ["", "Northwind"], ["", "A B"]):
        made = mail_words(draft(CSP, role=role, profile=Profile(name=name, organisation=organisation)), wording)
        for text in (made.subject, made.text):
            assert "{" not in text and not re.search(r"  | [,.:]|\n\n\n", text), text
            assert ("Analyst" in text) == bool(role)
        assert ("Northwind" in made.text) == bool(organisation)
        assert "\n" not in made.subject and made.subject == made.subject.strip()
        assert made.text.endswith(f"\n{name or organisation}\n") or not (name or organisation)


def test_it_greets_as_the_letter_does():
    letter = draft(CSP, candidate=Candidate("c", "Nguyễn *Thị* Hoa", preferred_name="Hoa"))
    assert mail_words(letter, load_wording()).text.startswith("Dear Hoa,\n\n")
    out = replace(letter, blocks=tuple(replace(b, left_out=b.kind is BlockKind.SALUTATION) for b in letter.blocks))
    assert mail_words(out, load_wording()).text.startswith("Dear Nguyễn *Thị* Hoa,\n\n")


def test_what_the_user_changed_is_used():
    wording = load_wording(changes={"mail.subject_role": "{name}: {role}, {date}\nand more"})
    assert mail_words(draft(CSP), wording).subject == "Sam van der Berg: Engineer, 20 November 2026 and more"


@pytest.mark.parametrize(("language", "tone"), ALL)
@pytest.mark.parametrize("role", ["", "Engineer Jr."])
def test_an_organisation_that_ends_in_a_stop_ends_its_sentence(language, tone, role):
    letter = draft(CSP, role=role, profile=Profile(organisation="Northwind Inc."))
    made = mail_words(letter, load_wording(language, tone))
    assert ("Northwind Inc." in made.text) and not re.search(r"\.[.।]", made.text + made.subject)
