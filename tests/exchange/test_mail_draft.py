"""The e-mail draft: what a mail program reads is what was put in, and nothing else is in its headers."""

import email
import email.policy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_desk.errors import BadInput
from feedback_desk.exchange.mail_draft import Draft, addresses, mail_draft

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


def test_nobody_yet_and_a_sender_without_an_address():
    message = read(mail_draft(replace(DRAFT, to=" ", sender_email="")))
    assert "To" not in message
    assert mail_draft(replace(DRAFT, sender="", sender_email="")).startswith(b"From: ")


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("a@example.org", ["a@example.org"]),
        ("A B <a@example.org>; c@example.org", ["A B <a@example.org>", "c@example.org"]),
        ('"Okafor, Tomás" <t@example.org>, b@example.org', ['"Okafor, Tomás" <t@example.org>', "b@example.org"]),
        ("a@bücher.example", ["a@xn--bcher-kva.example"]),
        ("a.b+c@sub.example.org,", ["a.b+c@sub.example.org"]),
        ("", []),
        (" ; , ", []),
    ],
)
def test_addresses(typed, read_as):
    assert [str(address) for address in addresses(typed)] == read_as


def test_an_address_in_letters_that_no_header_takes_is_said():
    with pytest.raises(BadInput, match="Fill it in in the mail program"):
        mail_draft(replace(DRAFT, to="मीरा@example.org"))


@pytest.mark.parametrize(
    "typed",
    ["nobody", "a@", "@example.org", "a b@example.org", "a@example", "a@ex ample.org", "a@@example.org",
     "a..b@example.org", "<a@example.org", "a@example.org>", "a@example.org b@example.org", "a@-.org",
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


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=400) | st.sampled_from(SCRIPTS)


@given(words, words, words, words)
def test_any_words(sender, subject, text, file_name):
    data = mail_draft(replace(DRAFT, sender=sender, subject=subject, text=text, file_name=file_name or "a.pdf"))
    message = read(data)
    assert data.startswith(b"From: ")
    assert sorted(message.keys()) == sorted(HEADERS)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == PDF


@given(st.text(max_size=80))
def test_any_recipient_is_taken_or_refused(typed):
    try:
        message = read(mail_draft(replace(DRAFT, to=typed)))
    except BadInput:
        return
    assert set(message.keys()) <= set(HEADERS)
