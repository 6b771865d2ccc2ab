"""No form of a member writes what is not theirs: status, owner, gates, verdicts (spec § 3).

Every address of a member that takes a POST gets every field of every model.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from kontor.orders.models import Order
from kontor.pages.member import urls
from kontor.people.models import Person
from tests.builders import orders
from tests.builders.proofs import uploaded
from tests.pages.everything import (
    WAYS,
    Route,
    Rows,
    Sent,
    everything,
    own_fields,
    routes_in,
    sent_to,
)
from tests.pages.everything import rows as rows_now
from tests.pages.scene import Scene, scene

pytestmark = pytest.mark.django_db

ROUTES = list(routes_in(urls.urlpatterns))
# Columns that no member writes in a row that is there already.
FIXED = {
    "Order": {"number", "owner_id", "created_at", "copied_from_id", "changes_id"},
    "Revision": {"order_id", "number", "content", "hash", "created_at"},
    "Invoice": {
        *("order_id", "revision_id", "position", "kind", "billing_date", "term_days"),
        *("net", "vat", "gross", "vat_category", "groups", "cancels_id", "number"),
        *("most_net", "replaces_id"),
        *("issued_on", "due_on", "printed", "guarantee", "drafted_on", "fault"),
    },
    "Client": {
        *("verified_by_id", "created_by_id", "created_at", "merged_into_id", "team_note"),
        *("block", "block_reason", "block_review_on", "blocked_at", "blocked_by_id"),
    },
    "Person": {"email", "roles", "is_active", "password"},
    "Proof": {"order_id", "state", "judged_at", "judged_by_id", "reason", "revision_id"},
}
# What only a gate sets; a member can at most make it void.
GATES = {
    "Order": ("approved_revision_id", "confirmed_revision_id"),
    "Client": ("verified_at", "ordered_at"),
}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """One scene for all; whatever a request changes is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield scene()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def own(made: Scene) -> dict[str, Order]:
    """The member's orders at the points of their life where they can do most."""
    active = Order.objects.get(pk=str(made.ids["order_id"]))
    owner, client = active.owner, active.client
    advisor = Person.objects.get(name="Jonas Wiebold")
    assert client is not None
    found = {
        "active": active,
        "draft": orders.drafted(owner, client, title="Draft"),
        "in review": orders.submitted(owner, client, title="In review"),
        "with its member": orders.changes_requested(
            owner, advisor, client, "Please.", title="With its member"
        ),
        "with the client": orders.approved(owner, advisor, client, title="With the client"),
    }
    for each in found.values():
        uploaded(each, f"{each.title}.pdf")
    return found


def places(route: Route, made: Scene, own: dict[str, Order]) -> Iterator[tuple[str, str]]:
    """Where the order stands, and the address."""
    for life, order in own.items() if "order_id" in route.holds else [("", None)]:
        ids: dict[str, Any] = dict(made.ids)
        if order is not None:
            ids |= {"order_id": order.pk, "key": order.proofs.latest("pk").key}
        yield life, reverse(route.name, kwargs={name: ids[name] for name in route.holds})


def sendings(
    route: Route, made: Scene, own: dict[str, Order], before: Rows
) -> Iterator[tuple[str, Sent]]:
    reader = made.readers["owner"]
    other = Person.objects.get(name="Bo Carlsen").pk
    mass = everything(owner=other, roles="admin") | {"guarantee": "yes", "act": "submit"}
    for life, path in places(route, made, own):
        alone = sent_to(reader, path, mass, before)
        yield f"{life or path}, everything alone", alone
        if alone.status not in {403, 404, 405}:
            fields = own_fields(reader, path)
            for way, payload in WAYS.items():
                sent = sent_to(reader, path, payload(mass, fields), before)
                yield f"{life or path}, {way}", sent


def set_by_hand(before: Rows, after: Rows) -> list[tuple[str, str, Any]]:
    """Gates passed and statuses reached that no member can reach."""
    found: list[tuple[str, str, Any]] = []
    for key in before.keys() & after.keys():
        model, row = key[0], after[key]
        found += [
            (model, column, row[column])
            for column in GATES.get(model, ())
            if row[column] not in {None, before[key][column]}
        ]
        moved = row.get("status") != before[key].get("status")
        if moved and row["status"] in {"active", "completed", "issued", "paid", "cancelled"}:
            found.append((model, "status", row["status"]))
    return found


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_with_every_field_there_is_no_member_writes_what_is_not_theirs(
    route: Route, made: Scene, own: dict[str, Order]
) -> None:
    fixed = {(model, column) for model, columns in FIXED.items() for column in columns}
    before = rows_now()
    for where, sent in sendings(route, made, own, before):
        assert not sent.changes & fixed, where
        assert not set_by_hand(before, sent.rows), where
        new = [row for key, row in sent.rows.items() if key[0] == "Order" and key not in before]
        assert {row["status"] for row in new} <= {"draft", "team_review", "client_confirmation"}
        assert {row["owner_id"] for row in new} <= {own["draft"].owner_id}, where
