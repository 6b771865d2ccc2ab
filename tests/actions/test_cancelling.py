"""The member asks to cancel, the team decides, and everybody is told (spec § 10, R53–R56)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kontor.actions import cancel_order, run_night, turn_down_order
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.written import BERLIN
from kontor.invoicing.cancelling import NO_END
from kontor.invoicing.models import CancellationRequest, Invoice
from kontor.orders.models import Order
from tests.actions.test_first_path import night
from tests.builders import orders
from tests.builders.plans import standing_in
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 1, 6, 9, tzinfo=BERLIN)
REASON = "The client has already been told that you are coming."


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    """An active order whose one invoice is planned for 18 January."""
    return orders.active(people.owner, people.advisor, people.client)


def only(order: Order) -> Invoice:
    return Invoice.objects.exclude(kind="cancellation").get(order=order, position=1)


def statuses(order: Order) -> list[str]:
    plan = Invoice.objects.filter(order=order).exclude(kind="cancellation")
    return list(plan.order_by("position").values_list("status", flat=True))


def ask(people: Cast, order: Order, *wishes: str, **more: Any) -> CancellationRequest:
    """The owner's wishes in the order of the plan."""
    plan = Invoice.objects.filter(order=order).exclude(kind="cancellation").order_by("position")
    chosen = dict(zip(plan.values_list("pk", flat=True), wishes, strict=False))
    return cancel_order.request(people.owner, order.pk, chosen, LATER, **more)


def purposes(to: str) -> list[str]:
    return list(OutboxMail.objects.filter(to=to).order_by("id").values_list("purpose", flat=True))


def newest(order: Order) -> HistoryEntry:
    return HistoryEntry.objects.filter(about=f"order:{order.pk}").latest("id")


CONTACT = "chloe.martin@lefevre.example"


def test_a_request_holds_what_is_to_be_stopped_and_the_night_leaves_it_alone(
    people: Cast, order: Order
) -> None:
    asked = ask(people, order, "stop", text="We parted ways.")
    order.refresh_from_db()
    assert (asked.state, order.status) == ("open", "active")
    assert statuses(order) == ["awaiting_update"]
    for day in (11, 18, 19):
        run_night.run(night(date(2027, 1, day)))
    assert statuses(order) == ["awaiting_update"]
    entry = newest(order)
    assert (entry.event, entry.actor) == ("request_cancellation", "member")
    assert entry.data == {"text": "We parted ways.", "choices": {"stop": 1}}
    assert "cancellation_requested" in OutboxMail.objects.values_list("purpose", flat=True)


def test_what_is_kept_goes_out_while_the_request_is_open(people: Cast, order: Order) -> None:
    ask(people, order)
    run_night.run(night(date(2027, 1, 11)))
    run_night.run(night(date(2027, 1, 18)))
    assert statuses(order) == ["issued"]


def test_a_second_click_asks_once_and_says_so(people: Cast, order: Order) -> None:
    ask(people, order, "stop")
    with pytest.raises(Conflict) as refused:
        ask(people, order, "stop")
    assert "already waiting" in refused.value.sentence.english()
    assert CancellationRequest.objects.count() == 1


def test_withdrawing_lets_go_what_the_request_held(people: Cast, order: Order) -> None:
    ask(people, order, "ask")
    cancel_order.withdraw(people.owner, order.pk, LATER)
    assert statuses(order) == ["planned"]
    run_night.run(night(date(2027, 1, 11)))
    ask(people, order, "stop")
    order = cancel_order.withdraw(people.owner, order.pk, LATER)
    assert (order.status, statuses(order)) == ("active", ["draft"])
    run_night.run(night(date(2027, 1, 18)))
    assert statuses(order) == ["issued"]
    with pytest.raises(Conflict):
        cancel_order.withdraw(people.owner, order.pk, LATER)


def test_an_invoice_its_member_held_before_stays_held(people: Cast, order: Order) -> None:
    Invoice.objects.filter(order=order).update(status="awaiting_update")
    ask(people, order, "stop")
    cancel_order.withdraw(people.owner, order.pk, LATER)
    assert statuses(order) == ["awaiting_update"]


def test_declining_needs_a_reason_tells_the_member_and_lets_go(people: Cast, order: Order) -> None:
    ask(people, order, "stop")
    with pytest.raises(Invalid) as refused:
        cancel_order.decline(people.advisor, order.pk, " ", LATER)
    assert [fault.field for fault in refused.value.faults] == ["text"]
    order = cancel_order.decline(people.advisor, order.pk, REASON, LATER)
    assert (order.status, statuses(order)) == ("active", ["planned"])
    mail = OutboxMail.objects.get(purpose="cancellation_declined")
    assert REASON in mail.text
    assert CONTACT not in OutboxMail.objects.filter(queued_at=LATER).values_list("to", flat=True)
    asked = CancellationRequest.objects.get()
    assert (asked.state, asked.reason, asked.closed_by) == ("declined", REASON, people.advisor)


def test_carrying_out_stops_for_good_and_tells_both_sides(people: Cast, order: Order) -> None:
    ask(people, order, "stop", text="The client does not pay, between us.")
    order = cancel_order.carry_out(people.advisor, order.pk, {}, LATER)
    assert (order.status, statuses(order)) == ("cancelled", ["stopped"])
    entry = newest(order)
    assert (entry.event, entry.data) == (
        "carry_out_cancellation",
        {"choices": {"stop": 1}, "refunds": []},
    )
    assert purposes(CONTACT)[-1] == "order_cancelled"
    assert purposes(people.owner.email)[-1] == "order_cancelled_member"
    mail = OutboxMail.objects.get(purpose="order_cancelled")
    assert "will not be issued" in mail.text
    assert "between us" not in mail.text + mail.html
    done = CancellationRequest.objects.get().choices.get()
    assert (done.wish, done.done) == ("stop", "stop")


def test_the_client_is_told_also_when_every_invoice_is_kept_and_they_still_go_out(
    people: Cast, order: Order
) -> None:
    ask(people, order)
    order = cancel_order.carry_out(people.advisor, order.pk, {}, LATER)
    mail = OutboxMail.objects.get(purpose="order_cancelled")
    assert "goes out as planned" in mail.text
    run_night.run(night(date(2027, 1, 11)))
    run_night.run(night(date(2027, 1, 18)))
    order.refresh_from_db()
    assert (order.status, statuses(order)) == ("cancelled", ["issued"])


def test_an_invoice_asked_about_and_then_kept_goes_out(people: Cast, order: Order) -> None:
    ask(people, order, "ask")
    with pytest.raises(Invalid) as refused:
        cancel_order.carry_out(people.advisor, order.pk, {}, LATER)
    assert [fault.field for fault in refused.value.faults] == [f"invoices[{only(order).pk}]"]
    cancel_order.carry_out(people.advisor, order.pk, {only(order).pk: "keep"}, LATER)
    assert statuses(order) == ["planned"]


def test_an_issued_invoice_is_cancelled_by_a_cancellation_invoice(
    people: Cast, order: Order
) -> None:
    for day in (11, 18):
        run_night.run(night(date(2027, 1, day)))
    ask(people, order, "cancel")
    order = cancel_order.carry_out(people.advisor, order.pk, {}, LATER + timedelta(days=20))
    cancellation = Invoice.objects.get(kind="cancellation")
    assert (statuses(order), cancellation.cancels) == (["cancelled"], only(order))
    mail = OutboxMail.objects.get(purpose="order_cancelled")
    assert str(cancellation.number) in mail.text
    assert newest(order).data["refunds"] == []


def test_a_paid_invoice_that_is_cancelled_is_a_refund_to_do(people: Cast, order: Order) -> None:
    for day in (11, 18):
        run_night.run(night(date(2027, 1, day)))
    standing_in(order, ["paid"])
    ask(people, order, "cancel")
    cancel_order.carry_out(people.advisor, order.pk, {}, LATER + timedelta(days=20))
    number = only(order).number
    assert newest(order).data["refunds"] == [number]
    mail = OutboxMail.objects.get(purpose="order_cancelled_member")
    assert f"{number} war bezahlt" in mail.text or f"{number} was paid" in mail.text


def test_carrying_out_is_done_once_by_an_advisor_who_is_not_the_owner(
    people: Cast, order: Order
) -> None:
    with pytest.raises(Conflict):
        cancel_order.carry_out(people.advisor, order.pk, {}, LATER)
    ask(people, order, "stop")
    with pytest.raises(Forbidden):
        cancel_order.carry_out(people.accountant, order.pk, {}, LATER)
    people.owner.roles = ["member", "advisor"]
    people.owner.save()
    with pytest.raises(Forbidden):
        cancel_order.carry_out(people.owner, order.pk, {}, LATER)
    cancel_order.carry_out(people.advisor, order.pk, {}, LATER)
    with pytest.raises(Conflict):
        cancel_order.carry_out(people.advisor, order.pk, {}, LATER)
    with pytest.raises(Conflict):
        ask(people, order)


def test_a_request_is_its_owners_and_only_about_their_order(people: Cast, order: Order) -> None:
    for person, refusal in ((people.stranger, NotFound), (people.advisor, Forbidden)):
        with pytest.raises(refusal):
            cancel_order.request(person, order.pk, {}, LATER)
    other = orders.active(people.owner, people.advisor, people.client, title="Another one")
    with pytest.raises(Invalid):
        cancel_order.request(people.owner, order.pk, {only(other).pk: "stop"}, LATER)


@pytest.mark.parametrize("make", [orders.drafted, orders.submitted])
def test_an_order_that_never_became_active_is_not_cancelled(people: Cast, make: Any) -> None:
    order = make(people.owner, people.client)
    with pytest.raises(Conflict):
        cancel_order.request(people.owner, order.pk, {}, LATER)


def test_nothing_further_after_a_day_stops_what_is_billed_later(people: Cast, order: Order) -> None:
    standing_in(order, ["planned", "planned", "draft"])
    ask(people, order, no_further_after=date(2027, 1, 20))
    assert statuses(order) == ["planned", "awaiting_update", "awaiting_update"]
    cancel_order.carry_out(people.advisor, order.pk, {}, LATER)
    assert statuses(order) == ["planned", "stopped", "stopped"]


def test_the_team_may_lift_the_day(people: Cast, order: Order) -> None:
    standing_in(order, ["planned", "planned"])
    ask(people, order, no_further_after=date(2027, 1, 20))
    second = Invoice.objects.get(order=order, position=2)
    cancel_order.carry_out(
        people.advisor, order.pk, {second.pk: "keep"}, LATER, no_further_after=NO_END
    )
    assert statuses(order) == ["planned", "planned"]


def test_refusing_the_order_ends_its_open_request(people: Cast, order: Order) -> None:
    ask(people, order, "ask")
    order = turn_down_order.refuse(people.advisor, order.pk, ["client_debt"], "See you.", LATER)
    asked = CancellationRequest.objects.get()
    assert (order.status, statuses(order)) == ("rejected", ["stopped"])
    assert (asked.state, asked.reason, asked.closed_at) == ("declined", "See you.", LATER)


def test_a_completed_order_can_still_be_cancelled(people: Cast, order: Order) -> None:
    for day in (11, 18):
        run_night.run(night(date(2027, 1, day)))
    standing_in(order, ["paid"])
    run_night.run(night(date(2027, 1, 19)))
    ask(people, order, "cancel")
    order.refresh_from_db()
    assert order.status == "completed"
    order = cancel_order.carry_out(people.advisor, order.pk, {}, LATER + timedelta(days=20))
    assert (order.status, statuses(order)) == ("cancelled", ["cancelled"])


def test_a_deposit_and_its_final_invoice_go_together(people: Cast, order: Order) -> None:
    standing_in(order, ["paid", "issued"], kinds=["deposit", "final"])
    with pytest.raises(Invalid):
        ask(people, order, "cancel", "keep")
    ask(people, order, "cancel", "cancel")
