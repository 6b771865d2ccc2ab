"""A folder of received mails: whole or not there, newest first, and no way out of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kontor.foundation.mailbox import heads, keep, opened
from kontor.foundation.message import Content, Enclosure, Mailbox, parcel_of

NOON = datetime(2027, 3, 12, 11, tzinfo=UTC)


def mail(
    *,
    to: str = "nora@museum.example",
    subject: str = "Angebot für Sie",
    enclosures: tuple[Enclosure, ...] = (),
) -> bytes:
    return parcel_of(
        Content(
            sender=Mailbox("auftrag@smart.example", "Smart Beispiel eG"),
            recipient=Mailbox(to, "Nora Ellerbek"),
            reply_to="",
            subject=subject,
            text="Grüße\nzwei\n",
            html="<html><head></head><body>Grüße</body></html>",
            language="de",
            purpose="client_confirmation",
            message_id="<1@smart.example>",
            date=NOON,
            enclosures=enclosures,
        )
    ).data


def test_a_kept_mail_is_read_as_it_was_sent(tmp_path: Path) -> None:
    files = (Enclosure("Rechnung.pdf", "application/pdf", b"%PDF-1.7"),)
    name = keep(tmp_path / "new", mail(enclosures=files), NOON)
    found = opened(tmp_path / "new", name)
    assert found is not None
    assert found.head.subject == "Angebot für Sie"
    assert (found.head.sender_name, found.head.sender_address) == (
        "Smart Beispiel eG",
        "auftrag@smart.example",
    )
    assert found.head.to == ("nora@museum.example",)
    assert found.head.date == NOON
    assert found.head.purpose == "client_confirmation"
    assert found.text == "Grüße\nzwei\n"
    assert "Grüße" in found.html
    assert [(file.name, file.data) for file in found.attachments] == [("Rechnung.pdf", b"%PDF-1.7")]


def test_the_newest_mail_comes_first(tmp_path: Path) -> None:
    for minute, subject in enumerate(["one", "two", "three"]):
        keep(tmp_path, mail(subject=subject), NOON + timedelta(minutes=minute))
    assert [head.subject for head in heads(tmp_path)] == ["three", "two", "one"]


def test_one_persons_mails_are_found_however_the_address_is_written(tmp_path: Path) -> None:
    keep(tmp_path, mail(to="a@bücher.example"), NOON)
    keep(tmp_path, mail(to="b@museum.example"), NOON)
    assert [head.to for head in heads(tmp_path, " A@xn--bcher-kva.example")] == [
        ("a@xn--bcher-kva.example",)
    ]


def test_an_empty_or_missing_folder_holds_no_mail(tmp_path: Path) -> None:
    assert list(heads(tmp_path / "none")) == []


def test_half_a_mail_and_foreign_files_are_not_listed(tmp_path: Path) -> None:
    (tmp_path / ".20270312T110000000000-00000000.part").write_bytes(mail())
    (tmp_path / "notes.eml").write_bytes(mail())
    assert list(heads(tmp_path)) == []


@pytest.mark.parametrize("name", ["../secret", "", "x", "20270312T110000000000-0000000g", "a/b"])
def test_a_name_that_is_none_of_ours_opens_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.eml").write_bytes(mail())
    assert opened(tmp_path / "mails", name) is None
