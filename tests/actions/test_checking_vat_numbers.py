"""The register of VAT numbers is asked outside any transaction, and its answers are kept."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import connection

from kontor.actions import verify_client
from kontor.actions.order_facts import checks_of
from kontor.clients import queries
from kontor.clients.models import Client
from kontor.clients.vat_register import VatAnswer, Verdict, Why, not_checked
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, NotFound
from kontor.orders.models import Order
from tests.builders import clients, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

VALID = VatAnswer(Verdict.VALID, "IMPRIMERIE LEFEVRE", "12 RUE DES ECOLES", "WAPIAAAA1")
INVALID = VatAnswer(Verdict.INVALID)
SILENT = not_checked(Why.STATE_UNAVAILABLE)


@dataclass
class Register:
    """Answers as told and remembers what it was asked, and in how many transactions."""

    answer: VatAnswer
    asked: list[tuple[str, int]] = field(default_factory=list)

    def ask(self, number: str) -> VatAnswer:
        self.asked.append((number, depth()))
        return self.answer


def depth() -> int:
    """How many transactions are open inside each other; a test has one of its own."""
    return len(connection.savepoint_ids)


def ask(people: Cast, answer: VatAnswer, day: int = 0) -> None:
    verify_client.check_vat_number(
        people.advisor, people.client.pk, Register(answer), MONDAY + timedelta(days=day)
    )


def verdict(client: Client) -> str | None:
    client.refresh_from_db()
    check = queries.vat_verdict(client)
    return check.verdict if check else None


@pytest.mark.django_db
def test_the_register_is_asked_outside_a_transaction() -> None:
    people, register = cast(), Register(VALID)
    verify_client.check_vat_number(people.advisor, people.client.pk, register, MONDAY)
    assert register.asked == [("FR40303265045", depth())]


@pytest.mark.django_db
def test_the_answer_is_kept_with_who_asked_and_when() -> None:
    people = cast()
    ask(people, VALID)
    check = queries.vat_verdict(people.client)
    assert check is not None
    assert (check.number, check.name, check.address, check.reference, check.asked_by, check.at) == (
        "FR40303265045",
        VALID.name,
        VALID.address,
        VALID.reference,
        people.advisor,
        MONDAY,
    )
    entry = HistoryEntry.objects.get(event="vat_checked")
    assert entry.data == {"number": "FR40303265045", "verdict": "valid", "why": ""}


@pytest.mark.django_db
def test_what_could_not_be_checked_is_never_valid_and_takes_no_answer_back() -> None:
    people = cast()
    assert verdict(people.client) is None
    ask(people, SILENT)
    assert verdict(people.client) == "not_checked"
    ask(people, INVALID, day=1)
    ask(people, SILENT, day=2)
    assert verdict(people.client) == "invalid"
    ask(people, VALID, day=3)
    assert verdict(people.client) == "valid"


@pytest.mark.django_db
def test_an_answer_speaks_only_of_the_number_that_was_asked_about() -> None:
    people = cast()
    ask(people, INVALID)
    Client.objects.filter(pk=people.client.pk).update(vat_number="FR83300000007")
    assert verdict(people.client) is None


@pytest.mark.django_db
def test_the_review_looks_at_a_number_that_the_register_called_invalid() -> None:
    people = cast()
    orders.submitted(people.owner, people.client)
    for answer, level in ((None, "ok"), (INVALID, "look"), (SILENT, "look"), (VALID, "ok")):
        if answer is not None:
            ask(people, answer)
        order = Order.objects.select_related("client").get()
        found = {check.key: check for check in checks_of([order], MONDAY)[order.pk]}
        assert found["vat_plausible"].level == level, answer


@pytest.mark.django_db
def test_only_numbers_that_the_register_could_know_are_asked_about_and_only_by_keepers() -> None:
    people = cast()
    without = clients.german_client()
    beyond = clients.client(name="Brightmoor Ltd", country="GB", vat_number="GB 123")
    for client in (without, beyond):
        with pytest.raises(Conflict):
            verify_client.check_vat_number(people.advisor, client.pk, Register(VALID), MONDAY)
    for person in (people.owner, people.accountant):
        with pytest.raises(Forbidden):
            verify_client.check_vat_number(person, people.client.pk, Register(VALID), MONDAY)
    with pytest.raises(NotFound):
        verify_client.check_vat_number(people.advisor, 999_999, Register(VALID), MONDAY)
