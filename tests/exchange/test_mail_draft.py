"""The e-mail draft: what a mail program reads is what was put in, and nothing else is in its headers."""

import email
import email.policy
import unicodedata
from dataclasses import replace
from email.header import decode_header, make_header
from email.utils import getaddresses
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedback_desk.errors import BadInput
from feedback_desk.exchange.mail_draft import LONGEST_LINE, Draft, addresses, mail_draft

PDF = b"%PDF-1.7\r\n\x00\xff not a real one\n"
DRAFT = Draft(
    subject="Your interview feedback: Application Security Engineer at Northwind",
    text="Hello Anaïs,\n\nAttached is a letter.\nIt is for you.\n\nKind regards,\nDevika",
    sender="Devika Raghunathan",
    sender_email="devika@northwind.example",
    to="anais@example.org",
    pdf=PDF,
    file_name="Interview feedback - Anaïs Krishnamūrti.pdf",
)
HEADERS = ["From", "To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"]
SCRIPTS = ["Anaïs Krishnamūrti", "मीरा रघुनाथन", "محمد علي", "王伟", "Nguyễn Thị", "מרים", "👩‍💻"]


def read(data):
    return email.message_from_bytes(data, policy=email.policy.SMTP)


def people(data, header):
    """Names and addresses as RFC 5322 and RFC 2047 have them; Python's newer reader spoils long names."""
    message = email.message_from_bytes(data)
    return [
        (str(make_header(decode_header(name))), address) for name, address in getaddresses(message.get_all(header, []))
    ]


def as_one_line(text):
    """What of a text may stand in a header: no controls, no turns of direction, single blanks, in composed letters."""
    dropped = {"Cc", "Cs", "Zl", "Zp"}
    turns = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    kept = (
        " "
        if unicodedata.category(c) in dropped
        or unicodedata.bidirectional(c) in turns
        or c in "\u200e\u200f\u061c\ufeff"
        else c
        for c in text
    )
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())[:LONGEST_LINE].strip()


def parts(message):
    return [part.get_content_type() for part in message.walk()]


def test_what_a_mail_program_reads():
    data = mail_draft(DRAFT)
    message = read(data)
    assert data.startswith(b"From: ")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert sorted(message.keys()) == sorted(HEADERS)
    assert message["X-Unsent"] == "1"
    assert str(message["From"]) == "Devika Raghunathan <devika@northwind.example>"
    assert parts(message) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == DRAFT.text + "\n"
    (attached,) = message.iter_attachments()
    assert attached.get_content() == PDF
    assert attached.get_filename() == DRAFT.file_name
    page = message.get_body(("html",)).get_content()
    assert '<html lang="en" dir="ltr">' in page
    assert "<p>Attached is a letter.<br>" in page.replace("\r", "")
    assert not any(line for line in data.split(b"\r\n") if len(line) > 998)


def test_the_same_draft_has_the_same_bytes_and_no_date():
    assert mail_draft(DRAFT) == mail_draft(DRAFT)
    assert mail_draft(DRAFT) != mail_draft(replace(DRAFT, pdf=PDF + b"x"))
    assert b"\r\nDate:" not in mail_draft(DRAFT) and b"Message-ID" not in mail_draft(DRAFT)


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script(name):
    message = read(
        mail_draft(
            replace(
                DRAFT, sender=name, subject=f"Feedback: {name}", file_name=f"{name}.pdf", to=f'"{name}" <a@example.org>'
            )
        )
    )
    assert message["From"].addresses[0].display_name == name
    assert message["To"].addresses[0].display_name == name
    assert message["Subject"] == f"Feedback: {name}"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == f"{name}.pdf"


def test_right_to_left():
    page = read(mail_draft(replace(DRAFT, language="ar", direction="rtl"))).get_body(("html",)).get_content()
    assert '<html lang="ar" dir="rtl">' in page


def test_nobody_yet():
    message = read(mail_draft(replace(DRAFT, to=" ")))
    assert "To" not in message


@pytest.mark.parametrize("sender", ["", "Devika Raghunathan"])
def test_without_a_senders_address_the_mail_program_gives_its_own(sender):
    data = mail_draft(replace(DRAFT, sender=sender, sender_email=""))
    assert data.startswith(b"Subject: ") and b"From:" not in data and b"<>" not in data
    assert sorted(read(data).keys()) == sorted(set(HEADERS) - {"From"})


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("a@example.org", ["a@example.org"]),
        ("A B <a@example.org>; c@example.org", ["A B <a@example.org>", "c@example.org"]),
        ('"Okafor, Tomás" <t@example.org>, b@example.org', ['"Okafor, Tomás" <t@example.org>', "b@example.org"]),
        ('"Ada <x>, \\"the\\" first" <a@example.org>', ['"Ada <x>, \\"the\\" first" <a@example.org>']),
        ("a@bücher.example", ["a@xn--bcher-kva.example"]),
        ("a.b+c@sub.example.org,", ["a.b+c@sub.example.org"]),
        ("", []),
        (" ; , ", []),
    ],
)
def test_addresses(typed, read_as):
    assert [str(address) for address in addresses(typed)] == read_as


def test_a_domain_that_would_become_another_is_not_put_in():
    with pytest.raises(BadInput, match="Fill it in in the mail program"):
        mail_draft(replace(DRAFT, to="a@straße.example"))


def test_an_address_in_letters_that_no_header_takes_is_said():
    with pytest.raises(BadInput, match="Fill it in in the mail program"):
        mail_draft(replace(DRAFT, to="मीरा@example.org"))


@pytest.mark.parametrize(
    "typed",
    ["nobody", "a@", "@example.org", "a b@example.org", "a@example", "a@ex ample.org", "a@@example.org",
     "a..b@example.org", "<a@example.org", "a@example.org>", "a@example.org b@example.org", "a@-.org",
     '"a <a@example.org>', '"a" b <a@example.org>', ".a@example.org",
     f"{'a' * 400}@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_said(typed):
    with pytest.raises(BadInput, match="is not an e-mail address"):
        mail_draft(replace(DRAFT, to=typed))


@pytest.mark.parametrize("field", ["sender", "subject", "file_name", "to", "sender_email"])
@pytest.mark.parametrize(
    "attack",
    ["x\r\nBcc: spy@example.org", "x\nBcc: spy@example.org", "x\u2028Bcc: spy@example.org", "x\x00y", "x\r\n\r\nbody"],
)
def test_no_name_makes_a_header(field, attack):
    try:
        message = read(mail_draft(replace(DRAFT, **{field: attack})))
    except BadInput:
        return
    assert sorted(message.keys()) == sorted(HEADERS)
    assert len(parts(message)) == 5


hostile = st.text(
    st.sampled_from([*"abc ,;:.\"<>()[]\\'@=?_%*\r\n\t\0", "अ", "्", "م", "王", "é", "👩", "\u202e", "\u200f", "\u061c"])
)
names = st.one_of(st.sampled_from(SCRIPTS), hostile, st.text(max_size=400), hostile.map(lambda text: text * 40))
parts_of_addresses = st.text("abcxyz019._+-", min_size=1, max_size=12).filter(
    lambda text: not text.startswith(".") and not text.endswith(".") and ".." not in text
)


@example(":" + '"' * 36, "", "", [("\\" * 60, "a")], ";")
@given(
    names, names, names, st.lists(st.tuples(names, parts_of_addresses), max_size=4), st.sampled_from([",", ";", "\n"])
)
def test_what_was_put_in_is_what_is_read(sender, subject, text, recipients, between):
    """A name is never more than a name, however long and whatever is in it."""
    quoted = [(as_one_line(name), f"{local}@example.org") for name, local in recipients]
    escaped = [(name.replace("\\", "\\\\").replace('"', '\\"'), address) for name, address in quoted]
    to = between.join(f'"{name}" <{address}>' for name, address in escaped)
    data = mail_draft(replace(DRAFT, sender=sender, subject=subject, text=text, to=to))
    assert data.startswith(b"From: ")
    assert data.isascii() and all(len(line) <= 78 for line in data.split(b"\r\n"))
    message = read(data)
    assert sorted(message.keys()) == sorted(HEADERS if recipients else [name for name in HEADERS if name != "To"])
    assert people(data, "From") == [(as_one_line(sender), DRAFT.sender_email)]
    assert people(data, "To") == quoted
    assert str(make_header(decode_header(email.message_from_bytes(data)["Subject"]))) == as_one_line(subject)
    assert [part.get_content_type() for part in message.walk()][2:] == ["text/plain", "text/html", "application/pdf"]
    (attached,) = message.iter_attachments()
    assert (attached.get_content(), attached.get_filename()) == (PDF, DRAFT.file_name)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60).map(lambda text: text + "x"))
def test_the_attachment_keeps_its_name(name):
    (attached,) = read(mail_draft(replace(DRAFT, file_name=f"{name}.pdf"))).iter_attachments()
    assert attached.get_filename() == as_one_line(f"{name}.pdf")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.just("\n"), max_size=2000))
def test_the_words_arrive_in_both_parts(text):
    message = read(mail_draft(replace(DRAFT, text=text)))
    plain = message.get_body(("plain",)).get_content()
    said = unicodedata.normalize("NFC", text)
    assert plain.split() == said.split()
    shown = _Shown()
    shown.feed(message.get_body(("html",)).get_content())
    assert "".join(shown.words).split() == said.split()


class _Shown(HTMLParser):
    """The words that a page shows."""

    def __init__(self):
        super().__init__()
        self.words, self._in_body = [], False

    def handle_starttag(self, tag, attributes):
        self._in_body = self._in_body or tag == "body"

    def handle_data(self, data):
        if self._in_body:
            self.words.append(data)


def test_a_name_of_ten_thousand_characters_is_one_name_and_not_the_whole_draft():
    name = 'Okafor, "Tomás" <t@example.org>; ' * 300
    data = mail_draft(replace(DRAFT, sender=name, subject=name))
    ((read_name, address),) = people(data, "From")
    assert (read_name, address) == (as_one_line(name), DRAFT.sender_email)
    assert len(data) < 10_000


@given(st.text(max_size=80))
def test_any_recipient_is_taken_or_refused(typed):
    try:
        data = mail_draft(replace(DRAFT, to=typed))
    except BadInput:
        return
    assert set(read(data).keys()) <= set(HEADERS)
    assert [address for _, address in people(data, "To")] == [address.addr_spec for address in addresses(typed)]
