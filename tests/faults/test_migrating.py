"""A database of an earlier release keeps what it issued, and its invoices get their VAT groups."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from kontor.invoicing.final import groups_in
from kontor.invoicing.models import Invoice
from kontor.orders.offer import Offer, offer_json, offer_of
from kontor.orders.revising import offer_in
from tests.builders.drafts import client, draft, surroundings
from tests.faults.own_database import leading_to, new_database

pytestmark = pytest.mark.faults

THEN = datetime(2026, 12, 1, 9, tzinfo=UTC)
BEFORE, AFTER = [("kontor", "0003_rates")], [("kontor", "0007_invoices_in_full")]
# What an offer of that release did not have.
NEW_IN_OFFER = ("deposit", "recurrence", "continues")


@pytest.fixture
def older(empty_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """The models of that release, in a database as it left it."""
    name = f"{empty_database}_older"
    with django_db_blocker.unblock(), new_database(name), leading_to(name):
        yield migrated(BEFORE)


def migrated(target: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return executor.loader.project_state(target).apps


def older_content() -> dict[str, Any]:
    around = surroundings()
    assert around.client is not None
    assert around.vat is not None
    offer: Offer = offer_of(draft(), around.client, "Ada Brandt", around.vat)
    content: dict[str, Any] = json.loads(offer_json(offer))
    for name in NEW_IN_OFFER:
        del content[name]
    for invoice in content["invoices"]:
        del invoice["groups"]
    return content


def seed(older: Any) -> None:
    """An order with an issued and a planned invoice."""

    def get(name: str) -> Any:
        return older.get_model("kontor", name).objects

    owner = get("Person").create(email="ada@people.example", name="Ada", roles=["member"])
    facts = client()
    known = get("Client").create(name=facts.name, country="FR", created_at=THEN)
    for number, status in ((1, "issued"), (2, "planned")):
        order = get("Order").create(
            number=f"A-2026-000{number}",
            owner=owner,
            client=known,
            created_at=THEN,
            changed_at=THEN,
            payment_mode="single",
        )
        revision = get("Revision").create(
            order=order, number=1, content=older_content(), hash=str(number), created_at=THEN
        )
        order.revision = order.approved_revision = order.confirmed_revision = revision
        order.status = "active"
        order.save()
        issued = status == "issued"
        get("Invoice").create(
            order=order,
            revision=revision,
            position=1,
            status=status,
            billing_date=date(2026, 12, 1),
            service_from=date(2026, 11, 1),
            service_to=date(2026, 11, 5),
            term_days=14,
            net="2100.00",
            vat="0.00",
            gross="2100.00",
            vat_category="AE",
            number="RE-2026-000001" if issued else None,
            issued_on=date(2026, 12, 1) if issued else None,
            printed={"kept": "as it was"} if issued else None,
        )


def test_what_is_issued_stays_and_every_invoice_gets_its_groups(older: Any) -> None:
    seed(older)
    migrated(AFTER)
    issued, planned = Invoice.objects.order_by("id")
    assert (issued.number, issued.printed) == ("RE-2026-000001", {"kept": "as it was"})
    for invoice in (issued, planned):
        offer = offer_in(invoice.revision)
        assert groups_in(invoice) == offer.groups
        assert (offer.recurrence, offer.deposit, offer.payment.deposit) == (None, None, None)
        assert offer.amounts.gross == invoice.gross
        assert invoice.most_net == invoice.net
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=issued.pk).update(net="1.00", gross="1.00")
