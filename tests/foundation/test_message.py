"""E-mails as bytes: what a mail program reads is what was meant, and nothing can be smuggled in."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontor.foundation.message import (
    Content,
    Enclosure,
    Mailbox,
    Parcel,
    UnsafeHeader,
    parcel_of,
    wire_address,
)
from kontor.foundation.text import text_faults

one_line = st.text(min_size=1, max_size=200).filter(
    lambda text: not text_faults(text, 400, multiline=False) and text == text.strip()
)


def content(
    *,
    subject: str = "An offer",
    name: str = "Nora Ellerbek",
    address: str = "nora@museum.example",
    text: str = "Hello\n",
    house: str = "Smart Beispiel eG",
    enclosures: tuple[Enclosure, ...] = (),
) -> Content:
    return Content(
        sender=Mailbox("auftrag@smart.example", house),
        recipient=Mailbox(address, name),
        reply_to="team@smart.example",
        subject=subject,
        text=text,
        html="<p>Hello</p>",
        language="en",
        purpose="client_confirmation",
        message_id="<0123456789abcdef@smart.example>",
        date=datetime(2027, 3, 12, 8, 6, tzinfo=UTC),
        enclosures=enclosures,
    )


def read(parcel: Parcel) -> EmailMessage:
    return message_from_bytes(parcel.data, policy=policy.default)


def test_the_headers_say_who_writes_to_whom_and_what_for() -> None:
    mail = read(parcel_of(content()))
    assert mail["From"] == "Smart Beispiel eG <auftrag@smart.example>"
    assert mail["To"] == "Nora Ellerbek <nora@museum.example>"
    assert mail["Reply-To"] == "team@smart.example"
    assert mail["Date"] == "Fri, 12 Mar 2027 09:06:00 +0100"
    assert mail["Message-ID"] == "<0123456789abcdef@smart.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Kontor-Purpose"] == "client_confirmation"
    assert mail["Content-Language"] == "en"


def test_the_same_mail_is_built_of_the_same_bytes() -> None:
    files = (Enclosure("RE-2027-000001.pdf", "application/pdf", b"%PDF-1.7"),)
    assert parcel_of(content(enclosures=files)) == parcel_of(content(enclosures=files))


def test_plain_text_comes_before_html_and_files_come_last() -> None:
    files = (Enclosure("Rechnung März.pdf", "application/pdf", b"%PDF-1.7 \x00\xff"),)
    mail = read(parcel_of(content(text="Grüße\nzwei Zeilen\n", enclosures=files)))
    both, attached = mail.iter_parts()
    assert [part.get_content_type() for part in both.iter_parts()] == ["text/plain", "text/html"]
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == ["Grüße", "zwei Zeilen"]
    assert attached.get_filename() == "Rechnung März.pdf"
    assert attached.get_payload(decode=True) == b"%PDF-1.7 \x00\xff"


@given(one_line)
def test_every_subject_arrives_as_it_was_and_is_folded_within_78_columns(subject: str) -> None:
    data = parcel_of(content(subject=subject)).data
    raw = message_from_bytes(data)["Subject"]
    assert str(make_header(decode_header(raw))) == subject
    assert all(len(line) <= 78 for line in data.partition(b"\r\n\r\n")[0].split(b"\r\n"))


def test_a_subject_that_looks_like_an_encoded_word_stays_what_it_was() -> None:
    assert read(parcel_of(content(subject="=?utf-8?q?x?=")))["Subject"] == "=?utf-8?q?x?="


@given(one_line)
def test_every_name_arrives_as_it_was_beside_the_one_address(name: str) -> None:
    raw = message_from_bytes(parcel_of(content(name=name)).data)["To"]
    phrase, _, address = raw.rpartition(" ")
    assert address == "<nora@museum.example>"
    assert str(make_header(decode_header(phrase.strip()))) == name


@given(
    st.text(max_size=30),
    st.sampled_from(["\r\n", "\n", "\r", "\x00", "\x0b", "\x85", "\u2028", "\u202e", "\ud800"]),
    st.sampled_from(["subject", "name", "address", "house"]),
)
def test_a_line_break_or_control_character_in_any_header_is_refused(
    text: str, evil: str, place: str
) -> None:
    forged = f"{text}{evil}Bcc: x@evil.example"
    with pytest.raises(UnsafeHeader):
        parcel_of(
            content(
                subject=forged if place == "subject" else "An offer",
                name=forged if place == "name" else "Nora",
                address=forged if place == "address" else "nora@museum.example",
                house=forged if place == "house" else "Smart",
            )
        )


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=2000))
def test_no_body_adds_a_header_or_ends_the_message_early(text: str) -> None:
    mail = read(parcel_of(content(text=text)))
    assert mail["Bcc"] is None
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_every_line_ends_as_the_standard_asks() -> None:
    data = parcel_of(content(text="one\ntwo\r\nthree\n.\n" + "ü" * 500)).data
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    assert max(map(len, data.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    ("typed", "on_the_wire"),
    [
        ("nora@museum.example", "nora@museum.example"),
        (" Nora.E@Museum.Example ", "Nora.E@museum.example"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("a+1@x.example", "a+1@x.example"),
    ],
)
def test_the_domain_travels_in_its_ascii_form(typed: str, on_the_wire: str) -> None:
    assert wire_address(typed) == on_the_wire
    assert parcel_of(content(address=typed)).recipient == on_the_wire
