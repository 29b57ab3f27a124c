"""Private things put into a letter by hand, with every trick of Markdown and Unicode: each way out is stopped alike.

And what only looks like it: words the program or a shareable note says too stop nothing.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from feedback_desk.errors import LetterBlocked
from feedback_desk.model import (
    Block,
    BlockKind,
    Candidate,
    Decision,
    FindingKind,
    Interview,
    InterviewState,
    Note,
    NoteKind,
    Profile,
    new_id,
)

WAYS = ("pdf", "md", "txt", "eml", "card")
OTHERS = ("Priya Raman", "José Núñez", "Ana Maria Silva", "अनन्या राव", "Will May")
NOTES = (
    Note("note0001", "", NoteKind.STRENGTH, "explained nonces without being asked", ("csp",)),
    Note("note0002", "", NoteKind.GAP, "took stored and reflected XSS for the same thing", ("xss",)),
    Note("note0003", "", NoteKind.PRIVATE, "seemed rushed, back-to-back calls all day long"),
    Note("note0004", "", NoteKind.PLAIN, "सवाल का जवाब देर से दिया और थका हुआ लगा"),
)


def finished(desk, clock, notes=NOTES, decision=None):
    """A finished interview, stored."""
    interview = Interview(
        new_id(),
        Candidate(new_id(), "Robin Example", "robin@example.org", preferred_name="Robin"),
        "Application Security Engineer",
        "application-security",
        0,
        clock.now - timedelta(hours=2),
        state=InterviewState.FINISHED,
        notes=notes,
        decision=decision,
    )
    desk.add_interview(interview)
    return interview


@pytest.fixture
def ways_stopped(desk, clock, tmp_path):
    """Which ways out are stopped when this text is written into a growth point."""
    desk.set_profile(Profile("Test Writer", "Engineer", "Example Ltd", email="writer@example.org"))
    for name in OTHERS:
        earlier = clock.now - timedelta(days=3)
        desk.add_interview(Interview(new_id(), Candidate(new_id(), name), "SOC Analyst", "", 0, earlier))
    interview = finished(desk, clock, decision=Decision.DECLINE)
    letter = desk.draft_letter(interview.id)

    def stopped(text: str) -> set[str]:
        block = Block("b0000001", BlockKind.GROWTH, "A point", text, "Try it.", edited=True)
        changed = replace(letter, blocks=(*letter.blocks[:-1], block, letter.blocks[-1]))
        found = set()
        for way in WAYS:
            try:
                desk.export_letter(changed, tmp_path / "out", format=way, interview=interview)
            except LetterBlocked:
                found.add(way)
        return found

    return stopped


def between(sign: str) -> str:
    """The private words, each with a sign in its middle."""
    words = ("see", "med"), ("rus", "hed"), ("ba", "ck"), ("t", "o"), ("ba", "ck"), ("ca", "lls")
    return " ".join(sign.join(halves) for halves in words)


SAID = "seemed rushed back to back calls"
TRICKS = {
    "as it is": SAID,
    "capitals": SAID.upper(),
    "bold inside words": "see**med** rus**hed** b**ack** to b**ack** c**alls**",
    "emphasis inside words": "see*med* rus*hed* ba*ck* to ba*ck* ca*lls*",
    "code inside words": "see`med` rus`hed` ba`ck` to ba`ck` ca`lls`",
    "links inside words": "see[med](https://x.example) rus[hed](https://x.example) ba[ck](https://x.example) to back",
    "a link's words": f"[{SAID}](https://x.example)",
    "a link's title": f'[here](https://x.example "{SAID}")',
    "an address": "[here](https://x.example/seemed-rushed-back-to-back-calls)",
    "an address, encoded": "[here](https://x.example/?q=seemed%20rushed%20back%20to%20back%20calls)",
    "an address, all encoded": "[here](https://x.example/%73eemed%20r%75shed%20b%61ck%20to%20b%61ck%20calls)",
    "an address, encoded twice": "[here](https://x.example/?q=seemed%2520rushed%2520back%2520to%2520back)",
    "an e-mail's subject": "[here](mailto:a@x.example?subject=seemed%20rushed%20back%20to%20back%20calls)",
    "a bare address": "see https://x.example/?q=seemed%20rushed%20back%20to%20back here",
    "code": "```\nseemed rushed back\nto back calls\n```",
    "a table": "| seemed | rushed |\n|---|---|\n| back | to |\n| back | calls |",
    "a list": "- seemed\n- rushed\n- back\n- to\n- back\n- calls",
    "a numbered list": "1. seemed\n2. rushed\n3. back\n4. to\n5. back\n6. calls",
    "lines": SAID.replace(" ", "\n"),
    "paragraphs": "seemed rushed back\n\nto back calls",
    "a comment": f"fine <!-- {SAID} -->",
    "underscores": SAID.replace(" ", "_"),
    "right to left": f"\u202e{SAID}\u202c",
    **{
        f"U+{ord(sign):04X} inside words": between(sign)
        for sign in "\u00ad\u200b\u200c\u200d\u200e\u2060\u2062\u034f\u0336\ufe0f\ufeff"
    },
    "accents": "séemed rùshed báck to báck cálls",
    "Cyrillic letters": "sееmеd rushеd bасk tо bасk саlls",
    "full width": "ｓｅｅｍｅｄ ｒｕｓｈｅｄ ｂａｃｋ ｔｏ ｂａｃｋ ｃａｌｌｓ",
    "mathematical": "𝐬𝐞𝐞𝐦𝐞𝐝 𝐫𝐮𝐬𝐡𝐞𝐝 𝐛𝐚𝐜𝐤 𝐭𝐨 𝐛𝐚𝐜𝐤 𝐜𝐚𝐥𝐥𝐬",
    "Hindi": "आपका सवाल का जवाब देर से दिया गया।",
    "rated": "You were rated Solid here.",
    "rated, bold": "You were rated **Solid** here.",
    "rated, marks inside words": "You were ra*ted* So*lid* here.",
    "rated, hidden sign": "You were rated So\u200blid.",
    "rating of something": "My rating for this section was solid.",
    "rating, capital": "Your level Solid in this part.",
    "rating, present": "I rate you solid here.",
    "rating, marked": "This was marked as developing.",
    "rating, scored": "You scored at solid, overall.",
    "label": "Rating: Solid",
    "label, code": "Web: `Solid`",
    "label of two words": "Your level is Not yet",
    "score": "That makes 3/4.",
    "score in words": "I gave it 3 out of 4.",
    "score beside its word": "Solid (3 of 4)",
    "score before its word": "3 – Solid work",
    "rating in an address": "[x](https://x.example/?q=rated%20solid)",
    "decision": "Decision: decline",
    "decision in a sentence": "Our decision is to decline.",
    "decision, bold": "Outcome: **de**cline",
    "decision, done": "The outcome was declined.",
    "name": "Not as quick as Priya Raman.",
    "name, capitals": "PRIYA RAMAN said so.",
    "name, small letters": "you and priya raman said so",
    "name, last first": "Raman, Priya said so",
    "name, on two lines": "Priya\nRaman said so",
    "name, marks inside": "Pri*ya* Ra*man* said so",
    "name, hidden sign": "Pri\u200bya Ra\u200bman said so",
    "name, composed otherwise": "Jose\u0301 Nu\u0301n\u0303ez said so",
    "name without accents": "Jose Nunez said so",
    "name without the middle": "Ana Silva said so",
    "name as an e-mail address": "write to priya.raman@x.example",
    "name in an address": "[x](https://x.example/in/priya-raman)",
    "name in Hindi": "अनन्या राव से बात हुई",
}
HARMLESS = {
    "a shareable note": "You explained nonces without being asked.",
    "a count": "You found 3 of the 4 flaws, a solid answer.",
    "a share": "You closed 3/4 of the issues.",
    "a split": "Return a 3/4 split between two nodes.",
    "a version": "Move from TLS 1.2 to 1.3/1.4.",
    "a version and an adjective": "You named TLS 1.3 – strong ciphers only.",
    "an adjective and a number": "Your design was solid (2 alternatives compared).",
    "an adverb and a number": "You did not yet (3 minutes were left) explain it.",
    "an adjective": "A solid grasp of tokens.",
    "adjectives": "Strong keys are not enough, and developing them takes time.",
    "an adverb": "You did not yet explain the second step.",
    "a level": "Pick the isolation level strong consistency needs.",
    "a level of something": "The level of strong consistency is a choice; the level is not yet explained.",
    "a result": "It is the result of solid work.",
    "a verb before an adjective": "You mark strong passwords, assessed solid ones and scored strong results.",
    "a limit": "The rate limit was solid.",
    "a verb": "The server declines the request, and you hold the lock until it does.",
    "a decision of the system": "Explain your decision to decline a request: the gateway may hold it.",
    "a status": "The status: declined payments were missing.",
    "in advance": "You can check it in advance.",
    "their own name": "Robin Example, thank you.",
    "words that are also a name": "You read the page and will may be late.",
    "the same Hindi words in another order": "आपने सवाल का जवाब अच्छी तरह से दिया और कारण बताया।",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_every_way_out_is_stopped(ways_stopped, trick):
    assert ways_stopped(TRICKS[trick]) == set(WAYS)


@pytest.mark.parametrize("words", HARMLESS)
def test_what_only_looks_like_it_stops_nothing(ways_stopped, words):
    assert ways_stopped(HARMLESS[words]) == set()


def test_the_programs_own_words_stop_nothing(desk, clock):
    """A private note may say a resource's title or what good looks like: everybody may read those."""
    interview = finished(desk, clock, notes=NOTES[:2])
    before = desk.draft_letter(interview.id)
    (growth,) = (block for block in before.blocks if block.kind is BlockKind.GROWTH)
    (finding,) = (one for one in desk.findings(interview) if one.kind is FindingKind.GAP)
    for text in (finding.good, finding.next_step, growth.resources[0].resource.title):
        desk.put_note(interview.id, Note(new_id(), "", NoteKind.PRIVATE, f"told them: {text}"))
    letter = desk.draft_letter(interview.id)
    assert letter.blocks == before.blocks
    assert desk.letter_pdf(letter).startswith(b"%PDF")


def test_a_draft_that_nobody_touched_is_not_stopped_by_a_short_note_that_says_as_much(desk, clock):
    short = ("explained nonces unprompted", "asked about session fixation")
    told = (
        Note("note0001", "", NoteKind.STRENGTH, f"{short[0]} and named strict-dynamic", ("csp",)),
        Note("note0002", "", NoteKind.GAP, f"when {short[1]}, named no countermeasure", ("session-management",)),
    )
    plain = tuple(Note(f"plain00{at}", "", NoteKind.PLAIN, text) for at, text in enumerate(short))
    interview = finished(desk, clock, notes=(*plain, *told))
    letter = desk.draft_letter(interview.id)
    assert [one for one in desk.check_letter(letter) if one.stops] == []
    assert desk.letter_pdf(letter).startswith(b"%PDF")
    alone = finished(desk, clock, notes=plain)
    block = Block("b0000001", BlockKind.STRENGTH, "A point", f"You {short[0]}.", edited=True)
    with pytest.raises(LetterBlocked):
        desk.letter_pdf(replace(desk.draft_letter(alone.id), blocks=(block,)))


@pytest.mark.parametrize("part", ["subject_role", "text_role"])
def test_an_edited_template_of_the_mail_is_read_too(desk, clock, part):
    interview = finished(desk, clock)
    letter = desk.draft_letter(interview.id)
    assert desk.mail_draft(letter)
    desk.set_wording("en", "warm", f"mail.{part}", f"For {{name}}: {SAID}")
    with pytest.raises(LetterBlocked, match="of the e-mail there is wording from a note"):
        desk.mail_draft(letter)
    assert desk.letter_pdf(letter)
