"""What a re-draft says it would change is what it changes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_desk.errors import BadInput
from feedback_desk.letter.arrange import join, move, split
from feedback_desk.letter.redraft import changes
from feedback_desk.model import Block, BlockKind, Profile, Redrafted
from feedback_desk.paths import bundled
from tests.letter.test_compose import CSP, XSS, draft, finding, gap, lab, the

TLS = finding("tls", "named the cipher")


def found(before, *findings, **more):
    return [(c.what, (c.before or c.after).finding or (c.before or c.after).kind.value) for c in
            changes(before, draft(*findings, **more))]  # fmt: skip


def test_new_changed_gone_and_kept():
    before = draft(CSP, XSS)
    assert found(before, CSP, XSS) == []
    assert found(before, CSP, XSS, TLS) == [(Redrafted.NEW, "tls")]
    gone = [(Redrafted.CHANGED, "opening"), (Redrafted.GONE, "xss"), (Redrafted.CHANGED, "closing")]
    assert found(before, CSP) == gone
    again = finding("csp", "explained nonces and why unsafe-inline defeats them", "named the header")
    assert found(before, again, XSS) == [(Redrafted.CHANGED, "csp")]
    edited = replace(
        before, blocks=tuple(replace(b, edited=b.finding == "csp", text=b.text or "") for b in before.blocks)
    )
    assert found(edited, again, XSS) == [(Redrafted.KEPT, "csp")]
    assert found(before, CSP, XSS, recommended={"xss": (lab("one"),)}) == [(Redrafted.CHANGED, "xss")]


def test_an_outcome_that_somebody_wrote_is_theirs():
    first = draft(CSP)
    written = replace(the(first, BlockKind.OUTCOME), text="We would like to meet you again.")
    before = replace(first, blocks=tuple(written if b.kind is BlockKind.OUTCOME else b for b in first.blocks))
    again = draft(CSP, XSS, before=before)
    assert the(again, BlockKind.OUTCOME) == written
    assert (Redrafted.CHANGED, "outcome") not in found(before, CSP, XSS)


def test_an_older_letter_is_offered_an_outcome_silently():
    first = draft(CSP)
    before = replace(first, blocks=tuple(b for b in first.blocks if b.kind is not BlockKind.OUTCOME))
    assert found(before, CSP) == []
    assert draft(CSP, before=before) == first


def test_a_level_chosen_by_hand_stays():
    first = draft(CSP)
    before = replace(first, blocks=tuple(replace(b, level=2 if b.finding else 0) for b in first.blocks))
    assert the(draft(finding("csp", "drew it"), before=before), BlockKind.STRENGTH).level == 2


notes = st.sampled_from(["named the cipher", "drew the chain. Found the gap.", "weak on TLS", "knows `alg: none`"])
pools = st.lists(
    st.builds(
        lambda key, texts, is_gap: (gap if is_gap else finding)(key, *texts),
        st.sampled_from(["csp", "tls", "xss", "idor"]),
        st.lists(notes, min_size=1, max_size=2),
        st.booleans(),
    ),
    max_size=5,
    unique_by=lambda f: (f.kind, f.key),
)
steps = st.lists(st.tuples(st.sampled_from(["move", "split", "join", "edit", "leave"]), st.integers(0, 9)), max_size=4)


def arranged(letter, what):
    for step, number in what:
        block: Block = letter.blocks[number % len(letter.blocks)]
        try:
            if step == "move":
                letter = move(letter, block.id, number - 4)
            elif step == "split":
                letter = split(letter, block.id, len(block.text) // 2)
            elif step == "join":
                letter = join(letter, block.id)
            else:
                chosen = {"edited": True, "text": "My own."} if step == "edit" else {"left_out": True}
                letter = replace(letter, blocks=tuple(replace(b, **chosen) if b is block else b for b in letter.blocks))
        except BadInput:  # nothing to split or join there
            continue
    return letter


def reads(block):
    return block.title, block.text, block.next_step, block.resources


@settings(max_examples=150, deadline=None)
@given(pools, pools, steps)
def test_a_redraft_changes_what_it_said_and_nothing_else(first, then, what):
    before = arranged(draft(*first), what)
    said = changes(before, draft(*then))
    after = {b.id: b for b in draft(*then, before=before).blocks}
    was = {b.id: b for b in before.blocks}
    assert {i for i in was if i not in after} == {c.before.id for c in said if c.what is Redrafted.GONE}
    assert {i for i in after if i not in was} == {c.after.id for c in said if c.what is Redrafted.NEW}
    changed = {c.before.id: c.after for c in said if c.what is Redrafted.CHANGED}
    assert {i for i in was if i in after and reads(after[i]) != reads(was[i])} == set(changed)
    assert all(after[i] == block for i, block in changed.items())
    for i, block in was.items():
        if block.edited:
            assert after[i] == block
        if i in after:
            assert after[i].left_out == block.left_out
    joined = {i for b in was.values() for i in b.joined}
    assert not joined & set(after)


def test_a_letter_keeps_its_language_and_tone_and_is_checked_in_them(desk):
    desk.set_profile(Profile(name="Mira Vale", organisation="Northwind", language="hi", tone="formal"))
    interview_id, _ = desk.import_text(bundled("assets", "examples", "interview.md").read_bytes(), "interview.md")
    letter = desk.draft_letter(interview_id)
    assert the(letter, BlockKind.SALUTATION).text == "आदरणीय Anaïs Krishnamūrti-Okafor जी,"
    desk.set_profile(replace(desk.profile(), language="en", tone="warm"))
    assert desk.redraft_changes(interview_id) == ()
    assert desk.draft_letter(interview_id).blocks == letter.blocks
    assert desk.letter_text(letter).startswith("आदरणीय")
    assert not any(found.stops for found in desk.check_letter(letter))
    desk.set_wording("hi", "formal", "slots.sign_off", ("नमस्कार,",))
    changed = desk.redraft_changes(interview_id)
    assert [c.before.kind for c in changed] == [BlockKind.CLOSING]
    assert the(desk.draft_letter(interview_id), BlockKind.CLOSING).text.endswith("नमस्कार,")
    desk.restore_wording("hi", "formal")
    assert [c.before.kind for c in desk.redraft_changes(interview_id)] == [BlockKind.CLOSING]
