"""Two people, two tabs, eight nights at the same moment: one effect, the others are told why."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db.models import Count

from kontor.actions import (
    answer_offer,
    document_invoices,
    issue_invoices,
    review_order,
    run_night,
    submit_order,
    turn_down_order,
)
from kontor.actions.answer_offer import Answer
from kontor.actions.issue_invoices import Outcome
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Refusal
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Document, Invoice, InvoiceLink, NumberSeries
from kontor.orders.draft import First
from kontor.orders.models import Decision, Invitation, Order, Revision
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.faults.own_database import at_once

pytestmark = pytest.mark.faults
DRAFT_DAY = datetime(2027, 1, 11, 23, tzinfo=BERLIN)
BILLING_DAY = datetime(2027, 1, 18, 23, tzinfo=BERLIN)


@pytest.fixture
def people(own_database: str) -> Cast:
    return cast()


def refused(results: list[Order | Refusal]) -> list[Refusal]:
    return [result for result in results if isinstance(result, Refusal)]


def events(name: str) -> int:
    return HistoryEntry.objects.filter(event=name).count()


def test_twenty_confirmations_at_once_are_one(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    answer, token = Answer(hash=orders.shown(order), name="Chloé"), orders.token(order)
    results = at_once(*[partial(answer_offer.confirm, token, answer, MONDAY)] * 20)
    assert [type(each) for each in refused(results)] == [Conflict] * 19
    assert (Decision.objects.count(), Invoice.objects.count()) == (1, 1)
    assert events("client_confirm") == 1
    assert OutboxMail.objects.filter(purpose="order_confirmed").count() == 1


def test_confirming_and_rejecting_at_once_is_one_decision(people: Cast) -> None:
    for _ in range(5):
        order = orders.approved(people.owner, people.advisor, people.client)
        answer = Answer(hash=orders.shown(order), name="Chloé", text="No.")
        token = orders.token(order)
        results = at_once(
            partial(answer_offer.confirm, token, answer, MONDAY),
            partial(answer_offer.reject, token, answer, MONDAY),
        )
        assert len(refused(results)) == 1
        order.refresh_from_db()
        decision = Decision.objects.get(revision__order=order)
        assert order.status == {"confirm": "active", "reject": "rejected"}[decision.kind]


def test_the_clients_click_and_the_members_second_thought_exclude_each_other(people: Cast) -> None:
    for _ in range(5):
        order = orders.approved(people.owner, people.advisor, people.client)
        answer, token = Answer(hash=orders.shown(order), name="Chloé"), orders.token(order)
        results = at_once(
            partial(answer_offer.confirm, token, answer, MONDAY),
            partial(submit_order.take_back, people.owner, order.pk, MONDAY),
        )
        assert len(refused(results)) == 1
        order.refresh_from_db()
        confirmed = Decision.objects.filter(revision__order=order).count()
        assert (order.status, confirmed) in {("active", 1), ("draft", 0)}
        assert Invoice.objects.filter(order=order).count() == confirmed


def test_two_advisors_approve_once_and_one_link_goes_out(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    shown = orders.shown(order)
    approve = partial(review_order.approve, people.advisor, order.pk, shown, MONDAY)
    assert len(refused(at_once(*[approve] * 4))) == 3
    assert (events("approve"), Invitation.objects.count()) == (1, 1)


def test_an_order_submitted_from_two_windows_is_frozen_once(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client)
    submit = partial(submit_order.submit, people.owner, order.pk, First.TEAM, order.version, MONDAY)
    assert len(refused(at_once(*[submit] * 4))) == 3
    assert (events("submit"), Revision.objects.count()) == (1, 1)


def test_a_lapsing_offer_and_a_late_click_end_in_one_lapse(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    answer, token = Answer(hash=orders.shown(order), name="Chloé"), orders.token(order)
    late = MONDAY + timedelta(days=30)

    def click() -> object:
        return answer_offer.confirm(token, answer, late)

    def tick() -> object:
        return run_night.run(late)

    at_once(click, tick, click, tick)
    order.refresh_from_db()
    assert (order.status, order.lapsed, events("lapse")) == ("rejected", True, 1)
    assert OutboxMail.objects.filter(purpose="order_lapsed").count() == 1


def test_eight_workers_on_the_same_invoices_draw_each_number_once(people: Cast) -> None:
    invoices = drafts(people, 6)

    def issue_all() -> list[Outcome]:
        return [issue_invoices.issue(invoice, BILLING_DAY) for invoice in invoices]

    results = at_once(*[issue_all] * 8)
    outcomes = [outcome for each in results if isinstance(each, list) for outcome in each]
    assert outcomes.count(Outcome.ISSUED) == len(invoices)
    numbers = Invoice.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"RE-2027-{running:06d}" for running in range(1, 7)]
    assert NumberSeries.objects.get().last == len(invoices)
    assert events("invoice_issue") == len(invoices)


def test_eight_nights_at_once_do_the_work_of_one(people: Cast) -> None:
    drafts(people, 4)

    def tick() -> run_night.Night:
        return run_night.run(BILLING_DAY)

    nights = [each for each in at_once(*[tick] * 8) if isinstance(each, run_night.Night)]
    assert (sum(night.issued for night in nights), sum(night.broken for night in nights)) == (4, 0)


def test_refusing_an_order_and_issuing_its_invoice_exclude_each_other(people: Cast) -> None:
    for invoice in drafts(people, 3):
        order = Invoice.objects.get(pk=invoice).order

        def issue(invoice: int = invoice) -> object:
            return issue_invoices.issue(invoice, BILLING_DAY)

        refuse = partial(turn_down_order.refuse, people.advisor, order.pk, ["client_debt"], "")
        at_once(issue, partial(refuse, BILLING_DAY))
        order.refresh_from_db()
        assert order.status == "rejected"
        assert Invoice.objects.get(pk=invoice).status in {"issued", "stopped"}


def test_documents_made_twice_at_once_are_kept_and_mailed_once(people: Cast) -> None:
    (invoice,) = drafts(people, 1)
    issue_invoices.issue(invoice, BILLING_DAY)

    def make() -> None:
        document_invoices.make_documents(invoice, BILLING_DAY)

    at_once(*[make] * 3)
    kinds = Document.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["pdf", "xml"]
    mails = OutboxMail.objects.filter(purpose="invoice").values("cause", "address")
    assert all(row["n"] == 1 for row in mails.annotate(n=Count("id")))
    assert (len(mails), InvoiceLink.objects.count()) == (2, 2)


def drafts(people: Cast, count: int) -> list[int]:
    """Invoices that are drafts and due on BILLING_DAY."""
    for _ in range(count):
        orders.active(people.owner, people.advisor, people.client)
    run_night.run(DRAFT_DAY)
    return list(Invoice.objects.filter(status="draft").values_list("pk", flat=True))
