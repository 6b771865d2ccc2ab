"""The cooperative is a setting: where it is named otherwise, nothing says Smart.

A house of another name lives through everything once. Then every page of every role, every mail
as it is sent, and every document is read in German and in English.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from kontor.actions import (
    cancel_invoice,
    document_invoices,
    keep_people,
    reset_password,
    run_night,
    talk,
    turn_down_order,
)
from kontor.actions.letter_samples import samples
from kontor.foundation.history import Actor
from kontor.foundation.mailer import Outcome, deliver, delivering_to
from kontor.foundation.message import Parcel
from kontor.foundation.models import OutboxMail
from kontor.foundation.secret_link import token_of
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Document, Invoice
from kontor.orders.draft import First
from kontor.orders.models import Order
from kontor.people.models import NotificationChoice
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.builders.proofs import uploaded
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

WERKBUND = {
    "name": "Werkbund Elbe eG",
    "short_name": "Elbe",
    "strapline_de": "Die Genossenschaft am Wasser",
    "strapline_en": "The cooperative at the water",
    "street": "Speicherweg 3",
    "postcode": "20457",
    "town": "Hamburg",
    "state": "HH",
    "register_number": "GnR 0001 H",
    "register_court": "Amtsgericht Hamburg",
    "board": "Ida Nordhoff",
    "contact_name": "Werkbund Büro",
    "phone": "+49 40 000000-0",
    "email": "buero@werkbund.example",
    "website": "werkbund.example",
    "account_holder": "Werkbund Elbe eG",
}
LANGUAGES = ("de", "en")
# Of what each reader opens all that there is; of everything else one of its kind.
ALL_OF = {
    "nobody": {"token"},
    "owner": {"order_id", "invoice_id"},
    "advisor": {"order_id"},
    "accountant": {"invoice_id"},
    "admin": {"purpose"},
}
ROOT = Path(__file__).resolve().parents[2] / "kontor"
# The symbol of a telephone is called so by those who drew it.
NO_NAME = re.compile(r"smartphone")


@dataclass(frozen=True)
class Told:
    """A house that has lived: people, one order of each fate, tokens of links."""

    people: Cast
    admin: Reader
    orders: list[Order]
    invoices: list[Invoice]
    tokens: list[str]
    key: str


def night(day: int, month: int = 1) -> datetime:
    return datetime(2027, month, day, 23, tzinfo=BERLIN)


def life() -> Told:
    people = cast()
    house.cooperative(**WERKBUND)
    admin = house.person("Rosa Ohlsen", Role.ADMIN)
    owner, advisor, client = people.owner, people.advisor, people.client
    NotificationChoice.objects.create(person=people.stranger, kind="client", how="digest")
    told = orders.active(people.stranger, advisor, client)
    active = orders.active(owner, advisor, client)
    waiting = orders.submitted(owner, client, title="Waiting for the team")
    returned = orders.submitted(owner, client, title="Returned")
    turn_down_order.return_with_question(
        advisor, returned.pk, orders.shown(returned), "On which days?", MONDAY
    )
    rejected = orders.submitted(owner, client, title="Rejected")
    turn_down_order.reject(
        advisor, rejected.pk, orders.shown(rejected), ["licence"], "It needs a licence.", MONDAY
    )
    asked = orders.submitted(owner, client, First.CLIENT, title="Waiting for the client")
    draft = orders.drafted(owner, client, title="A draft")
    key = uploaded(active).key
    talk.say(owner, active.pk, "A question to the team.", "k1", MONDAY)
    talk.say(advisor, active.pk, "An answer.", "k2", MONDAY)
    keep_people.invite(None, "new@people.example", "New Member", [Role.MEMBER], "en", MONDAY)
    reset_password.ask(owner.email, MONDAY)
    for day in (9, 11, 18):
        run_night.run(night(day))
    invoices = documented(active)
    return Told(
        people=people,
        admin=Reader(admin),
        orders=[active, waiting, returned, rejected, asked, draft, told],
        invoices=invoices,
        tokens=[token_of(mail.link_seed) for mail in OutboxMail.objects.exclude(link_seed="")],
        key=key,
    )


def documented(order: Order) -> list[Invoice]:
    """The issued invoice of the order and its cancellation, both with their documents."""
    issued = Invoice.objects.get(order=order)
    document_invoices.make_documents(issued.pk, night(18))
    issued.refresh_from_db()
    jonas = Actor("advisor", None, "Jonas Wiebold")
    with transaction.atomic():
        Order.objects.select_for_update().get(pk=order.pk)
        mirror = cancel_invoice.cancel(issued, jonas, night(20))
    document_invoices.make_documents(mirror.pk, night(20))
    return [issued, mirror]


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Told]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield life()
        transaction.set_rollback(True)


@cache
def document_words(data: bytes) -> str:
    """What a PDF says on its pages and about itself, with the files inside."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    with pikepdf.open(io.BytesIO(data)) as opened:
        about = [str(opened.docinfo), str(opened.open_metadata())]
        inside = [
            f"{name} {part.get_file().read_bytes().decode('utf-8', 'replace')}"
            for name, part in opened.attachments.items()
        ]
    return " ".join([*pages, *about, *inside])


def words_of(data: bytes) -> str:
    return document_words(data) if data.startswith(b"%PDF") else data.decode("utf-8", "replace")


def says_smart(words: str) -> list[str]:
    plain = NO_NAME.sub("", words)
    return [
        plain[max(0, at.start() - 60) : at.end() + 60] for at in re.finditer("(?i)smart", plain)
    ]


def routes() -> dict[str, list[str]]:
    """Every named route with the names of what its address holds."""

    def walk(resolver: URLResolver) -> Iterator[tuple[str, list[str]]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield str(pattern.name), list(pattern.pattern.converters)
            else:
                yield from walk(pattern)

    return dict(walk(get_resolver()))


def addresses(told: Told, who: str) -> Iterator[str]:
    """Every route with what it can show of this life."""
    found: dict[str, list[Any]] = {
        "order_id": [order.pk for order in told.orders],
        "invoice_id": [invoice.pk for invoice in told.invoices],
        "client_id": [told.people.client.pk],
        "member_id": [told.people.owner.pk],
        "token": told.tokens,
        "key": [told.key],
        "kind": ["pdf", "xml"],
        "purpose": list(samples()),
    }
    for name, wanted in routes().items():
        ways: list[dict[str, Any]] = [{}]
        for part in wanted:
            values = found.get(part, [told.people.owner.pk])
            if part not in {"kind", *ALL_OF.get(who, ())}:
                values = values[:1]
            ways = [{**way, part: value} for way in ways for value in values]
        for way in ways:
            yield reverse(name, kwargs=way)


def readers(told: Told) -> dict[str, Reader]:
    people = told.people
    return {
        "nobody": Reader(None),
        "owner": Reader(people.owner),
        "other": Reader(people.stranger),
        "advisor": Reader(people.advisor),
        "accountant": Reader(people.accountant),
        "admin": told.admin,
    }


def answers(reader: Reader, path: str, language: str) -> tuple[int, str]:
    """Status and everything sent: headers, and the body as words."""
    reader.browser.cookies["kontor-language"] = language
    with transaction.atomic():
        answer = reader.browser.get(path)
        body = answer.getvalue() if answer.streaming else answer.content
        transaction.set_rollback(True)
    sent = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return answer.status_code, f"{sent}\n{words_of(body)}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["nobody", "owner", "other", "advisor", "accountant", "admin"])
def test_no_page_says_the_name_of_another_house(told: Told, who: str, language: str) -> None:
    reader = readers(told)[who]
    found, opened = {}, 0
    for path in addresses(told, who):
        status, sent = answers(reader, path, language)
        assert status < 500, path
        if status == 200 and "text/html" in sent and "<html" in sent:
            assert "Elbe" in sent, path
            opened += 1
        if wrong := says_smart(sent):
            found[path] = wrong
    assert found == {}
    assert opened >= 3


class Post:
    """Takes every parcel."""

    def __init__(self) -> None:
        self.parcels: list[Parcel] = []

    def __call__(self, parcel: Parcel) -> str:
        self.parcels.append(parcel)
        return "250 Taken"


@pytest.fixture(scope="module")
def sent(told: Told) -> list[EmailMessage]:
    """Every mail of this life as a mail program reads it."""
    post = Post()
    with delivering_to(post):
        for mail in OutboxMail.objects.order_by("id"):
            assert deliver(mail.pk, night(28)) is Outcome.SENT
    return [message_from_bytes(each.data, policy=policy.default) for each in post.parcels]


def test_no_mail_says_it_in_head_body_or_attachment(sent: list[EmailMessage]) -> None:
    found = {}
    for mail in sent:
        parts = [f"{name}: {value}" for name, value in mail.items()]
        for part in mail.walk():
            parts += [f"{name}: {value}" for name, value in part.items()]
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                parts.append(words_of(data))
        if wrong := says_smart("\n".join(parts)):
            found[str(mail["Subject"])] = wrong
    assert found == {}


def test_this_life_has_sent_mails_of_many_kinds_from_the_house(sent: list[EmailMessage]) -> None:
    purposes = {str(mail["X-Kontor-Purpose"]) for mail in sent}
    assert purposes >= {
        "client_confirmation",
        "order_returned",
        "order_rejected",
        "invoice",
        "cancellation_invoice",
        "draft_invoice",
        "thread_message",
        "digest",
        "account_invitation",
        "password_reset",
    }
    assert purposes <= set(samples())
    for mail in sent:
        assert str(mail["From"]) == "Werkbund Elbe eG <buero@werkbund.example>"
        assert str(mail["Message-ID"]).endswith("@werkbund.example>")
        body = mail.get_body(("plain",))
        assert body is not None
        text = body.get_content()
        assert text.startswith("Elbe")
        assert "Speicherweg 3, 20457 Hamburg" in text


def test_documents_name_the_house_as_seller(told: Told) -> None:
    for invoice in told.invoices:
        for document in Document.objects.filter(invoice=invoice):
            path = reverse("team_document", args=[invoice.pk, document.kind])
            _, words = answers(readers(told)["accountant"], path, "de")
            assert says_smart(words) == []
            assert "Werkbund Elbe eG" in words
            assert "Speicherweg 3" in words


@pytest.mark.parametrize(
    ("language", "status", "promise"),
    [
        ("en", "Elbe Confirmation", "Elbe reviews the order"),
        ("de", "Prüfung durch Elbe", "Elbe prüft den Auftrag"),
    ],
)
def test_the_review_is_named_after_the_house(
    told: Told, language: str, status: str, promise: str
) -> None:
    path = reverse("order", args=[told.orders[1].pk])
    _, words = answers(readers(told)["owner"], path, language)
    assert status in words
    assert promise in words
    _, listed = answers(readers(told)["advisor"], reverse("team_orders"), language)
    assert status in listed


def test_what_comes_with_the_program_names_no_house() -> None:
    """Styles, scripts, templates and the German words; only the demo's page of parts may."""
    found = {
        str(path.relative_to(ROOT)): wrong
        for folder in ("pages", "locale", "foundation/templates", "formats")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".css", ".js", ".svg", ".html", ".po", ".typ", ".json", ".webmanifest"}
        and path.name != "components.html"
        and (wrong := says_smart(path.read_text()))
    }
    assert found == {}
