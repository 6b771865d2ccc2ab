"""Proofs at the same moment: one file, one verdict, and no row without its bytes."""

from functools import partial

import pytest

from kontor.actions import answer_offer, keep_proofs
from kontor.actions.answer_offer import Answer
from kontor.foundation import files as store
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Refusal
from kontor.invoicing.models import Invoice
from kontor.orders.models import Proof
from tests.builders import files, orders
from tests.builders.orders import MONDAY
from tests.builders.proofs import uploaded
from tests.cast import Cast, cast
from tests.faults.own_database import at_once

pytestmark = pytest.mark.faults


@pytest.fixture
def people(own_database: str) -> Cast:
    return cast()


def test_a_file_uploaded_four_times_at_once_is_one_proof(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    upload = partial(
        keep_proofs.upload, people.owner, order.pk, "agreement.pdf", files.pdf(), MONDAY
    )
    at_once(*[upload] * 4)
    assert Proof.objects.count() == 1
    assert HistoryEntry.objects.filter(event="upload_proof").count() == 1


def test_four_verdicts_at_once_are_one(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    proof = uploaded(order)
    accept = partial(keep_proofs.accept, people.advisor, order.pk, MONDAY, proof.key)
    refuse = partial(keep_proofs.refuse, people.advisor, order.pk, "No.", MONDAY, proof.key)
    results = at_once(accept, refuse, accept, refuse)
    assert sum(isinstance(result, Refusal) for result in results) == 3
    order.refresh_from_db()
    proof.refresh_from_db()
    accepted = proof.state == "accepted"
    assert order.status == ("active" if accepted else "client_confirmation")
    assert Invoice.objects.count() == int(accepted)
    assert OutboxMail.objects.filter(purpose__startswith="proof_").count() == 1


def test_the_clients_click_and_an_accepted_proof_plan_the_invoices_once(people: Cast) -> None:
    for number in range(5):
        order = orders.approved(people.owner, people.advisor, people.client, title=f"No. {number}")
        uploaded(order)
        answer, token = Answer(hash=orders.shown(order), name="Chloé"), orders.token(order)
        at_once(
            partial(answer_offer.confirm, token, answer, MONDAY),
            partial(keep_proofs.accept, people.advisor, order.pk, MONDAY),
        )
        order.refresh_from_db()
        assert order.status == "active"
        assert Invoice.objects.filter(order=order).count() == 1


def test_removing_a_file_that_is_just_uploaded_elsewhere_leaves_its_bytes(people: Cast) -> None:
    for number in range(5):
        data = files.pdf(f"No. {number}")
        first, second = (
            orders.submitted(people.owner, people.client, title=f"{name} {number}")
            for name in ("First", "Second")
        )
        proof = uploaded(first, data=data)
        at_once(
            partial(keep_proofs.remove, people.owner, first.pk, proof.key, MONDAY),
            partial(keep_proofs.upload, people.owner, second.pk, "x.pdf", data, MONDAY),
        )
        assert store.read(second.proofs.get().sha256) == data
