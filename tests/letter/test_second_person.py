"""Notes said to the person they are about: right where it is certain, untouched and flagged where it is not."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_desk.letter.second_person import to_you

CERTAIN = {
    "explained nonces and why unsafe-inline defeats them, without being asked": (
        "You explained nonces and why unsafe-inline defeats them, without being asked."
    ),
    "took stored and reflected XSS for the same thing and offered one fix for both": (
        "You took stored and reflected XSS for the same thing and offered one fix for both."
    ),
    "when asked how an order API should check who owns an order, relied on ids being hard to guess": (
        "When asked how an order API should check who owns an order, you relied on ids being hard to guess."
    ),
    "drew the data flow without trust boundaries, so the admin queue was missed": (
        "You drew the data flow without trust boundaries, so the admin queue was missed."
    ),
    "knows Python well, Go less so": "You know Python well, Go less so.",
    "asked good questions about who operates the queue": "You asked good questions about who operates the queue.",
    "asked who owns the queue before drawing it": "You asked who owns the queue before drawing it.",
    "limited the scope to one service": "You limited the scope to one service.",
    "She walked us through her design; missed the cache": "You walked us through your design; you missed the cache.",
    "He doesn't validate input": "You don't validate input.",
    "They explained their reasoning": "You explained your reasoning.",
    "The candidate has used Burp": "You have used Burp.",
    "Anaïs explained nonces": "You explained nonces.",
    "quickly found it": "You quickly found it.",
    "was clear about limits": "You were clear about limits.",
    "can explain TLS": "You can explain TLS.",
    "named three headers and their purpose": "You named three headers and their purpose.",
    "once prompted, noticed the missing check": "Once prompted, you noticed the missing check.",
    "did not mention authorisation; needed a hint": "You did not mention authorisation; you needed a hint.",
    'said "I would sanitise it. She said so" and left it there': (
        'You said "I would sanitise it. She said so" and left it there.'
    ),
    "named the risk. Then found the header, e.g. the nonce.": (
        "You named the risk. You then found the header, e.g. the nonce."
    ),
    "You explained it already.": "You explained it already.",
    "unable to name a directive": "You were unable to name a directive.",
    "Not aware of SameSite cookies": "You were not aware of SameSite cookies.",
    "unsure whether `SameSite` covers GET; asked": "You were unsure whether `SameSite` covers GET; you asked.",
    "Her explanation of nonces was clear": "Your explanation of nonces was clear.",
    "His threat model left out the queue": "Your threat model left out the queue.",
    "The candidate's diagram had no trust boundary": "Your diagram had no trust boundary.",
    "Candidate's answer covered both cases": "Your answer covered both cases.",
    "Anaïs's second answer named the header": "Your second answer named the header.",
    "The interviewee explained CSP": "You explained CSP.",
    "applicant has used Burp": "You have used Burp.",
    "dealt with the outage calmly": "You dealt with the outage calmly.",
    "instrumented several services": "You instrumented several services.",
    "identifies 3 of 4 flaws, not the fourth": "You identify 3 of 4 flaws, not the fourth.",
    "chose `strcpy` without a bound": "You chose `strcpy` without a bound.",
    "They were quick to spot it": "You were quick to spot it.",
    "they've never used Burp": "You've never used Burp.",
    "she’d look at the logs first": "You’d look at the logs first.",
    "He's seen JWTs before": "You've seen JWTs before.",
    "thinks he's good at it": "You think you're good at it.",
    "said he'll check the header": "You said you'll check the header.",
    "hadn't seen a token before": "You hadn't seen a token before.",
    "needs to read the error first": "You need to read the error first.",
    "uses the parameter everywhere": "You use the parameter everywhere.",
    "Asked about CSP, he named script-src": "Asked about CSP, you named script-src.",
    "When asked about CSP: named script-src only": "When asked about CSP, you named script-src only.",
    "when I asked about logging he listed 3 events": "When I asked about logging you listed 3 events.",
    "goes deep quickly": "You go deep quickly.",
    "his/her approach was fine": "Your approach was fine.",
    "he/she would look at the logs": "You would look at the logs.",
    "said he or she would look": "You said you would look.",
    "s/he explained XSS": "You explained XSS.",
    "(s)he explained XSS": "You explained XSS.",
    "cand explained CSP well": "You explained CSP well.",
    "cand. didn't know nonces": "You didn't know nonces.",
    "the candidate was unsure about CORS; asked for docs": "You were unsure about CORS; you asked for docs.",
    "They named two headers. They couldn't name a third.": "You named two headers. You couldn't name a third.",
    "named the risk. Anaïs was calm": "You named the risk. You were calm.",
    "explained A. Never used Burp.": "You explained A. You never used Burp.",
    "explained A. Could not explain B.": "You explained A. You could not explain B.",
    "explained A; was sure": "You explained A; you were sure.",
    "explained A; he was sure": "You explained A; you were sure.",
    "explained A; their answer on nonces was thin": "You explained A; your answer on nonces was thin.",
    "explained A; good example": "You explained A; good example.",
    "wrote a loop. Did not know why it failed.": "You wrote a loop. You did not know why it failed.",
    "wrote a loop. Tested it.": "You wrote a loop. You tested it.",
    "wrote two loops. They explained both.": "You wrote two loops. You explained both.",
    "drew the queue; said it fills up under load": "You drew the queue; you said it fills up under load.",
    "explained it to the manager; the candidate was clear": "You explained it to the manager; you were clear.",
    "worked through the examples": "You worked through the examples.",
    "worked well under pressure": "You worked well under pressure.",
    "has been working with Go": "You have been working with Go.",
    "had no idea about nonces": "You had no idea about nonces.",
    "was right about the index": "You were right about the index.",
    "was strong on networking": "You were strong on networking.",
    "was very clear": "You were very clear.",
    "wrote a fix but could not explain it": "You wrote a fix but could not explain it.",
    "wrote a test but it fails": "You wrote a test but it fails.",
    "used `eval()` on user input, didn't see the risk": "You used `eval()` on user input, didn't see the risk.",
    "named script-src and could not explain it": "You named script-src and could not explain it.",
    "suggested logging every failed login": "You suggested logging every failed login.",
    "suggested improvements to the schema": "You suggested improvements to the schema.",
    "mentioned only signature-based detection": "You mentioned only signature-based detection.",
    "said MD5 was fine": "You said MD5 was fine.",
    "knew tests were missing": "You knew tests were missing.",
    "named variables well": "You named variables well.",
    "knows cookies and tokens": "You know cookies and tokens.",
    "knows AWS but not GCP": "You know AWS but not GCP.",
    "thinks CSRF tokens stop XSS": "You think CSRF tokens stop XSS.",
    "explained why the server rejects it and logs the attempt": (
        "You explained why the server rejects it and logs the attempt."
    ),
    "knew Kerberos, tickets, and realms": "You knew Kerberos, tickets, and realms.",
    "explained the trust boundary in her design": "You explained the trust boundary in your design.",
    "named the cache she added": "You named the cache you added.",
    "told us about a bug in his code that he fixed himself": (
        "You told us about a bug in your code that you fixed yourself."
    ),
    "used his own laptop; its battery died": "You used your own laptop; its battery died.",
    "explained that the token he issued was signed": "You explained that the token you issued was signed.",
    "asked whether he could use the docs": "You asked whether you could use the docs.",
    "With help from me, found it": "With help from me, you found it.",
    "organised the answer well": "You organised the answer well.",
    "summarised the incident; recommended a fix": "You summarised the incident; you recommended a fix.",
    "recognised the pattern, analysed the trade-off and prioritised well": (
        "You recognised the pattern, analysed the trade-off and prioritised well."
    ),
    "said 'I don't know' honestly": "You said 'I don't know' honestly.",
    "explained nonces without being asked": "You explained nonces without being asked.",
    "explained nonces unprompted": "You explained nonces unprompted.",
    "You tested the release candidate.": "You tested the release candidate.",
    "You follow a token, say what each step checks, and name rogue issuers": (
        "You follow a token, say what each step checks, and name rogue issuers."
    ),
}

UNCERTAIN = {
    "asked about CSP, could not name a directive": "Asked about CSP, could not name a directive.",
    "asked for an example, gave none": "Asked for an example, gave none.",
    "limited understanding of TLS": "Limited understanding of TLS.",
    "structured answer": "Structured answer.",
    "confused about tokens": "Confused about tokens.",
    "confused by the question": "Confused by the question.",
    "explained CSRF and was unsure about SameSite": "Explained CSRF and was unsure about SameSite.",
    "unsafe-inline was named as the risk": "unsafe-inline was named as the risk.",
    "iOS knowledge was thin": "iOS knowledge was thin.",
    "parse_event() was called twice": "parse_event() was called twice.",
    "read access was not considered": "Read access was not considered.",
    "told her manager that he was wrong": "You told her manager that he was wrong.",
    "explained CSP to him": "You explained CSP to him.",
    "told the story of a fix that broke a partner: what they did": (
        "You told the story of a fix that broke a partner: what they did."
    ),
    "Their answer was thin": "Their answer was thin.",
    "able candidate": "Able candidate.",
    "aware team": "Aware team.",
    "His manager told him what to say": "His manager told him what to say.",
    "candidate keys were not named": "Candidate keys were not named.",
    "the applicant tracking system was left out": "The applicant tracking system was left out.",
    "tests were missing": "Tests were missing.",
    "stuck on the second question": "Stuck on the second question.",
    "I had to prompt twice": "I had to prompt twice.",
    "no mention of rate limits": "No mention of rate limits.",
    "解释了跨站脚本": "解释了跨站脚本",
    "объяснил XSS": "Объяснил XSS.",
    "said he's used Burp": "You said he's used Burp.",
    "said Tom thought he was late": "You said Tom thought he was late.",
    "After Tom asked about it he left": "After Tom asked about it he left.",
    "never": "Never.",
    "could not": "Could not.",
    "struggled w/ joins": "You struggled w/ joins.",
    "used f-strings -> SQL injection": "You used f-strings -> SQL injection.",
    "uses were not named": "Uses were not named.",
    "answers to the second question were thin": "Answers to the second question were thin.",
    "first line\n    - pasted code": "first line\n    - pasted code",
    "wrote a fix. Didn't work.": "You wrote a fix. Didn't work.",
    "found the SQL injection in the login form. Was exploitable.": (
        "You found the SQL injection in the login form. Was exploitable."
    ),
    "missed the point; is not a blocker": "You missed the point; is not a blocker.",
    "drew the queue; fills up under load": "You drew the queue; fills up under load.",
    "wrote a loop. Had an off-by-one error.": "You wrote a loop. Had an off-by-one error.",
    "wrote a loop. Took ten minutes.": "You wrote a loop. Took ten minutes.",
    "wrote a loop. They are fine.": "You wrote a loop. They are fine.",
    "found two bugs. They were in the parser.": "You found two bugs. They were in the parser.",
    "named three headers; they were all correct": "You named three headers; they were all correct.",
    "named three headers. They're all correct.": "You named three headers. They're all correct.",
    "explained A. Works at Acme.": "You explained A. Works at Acme.",
    "explained A. Needed a restart.": "You explained A. Needed a restart.",
    "explained A; confused about B": "You explained A; confused about B.",
    "explained A; he knows B and is good": "You explained A; he knows B and is good.",
    "explained A; when asked he explains A and uses B": "You explained A; when asked he explains A and uses B.",
    "wrote a fix, didn't work": "Wrote a fix, didn't work.",
    "wrote a fix but didn't work": "Wrote a fix but didn't work.",
    "wrote a parser and crashed on null": "Wrote a parser and crashed on null.",
    "doesn't compile": "Doesn't compile.",
    "didn't work on Windows": "Didn't work on Windows.",
    "fails on empty input": "Fails on empty input.",
    "fails to compile": "Fails to compile.",
    "works for small inputs": "Works for small inputs.",
    "once fixed, worked": "Once fixed, worked.",
    "went wrong": "Went wrong.",
    "led to a bug": "Led to a bug.",
    "was O(n²)": "Was O(n²).",
    "was slow": "Was slow.",
    "is vulnerable to SQL injection": "Is vulnerable to SQL injection.",
    "is a strong communicator": "Is a strong communicator.",
    "could be bypassed with a null byte": "Could be bypassed with a null byte.",
    "has a race condition": "Has a race condition.",
    "has been fixed": "Has been fixed.",
    "needs a lock": "Needs a lock.",
    "contained a bug": "Contained a bug.",
    "makes sense": "Makes sense.",
    "used in the loop without a lock": "Used in the loop without a lock.",
    "found in the log": "Found in the log.",
    "proposed fix was incomplete": "Proposed fix was incomplete.",
    "proposed fix": "Proposed fix.",
    "proposed fix: parameterised queries": "Proposed fix: parameterised queries.",
    "proposed fix and test were incomplete": "Proposed fix and test were incomplete.",
    "suggested fix worked": "Suggested fix worked.",
    "suggested improvements were good": "Suggested improvements were good.",
    "thought process was structured": "Thought process was structured.",
    "suggested mitigation was wrong": "Suggested mitigation was wrong.",
    "worked example was good": "Worked example was good.",
    "stated goal was unclear": "Stated goal was unclear.",
    "stated assumptions were reasonable": "Stated assumptions were reasonable.",
    "implemented check fails on null": "Implemented check fails on null.",
    "named pipes were unknown": "Named pipes were unknown.",
    "named pipes in Windows were unknown": "Named pipes in Windows were unknown.",
    "checked exceptions in Java were explained well": "Checked exceptions in Java were explained well.",
    "reads were not counted": "Reads were not counted.",
    "At first guessed, then measured": "At first guessed, then measured.",
    "is familiar with Burp and uses the repeater daily": "Is familiar with Burp and uses the repeater daily.",
    "He's good at it and knows Burp": "He's good at it and knows Burp.",
    "explains the flow well and checks the logs": "Explains the flow well and checks the logs.",
    "explained hashing but often forgets salts": "Explained hashing but often forgets salts.",
    "explained it and also knows": "Explained it and also knows.",
    "lacks depth and rushes": "Lacks depth and rushes.",
    "explained JWT – knows the alg": "Explained JWT – knows the alg.",
    "explained JWT - knows the alg": "Explained JWT - knows the alg.",
    "explained SSRF (knows XXE too)": "Explained SSRF (knows XXE too).",
    "explained A well & knows B": "Explained A well & knows B.",
    "explains XSS, uses examples": "Explains XSS, uses examples.",
    "prefers Go and dislikes Java": "Prefers Go and dislikes Java.",
    "asked about CSP: named script-src": "Asked about CSP: named script-src.",
    "asked about CSP - named script-src": "Asked about CSP - named script-src.",
    "said a hacker could reuse his token": "You said a hacker could reuse his token.",
    "said the CEO would approve his own payment": "You said the CEO would approve his own payment.",
    "said the dev had left his key": "You said the dev had left his key.",
    "said a company should own their process": "You said a company should own their process.",
    "said one should rotate his keys": "You said one should rotate his keys.",
    "explained that a browser blocks his script": "You explained that a browser blocks his script.",
    "named Bruce Schneier and his book": "You named Bruce Schneier and his book.",
    "he explained how she would do it": "You explained how she would do it.",
    "explained it to the manager. He was late.": "You explained it to the manager. He was late.",
    "explained it to the manager. Was late.": "You explained it to the manager. Was late.",
    "explained it to the manager. Explained it again.": "You explained it to the manager. Explained it again.",
    "explained how Priya would fix it": "You explained how Priya would fix it.",
    "explained how priya would fix it": "You explained how priya would fix it.",
    "Explains roles and leaves gaps to others": "Explains roles and leaves gaps to others.",
    "Is there anything else?": "Is there anything else?",
    "explained how candidate would fix it": "You explained how candidate would fix it.",
    "PK found the XSS": "PK found the XSS.",
    "explained both his and her views": "You explained both his and her views.",
    "I had to prompt twice. Explained it again.": "I had to prompt twice. You explained it again.",
    "debugged by print statements only": "Debugged by print statements only.",
}


@pytest.mark.parametrize(("note", "said"), CERTAIN.items())
def test_certain(note, said):
    told = to_you(note, ("Anaïs",))
    assert (told.text, told.sure) == (said, True)


@pytest.mark.parametrize(("note", "said"), UNCERTAIN.items())
def test_uncertain_stands_as_written_and_asks_for_a_look(note, said):
    told = to_you(note, ("Priya",))
    assert (told.text, told.sure) == (said, False)


HELD = re.compile(r"`[^`]{1,600}`|“[^”]{1,600}”")


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from([*CERTAIN, *UNCERTAIN, "`x  =  1`", "“no,  he”", "\ue000", "\uf8ff", "; ", ". "]) | st.text()
    )
)
def test_no_note_raises_and_code_and_quotations_stay_as_they_were(parts):
    note = " ".join(parts)
    said = to_you(note, ("Anaïs",)).text
    if len(note.splitlines()) < 2:
        assert HELD.findall(said) == HELD.findall(note)


def test_icons_of_a_font_and_whole_reports_stand_as_they_were_typed():
    for note in ("fixed the \ue000 icon", "named \ue000\ue100", "\ue000", "explained `x` \uf8ff", "told them. " * 300):
        told = to_you(note)
        assert (told.text, told.sure) == (note.strip(), False)
    began = time.process_time()
    to_you("explained it to them " * 20_000)
    assert time.process_time() - began < 0.5


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Co"]), min_size=1, max_size=80))
def test_nothing_is_lost_of_any_text(note):
    letters = "".join(c for c in note if c.isalnum())
    said = to_you(note).text
    if not said.lower().startswith("you"):
        assert "".join(c for c in said if c.isalnum()).casefold() == letters.casefold() or "you" in said


PARTS = st.tuples(
    st.sampled_from(
        ["", "When asked, ", "She ", "the candidate ", "Anaïs ", "Quickly ", "Her plan: ", "You ", "unable to "]
    ),
    st.sampled_from(
        ["explained", "did not name", "never used", "asked about", "named 3 of", "knows", "can't say", "is"]
    ),
    st.sampled_from(
        [
            "CVE-2026-0042",
            "`x != 1`",
            "“she said no”",
            '"not me"',
            "Ada Lovelace",
            "no header",
            "2 flaws",
            "their work",
            "him",
        ]
    ),
    st.sampled_from(
        ["", " without help", ", not the other", "; never tried 4.5", " and was unsure", ". Did not ask 2 people."]
    ),
)
TURNED = {
    *("you", "your", "yours", "yourself", "he", "she", "they", "his", "her", "hers", "their", "the", "candidate"),
    *("anaïs", "is", "are", "was", "were", "knows", "know"),
}


def kept(text):
    """All words but those of whom it speaks and of agreement, in their order."""
    words = (word.rstrip(".") for word in re.findall(r"[\w.!=-]*\w[\w'’.-]*|[`“”\"]", text.casefold()))
    return [word for word in words if word not in TURNED]


@settings(max_examples=400, deadline=None)
@given(PARTS)
def test_numbers_negations_names_code_and_quotations_stay(parts):
    note = "".join([parts[0], parts[1], " ", parts[2], parts[3]])
    said = to_you(note, ("Anaïs",)).text
    assert kept(said) == kept(note), (note, said)
    assert re.findall(r"`.*?`|“.*?”|\".*?\"", said) == re.findall(r"`.*?`|“.*?”|\".*?\"", note)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([*CERTAIN, *UNCERTAIN]) | PARTS.map(lambda parts: "".join([parts[0], parts[1], " ", *parts[2:]]))
)
def test_what_is_said_to_them_already_stays(note):
    told = to_you(note, ("Anaïs",))
    if told.sure:
        assert to_you(told.text, ("Anaïs",)).text == told.text


def test_ordinary_notes_need_no_look():
    notes = (Path(__file__).parent / "ordinary_notes.txt").read_text("utf-8").splitlines()
    unsure = [note for note in notes if not to_you(note).sure]
    assert len(notes) >= 150 and len(unsure) <= len(notes) // 20, unsure
