"""Deposits, instalments and the final invoice, from the plan to the documents (spec § 9)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kontor.actions import cancel_invoice, document_invoices, run_night
from kontor.actions.act import one_transaction
from kontor.formats.einvoice.values import PrintedInvoice
from kontor.foundation.history import Actor
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.written import BERLIN
from kontor.invoicing import faults
from kontor.invoicing.issuing import printed_of
from kontor.invoicing.models import Document, Invoice
from kontor.orders.draft import Mode, Part, Payment, Share
from kontor.orders.models import Order
from tests.builders import clients, orders
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

DEPOSIT_DAY, FINAL_DAY = date(2027, 1, 13), date(2027, 1, 25)
DAYS = (6, 13, 18, 20, 25)  # drafts a week ahead, then out
DEPOSIT = Payment(
    mode=Mode.ADVANCE,
    billing_date=DEPOSIT_DAY,
    deposit=Share(percent=Decimal(30)),
    final_date=FINAL_DAY,
)
ADVISOR = Actor("advisor", None, "Jonas Wiebold")


@pytest.fixture
def people() -> Cast:
    return cast()


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, tzinfo=BERLIN)


def nights(*days: int) -> None:
    """The nightly runs of some days in January 2027."""
    for day in days:
        run_night.run(at(date(2027, 1, day)))


def ordered(people: Cast, payment: Payment = DEPOSIT) -> Order:
    """An active order over 2,100.00 net, 19 %."""
    client = clients.german_client()
    return orders.active(people.owner, people.advisor, client, payment=payment)


def row(position: int) -> Invoice:
    return Invoice.objects.exclude(kind="cancellation").get(position=position)


def amounts(invoice: Invoice) -> list[str]:
    return [str(each) for each in (invoice.net, invoice.vat, invoice.gross)]


def checked(invoice: Invoice) -> PrintedInvoice:
    """What was printed; row, print and documents say the same."""
    document_invoices.make_documents(invoice.pk, at(FINAL_DAY))
    assert Document.objects.filter(invoice=invoice).count() == 2
    data = printed_of(invoice)
    assert (data.net, data.vat, data.gross) == (invoice.net, invoice.vat, invoice.gross)
    assert sum(line.net for line in data.lines) == data.net
    assert [str(group.basis) for group in data.vat_groups] == [
        group["basis"] for group in invoice.groups
    ]
    return data


def test_a_deposit_is_one_line_and_the_final_invoice_asks_for_the_rest(people: Cast) -> None:
    order = ordered(people)
    nights(*DAYS)
    deposit, final = checked(row(1)), checked(row(2))
    (line,) = deposit.lines
    assert line.text == f"Anzahlung 30 % gemäß Auftrag {order.number}"
    assert (deposit.number, deposit.kind.value) == ("RE-2027-000001", "deposit")
    assert deposit.whole_net == Decimal(2100)
    assert amounts(row(1)) == ["630.00", "119.70", "749.70"]
    assert [each.number for each in final.preceding] == ["RE-2027-000001"]
    assert amounts(row(2)) == ["1470.00", "279.30", "1749.30"]
    assert [each.text for each in final.lines] == [
        "Layout and typesetting",
        "abzüglich Rechnung RE-2027-000001 vom 13.01.2027 (Anzahlung 30 %)",
    ]


def test_instalments_are_parts_and_the_last_deducts_them(people: Cast) -> None:
    days = (DEPOSIT_DAY, date(2027, 1, 20), FINAL_DAY)
    parts = tuple(Part(day, Share(amount=Decimal(700))) for day in days)
    ordered(people, Payment(mode=Mode.INSTALMENTS, parts=parts))
    nights(*DAYS)
    early, late, last = (checked(row(position)) for position in (1, 2, 3))
    assert [each.kind.value for each in (early, late, last)] == ["deposit", "invoice", "final"]
    assert early.lines[0].text.startswith("Rate 1 von 3 gemäß Auftrag")
    assert late.lines[0].text_en.startswith("Instalment 2 of 3 under order")
    assert [each.name_de for each in last.preceding] == [
        "Rate 1 von 3",
        "Rate 2 von 3",
    ]
    assert str(last.net) == "700.00"


def test_the_final_invoice_waits_for_a_held_deposit_and_says_so_once(people: Cast) -> None:
    order = ordered(people)
    nights(6)
    Invoice.objects.filter(position=1).update(status="awaiting_update")
    nights(13, 18, 25)
    for _ in range(3):
        run_night.run(at(FINAL_DAY))
    assert (row(2).status, row(2).number) == ("draft", None)
    assert row(2).fault_lines == [faults.WAITS]
    waited = HistoryEntry.objects.filter(about=f"order:{order.pk}", event="invoice_waits")
    assert waited.count() == 1
    assert not OutboxMail.objects.filter(purpose="invoice_fault").exists()
    Invoice.objects.filter(position=1).update(status="draft")
    run_night.run(at(FINAL_DAY))
    run_night.run(at(FINAL_DAY))
    assert (row(1).status, row(2).status, row(2).fault) == ("issued", "issued", "")
    assert amounts(row(2)) == ["1470.00", "279.30", "1749.30"]


@pytest.mark.parametrize("ended", ["stopped", "cancelled"])
def test_what_was_never_billed_is_not_deducted(people: Cast, ended: str) -> None:
    order = ordered(people)
    if ended == "stopped":
        Invoice.objects.filter(position=1).update(status="stopped")
    else:
        nights(6, 13)
        with one_transaction():
            Order.objects.select_for_update().get(pk=order.pk)
            cancel_invoice.cancel(row(1), ADVISOR, at(date(2027, 1, 14)))
    nights(18, 25)
    final = checked(row(2))
    assert final.preceding == ()
    assert amounts(row(2)) == ["2100.00", "399.00", "2499.00"]


def planned_anew(position: int, **changes: Any) -> None:
    """The planned row as another confirmed plan would have it: what it may be at most is fixed."""
    invoice = row(position)
    invoice.delete()
    for name, value in {"most_net": changes.get("net", invoice.most_net), **changes}.items():
        setattr(invoice, name, value)
    invoice.save(force_insert=True)


def test_the_rest_of_several_vat_groups_is_what_each_has_left(people: Cast) -> None:
    order = ordered(people)
    assert order.revision is not None
    content = dict(order.revision.content)
    line = content["lines"][0]
    reduced = {**line, "treatment": "reduced", "rate": "7", "net": "333.33", "unit_price": "66.666"}
    groups = [
        {"treatment": "standard", "rate": "19", "basis": "2100.00", "vat": "399.00"},
        {"treatment": "reduced", "rate": "7", "basis": "333.33", "vat": "23.33"},
    ]
    content |= {"lines": [line, reduced], "groups": groups, "net": "2433.33"}
    revision = order.revision
    revision.pk, revision.number, revision.content = None, 2, content
    revision.save()
    part = [
        {"treatment": "standard", "rate": "19", "basis": "630.00", "vat": "119.70"},
        {"treatment": "reduced", "rate": "7", "basis": "100.01", "vat": "7.00"},
    ]
    planned_anew(1, revision=revision, groups=part, net="730.01", vat="126.70", gross="856.71")
    planned_anew(2, revision=revision, most_net="2433.33")
    nights(*DAYS)
    assert [line.category.value for line in checked(row(1)).lines] == ["S", "S"]
    final = checked(row(2))
    assert [str(group.basis) for group in final.vat_groups] == ["1470.00", "233.32"]
    assert amounts(row(2)) == ["1703.32", "295.63", "1998.95"]


def test_where_nothing_is_left_the_final_invoice_is_valid_and_paid_at_once(people: Cast) -> None:
    ordered(people)
    whole = [{"treatment": "standard", "rate": "19", "basis": "2100.00", "vat": "399.00"}]
    planned_anew(1, groups=whole, net="2100.00", vat="399.00", gross="2499.00")
    nights(*DAYS)
    final = checked(row(2))
    assert amounts(row(2)) == ["0.00", "0.00", "0.00"]
    assert (row(2).status, row(2).due_on) == ("paid", None)
    assert final.payment_terms_de == "Es ist nichts zu zahlen."
    mail = OutboxMail.objects.filter(purpose="invoice", cause=f"invoice:{row(2).pk}").first()
    assert mail is not None
    assert "nothing is left to pay" in mail.subject


def test_each_kind_is_named_in_its_mail(people: Cast) -> None:
    ordered(people)
    nights(*DAYS)
    for position, words in ((1, "Deposit invoice RE-2027-000001"), (2, "Final invoice RE-2027-")):
        checked(row(position))
        mails = OutboxMail.objects.filter(cause=f"invoice:{row(position).pk}", audience="client")
        assert all(mail.subject.startswith(words) for mail in mails)
        assert mails.count() == 1
