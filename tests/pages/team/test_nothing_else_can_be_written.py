"""No form of the team writes scope, amounts, days, owner or status by hand (R9–R11, spec § 7).

Every address of the team that takes a POST gets every field of every model. What it may change is
listed here; a column that is not listed belongs to nobody in the team.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from pytest_django import DjangoDbBlocker

from kontor.actions import cancel_order, export_documents, turn_down_order
from kontor.clients.models import Client
from kontor.orders.draft import First
from kontor.orders.models import Order
from kontor.people.models import Person
from tests.builders import clients, orders
from tests.builders.drafts import in_percents, line
from tests.builders.orders import MONDAY
from tests.builders.plans import standing_in
from tests.builders.proofs import uploaded
from tests.pages.everything import (
    WAYS,
    Change,
    Route,
    Sent,
    everything,
    own_fields,
    routes_in,
    rows,
    sent_to,
)
from tests.pages.scene import Scene, scene

pytestmark = pytest.mark.django_db

ADJUSTED = {
    ("Order", "contact_name"),
    ("Order", "contact_phone"),
    ("Order", "sector"),
    ("Order", "place_country"),
    ("Order", "purchase_order"),
    ("Order", "buyer_reference"),
    ("Order", "billing_date"),
    ("Order", "final_date"),
    ("OrderLine", "vat"),
    ("Instalment", "on"),
    ("Revision", "+"),
    ("Order", "revision_id"),
    ("Order", "version"),
    ("Order", "changed_at"),
    ("Order", "approved_revision_id"),
    ("Order", "confirmed_revision_id"),
}
MOVED = {("Order", "status"), ("Order", "changed_at")}
APPROVED = MOVED | {("Order", "approved_revision_id"), ("Invoice", "+")}
STOPPED = {("Invoice", "status")}
CANCELLED = STOPPED | {("Invoice", "+")}
JUDGED = {
    ("Proof", "state"),
    ("Proof", "reason"),
    ("Proof", "judged_at"),
    ("Proof", "judged_by_id"),
}
CLIENT = {
    ("Client", name)
    for name in (
        *("kind", "name", "addition", "street", "postcode", "town", "country", "vat_number"),
        *("buyer_reference", "invoice_email", "language", "team_note", "version"),
        *("search_text", "sort_name"),
    )
}
VERIFIED = {("Client", name) for name in ("verified_at", "verified_by_id", "verified_how")}
BLOCKED = {
    ("Client", name)
    for name in ("block", "block_reason", "block_review_on", "blocked_at", "blocked_by_id")
}
MAY_CHANGE: dict[str, set[Change]] = {
    "team_adjust": ADJUSTED,
    "team_approve": APPROVED,
    "team_return": MOVED,
    "team_reject": MOVED,
    "team_refuse": MOVED | STOPPED,
    "team_issued": CANCELLED,
    "team_cancellation": MOVED | CANCELLED,
    "team_cancellation_decline": STOPPED | {("Order", "changed_at")},
    "team_invoice_cancel": CANCELLED,
    "team_invoice_correct": CANCELLED,
    "team_invoice_answer": CANCELLED,
    # Paid, or no longer paid.
    **dict.fromkeys(
        (
            *("team_bank_entry", "team_bank_book", "team_bank_undo"),
            *("team_invoice_write_off", "team_invoice_use_credit", "team_invoice_undo"),
        ),
        STOPPED,
    ),
    "team_judge_proof": APPROVED
    | JUDGED
    | {("Proof", "revision_id"), ("Order", "confirmed_revision_id")},
    "team_client_new": {("Client", "+")},
    # Other fields are to be verified again.
    "team_client_edit": CLIENT | VERIFIED,
    "team_proposal": CLIENT | VERIFIED,
    "team_client_verify": VERIFIED,
    "team_client_unverify": VERIFIED,
    "team_block": BLOCKED,
    "team_merge": {
        ("Order", "client_id"),
        ("Client", "merged_into_id"),
        ("Client", "ordered_at"),
        ("Client", "version"),
    },
    "team_invite_person": {("Person", "+")},
    "team_person_roles": {("Person", "roles")},
    "team_person_close": {("Person", "is_active")},
    "team_person_open": {("Person", "is_active")},
}
# Where the test must really get through, or it would prove nothing.
TAKEN = {
    *("team_adjust", "team_approve", "team_return", "team_reject", "team_refuse", "team_issued"),
    *("team_cancellation", "team_cancellation_decline", "team_judge_proof"),
    *("team_invoice_cancel", "team_invoice_correct"),
    *("team_client_edit", "team_proposal", "team_block", "team_merge"),
}
ROUTES = list(routes_in(get_resolver("kontor.pages.team.urls").url_patterns))
ROLES = ("advisor", "accountant", "admin")


@dataclass(frozen=True)
class Stage:
    """The scene of all routes, and an order at every point of its life."""

    scene: Scene
    orders: dict[str, Order]
    sent: dict[str, Any]


def lives(owner: Person, advisor: Person, client: Client) -> dict[str, Order]:
    """An order of the owner in every status that the team sees, with all that hangs on one."""
    made = (owner, advisor, client)
    in_parts: dict[str, Any] = {
        "lines": (line(), line("1", "50.00", text="Train")),
        "payment": in_percents(("2027-01-11", "50"), ("2027-01-18", "50")),
    }
    asked = orders.active(*made, title="Asked to be cancelled")
    cancel_order.request(owner, asked.pk, {}, MONDAY)
    refused = orders.active(*made, title="Refused")
    standing_in(refused, ["issued"])
    turn_down_order.refuse(advisor, refused.pk, ["disagreement"], "", MONDAY)
    return {
        "in review": orders.submitted(owner, client, title="In review", **in_parts),
        "confirmed first": orders.confirm(
            orders.submitted(owner, client, First.CLIENT, title="Confirmed first")
        ),
        "with the client": orders.approved(*made, title="With the client"),
        "with its member": orders.changes_requested(*made, "Please.", title="With its member"),
        "active": orders.active(*made, title="Active", **in_parts),
        "asked to be cancelled": asked,
        "refused": refused,
    }


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """One stage for all; whatever a request changes is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _stage()
        transaction.set_rollback(True)


def _stage() -> Stage:
    made = scene()
    owner, stranger = (Person.objects.get(name=name) for name in ("Ada Brandt", "Bo Carlsen"))
    advisor = Person.objects.get(name="Jonas Wiebold")
    client = Client.objects.get(pk=str(made.ids["client_id"]))
    found = lives(owner, advisor, client)
    for each in found.values():
        uploaded(each, f"{each.title}.pdf")
    other = clients.german_client(name="Another client")
    sent = everything(owner=stranger.pk, client=other.pk, roles="admin")
    return Stage(made, found, {**sent, "grounds": ["client_debt"], "verdict": "accept"})


@dataclass(frozen=True)
class Place:
    """Where a form is sent: the address, and as what the order there stands."""

    path: str
    life: str


def places(route: Route, stage: Stage) -> Iterator[Place]:
    """Every order for an address about one; else what the scene holds."""
    lives_of = stage.orders.items() if "order_id" in route.holds else [("", None)]
    for life, order in lives_of:
        ids = dict(stage.scene.ids)
        if order is not None:
            ids |= {"order_id": order.pk, "key": order.proofs.latest("pk").key}
        yield Place(reverse(route.name, kwargs={name: ids[name] for name in route.holds}), life)


def sendings(route: Route, stage: Stage) -> Iterator[tuple[str, Sent]]:
    """Every way in which each role sends everything; orders at every point by advisors alone."""
    before = rows()
    for role in ROLES:
        reader = stage.scene.readers[role]
        for place in islice(places(route, stage), None if role == "advisor" else 1):
            where = f"{role}, {place.life or place.path}"
            alone = sent_to(reader, place.path, stage.sent, before)
            yield f"{where}, everything alone", alone
            if alone.status not in {403, 404, 405}:
                own = own_fields(reader, place.path)
                for way, payload in WAYS.items():
                    sent = sent_to(reader, place.path, payload(stage.sent, own), before)
                    yield f"{where}, {way}", sent


def values(sent: Sent, column: str) -> set[tuple[str, Any]]:
    """What stands in the column, by the model."""
    return {(model, row.get(column)) for (model, _), row in sent.rows.items()}


@pytest.fixture(autouse=True)
def _inside_the_tests_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """The export is read in a transaction of its own, which refuses to be inside another."""
    monkeypatch.setattr(export_documents, "one_snapshot", nullcontext)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_with_every_field_there_is_nothing_is_written_that_is_not_listed(
    route: Route, stage: Stage
) -> None:
    listed, answers = MAY_CHANGE.get(route.name, set()), set()
    for where, sent in sendings(route, stage):
        answers.add(sent.status)
        assert not sent.changes - listed, where
        assert ("Order", "completed") not in values(sent, "status"), where
        by_hand = ("Client", "canary") in values(sent, "verified_how")
        assert not by_hand or route.name == "team_client_verify", where
    assert 302 in answers or route.name not in TAKEN


def test_every_listed_address_exists() -> None:
    assert set(MAY_CHANGE) <= {route.name for route in ROUTES}
