"""The member's page of one invoice: what it says, and sending, changing, holding it (spec § 9)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kontor.actions import cancel_order, change_invoice, document_invoices, hold_invoice, run_night
from kontor.foundation.models import OutboxMail
from kontor.foundation.written import BERLIN
from kontor.invoicing.changing import InvoiceChange
from kontor.invoicing.models import Invoice
from kontor.orders.draft import Mode, Payment, Share
from kontor.orders.models import Order
from tests.builders import clients, drafts, orders
from tests.cast import Cast, cast
from tests.pages.everything import everything
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

DRAFTED = datetime(2027, 1, 11, 9, tzinfo=BERLIN)
BILLED = datetime(2027, 1, 18, 9, tzinfo=BERLIN)
WORDS = "The hours are not right yet."
LINE = {"line-0-quantity": "4", "line-0-unit_price": "420.00"}
DEPOSIT = Payment(
    mode=Mode.ADVANCE,
    billing_date=date(2027, 1, 13),
    deposit=Share(percent=Decimal(30)),
    final_date=date(2027, 1, 18),
)
Counter = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    """A draft over 2,100.00 net for 18 January."""
    return _drafted(people)


def _drafted(people: Cast, **changes: Any) -> Invoice:
    client = clients.german_client(invoice_email="buchhaltung@tiefblau.example")
    order = orders.active(people.owner, people.advisor, client, **changes)
    run_night.run(DRAFTED)
    return first(order)


def first(order: Order) -> Invoice:
    return Invoice.objects.filter(order=order).earliest("position")


def owner(people: Cast, now: datetime = DRAFTED, language: str = "en") -> Reader:
    return Reader(people.owner, now, language)


def path(invoice: Invoice, place: str = "") -> str:
    return f"/invoices/{invoice.pk}{place}"


def shown(page: Page) -> str:
    return str(page.all("//input[@name='shown']/@value")[0])


def changing(reader: Reader, invoice: Invoice, **typed: str) -> tuple[Page, dict[str, str]]:
    """The form of the page as it stands, with some fields typed over."""
    page = reader.get(path(invoice, "/change"))
    (form,) = [each for each in page.tree.forms if each.xpath(".//*[@name='billing_date']")]
    values = {name: value or "" for name, value in form.form_values()}
    values["special_agreement"] = values["special_agreement"].removeprefix("\n")
    return page, values | typed


def test_a_draft_says_when_it_goes_out_what_it_holds_and_who_gets_it(
    people: Cast, invoice: Invoice
) -> None:
    page = owner(people).get(path(invoice))
    assert page.status == 200
    assert page.headline == "Autumn catalogue"
    assert (
        "goes out by itself on Monday 18 January 2027, unless you change or hold it" in page.words
    )
    for said in (
        "Layout and typesetting",
        "5 days",
        "€420.00",
        "€2,100.00",
        "€399.00",
        "€2,499.00",
    ):
        assert said in page.words
    assert "chloe.martin@lefevre.example" in page.words
    assert "buchhaltung@tiefblau.example" in page.words
    assert "Payment guarantee" in page.words
    assert page.all("//main//button[contains(@class, 'button-primary')]") == ["Send it now"]


def test_a_planned_invoice_is_shown_without_anything_to_decide(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    page = owner(people, orders.MONDAY).get(path(first(order)))
    assert "On 11 January 2027 it becomes a draft" in page.words
    assert not page.all("//main//button[contains(@class, 'button-primary')]")
    changed = owner(people, orders.MONDAY).get(path(first(order), "/change"))
    assert changed.status == 409
    assert "7 days before its billing date it becomes a draft" in changed.words


def test_sent_now_it_shows_its_number_and_what_became_of_it(people: Cast, invoice: Invoice) -> None:
    reader = owner(people)
    page = reader.get(path(invoice))
    sent = reader.post(path(invoice, "/send-now"), shown=shown(page))
    assert (sent.status, sent.url) == (302, f"{path(invoice)}#headline")
    issued = reader.get(path(invoice))
    assert "RE-2027-000001" in issued.words
    assert "is to pay €2,499.00 by Monday 25 January 2027" in issued.words
    assert "The document is being made" in issued.words
    again = reader.post(path(invoice, "/send-now"), shown=shown(page))
    assert (again.status, again.url) == (302, f"{path(invoice)}#headline")
    document_invoices.make_documents(invoice.pk, DRAFTED)
    done = reader.get(path(invoice))
    assert f"/invoices/{invoice.pk}/pdf" in done.html
    assert "buchhaltung@tiefblau.example" in done.words
    assert "On its way" in done.words


def test_a_draft_issued_by_the_night_answers_a_late_click_with_a_sentence(
    people: Cast, invoice: Invoice
) -> None:
    page = owner(people).get(path(invoice))
    run_night.run(BILLED)
    reader = owner(people, BILLED)
    held = reader.post(path(invoice, "/hold"), shown=shown(page), text=WORDS)
    assert held.status == 409
    assert "This invoice is issued. Nothing was changed." in held.words
    assert WORDS in held.words
    changed = reader.post(
        path(invoice, "/change"),
        shown=shown(page),
        service_from="2027-01-11",
        service_to="2027-01-15",
        billing_date="2027-02-01",
        special_agreement="",
        **LINE,
    )
    assert changed.status == 409
    assert "This invoice is issued. Nothing was changed." in changed.words
    sent = reader.post(path(invoice, "/send-now"), shown=shown(page))
    assert sent.status == 409
    assert "This invoice is issued. Nothing was changed." in sent.words


def test_held_with_words_it_says_so_and_what_releases_it(people: Cast, invoice: Invoice) -> None:
    reader = owner(people)
    page = reader.get(path(invoice))
    held = reader.post(path(invoice, "/hold"), shown=shown(page), text=WORDS)
    assert held.status == 302
    twice = reader.post(path(invoice, "/hold"), shown=shown(page), text=WORDS)
    assert twice.status == 302
    page = reader.get(path(invoice))
    assert "It waits for you" in page.words
    assert "Held since 11 January 2027" in page.words
    assert WORDS in page.words
    assert not page.all("//form[contains(@action, '/hold')]")
    order_page = reader.get(f"/orders/{invoice.order_id}/")
    assert "You held the draft of invoice 1." in order_page.words
    assert f'href="/invoices/{invoice.pk}"' in order_page.html


def test_words_that_are_too_long_are_asked_back_and_kept(people: Cast, invoice: Invoice) -> None:
    reader = owner(people)
    page = reader.post(path(invoice, "/hold"), text="x" * 4001)
    assert page.status == 422
    assert "Shorten this by 1 character" in page.fault_at("id_text")
    assert "x" * 4001 in page.html


def test_a_changed_invoice_shows_the_change_and_the_history_before_and_after(
    people: Cast, invoice: Invoice
) -> None:
    reader = owner(people)
    _, form = changing(
        reader, invoice, billing_date="25.01.2027", special_agreement="Four days.", **LINE
    )
    assert reader.post(path(invoice, "/change"), **form).status == 302
    page = reader.get(path(invoice))
    assert "on Monday 25 January 2027" in page.words
    assert "Four days." in page.words
    assert "€1,680.00" in page.words
    history = reader.get(f"/orders/{invoice.order_id}/").words
    assert "You changed the draft of invoice 1." in history
    assert "Billing date: 18 January 2027 → 25 January 2027" in history
    assert "Net: €2,100.00 → €1,680.00" in history


def test_the_form_as_it_stands_changes_nothing_and_says_so(people: Cast, invoice: Invoice) -> None:
    reader = owner(people)
    _, form = changing(reader, invoice)
    assert reader.post(path(invoice, "/change"), **form).status == 302
    assert "Nothing was different" in reader.get(path(invoice)).html
    invoice.refresh_from_db()
    assert invoice.own_lines is None


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("line-0-quantity", "6", "Enter 5 or less: the client confirmed no more."),
        ("line-0-unit_price", "421", "Enter 420 or less"),
        ("line-0-quantity", "", "Enter the quantity."),
        ("line-0-unit_price", "cheap", "digits 0 to 9"),
        ("line-0-quantity", "0", ""),
        ("service_from", "16.01.2027", ""),
        ("service_to", "31.02.2027", "This date does not exist"),
        ("service_to", "", "Enter the last day."),
        ("billing_date", "10.01.2027", "Choose today or a later day."),
        ("billing_date", "12.01.2032", "five years ahead is the limit"),
        ("special_agreement", "谢谢", "the invoice cannot print"),
    ],
)
def test_a_fault_stands_at_its_field_with_everything_typed(
    people: Cast, invoice: Invoice, name: str, typed: str, said: str
) -> None:
    reader = owner(people)
    _, form = changing(reader, invoice, **{name: typed})
    page = reader.post(path(invoice, "/change"), **form)
    assert page.status == 422
    assert said in page.words
    at = {"service_from": "service_to"}.get(name, name)
    at = "line-0-unit_price" if typed == "0" else at
    assert page.fault_at(f"id_{at}"), page.words
    assert f'value="{typed}"' in page.html or typed in page.words


def test_two_tabs_keep_nothing_over_each_other_and_both_are_shown(
    people: Cast, invoice: Invoice
) -> None:
    reader = owner(people)
    _, form = changing(reader, invoice, special_agreement="From this tab.")
    change_invoice.change(
        people.owner, invoice.pk, InvoiceChange(special_agreement="From the other."), DRAFTED
    )
    page = reader.post(path(invoice, "/change"), **form)
    assert page.status == 409
    assert "This invoice has changed since you opened the page." in page.words
    assert "From this tab." in page.html
    assert "From the other." in page.words
    invoice.refresh_from_db()
    assert invoice.own_agreement == "From the other."
    form["shown"] = shown(page)
    assert reader.post(path(invoice, "/change"), **form).status == 302


def test_a_part_of_an_order_has_one_amount_and_the_final_invoice_takes_the_rest(
    people: Cast,
) -> None:
    deposit = _drafted(people, payment=DEPOSIT)
    final = Invoice.objects.get(order=deposit.order_id, kind="final")
    reader = owner(people)
    page = reader.get(path(final))
    assert "once the earlier invoices of this order are issued" in page.words
    assert "to come, 13 January 2027" in page.words
    _, form = changing(reader, deposit)
    assert "line-0-quantity" not in form
    form["line-0-unit_price"] = "500"
    assert reader.post(path(deposit, "/change"), **form).status == 302
    deposit.refresh_from_db()
    final.refresh_from_db()
    assert (deposit.net, final.net) == (Decimal("500.00"), Decimal("1600.00"))


def test_every_field_of_the_model_changes_only_what_the_form_offers(
    people: Cast, invoice: Invoice
) -> None:
    reader = owner(people)
    _, form = changing(reader, invoice, billing_date="25.01.2027")
    mass = everything(owner=people.stranger.pk, roles="admin")
    before = dict(Invoice.objects.filter(pk=invoice.pk).values().get())
    reader.post(path(invoice, "/change"), **{**mass, **form})
    after = dict(Invoice.objects.filter(pk=invoice.pk).values().get())
    assert {name for name in after if after[name] != before[name]} == {"billing_date"}


def test_a_request_to_cancel_leaves_nothing_to_decide_here(people: Cast, invoice: Invoice) -> None:
    cancel_order.request(people.owner, invoice.order_id, {invoice.pk: "ask"}, DRAFTED)
    page = owner(people).get(path(invoice))
    assert "until the team has answered your request to cancel" in page.words
    assert not page.all("//main//button[contains(@class, 'button-primary')]")
    assert owner(people).post(path(invoice, "/send-now")).status == 409


def test_a_fault_of_the_rehearsal_is_told_in_calm_words(people: Cast, invoice: Invoice) -> None:
    Invoice.objects.filter(pk=invoice.pk).update(fault="BR-CO-25: In case the amount …")
    page = owner(people).get(path(invoice))
    assert "The check before issuing found something." in page.words
    assert "BR-CO-25" not in page.html


def test_nobody_else_learns_that_it_exists(people: Cast, invoice: Invoice) -> None:
    missing = Reader(people.stranger, DRAFTED).get("/invoices/999999")
    for place in ("", "/change"):
        page = Reader(people.stranger, DRAFTED).get(path(invoice, place))
        assert page.status == missing.status == 404
    for place in ("/send-now", "/hold", "/change"):
        assert Reader(people.stranger, DRAFTED).post(path(invoice, place)).status == 404
    assert Invoice.objects.get(pk=invoice.pk).status == "draft"


def test_mails_lists_and_the_overview_lead_to_it(people: Cast, invoice: Invoice) -> None:
    mail = OutboxMail.objects.get(purpose="draft_invoice")
    assert f"/invoices/{invoice.pk}" in mail.text
    assert "wird am 18. Januar 2027 von selbst gesendet" in mail.text
    reader = owner(people)
    for place in ("/", "/invoices", f"/orders/{invoice.order_id}/"):
        assert f'href="/invoices/{invoice.pk}"' in reader.get(place).html
    hold_invoice.hold(people.owner, invoice.pk, "", DRAFTED)
    assert "held since Mon 11 January" in reader.get("/").words


def test_it_is_read_in_german_too(people: Cast, invoice: Invoice) -> None:
    page = owner(people, language="de").get(path(invoice))
    assert "Montag, 18. Januar 2027" in page.words
    assert "unless" not in page.words
    _, form = changing(owner(people, language="de"), invoice, **{"line-0-unit_price": "400,50"})
    assert owner(people, language="de").post(path(invoice, "/change"), **form).status == 302
    assert Invoice.objects.get(pk=invoice.pk).net == Decimal("2002.50")


def test_the_page_asks_the_database_at_most_twelve_times(
    people: Cast, django_assert_max_num_queries: Counter
) -> None:
    lines = tuple(drafts.line(text=f"Line {n}") for n in range(30))
    invoice = _drafted(people, lines=lines, payment=DEPOSIT)
    final = Invoice.objects.get(order=invoice.order_id, kind="final")
    reader = owner(people)
    reader.get("/")
    for each in (invoice, final):
        for place in ("", "/change"):
            with django_assert_max_num_queries(12):
                assert reader.get(path(each, place)).status in (200, 409)
