"""The checks: what must fire, what must not, where it is placed, and how fast."""

import json
import time
from dataclasses import replace
from datetime import date

import pytest
from check_sentences import FIRE, QUIET

from feedback_desk.errors import BadInput
from feedback_desk.letter.checks import check
from feedback_desk.letter.compose import compose
from feedback_desk.letter.lists import load_lists, read_lists
from feedback_desk.letter.markdown import letter_markdown
from feedback_desk.letter.overrule import overrule, withdraw
from feedback_desk.letter.patterns import read_pattern
from feedback_desk.letter.sign_off import sign_off
from feedback_desk.letter.wording import load_wording
from feedback_desk.model import (
    DEFAULT_SCALE,
    Block,
    BlockKind,
    Candidate,
    CheckFinding,
    Evidence,
    Facts,
    Feedback,
    Finding,
    FindingKind,
    Letter,
    LetterState,
    Overruling,
    Policy,
    PrivateContext,
    Profile,
    Recommendation,
    Resource,
    Severity,
)
from feedback_desk.paths import bundled

PRIVATE = PrivateContext(rating_words=DEFAULT_SCALE, decision="decline")
PROFILE = Profile(name="Devika R", organisation="Northwind", email="d@example.org")
SALUTATION = Block("b0", BlockKind.SALUTATION, text="Dear Sam,")
OPENING = Block("b1", BlockKind.OPENING, text="Thank you for the interview on 20 November 2026.")
STRENGTH = Block("b2", BlockKind.STRENGTH, "CSP", "You explained nonces.", notes=("n1",), finding="csp")
MIXED_UP = "When asked about scripts you took two for one, so that the filter missed one."
GROWTH = Block("b3", BlockKind.GROWTH, "XSS", MIXED_UP, "Build a page.", notes=("n2",), finding="xss")
CLOSING = Block("b4", BlockKind.CLOSING, text="Please write back.\n\nKind regards,")


def letter(*blocks, **changes):
    given = Letter(
        "l1", "i1", "Sam Weaver", "Engineer", date(2026, 11, 20), date(2026, 11, 21), PROFILE,
        blocks or (SALUTATION, OPENING, STRENGTH, GROWTH, CLOSING),
    )  # fmt: skip
    return replace(given, **changes)


def saying(text):
    return letter(SALUTATION, OPENING, replace(STRENGTH, text=text), GROWTH, CLOSING)


def found(given, private=PRIVATE):
    return check(given, private)


def rules(given, private=PRIVATE, severity=None):
    return {f.rule for f in found(given, private) if severity in (None, f.severity)}


# --- Blocking lists -----------------------------------------------------------------------------


def test_the_lists_are_long_enough_to_say_something():
    assert all(len(set(sentences)) >= 10 for sentences in FIRE.values())
    assert len(set(QUIET)) >= 60


@pytest.mark.parametrize(
    ("rule", "sentence"), [(rule, sentence) for rule, sentences in FIRE.items() for sentence in sentences]
)
def test_must_fire(rule, sentence):
    assert rule in rules(saying(sentence), severity=Severity.BLOCK)


@pytest.mark.parametrize("sentence", QUIET)
def test_must_not_fire(sentence):
    assert [(f.rule, f.text) for f in found(saying(sentence)) if f.severity is Severity.BLOCK] == []


def test_it_fires_across_marks_line_ends_and_capitals():
    for between in ("culture\n", "culture-", "culture\u00a0", "culture – ", "culture—", "‘culture’ ", "CULTURE *"):
        text = f"not a {between}fit"
        assert "culture-fit" in rules(saying(text))
    assert "culture-fit" not in rules(saying("a good culture\n\nfit the key"))


def test_names_are_no_remarks():
    given = letter(candidate="Christian Young", role="Young Talent Engineer")
    given = replace(given, blocks=(SALUTATION, replace(OPENING, text="Thank you, Christian Young."), *given.blocks[2:]))
    assert rules(given, severity=Severity.BLOCK) == set()


# --- What is private ----------------------------------------------------------------------------

NOTE = "knows Python well, Go rather less so, and said it"


def test_five_words_of_a_private_note_block():
    private = replace(PRIVATE, notes=(NOTE,))
    (leak,) = [
        f for f in found(saying("You know it. Go rather less so, and said."), private) if f.rule == "internal-data"
    ]
    assert leak.severity is Severity.BLOCK
    assert leak.text == "Go rather less so, and said"
    assert leak.block == "b2"
    assert "internal-data" not in rules(saying("You said that Go is rather harder."), private)


def test_what_a_shareable_note_says_too_is_no_leak():
    private = replace(PRIVATE, notes=(NOTE,), shareable=("knows python well,  GO rather less so, and said it",))
    assert "internal-data" not in rules(saying(NOTE), private)


@pytest.mark.parametrize("typed", ["Go Rather LESS so and", "go   rather\nless so, and", "Ｇｏ rather less so—and"])
def test_spelling_does_not_hide_a_leak(typed):
    assert "internal-data" in rules(saying(typed), replace(PRIVATE, notes=(NOTE,)))


def test_a_short_private_note_is_private_as_a_whole():
    private = replace(PRIVATE, notes=("looked unwell today", "good answer"))
    assert "internal-data" in rules(saying("I think you looked unwell today."), private)
    assert "internal-data" not in rules(saying("That was a good answer to the question."), private)


@pytest.mark.parametrize("note", ["explained nonces unprompted", "read the cookies aloud", "解释了随机数的用法"])
def test_a_short_note_is_no_leak_where_a_shareable_one_says_as_much(note):
    private = replace(PRIVATE, notes=(note,), shareable=(f"{note}, and named strict-dynamic",))
    assert "internal-data" not in rules(saying(f"You said it: {note}, and named strict-dynamic."), private)
    assert "internal-data" in rules(saying(f"You said it: {note}."), replace(private, shareable=("something else",)))


def test_a_short_note_at_the_very_end_of_a_text_is_found_there():
    private = replace(PRIVATE, notes=("looked unwell today", NOTE), kit_texts=("Name three kinds of injection",))
    nobody = letter(replace(CLOSING, text="Looked unwell today"), profile=Profile())
    assert [f.text for f in found(nobody, private) if f.rule == "internal-data"] == ["Looked unwell today"]
    asked = letter(replace(CLOSING, text="We asked: name three kinds of injection"), profile=Profile())
    assert [f.text for f in found(asked, private) if f.rule == "question-leak"] == ["name three kinds of injection"]


def test_what_was_asked_about_is_no_secret_where_the_letter_speaks_of_it():
    private = replace(PRIVATE, notes=("asked about SQL injection", "explained nonces badly", "smelled of alcohol"))
    shareable = replace(private, shareable=("SQL injection", "explained nonces and named strict-dynamic"))
    assert "internal-data" not in rules(saying("When I asked about SQL injection, you named one fix."), shareable)
    for said in ("You explained nonces badly.", "You smelled of alcohol."):
        assert "internal-data" in rules(saying(said), shareable)


def test_scripts_without_blanks():
    private = replace(PRIVATE, notes=("候选人今天看起来非常紧张而且准备不足",))
    assert "internal-data" in rules(saying("你今天看起来非常紧张而且准备"), private)
    assert "internal-data" not in rules(saying("你今天看起来很好"), private)


def test_role_and_names_in_a_private_note_are_no_leak():
    private = replace(PRIVATE, notes=("Sam Weaver wants to be Engineer at Northwind",))
    assert "internal-data" not in rules(saying("The role of Engineer at Northwind, Sam Weaver."), private)


@pytest.mark.parametrize(
    "text", ["Rated Solid.", "rating: not yet", "You were rated as strong", "Strong (4)", "CSP: Developing",
             "**Solid**", "You got 3/4.", "3 out of 4.", "Solid (3 of 4)", "strong (3/4)", "not yet [1]",
             "3 – Strong work", "3.5 – solid", "2 (developing)", "I gave your answer a 3 out of 4.",
             "That makes 3 out of 4.", "Web: 3 out of 4", "You named it. 3 out of 4.", "- 3 out of 4",
             "You are a 3 out of 4."]
)  # fmt: skip
def test_a_rating_as_label_or_score_blocks(text):
    assert "internal-data" in rules(saying(text), severity=Severity.BLOCK)


@pytest.mark.parametrize(
    "text", ["You have a solid way of reading code.", "A strong cipher is not enough.", "You had not yet seen it.",
             "You kept developing the rule.", "You found 3/4 of the flaws.", "On 3/4/2026 you read it.",
             "3 out of 4 bugs", "It is not solid: strong keys matter.", "Your design was solid (2 designs compared).",
             "You named TLS 1.3 – strong ciphers only.", "You did not yet (3 minutes were left) try it.",
             "Your reasoning was strong (2 of the 3 bugs were yours alone).",
             "In step 2 - solid groundwork - you drew it.", "You chose Python 3.5 – strong typing came later."]
)  # fmt: skip
def test_rating_words_in_a_sentence_are_words(text):
    assert "internal-data" not in rules(saying(text))


def test_a_count_in_words_is_no_score():
    for text in (
        "You solved 3 out of 4.",
        "Of the flaws you found 3 out of 4; one was new.",
        "You named all 4 out of 4.",
    ):
        assert "internal-data" not in rules(saying(text))
    for text in ("You got 3 out of 4.", "You solved it. 3 out of 4.", "You solved it: score 3 out of 4."):
        assert "internal-data" in rules(saying(text))


@pytest.mark.parametrize(
    ("decision", "text"),
    [("decline", "Decision: decline"), ("decline", "The outcome was declined."), ("decline", "Declined"),
     ("hold", "Status: hold, for now"), ("hold", "**Hold**"), ("advance", "Outcome: advanced"), ("advance", "Advance")]
)  # fmt: skip
def test_a_decision_behind_a_label_or_alone_blocks(decision, text):
    reads = load_lists().advice["internal-data.decision"].why
    assert reads in {one.why for one in found(saying(text), replace(PRIVATE, decision=decision))}


@pytest.mark.parametrize(
    ("decision", "text"),
    [("hold", "The result is holding the lock too long."), ("hold", "Status: holds the lock."), ("advance", "Advanced"),
     ("advance", "The outcome was advanced persistence."), ("decline", "The status: declined payments were missing.")]
)  # fmt: skip
def test_a_word_that_only_begins_like_the_decision_is_a_word(decision, text):
    reads = load_lists().advice["internal-data.decision"].why
    assert reads not in {one.why for one in found(saying(text), replace(PRIVATE, decision=decision))}


def test_names_of_other_candidates():
    private = replace(PRIVATE, other_names=("Priya Raman", "Sam Weaver", "李小龍", "Tom Weaver"))
    hits = [f for f in found(saying("Priya Raman and RAMAN; Weaver."), private) if f.rule == "third-party"]
    assert [(f.severity, f.text) for f in hits] == [(Severity.BLOCK, "Priya Raman"), (Severity.WARNING, "RAMAN")]


def test_a_part_of_a_name_on_the_letter_is_not_another_candidate():
    given = replace(saying("Ana Maria wrote to Grace Hopper Ltd."), candidate="Ana Maria Silva")
    given = replace(given, profile=replace(given.profile, organisation="Grace Hopper Ltd"))
    private = replace(PRIVATE, other_names=("Ana Maria", "Grace Hopper"))
    assert "third-party" not in rules(given, private)
    longer = replace(PRIVATE, other_names=("Ana Maria Silva Costa", "Maria Costa"))
    assert "third-party" in rules(replace(given, blocks=saying("Ana Maria Silva Costa").blocks), longer)


@pytest.mark.parametrize(
    "text",
    [
        "Hello {name}.",
        "Your {first_name} here",
        "[Insert an example]",
        "[candidate name]",
        "TODO",
        "Dear <name>,",
        "You drew it. TODO an example",
        "- FIXME",
        "You said, TODO: what?",
        "<candidate> drew it.",
        "`x` and {name} and `y`",
        "One ` here.\n\nHello {name}, and ` there.",
    ],
)
def test_placeholders_block(text):
    assert "wrong-facts" in rules(saying(text), severity=Severity.BLOCK)


@pytest.mark.parametrize("text", ["/orders/{id}", "`{name}`", "${jndi:ldap}", "{{7*7}}", "[a link](https://a.example)",
                                  "<script>", "a[name]", "\\[x\\](y)"])  # fmt: skip
def test_code_is_no_placeholder(text):
    assert "wrong-facts" not in rules(saying(text))


@pytest.mark.parametrize(
    "text",
    ["You found that `SELECT * FROM users WHERE id = {role}` is open.", "You saw it: `Hello {name}, welcome`.",
     "``a ` {name}``", "You wrote\n\n```\nHello {name}\n```\n\nand saw it.", "```sql\nSET x = {role}", "Use `TODO`."]
)  # fmt: skip
def test_what_stands_in_code_is_no_placeholder(text):
    assert "wrong-facts" not in rules(saying(text))


@pytest.mark.parametrize(
    "text", ["You left a TODO in the test.", "You used XXX as a marker.", "You explained that <name> is reflected."]
)
def test_words_that_may_be_meant_are_worth_a_look(text):
    assert [f.severity for f in found(saying(text)) if f.rule == "wrong-facts"] == [Severity.WARNING]


FACTS = Facts("Robert Miller", "Bob", "Engineer", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("greeting", "candidate", "severity"),
    [("Hello Bob,", "Robert Miller", None), ("Hello Rob,", "Robert Miller", None), ("Dear Jose,", "José García", None),
     ("Dear JOSÉ,", "Jose Garcia", None), ("Good morning Ms Miller,", "Ann Miller", None), ("Hello,", "Ann", None),
     ("Good morning Bill,", "William Tan", Severity.WARNING), ("Dear Mr Bill,", "William Tan", Severity.WARNING),
     ("Dear Priya,", "William Tan", Severity.BLOCK), ("Dear Bill Gatesby,", "William Tan", Severity.BLOCK)]
)  # fmt: skip
def test_whom_the_salutation_greets(greeting, candidate, severity):
    said = replace(SALUTATION, text=greeting, edited=True)
    given = letter(said, OPENING, STRENGTH, GROWTH, CLOSING, candidate=candidate)
    private = replace(PRIVATE, other_names=("Priya Raman",), facts=replace(FACTS, candidate=candidate))
    assert [f.severity for f in found(given, private) if f.rule == "wrong-facts"] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("changes", "told"),
    [({}, []), ({"candidate": "Robert Müller"}, ["name"]), ({"role": "Baker"}, ["role"]),
     ({"interviewed_on": date(2026, 11, 19), "role": ""}, ["role", "day"])]
)  # fmt: skip
def test_what_was_changed_after_the_draft(changes, told):
    private = replace(PRIVATE, facts=replace(FACTS, **changes))
    greeted = replace(SALUTATION, text="Dear Robert,")
    given = letter(greeted, OPENING, STRENGTH, GROWTH, CLOSING, candidate="Robert Miller")
    stops = [f for f in found(given, private) if f.rule == "wrong-facts" and f.stops]
    assert sorted(next(word for word in ("name", "role", "day") if word in f.why) for f in stops) == sorted(told)
    sent = replace(given, state=LetterState.SENT)
    assert "wrong-facts" not in rules(sent, private)


def test_the_wrong_role_or_day_in_the_opening():
    said = "Thank you for the interview on 3 May 2026 for the role of Baker."
    hits = found(letter(SALUTATION, replace(OPENING, text=said), STRENGTH, GROWTH, CLOSING))
    assert [f.severity for f in hits if f.rule == "wrong-facts"] == [Severity.BLOCK] * 2


# --- Warnings and hints -------------------------------------------------------------------------

WARN = {
    "personality": ["You are very arrogant.", "You were a bit shy.", "What a nice person.", "Your attitude was good."],
    "feeling": ["You seemed nervous.", "You lacked confidence.", "You looked a bit tired."],
    "motive": ["You probably didn't care.", "I assume that you skipped it.", "You tried to bluff."],
    "absolute": ["You always forget the check.", "You had zero knowledge of TLS.", "You completely failed it."],
    "vague-gap": ["You need to improve.", "You lack depth.", "There is room for improvement.", "Keep developing."],
    "vague-praise": ["Great job.", "Strong communication skills."],
    "stock-phrase": ["After careful consideration.", "We regret to inform you.", "We went in a different direction."],
    "orders": ["You must read it.", "You should have known that."],
    "pronoun": ["She read the handler.", "The candidate explained it."],
    "unfixable": ["Your university is unknown.", "You have only 2 years of Go."],
    "speech": ["You are fluent."],
    "insult": ["Well spotted 🙂"],
}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in WARN.items() for text in texts])
def test_must_warn(rule, text):
    assert rule in rules(saying(text), severity=Severity.WARNING)


@pytest.mark.parametrize(
    "text",
    [
        "You read the handler from its entry point and found the flaw within four minutes.",
        "When asked how nonces work, you drew the header and named the directive.",
        "You explained, in great detail and with a diagram, why a good understanding of the parser comes first.",
    ],
)
def test_a_good_observation_is_quiet(text):
    assert rules(saying(text)) <= {"length"}


def test_what_is_missing():
    assert "no-next-step" in rules(letter(SALUTATION, OPENING, STRENGTH, replace(GROWTH, next_step=" "), CLOSING))
    assert "no-evidence" in rules(letter(SALUTATION, OPENING, STRENGTH, replace(GROWTH, notes=()), CLOSING))
    assert "no-strength" in rules(letter(SALUTATION, OPENING, GROWTH, CLOSING))
    assert "no-strength" in rules(letter(SALUTATION, OPENING, GROWTH, STRENGTH, CLOSING))
    assert "both-ways" in rules(letter(SALUTATION, OPENING, STRENGTH, replace(GROWTH, finding="csp"), CLOSING))
    many = [replace(GROWTH, id=f"g{n}", finding=f"f{n}") for n in range(5)]
    assert "too-many" in rules(letter(SALUTATION, OPENING, STRENGTH, *many, CLOSING))
    assert "too-many" not in rules(letter(SALUTATION, OPENING, STRENGTH, *many[:4], CLOSING))
    assert "late" in rules(letter(written_on=date(2026, 11, 23)))
    assert "late" not in rules(letter(written_on=date(2026, 11, 22)))
    assert "as-noted" in rules(letter(SALUTATION, OPENING, replace(STRENGTH, look=True), GROWTH, CLOSING))
    assert "emptied" in rules(letter(SALUTATION, OPENING, replace(STRENGTH, text=""), GROWTH, CLOSING))


def test_blocks_left_out_are_not_checked():
    rude = replace(STRENGTH, id="x", text="You are stupid.", left_out=True)
    assert rules(letter(SALUTATION, OPENING, STRENGTH, rude, GROWTH, CLOSING), severity=Severity.BLOCK) == set()


def test_hints():
    old = Resource("r", "R", "P", "https://a.example", "lab", "all", "free", "", (), "page", date(2026, 1, 1))
    growth = replace(GROWTH, resources=tuple(Recommendation(replace(old, id=i), "why") for i in "abc"))
    assert {"resources", "length"} <= rules(
        letter(SALUTATION, OPENING, STRENGTH, growth, CLOSING), severity=Severity.HINT
    )
    assert "length" in rules(saying("word " * 31 + "."), severity=Severity.HINT)
    assert "courtesy" in rules(letter(profile=Profile()))
    listed = found(saying("You used GDB, API and the ROP chains (ROPC) of XYZZY."))
    assert [f.text for f in listed if f.rule == "acronym"] == ["GDB", "ROP", "XYZZY"]


# --- Placing, order, speed, data ----------------------------------------------------------------


def test_findings_are_placed_and_ordered():
    given = saying("You are stupid and never asked.")
    text = letter_markdown(given)
    listed = found(given)
    assert all(text[f.start : f.end] == f.text for f in listed)
    assert all(f.why.endswith(".") and f.mend.endswith(".") and "{" not in f.why + f.mend for f in listed)
    order = [list(Severity).index(f.severity) for f in listed]
    assert order == sorted(order)
    assert next(f.block for f in listed if f.rule == "insult") == "b2"


def test_a_two_page_letter_takes_under_20_ms():
    note = "You explained nonces and why unsafe-inline defeats them, and you also found the path traversal early on. "
    blocks = [replace(STRENGTH, id=f"s{n}", text=note * 3) for n in range(5)]
    blocks += [replace(GROWTH, id=f"g{n}", text=note * 3, next_step=note) for n in range(5)]
    given = letter(SALUTATION, OPENING, *blocks, CLOSING)
    private = replace(PRIVATE, notes=tuple(f"{n} {NOTE} number {n}" for n in range(60)), other_names=tuple(
        f"First{n} Last{n}" for n in range(300)))  # fmt: skip
    found(given, private)
    best = min(_seconds(lambda: found(given, private)) for _ in range(5))
    assert best < 0.020


def _seconds(do):
    started = time.process_time()
    do()
    return time.process_time() - started


@pytest.mark.parametrize(
    "text", ["A" * 30_000, "a" * 30_000, "{" * 30_000, "[insert " * 4_000, ": " * 15_000, "x-\n" * 8_000,
             "not a " * 6_000, "you are very " * 3_000, "\u00ad" * 30_000, "3/4 " * 8_000, "İ" * 9_000,
             "candidate " * 4_000]
)  # fmt: skip
def test_no_text_makes_it_slow(text):
    private = replace(PRIVATE, notes=(NOTE, text), other_names=("Priya Raman", text))
    given = saying(text)
    assert _seconds(lambda: found(given, private)) < 2


@pytest.mark.parametrize("line", ["\n", "\n ", "---\n"])
def test_empty_lines_take_no_more_time_each_the_more_there_are(line):
    private = replace(PRIVATE, notes=(NOTE,))
    few, many = (saying(f"You said it.{line * count}Then you drew it.") for count in (4_000, 16_000))
    found(few, private)
    assert _seconds(lambda: found(many, private)) < 8 * max(_seconds(lambda: found(few, private)), 0.01)


@pytest.mark.parametrize(
    "pattern",
    ["(a|b", "a) (b", "", "#", "* _", "word?", "(young|old)er people", "very (a|b)(c|d)", "bad @@@@@@@@@@!",
     "very __________x", "a (b|c*_*_) d", "word " + "(" * 2000 + "x" + ")" * 2000],
)  # fmt: skip
def test_a_pattern_that_cannot_be_read(pattern):
    with pytest.raises(BadInput):
        read_pattern(pattern)


def test_lists_are_checked_when_read():
    data = json.loads(bundled("assets", "checks", "en.json").read_text(encoding="utf-8"))
    assert read_lists(data).word_lists == load_lists().word_lists
    del data["rules"][0]["why"]
    with pytest.raises(BadInput, match="why"):
        read_lists(data)


def test_every_pattern_compiles_and_its_words_are_needed():
    for words in load_lists().word_lists:
        for pattern in (*words.patterns, *words.excepted):
            assert pattern.regex.pattern


# --- What the program writes by itself ------------------------------------------------------------


def test_the_shipped_wording_is_clean():
    evidence = (Evidence("n1", "explained nonces", "S"),)
    strength = Finding("csp", "CSP", FindingKind.STRENGTH, evidence)
    gap = Finding("xss", "XSS", FindingKind.GAP, evidence, "You keep them apart.", "Build a page.")
    for n in range(120):
        for findings in ((), (strength,), (gap,), (strength, gap)):
            given = compose(
                letter_id="l", interview_id=f"i{n}", candidate=Candidate("c", "Sam Weaver"),
                role="Engineer" if n % 2 else "", interviewed_on=date(2026, 11, 20), written_on=date(2026, 11, 21),
                profile=(PROFILE, replace(PROFILE, organisation=""))[n % 3 == 0], findings=findings,
                recommendations={}, wording=load_wording(),
            )  # fmt: skip
            expected = {
                "length",
                *(["no-strength"] if findings and strength not in findings else []),
                *(["no-impact", "no-situation"] if gap in findings else []),
                *(["nothing-said"] if not findings else []),
            }
            assert rules(given) <= expected, [(f.rule, f.text) for f in found(given)]


def test_the_catalogue_raises_no_block_and_few_warnings():
    from feedback_desk.catalogue.skills import load_skills

    warned = 0
    skills = load_skills().all
    for skill in skills:
        text = f"{MIXED_UP}\n\n**Good:** {skill.good}"
        block = replace(GROWTH, title=skill.name, text=text, next_step=skill.next_step)
        listed = found(letter(SALUTATION, OPENING, STRENGTH, block, CLOSING))
        assert [(skill.tag, f.rule, f.text) for f in listed if f.severity is Severity.BLOCK] == []
        warned += sum(f.severity is Severity.WARNING for f in listed)
    assert warned <= len(skills) / 20


# --- Found by using it ----------------------------------------------------------------------------


def test_a_letter_that_says_nothing_is_told_so_once_and_own_words_are_something():
    program = replace(OPENING, look=True)
    assert rules(letter(SALUTATION, program, CLOSING)) == {"nothing-said", "length"}
    assert "nothing-said" not in rules(letter(SALUTATION, replace(OPENING, edited=True), CLOSING))


def test_a_letter_of_a_hundred_pages_is_stopped_before_anything_else_is_looked_at():
    long = saying("You said one more thing about tokens and sessions. " * 20_000)
    started = time.perf_counter()
    (only,) = found(long)
    assert (only.rule, only.severity) == ("too-long", Severity.BLOCK)
    assert time.perf_counter() - started < 5


def test_a_letter_from_nobody_is_worth_a_look():
    nobody = letter(profile=Profile())
    assert "courtesy" in rules(nobody, severity=Severity.WARNING)


def test_a_salutation_that_goes_on_is_read_too():
    said = replace(SALUTATION, text="Dear candidate, as a woman you did well today.", edited=True)
    assert "protected-trait" in rules(letter(said, OPENING, STRENGTH, GROWTH, CLOSING), severity=Severity.BLOCK)
    short = replace(SALUTATION, text="Dear Young,", edited=True)
    given = letter(short, OPENING, STRENGTH, GROWTH, CLOSING, candidate="Lee Young")
    assert not rules(given, severity=Severity.BLOCK)


def test_a_name_of_common_words_is_a_name_with_its_capitals_only():
    others = PrivateContext(other_names=("Will May",))
    assert "third-party" not in rules(saying("You said that will may be the wrong word for it."), others)
    assert "third-party" in rules(saying("You said that Will May wrote it."), others)
    assert "third-party" in rules(saying("You said that WILL MAY wrote it."), others)


# --- What needs the private side ------------------------------------------------------------------


def judged(rule, *blocks, private=PRIVATE, **changes):
    given = letter(*(blocks or (SALUTATION, OPENING, STRENGTH, GROWTH, CLOSING)), **changes)
    return [one for one in found(given, private) if one.rule == rule]


def test_a_skill_that_the_kit_does_not_ask_for():
    assert judged("off-role", private=replace(PRIVATE, kit_skills=("csp", "idor")))
    assert not judged("off-role", private=replace(PRIVATE, kit_skills=("csp", "xss")))
    assert not judged("off-role")


def test_what_was_noted_of_the_interview_as_a_whole_is_no_skill():
    kit = replace(PRIVATE, kit_skills=("csp",))
    for key, expected in (("section:", 0), ("section:web", 1), ("xss", 1)):
        both = replace(STRENGTH, finding=key), replace(GROWTH, finding=key)
        assert len(judged("off-role", SALUTATION, OPENING, *both, CLOSING, private=kit)) == expected
        assert len(judged("both-ways", SALUTATION, OPENING, *both, CLOSING, private=kit)) == expected


def test_words_against_the_rating():
    praised = replace(GROWTH, text="When asked about scripts you gave an outstanding answer, which means much.")
    blamed = replace(GROWTH, text="When asked about scripts you could not name one kind, so that nobody knew.")
    low, high = (replace(PRIVATE, rated=(("n2", rated),)) for rated in (0.0, 1.0))
    around = (SALUTATION, OPENING, STRENGTH), (CLOSING,)
    for block, private, expected in ((praised, low, 1), (praised, high, 0), (blamed, high, 1), (blamed, low, 0)):
        assert len(judged("against-rating", *around[0], block, *around[1], private=private)) == expected


def test_a_question_of_the_kit_given_away():
    asked = "How would you store the passwords of a million users, and why that way?"
    private = replace(PRIVATE, kit_texts=(asked,))
    whole = replace(GROWTH, text=f"We asked: {asked} You named a hash, so that was that.")
    topic = replace(GROWTH, text="When asked how to store passwords you named a fast hash, so that was that.")
    around = (SALUTATION, OPENING, STRENGTH), (CLOSING,)
    (leak,) = judged("question-leak", *around[0], whole, *around[1], private=private)
    assert leak.text.startswith("How would you store") and leak.block == "b3"
    assert not judged("question-leak", *around[0], topic, *around[1], private=private)


def test_what_the_organisation_lets_candidates_have():
    for feedback, count in ((Feedback.LETTER, 0), (Feedback.PHONE_CARD, 1), (Feedback.NOTHING, 1)):
        assert len(judged("policy", private=replace(PRIVATE, policy=Policy(feedback)))) == count
    signing = replace(PRIVATE, policy=Policy(sign_off=True))
    assert [one.why for one in judged("policy", private=signing)] == [load_lists().advice["policy.unsigned"].why]
    signed = sign_off(letter(), "Kamala D", date(2026, 11, 21))
    assert not judged("policy", private=signing, signed_off=signed.signed_off)
    (stale,) = judged("policy", private=signing, signed_off=signed.signed_off, role="Baker")
    assert stale.why == load_lists().advice["policy.stale"].why


@pytest.mark.parametrize(
    "name", ["mraghu", "mraghu@laptop", "NORTHWIND\\mraghu", "/home/mraghu", "C:\\Users\\m", "Devika (do not send)"]
)
def test_a_name_that_is_none(name):
    private = replace(PRIVATE, secrets=("mraghu", "/home/mraghu"))
    assert judged("metadata", private=private, profile=replace(PROFILE, name=name))
    assert judged("metadata", private=private, candidate=name)
    assert not judged("metadata", private=private, profile=replace(PROFILE, name="Mraghu Devan"))


def test_a_name_that_is_the_login_too_is_a_name_when_written_as_one():
    private = replace(PRIVATE, secrets=("maria", "王伟"))
    for name, count in (("Maria", 0), ("王伟", 0), ("maria", 1), ("MARIA", 1)):
        assert len(judged("metadata", private=private, candidate=name)) == count
        assert len(judged("metadata", private=private, profile=replace(PROFILE, name=name))) == count


def test_a_paid_resource_beside_a_free_one():
    free = Resource("r", "R", "P", "https://a.example", "lab", "all", "free", "", ("xss",), "page", date(2026, 11, 1))
    paid = replace(free, id="p", title="Paid", cost="paid")
    other = replace(paid, skills=("csp",))
    around = (SALUTATION, OPENING, STRENGTH), (CLOSING,)
    for second, count in ((paid, 1), (other, 0)):
        block = replace(GROWTH, resources=(Recommendation(free, ""), Recommendation(second, "")))
        assert len(judged("resources", *around[0], block, *around[1])) == count


# --- Overruling -----------------------------------------------------------------------------------


def test_a_reason_lets_a_block_pass_for_these_words_only():
    given = saying("You said that your Wife had read it.")
    (stop,) = [one for one in found(given) if one.stops]
    passed = overrule(given, stop, " She was on the call, and the candidate asked. ", date(2026, 11, 22))
    (let,) = [one for one in found(passed) if one.rule == stop.rule]
    assert (let.stops, let.overruled) == (False, "She was on the call, and the candidate asked.")
    blocks = tuple(replace(b, text=b.text.replace("Wife", "children")) for b in passed.blocks)
    assert [one.stops for one in found(replace(passed, blocks=blocks)) if one.rule == stop.rule] == [True]
    assert [one.stops for one in found(withdraw(passed, passed.overruled[0])) if one.rule == stop.rule] == [True]
    for reason in ("", "  \n"):
        with pytest.raises(BadInput):
            overrule(given, stop, reason, date(2026, 11, 22))


@pytest.mark.parametrize("rule", ["internal-data", "metadata", "wrong-facts", "not-held", "too-long"])
def test_what_no_reason_lets_pass(rule):
    stop = CheckFinding(rule, Severity.BLOCK, 0, 0, "", "why", "mend")
    with pytest.raises(BadInput):
        overrule(letter(), stop, "because", date(2026, 11, 22))
    forced = letter(overruled=(Overruling("internal-data", "rated you 3", "because", date(2026, 11, 22)),))
    said = replace(forced, blocks=saying("We rated you 3/4.").blocks)
    assert any(one.stops and one.rule == "internal-data" for one in found(said))


def test_a_warning_needs_no_reason():
    with pytest.raises(BadInput):
        overrule(letter(), CheckFinding("late", Severity.WARNING, 0, 0, "", "", ""), "because", date(2026, 11, 22))


def test_words_are_allowed_where_the_outcome_is_written():
    said = "We have decided not to go ahead with your application this time."
    outcome = Block("b9", BlockKind.OUTCOME, text=said, edited=True)
    assert not judged("internal-data", SALUTATION, OPENING, outcome, STRENGTH, GROWTH, CLOSING)
    assert judged("internal-data", SALUTATION, replace(OPENING, text=said, edited=True), STRENGTH, GROWTH, CLOSING)
    score = replace(outcome, text="You were scored 2 out of 4.")
    assert judged("internal-data", SALUTATION, OPENING, score, STRENGTH, GROWTH, CLOSING)
