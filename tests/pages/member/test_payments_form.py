"""The payments in the order form: every mode typed, kept, shown again, and refused at its field."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kontor.clients.models import Client
from kontor.orders.draft import Every, Mode, Part, Payment, Recurrence, Share
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from tests.builders import clients, drafts, orders
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

JANUARY, FEBRUARY, MARCH = date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


@pytest.fixture
def blank(member: Reader) -> Page:
    return member.get("/orders/new")


def instalments(*parts: tuple[str, str], measure: str = "percent") -> dict[str, str]:
    """So many rows, as a browser sends them."""
    rows = {"mode": "instalments", "parts_in": measure}
    for at, (on, share) in enumerate(parts):
        rows |= {f"parts-{at}-on": on, f"parts-{at}-share": share}
    return rows


DEPOSIT = {
    "mode": "advance",
    "advance": "deposit",
    "advance_date": "31.01.2027",
    "deposit": "30",
    "deposit_in": "percent",
    "final_date": "31.03.2027",
}
MONTHLY = {
    "mode": "recurrent",
    "first_date": "31/01/2027",
    "every": "1",
    "every_unit": "month",
    "last_day": "on",
}
EVERY_MODE: list[tuple[dict[str, str], Payment]] = [
    (
        {"mode": "single", "billing_date": "31/01/2027"},
        Payment(Mode.SINGLE, JANUARY),
    ),
    (
        instalments(("31.01.2027", "40"), ("28.02.2027", "60")),
        drafts.in_percents(("2027-01-31", "40"), ("2027-02-28", "60")),
    ),
    (
        instalments(("31.01.2027", "1.000,00"), ("28.02.2027", "1100.00"), measure="euro"),
        drafts.in_amounts(("2027-01-31", "1000"), ("2027-02-28", "1100")),
    ),
    (
        {"mode": "advance", "advance": "whole", "advance_date": "31/01/2027"},
        Payment(Mode.ADVANCE, JANUARY),
    ),
    (
        DEPOSIT,
        Payment(Mode.ADVANCE, JANUARY, deposit=Share(percent=Decimal(30)), final_date=MARCH),
    ),
    (
        {**MONTHLY, "ends": "times", "times": "12"},
        drafts.recurrent("2027-01-31", last_day=True, times=12),
    ),
    (
        {**MONTHLY, "every": "2", "every_unit": "quarter", "ends": "until", "until": "1.1.2029"},
        drafts.recurrent(
            "2027-01-31", every=2, unit=Every.QUARTER, last_day=True, until=date(2029, 1, 1)
        ),
    ),
    (
        {**MONTHLY, "ends": "open"},
        drafts.recurrent("2027-01-31", last_day=True),
    ),
]


@pytest.mark.parametrize(("values", "payment"), EVERY_MODE)
def test_every_mode_is_kept_as_typed_and_shown_again(
    people: Cast, member: Reader, blank: Page, values: dict[str, str], payment: Payment
) -> None:
    sent = member.send(blank, "/orders/new", act="draft", **typed(people.client, **values))
    assert sent.status == 302
    order = Order.objects.get()
    assert draft_of(order).payment == payment
    path = f"/orders/{order.pk}/edit"
    again = member.get(path)
    assert member.send(again, path, act="draft").status == 302
    assert draft_of(Order.objects.get()).payment == payment


@pytest.mark.parametrize(("values", "_payment"), EVERY_MODE)
def test_every_mode_can_be_submitted(
    people: Cast, member: Reader, blank: Page, values: dict[str, str], _payment: Payment
) -> None:
    long = {"service_from": "01/01/2027", "service_to": "31/12/2029", "hours": "160"}
    page = member.send(blank, "/orders/new", act="submit", **typed(people.client, **long, **values))
    assert page.status == 302, page.words
    assert Order.objects.get().status == "team_review"


def test_nothing_typed_in_another_mode_is_lost_or_counts(
    people: Cast, member: Reader, blank: Page
) -> None:
    everything = {
        **DEPOSIT,
        **MONTHLY,
        **instalments(("31.01.2027", "nonsense"), ("", "60")),
        "deposit": "a third",
        "mode": "single",
    }
    page = member.send(
        blank, "/orders/new", act="submit", **typed(people.client, **everything, title="")
    )
    assert page.status == 422
    assert "1 thing is missing" in page.words
    form = page.form()
    assert {name: form[name] for name in everything if name in form} == everything
    assert draft_of(Order.objects.get()).payment == Payment(Mode.SINGLE, date(2027, 1, 18))


FAULTS: list[tuple[dict[str, str], str, str]] = [
    (instalments(("31.01.2027", "40"), ("28.02.2027", "50")), "parts-0-share", "100 % together"),
    (instalments(("31.01.2027", "40"), ("", "60")), "parts-1-on", "Enter the billing date."),
    (
        instalments(("31.01.2027", "40"), ("28.02.2027", "")),
        "parts-1-share",
        "Enter an amount or a percentage.",
    ),
    (
        instalments(("31.01.2027", "40"), ("1.1.2027", "60")),
        "parts-1-on",
        "Choose 31 January 2027 or later.",
    ),
    (
        instalments(("31.01.2027", "1000"), ("28.02.2027", "1000"), measure="euro"),
        "parts-0-share",
        "Change the instalments to €2,100.00 together",
    ),
    (instalments(), "parts-0-share", "at least two instalments"),
    ({**DEPOSIT, "deposit": ""}, "deposit", "Enter the deposit"),
    ({**DEPOSIT, "deposit": "2100", "deposit_in": "euro"}, "deposit", "Enter less than €2,100.00"),
    ({**DEPOSIT, "advance_date": ""}, "advance_date", "Enter the billing date."),
    ({**DEPOSIT, "final_date": "1.1.2027"}, "final_date", "Choose 31 January 2027 or later."),
    ({**MONTHLY, "ends": ""}, "ends", "Say when the recurrent payments end."),
    ({**MONTHLY, "ends": "times"}, "times", "Say when the recurrent payments end."),
    ({**MONTHLY, "ends": "until"}, "until", "Say when the recurrent payments end."),
    ({**MONTHLY, "ends": "times", "times": "261"}, "times", "at most 260"),
    ({**MONTHLY, "ends": "open", "every": ""}, "every", "Enter the interval"),
    ({**MONTHLY, "ends": "open", "first_date": ""}, "first_date", "Enter the billing date."),
    ({"mode": "single", "billing_date": ""}, "billing_date", "Enter the billing date."),
    ({"mode": "barter"}, "mode", "Choose an entry from the list."),
]


@pytest.mark.parametrize(("values", "name", "says"), FAULTS)
def test_what_is_wrong_stands_at_its_field_with_a_link(  # noqa: PLR0917  # a table
    people: Cast, member: Reader, blank: Page, values: dict[str, str], name: str, says: str
) -> None:
    page = member.send(blank, "/orders/new", act="submit", **typed(people.client, **values))
    assert page.status == 422
    assert says in page.fault_at(f"id_{name}")
    assert f"#id_{name}" in page.all("//section[@id='errors']//a/@href")
    assert page.tree.xpath("//*[@id=$name]", name=f"id_{name}")


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({**MONTHLY, "ends": ""}, Recurrence(last_day=True, times=0)),
        ({**MONTHLY, "ends": "times"}, Recurrence(last_day=True, times=0)),
        ({**MONTHLY, "ends": "until"}, Recurrence(last_day=True, times=0)),
    ],
)
def test_a_draft_without_an_end_never_becomes_open_ended(
    people: Cast, member: Reader, blank: Page, values: dict[str, str], kept: Recurrence
) -> None:
    page = member.send(blank, "/orders/new", act="draft", **typed(people.client, **values))
    assert page.status == 302
    order = Order.objects.get()
    assert draft_of(order).payment.recurrence == kept
    path = f"/orders/{order.pk}/edit"
    page = member.send(member.get(path), path, act="submit")
    assert "Say when the recurrent payments end." in page.fault_at("id_ends")


def test_half_a_deposit_is_kept_as_a_deposit(people: Cast, member: Reader, blank: Page) -> None:
    half = {"mode": "advance", "advance": "deposit"}
    member.send(blank, "/orders/new", act="draft", **typed(people.client, **half))
    order = Order.objects.get()
    assert draft_of(order).payment.deposit == Share()
    assert member.get(f"/orders/{order.pk}/edit").form()["advance"] == "deposit"


def test_what_cannot_be_read_is_left_out_of_the_draft_and_stays_on_the_page(
    people: Cast, member: Reader, blank: Page
) -> None:
    parts = instalments(("soon", "40"), ("28.02.2027", "most"))
    page = member.send(blank, "/orders/new", act="draft", **typed(people.client, **parts))
    assert page.status == 422
    assert page.form()["parts-0-on"] == "soon"
    assert "Everything else is saved as a draft." in page.words
    kept = draft_of(Order.objects.get()).payment.parts
    assert kept == (Part(None, Share(percent=Decimal(40))), Part(FEBRUARY, Share()))


@pytest.mark.parametrize(
    "values",
    [
        {**DEPOSIT, "deposit": "much"},
        {**DEPOSIT, "deposit": "101"},
        {**DEPOSIT, "final_date": "later"},
        {**MONTHLY, "ends": "times", "times": "many"},
        {**MONTHLY, "ends": "until", "until": "2030"},
        {**MONTHLY, "ends": "open", "every": "0"},
        {**MONTHLY, "ends": "open", "first_date": "soon"},
        {**MONTHLY, "ends": "open", "every_unit": "fortnight"},
        {"mode": "barter"},
        {"mode": "single", "term_days": "91"},
    ],
)
def test_a_faulty_entry_never_stops_the_rest_from_being_saved(
    people: Cast, member: Reader, blank: Page, values: dict[str, str]
) -> None:
    page = member.send(blank, "/orders/new", act="draft", **typed(people.client, **values))
    assert page.status == 422
    order = Order.objects.get()
    assert order.title == "Autumn catalogue"
    assert not draft_of(order).payment.open_ended or values["ends"] == "open"


def test_instalments_are_added_and_removed_without_script(member: Reader, blank: Page) -> None:
    assert {"parts-0-on", "parts-1-on"} <= blank.form().keys()
    page = member.send(
        blank, "/orders/new", add_line="parts", **instalments(("31.01.2027", "40"), ("", "60"))
    )
    assert page.form()["parts-2-share"] == ""
    page = member.send(page, "/orders/new", remove_line="parts-0")
    assert page.form()["parts-0-share"] == "60"
    assert page.form()["mode"] == "instalments"


def test_the_rest_to_distribute_follows_the_typing(people: Cast, member: Reader) -> None:
    def rest(*parts: tuple[str, str], measure: str = "percent") -> str:
        answer = member.post(
            "/orders/summary", **typed(people.client, **instalments(*parts, measure=measure))
        )
        return answer.one("//*[@data-fill='parts-rest']")

    assert rest(("", "40")) == "Still to distribute: €1,260.00"
    assert rest(("", "40"), ("", "60")) == "The whole is distributed"
    assert rest(("", "1.500,00"), ("", "700"), measure="euro") == "€100.00 more than the whole"


def test_each_part_gets_its_net_and_the_last_takes_the_rest(people: Cast, member: Reader) -> None:
    thirds = instalments(("31.01.2027", "33.33"), ("28.02.2027", "33.33"), ("31.03.2027", "33.34"))
    odd = {"fees-0-quantity": "1", "fees-0-unit_price": "100,01"}
    answer = member.post("/orders/summary", **typed(people.client, **thirds, **odd))
    assert [answer.one(f"//*[@data-fill='parts-{at}-net']") for at in range(3)] == [
        "33.33",
        "33.33",
        "33.35",
    ]


def test_saving_on_the_way_keeps_the_plan(people: Cast, member: Reader, blank: Page) -> None:
    values = {**blank.form(), **typed(people.client, **DEPOSIT)}
    answer = member.post("/orders/autosave", **values)
    assert "Draft saved" in answer.html
    assert draft_of(Order.objects.get()).payment.final_date == MARCH


def test_two_tabs_show_what_differs_in_the_payments(people: Cast, member: Reader) -> None:
    order = orders.drafted(people.owner, people.client, payment=drafts.advance("2027-01-08"))
    path = f"/orders/{order.pk}/edit"
    first, second = member.get(path), member.get(path)
    member.send(second, path, act="draft", **instalments(("1.2.2027", "40"), ("1.3.2027", "60")))
    page = member.send(first, path, act="draft", advance_date="31.01.2027")
    assert page.status == 409
    saved = page.one("//dl[contains(@class, 'saved-facts')]")
    assert "Mode of paymentInstalments" in saved
    assert "Instalments01/02/2027 · 40 01/03/2027 · 60" in saved
    assert "Billing date" not in saved
    assert page.form()["advance_date"] == "31.01.2027"


def test_an_open_ended_order_has_no_last_day(people: Cast, member: Reader, blank: Page) -> None:
    values: dict[str, Any] = {**MONTHLY, "ends": "open", "service_to": "31/12/2027"}
    page = member.send(blank, "/orders/new", act="draft", **typed(people.client, **values))
    assert page.status == 302
    assert Order.objects.get().service_to is None
    words = member.post("/orders/summary", **typed(people.client, **values)).words
    assert "12 invoices planned in the first year" in words
    assert "Every month on the last day of the month, first on 31 January 2027" in words
    assert "until further notice" in words


@pytest.fixture
def german() -> Client:
    return clients.german_client()


def test_the_summary_lists_every_planned_invoice(member: Reader, german: Client) -> None:
    words = member.post("/orders/summary", **typed(german, **DEPOSIT)).words
    for said in (
        "2 invoices planned",
        "30 % deposit on 31 January 2027, the rest on 31 March 2027.",
        "Sun 31 January €749.70 Deposit 30 % due 14 February",
        "Wed 31 March €1,749.30 Final invoice due 14 April",
    ):
        assert said in words, said
    assert "Sum of all invoices" not in words


def test_long_plans_fold_and_sum_up(member: Reader, german: Client) -> None:
    year = {"service_from": "1/1/2027", "service_to": "31/12/2028", "ends": "times", "times": "24"}
    answer = member.post("/orders/summary", **typed(german, **MONTHLY, **year))
    words = answer.words
    for said in (
        "Each invoice, gross €2,499.00",
        "24 invoices planned",
        "31 January 2027 €2,499.00 1–31 January 2027 due 14 February",
        "and 18 more until 31 December 2028",
        "Sum of all invoices, gross €59,976.00",
    ):
        assert said in words, said
    assert len(answer.all("//details//li")) == 18


def test_cents_between_the_order_and_its_invoices_are_shown(member: Reader, german: Client) -> None:
    thirds = instalments(("31.01.2027", "33.33"), ("28.02.2027", "33.33"), ("31.03.2027", "33.34"))
    even = {"fees-0-quantity": "1", "fees-0-unit_price": "100"}
    words = member.post("/orders/summary", **typed(german, **thirds, **even)).words
    assert "Total, gross €119.00" in words
    assert "Instalment 3 of 3" in words
    assert "Sum of all invoices, gross €118.99" in words


def test_a_sector_says_what_it_leads_to(people: Cast, member: Reader, blank: Page) -> None:
    options = blank.all("//select[@name='sector']/option")
    assert "Security services (licence needed)" in options
    assert "Craft trades (cannot be processed)" in options
    words = member.post("/orders/summary", **typed(people.client, sector="security")).words
    assert "This activity needs a licence." in words
