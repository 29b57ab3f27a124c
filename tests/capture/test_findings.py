"""Findings: every evidence note lands in one, no other note in any, in an order fit for a letter."""

from hypothesis import given
from hypothesis import strategies as st

from feedback_desk.capture.findings import NO_SECTION, findings
from feedback_desk.catalogue.skills import Skills
from feedback_desk.model import FindingKind, Kit, KitSection, Note, NoteKind, Section, Skill

SKILLS = Skills(
    (
        Skill("xss", "Cross-site scripting (XSS)", "web", ("cross-site-scripting",), "Good.", "Step."),
        Skill("csp", "Content security policy", "web", (), "Good too.", "Another step."),
    )
)
KIT = Kit(
    "k",
    1,
    "K",
    "Engineer",
    ("No", "Yes"),
    (KitSection("web", "Web security", 10, (), ("", ""), ("xss", "csp"), "Names the context.", "Write a policy."),),
)
SECTIONS = (Section("web", "Web security"), Section("code", "Code review"))


def note(number, kind, *skills, section="web"):
    return Note(f"n{number}", section, kind, f"text {number}", skills)


def found(*notes):
    return findings(notes, SECTIONS, KIT, SKILLS)


def keys(made):
    return [(finding.kind.value, finding.key) for finding in made]


def test_notes_of_one_skill_come_together_whatever_alias_was_typed():
    (finding,) = found(note(1, NoteKind.GAP, "xss"), note(2, NoteKind.SERIOUS_GAP, "cross-site-scripting", "xss"))
    assert (finding.key, finding.title, finding.good, finding.next_step, finding.skills) == (
        "xss",
        "Cross-site scripting (XSS)",
        "Good.",
        "Step.",
        ("xss",),
    )
    assert [(e.note_id, e.text, e.section_title, e.serious) for e in finding.evidence] == [
        ("n1", "text 1", "Web security", False),
        ("n2", "text 2", "Web security", True),
    ]


def test_strengths_come_first_then_serious_gaps_each_by_first_note():
    made = found(
        note(1, NoteKind.GAP, "idor"),
        note(2, NoteKind.STRENGTH, "csp"),
        note(3, NoteKind.SERIOUS_GAP, "csrf"),
        note(4, NoteKind.GAP, "csp"),
        note(5, NoteKind.STRENGTH, "xss"),
    )
    assert keys(made) == [
        ("strength", "csp"),
        ("strength", "xss"),
        ("gap", "csrf"),
        ("gap", "idor"),
        ("gap", "csp"),
    ]


def test_a_note_without_a_skill_counts_for_its_section():
    with_kit, without, nowhere = found(
        note(1, NoteKind.STRENGTH),
        note(2, NoteKind.STRENGTH, section="code"),
        note(3, NoteKind.STRENGTH, section=""),
    )
    assert (with_kit.key, with_kit.title, with_kit.good, with_kit.next_step, with_kit.skills) == (
        "section:web",
        "Web security",
        "Names the context.",
        "Write a policy.",
        ("xss", "csp"),
    )
    assert (without.key, without.title, without.skills) == ("section:code", "Code review", ())
    assert (nowhere.key, nowhere.title) == ("section:", NO_SECTION)


def test_an_unknown_tag_is_its_own_title():
    (finding,) = found(note(1, NoteKind.GAP, "threat-modelling_basics"))
    assert (finding.title, finding.skills, finding.good) == (
        "Threat modelling basics",
        ("threat-modelling_basics",),
        "",
    )


NOTES = st.lists(
    st.builds(
        Note,
        id=st.uuids().map(str),
        section=st.sampled_from(["", "web", "code", "gone"]),
        kind=st.sampled_from(NoteKind),
        text=st.text(max_size=20),
        skills=st.lists(st.sampled_from(["xss", "csp", "cross-site-scripting", "other"]), max_size=3).map(tuple),
    ),
    max_size=12,
)


@given(NOTES, st.sampled_from([KIT, None]))
def test_every_evidence_note_lands_in_a_finding_and_no_other_does(notes, kit):
    made = findings(notes, SECTIONS, kit, SKILLS)
    landed = {evidence.note_id for finding in made for evidence in finding.evidence}
    assert landed == {note.id for note in notes if note.kind.is_evidence}
    assert len({(finding.kind, finding.key) for finding in made}) == len(made)
    by_id = {note.id: note for note in notes}
    for finding in made:
        for evidence in finding.evidence:
            written = by_id[evidence.note_id]
            assert (finding.kind is FindingKind.STRENGTH) == (written.kind is NoteKind.STRENGTH)
            assert evidence.serious == (written.kind is NoteKind.SERIOUS_GAP)
            assert evidence.text == written.text
    assert [finding.kind for finding in made] == sorted(
        (finding.kind for finding in made), key=lambda k: k != "strength"
    )
