"""A member holds, changes or sends an invoice draft; silence sends it on its day (spec § 9)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kontor.actions import (
    cancel_order,
    change_invoice,
    hold_invoice,
    run_night,
    send_invoice,
    turn_down_order,
)
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.written import BERLIN
from kontor.invoicing.changing import InvoiceChange, LineChange
from kontor.invoicing.content import shown_state
from kontor.invoicing.issuing import printed_of
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order
from kontor.orders.thread_models import OrderMessage, OrderQuestion
from kontor.people.roles import Role
from tests.builders import clients, house, orders
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

DRAFTED = datetime(2027, 1, 11, 23, tzinfo=BERLIN)
BILLED = date(2027, 1, 18)
WORDS = "The hours are not right yet."


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def order(people: Cast) -> Order:
    """An active order over 5 days at 420.00, whose one invoice is a draft for 18 January."""
    client = clients.german_client()
    order = orders.active(people.owner, people.advisor, client)
    run_night.run(DRAFTED)
    return order


def night(day: date) -> None:
    run_night.run(datetime(day.year, day.month, day.day, 23, tzinfo=BERLIN))


def only(order: Order) -> Invoice:
    return Invoice.objects.get(order=order)


def hold(people: Cast, order: Order, text: str = WORDS, shown: str = "") -> Invoice:
    return hold_invoice.hold(people.owner, only(order).pk, text, DRAFTED, shown)


def change(people: Cast, order: Order, shown: str = "", **changes: object) -> Invoice:
    asked = InvoiceChange(**changes)  # type: ignore[arg-type]
    return change_invoice.change(people.owner, only(order).pk, asked, DRAFTED, shown)


def lines(*pairs: tuple[str, str]) -> tuple[LineChange, ...]:
    return tuple(LineChange(Decimal(quantity), Decimal(price)) for quantity, price in pairs)


def fields(refused: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [fault.field for fault in refused.value.faults]


def events(order: Order) -> list[str]:
    entries = HistoryEntry.objects.filter(about=f"order:{order.pk}", event__startswith="invoice")
    return list(entries.order_by("id").values_list("event", flat=True))


def reminders() -> int:
    return OutboxMail.objects.filter(purpose="invoice_held_reminder").count()


def test_a_held_draft_does_not_go_out_and_its_words_reach_the_team(
    people: Cast, order: Order
) -> None:
    invoice = hold(people, order)
    assert (invoice.status, invoice.held_on, invoice.held_text) == (
        "awaiting_update",
        date(2027, 1, 11),
        WORDS,
    )
    night(BILLED)
    assert only(order).status == "awaiting_update"
    assert OrderMessage.objects.get(order=order).text == WORDS
    assert OrderQuestion.objects.filter(order=order).exists()
    entry = HistoryEntry.objects.filter(event="invoice_hold").get()
    assert (entry.actor, entry.data["text"], entry.data["position"]) == ("member", WORDS, 1)


def test_a_draft_can_be_held_without_words(people: Cast, order: Order) -> None:
    assert hold(people, order, "").held_text == ""
    assert not OrderMessage.objects.exists()


def test_held_twice_with_the_same_words_is_held_once(people: Cast, order: Order) -> None:
    shown = shown_state(only(order))
    hold(people, order, shown=shown)
    hold(people, order, shown=shown)
    assert events(order).count("invoice_hold") == 1
    assert OrderMessage.objects.count() == 1
    with pytest.raises(Conflict):
        hold(people, order, "Other words.")


def test_the_member_is_reminded_every_seven_days_and_once_after_missed_nights(
    people: Cast, order: Order
) -> None:
    hold(people, order)
    night(date(2027, 1, 17))
    assert reminders() == 0
    night(BILLED)
    night(BILLED)
    assert reminders() == 1
    night(date(2027, 1, 24))
    assert reminders() == 1
    night(date(2027, 2, 20))
    assert reminders() == 2
    mail = OutboxMail.objects.filter(purpose="invoice_held_reminder").latest("id")
    assert mail.to == people.owner.email
    assert f"/invoices/{only(order).pk}" in mail.text
    night(date(2027, 2, 27))
    assert reminders() == 3


def test_a_changed_invoice_is_a_draft_again_and_goes_out_on_its_day(
    people: Cast, order: Order
) -> None:
    hold(people, order)
    invoice = change(people, order, lines=lines(("4.5", "420")), billing_date=date(2027, 1, 20))
    assert (invoice.status, invoice.held_on, invoice.held_text) == ("draft", None, "")
    night(BILLED)
    assert only(order).status == "draft"
    night(date(2027, 1, 20))
    issued = only(order)
    assert (issued.status, issued.net, issued.vat, issued.gross) == (
        "issued",
        Decimal("1890.00"),
        Decimal("359.10"),
        Decimal("2249.10"),
    )


def test_the_document_says_what_was_changed_and_nothing_else(people: Cast, order: Order) -> None:
    change(
        people,
        order,
        service_from=date(2027, 1, 12),
        service_to=date(2027, 1, 14),
        special_agreement="Only three days.",
        lines=lines(("3", "400.5")),
    )
    send_invoice.send_now(people.owner, only(order).pk, DRAFTED)
    data = printed_of(only(order))
    assert (data.service_from, data.service_to) == (date(2027, 1, 12), date(2027, 1, 14))
    assert data.special_agreement == "Only three days."
    (line,) = data.lines
    assert (line.text, line.quantity, line.unit_price, line.net) == (
        "Layout and typesetting",
        Decimal(3),
        Decimal("400.5"),
        Decimal("1201.50"),
    )
    assert data.title == order.title
    assert [group.basis for group in data.vat_groups] == [Decimal("1201.50")]


def test_the_history_tells_before_and_after(people: Cast, order: Order) -> None:
    change(people, order, lines=lines(("4", "420")), billing_date=date(2027, 1, 25))
    changes = HistoryEntry.objects.get(event="invoice_change").data["changes"]
    assert changes["billing_date"] == ["2027-01-18", "2027-01-25"]
    assert changes["net"] == ["2100.00", "1680.00"]
    assert changes["gross"] == ["2499.00", "1999.20"]
    assert changes.keys() == {"billing_date", "net", "gross", "lines"}


def test_what_was_lowered_can_be_set_back_to_what_the_client_confirmed(
    people: Cast, order: Order
) -> None:
    change(people, order, lines=lines(("4", "420")), special_agreement="Less.")
    invoice = change(people, order, lines=lines(("5", "420")), special_agreement="")
    assert (invoice.net, invoice.own_lines, invoice.own_agreement) == (
        Decimal("2100.00"),
        None,
        None,
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lines": lines(("5.001", "420"))}, "lines[0].quantity"),
        ({"lines": lines(("5", "420.01"))}, "lines[0].unit_price"),
        ({"lines": lines(("1", "2100"))}, "lines[0].unit_price"),
        ({"lines": lines(("-1", "420"))}, "lines[0].quantity"),
        ({"lines": lines(("4.0001", "420"))}, "lines[0].quantity"),
        ({"lines": lines(("NaN", "420"))}, "lines[0].quantity"),
        ({"lines": lines(("0", "420"))}, "lines"),
        ({"lines": ()}, "lines"),
        ({"lines": lines(("5", "420"), ("1", "1"))}, "lines"),
        ({"service_from": date(2027, 1, 16)}, "service_to"),
        ({"service_to": date(2032, 1, 12)}, "service_to"),
        ({"billing_date": date(2027, 1, 10)}, "billing_date"),
        ({"billing_date": date(2032, 1, 12)}, "billing_date"),
        ({"special_agreement": "a" * 2001}, "special_agreement"),
        ({"special_agreement": "\u202e"}, "special_agreement"),
        ({"special_agreement": "谢谢"}, "special_agreement"),
    ],
)
def test_a_fault_stands_at_its_field_and_nothing_is_changed(
    people: Cast, order: Order, changes: dict[str, Any], field: str
) -> None:
    before = shown_state(only(order))
    with pytest.raises(Invalid) as refused:
        change(people, order, **changes)
    assert fields(refused) == [field]
    assert shown_state(only(order)) == before


def test_a_higher_amount_is_named_a_change_of_the_order(people: Cast, order: Order) -> None:
    with pytest.raises(Invalid) as refused:
        change(people, order, lines=lines(("6", "420")))
    (fault,) = refused.value.faults
    assert fault.sentence.english() == (
        "Enter 5 or less: the client confirmed no more. A higher amount needs a change of the"
        " order."
    )


def test_a_held_draft_past_its_day_can_be_changed_without_a_new_day(
    people: Cast, order: Order
) -> None:
    hold(people, order)
    late = datetime(2027, 2, 1, 9, tzinfo=BERLIN)
    change_invoice.change(
        people.owner, only(order).pk, InvoiceChange(special_agreement="Late."), late
    )
    night(date(2027, 2, 1))
    assert only(order).status == "issued"


def test_a_held_draft_is_let_go_by_a_change_of_nothing(people: Cast, order: Order) -> None:
    hold(people, order)
    assert change(people, order).status == "draft"


def test_a_draft_changed_to_what_it_is_stays_untouched(people: Cast, order: Order) -> None:
    change(people, order, lines=lines(("5.000", "420.0")), shown="stale")
    assert "invoice_change" not in events(order)


def test_sent_now_it_is_issued_at_once_and_by_its_member(people: Cast, order: Order) -> None:
    shown = shown_state(only(order))
    invoice = send_invoice.send_now(people.owner, only(order).pk, DRAFTED, shown)
    assert (invoice.status, invoice.number, invoice.issued_on) == (
        "issued",
        "RE-2027-000001",
        date(2027, 1, 11),
    )
    assert events(order)[-1] == "invoice_send_now"
    again = send_invoice.send_now(people.owner, invoice.pk, DRAFTED, shown)
    assert (again.status, again.number) == ("issued", invoice.number)
    night(BILLED)
    assert events(order).count("invoice_send_now") == 1
    assert "invoice_issue" not in events(order)


def test_a_held_draft_can_be_sent(people: Cast, order: Order) -> None:
    hold(people, order)
    invoice = send_invoice.send_now(people.owner, only(order).pk, DRAFTED)
    assert (invoice.status, invoice.held_on) == ("issued", None)


def test_what_the_rules_refuse_is_not_sent_and_stands_on_the_desk(
    people: Cast, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(people, order)
    monkeypatch.setattr("kontor.invoicing.rehearsal.fault_in", lambda _: "BR-01: wrong")
    with pytest.raises(Conflict):
        send_invoice.send_now(people.owner, only(order).pk, DRAFTED)
    invoice = only(order)
    assert (invoice.status, invoice.fault, invoice.number) == ("draft", "BR-01: wrong", None)
    assert OutboxMail.objects.filter(purpose="invoice_fault").exists()
    monkeypatch.undo()
    send_invoice.send_now(people.owner, invoice.pk, DRAFTED)
    assert (only(order).status, only(order).fault) == ("issued", "")


@pytest.mark.parametrize("act", ["hold", "change", "send_now"])
def test_a_page_that_shows_something_else_by_now_decides_nothing(
    people: Cast, order: Order, act: str
) -> None:
    shown = shown_state(only(order))
    change(people, order, special_agreement="From the other tab.")
    with pytest.raises(Conflict):
        _do(act, people, only(order).pk, shown)
    assert only(order).status == "draft"
    assert only(order).own_agreement == "From the other tab."


@pytest.mark.parametrize("act", ["hold", "change", "send_now"])
def test_only_the_owner_decides_and_only_about_drafts(people: Cast, order: Order, act: str) -> None:
    pk = only(order).pk
    for other in (people.stranger, house.person("Eva Holm", Role.MEMBER, Role.ADVISOR)):
        with pytest.raises(NotFound):
            _do(act, people, pk, owner=other)
    with pytest.raises(Forbidden):
        _do(act, people, pk, owner=people.advisor)
    with pytest.raises(NotFound):
        _do(act, people, 0)
    for status in ("planned", "stopped"):
        Invoice.objects.filter(pk=pk).update(status=status)
        with pytest.raises(Conflict):
            _do(act, people, pk)
    Invoice.objects.filter(pk=pk).update(status="draft")
    night(BILLED)
    with pytest.raises(Conflict):
        _do(act, people, pk)


@pytest.mark.parametrize("act", ["hold", "change", "send_now"])
def test_what_a_request_to_cancel_holds_waits_for_the_team(
    people: Cast, order: Order, act: str
) -> None:
    pk = only(order).pk
    cancel_order.request(people.owner, order.pk, {pk: "stop"}, DRAFTED)
    with pytest.raises(Conflict):
        _do(act, people, pk)
    cancel_order.withdraw(people.owner, order.pk, DRAFTED)
    _do(act, people, pk)


def test_a_refused_order_stops_what_its_member_holds(people: Cast, order: Order) -> None:
    hold(people, order)
    turn_down_order.refuse(people.advisor, order.pk, ["disagreement"], "No.", DRAFTED)
    invoice = only(order)
    assert (invoice.status, invoice.held_on) == ("stopped", None)


def test_a_request_to_cancel_that_ends_leaves_what_its_member_holds(
    people: Cast, order: Order
) -> None:
    hold(people, order)
    cancel_order.request(people.owner, order.pk, {only(order).pk: "stop"}, DRAFTED)
    cancel_order.withdraw(people.owner, order.pk, DRAFTED + timedelta(days=1))
    assert (only(order).status, only(order).held_text) == ("awaiting_update", WORDS)


def _do(act: str, people: Cast, pk: int, shown: str = "", owner: object = None) -> None:
    who = owner or people.owner
    if act == "hold":
        hold_invoice.hold(who, pk, WORDS, DRAFTED, shown)  # type: ignore[arg-type]
    elif act == "change":
        agreed = InvoiceChange(special_agreement="New.")
        change_invoice.change(who, pk, agreed, DRAFTED, shown)  # type: ignore[arg-type]
    else:
        send_invoice.send_now(who, pk, DRAFTED, shown)  # type: ignore[arg-type]
