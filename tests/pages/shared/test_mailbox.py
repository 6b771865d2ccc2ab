"""The demo's mailbox page: everybody's mails, shown safely; outside the demo it does not exist."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from kontor.foundation import mailbox
from kontor.foundation.letter_layout import render
from kontor.foundation.message import Content, Enclosure, Mailbox, parcel_of
from tests.builders import house
from tests.builders.letters import letter, recipient, sender

NOON = datetime(2027, 3, 12, 11, tzinfo=UTC)
LINK = "http://127.0.0.1:8000/c/token"


@pytest.fixture(autouse=True)
def demo(settings: Settings, tmp_path: Path, db: None) -> Path:
    settings.KONTOR_DEMO = True
    settings.MAILBOX = tmp_path
    house.cooperative()
    return tmp_path


@pytest.fixture
def reader() -> Client:
    return Client(headers={"accept-language": "en"})


def keep(folder: Path, *, to: str = "nora@museum.example", minute: int = 0) -> str:
    """A letter with a quotation full of mischief and a file, as it would have come."""
    rendered = render(
        letter(subject=f"Offer <i>{minute}</i>", quoted="<script>alert(1)</script>"),
        recipient(to),
        sender(),
        LINK,
    )
    parcel = parcel_of(
        Content(
            sender=Mailbox("auftrag@smart.example", "Smart Beispiel eG"),
            recipient=Mailbox(to, "Nora Ellerbek"),
            reply_to="",
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
            language="en",
            purpose="client_confirmation",
            message_id=f"<{minute}@smart.example>",
            date=NOON,
            enclosures=[Enclosure("Rechnung März.pdf", "application/pdf", b"%PDF-1.7")],
        )
    )
    return mailbox.keep(folder, parcel.data, NOON + timedelta(minutes=minute))


def test_the_list_shows_every_mail_newest_first(demo: Path, reader: Client) -> None:
    keep(demo, minute=1)
    keep(demo, minute=2, to="mira@smart.example")
    page = reader.get("/demo/mailbox/").content.decode()
    assert "2 mails have been sent" in page
    assert page.index("Offer &lt;i&gt;2&lt;/i&gt;") < page.index("Offer &lt;i&gt;1&lt;/i&gt;")
    assert "nora@museum.example" in page
    assert "mira@smart.example" in page


def test_a_filter_shows_one_persons_mails(demo: Path, reader: Client) -> None:
    keep(demo, minute=1)
    keep(demo, minute=2, to="mira@smart.example")
    page = reader.get("/demo/mailbox/", {"to": "NORA@museum.example"}).content.decode()
    assert "1 mail to NORA@museum.example" in page
    assert "Offer &lt;i&gt;2&lt;/i&gt;" not in page


def test_an_empty_mailbox_says_so(reader: Client) -> None:
    assert "No mail has been sent yet" in reader.get("/demo/mailbox/").content.decode()


def test_a_mail_opens_with_its_html_in_a_closed_frame(demo: Path, reader: Client) -> None:
    name = keep(demo)
    page = reader.get(f"/demo/mailbox/{name}/").content.decode()
    assert f'src="/demo/mailbox/{name}/html/"' in page
    assert (
        'sandbox="allow-same-origin allow-top-navigation-by-user-activation allow-popups"' in page
    )
    assert "allow-scripts" not in page
    assert LINK not in page


def test_the_frames_document_may_use_inline_styles_and_nothing_else(
    demo: Path, reader: Client
) -> None:
    name = keep(demo)
    framed = reader.get(f"/demo/mailbox/{name}/html/")
    policy = framed["Content-Security-Policy"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script" not in policy
    assert '<head><base target="_top">' in framed.content.decode()
    assert LINK in framed.content.decode()
    around = reader.get(f"/demo/mailbox/{name}/")["Content-Security-Policy"]
    assert "unsafe-inline" not in around


def test_the_plain_text_is_inert_but_its_link_can_be_followed(demo: Path, reader: Client) -> None:
    page = reader.get(f"/demo/mailbox/{keep(demo)}/", {"as": "text"}).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert f'<a href="{LINK}"' in page
    assert "<iframe" not in page


def test_an_attachment_is_downloaded_and_never_shown(demo: Path, reader: Client) -> None:
    file = reader.get(f"/demo/mailbox/{keep(demo)}/files/1/")
    assert file.content == b"%PDF-1.7"
    assert file["Content-Disposition"].startswith("attachment; filename*=utf-8''Rechnung")
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert file["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("way", ["", "html/", "files/2/", "files/0/"])
def test_what_is_not_there_is_not_found(demo: Path, reader: Client, way: str) -> None:
    name = keep(demo) if way.startswith("files") else "20270312T110000000000-00000000"
    assert reader.get(f"/demo/mailbox/{name}/{way}").status_code == 404


def test_outside_the_demo_there_is_no_mailbox(
    demo: Path, reader: Client, settings: Settings
) -> None:
    name = keep(demo)
    settings.KONTOR_DEMO = False
    for way in ("", f"{name}/", f"{name}/html/", f"{name}/files/1/"):
        assert reader.get(f"/demo/mailbox/{way}").status_code == 404
