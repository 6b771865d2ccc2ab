"""A database of the release before the team's desk: its clients are found and shown as they are."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from kontor.clients.models import Client
from kontor.clients.record import facts_of, search_text
from kontor.clients.search import search
from kontor.foundation.fold import fold
from kontor.pages.shared.client_history import client_history
from kontor.people.models import Person
from tests.faults.own_database import leading_to, new_database
from tests.faults.test_migrating import migrated

pytestmark = pytest.mark.faults

THEN = datetime(2026, 12, 1, 9, tzinfo=UTC)
BEFORE, AFTER = [("kontor", "0004_order_in_full")], [("kontor", "0006_client_words")]


@pytest.fixture
def older(empty_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:
    """The models of the release before, in a database as it left it."""
    name = f"{empty_database}_desk"
    with django_db_blocker.unblock(), new_database(name), leading_to(name):
        yield migrated(BEFORE)


def seed(older: Any) -> None:
    """A client as that release kept it, one without town and number, one of odd signs, a block."""

    def get(name: str) -> Any:
        return older.get_model("kontor", name).objects

    ada = get("Person").create(email="ada@people.example", name="Ada", roles=["advisor"])

    def client(name: str, town: str = "", number: str = "", **more: Any) -> Any:
        return get("Client").create(
            name=name,
            town=town,
            vat_number=number,
            search_text=f" {fold(name)} {fold(town)} {number.lower()}"[:600],
            sort_name=fold(name)[:200],
            created_at=THEN,
            created_by=ada,
            **more,
        )

    known = {"verified_at": THEN, "verified_how": "directory"}
    client("Lefèvre SARL", "Lyon", "FR40303265045", country="FR", **known)
    client("X", country="DE")
    odd = client("🦉" * 200, "🦉" * 80, "XX1", country="DE", block="no_orders")
    get("ClientMessage").create(
        client=odd, member=ada, author=ada, side="member", text="🦉", key="k", at=THEN
    )
    get("HistoryEntry").create(
        about=f"client:{odd.pk}",
        event="block_client",
        actor="advisor",
        actor_id=ada.pk,
        actor_name="Ada",
        at=THEN,
        day=THEN.date(),
        data={"before": "none", "level": "no_orders"},
    )


def test_clients_of_before_are_found_as_new_ones_are_and_keep_block_and_history(older: Any) -> None:
    seed(older)
    migrated(AFTER)
    ada = Person.objects.get()
    for client in Client.objects.all():
        assert client.search_text == search_text(facts_of(client))
    lefevre = Client.objects.get(country="FR")
    for typed in ("Lefe", "efevre", "lyon", "FR40303265045", "40303265045"):
        assert search(ada, typed) == [lefevre], typed
    odd = Client.objects.get(block="no_orders")
    (line,) = client_history(odd.pk)
    assert "blocked the client: No new orders" in str(line.sentence)
