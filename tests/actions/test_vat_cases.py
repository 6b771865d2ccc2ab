"""Every case of VAT from the order to the issued invoice, clean by the official rules (§ 9)."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kontor.actions import adjust_order, answer_offer, issue_invoices, review_order, run_night
from kontor.actions.answer_offer import Answer
from kontor.clients.models import Client
from kontor.cooperative.models import Cooperative, Rate
from kontor.formats.einvoice import sheet, xml
from kontor.formats.einvoice.values import PrintedInvoice
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Invalid
from kontor.foundation.written import BERLIN
from kontor.invoicing import faults
from kontor.invoicing.issuing import printed_of
from kontor.invoicing.models import Invoice
from kontor.orders.adjusting import Adjustment
from kontor.orders.draft import First, Line, Treatment
from kontor.orders.models import Order
from kontor.orders.review_models import SectorEntry
from kontor.orders.sectors import SHIPPED
from kontor.pages.shared import history_lines
from tests.actions.same_sums import assert_same_sums_everywhere
from tests.builders import checks, clients, drafts, orders
from tests.builders.drafts import line
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

CERTIFICATE = "Senatsverwaltung für Kultur, 12. März 2026, Az. II C 4"
T = Treatment


@pytest.fixture
def people() -> Cast:
    return cast()


def night(year: int, month: int, day: int) -> None:
    run_night.run(datetime(year, month, day, 23, tzinfo=BERLIN))


def submitted(people: Cast, client: Client, lines: Sequence[Line], **changes: Any) -> Order:
    return orders.submitted(people.owner, client, lines=tuple(lines), **changes)


def decided(people: Cast, order: Order, *treatments: Treatment) -> Order:
    """Adjusted by the team where it has something to decide, approved, and confirmed."""
    if treatments:
        by = Adjustment(treatments=treatments)
        adjust_order.adjust(people.advisor, order.pk, orders.shown(order), by, MONDAY)
    review_order.approve(people.advisor, order.pk, orders.shown(order), MONDAY)
    return orders.confirm(order)


def issued(order: Order) -> Invoice:
    night(2027, 1, 11)
    night(2027, 1, 18)
    return Invoice.objects.get(order=order)


def said(printed: PrintedInvoice) -> str:
    return " ".join(group.reason_de + " / " + group.reason_en for group in printed.vat_groups)


PRIVATE = {"kind": "private", "vat_number": ""}
KIN = (line("1", "33.335"),) * 3
# Client, lines as submitted, what the team sets (nothing: it approves), what then stands there.
CASES: dict[str, tuple[dict[str, Any], tuple[Line, ...], tuple[Treatment, ...], str, str]] = {
    "Germany, rounded per group": ({"country": "DE", "vat_number": ""}, KIN, (), "S", "119.02"),
    "reduced, as proposed": (
        {"country": "DE", "vat_number": ""},
        (line(vat=T.REDUCED),),
        (),
        "S",
        "2247.00",
    ),
    "exempt, with certificate": (
        {"country": "DE", "vat_number": ""},
        (line(vat=T.EXEMPT), line(vat=T.EXEMPT)),
        (),
        "E",
        "4200.00",
    ),
    "standard, reduced and exempt together": (
        {"country": "DE", "vat_number": ""},
        (line(), line(vat=T.REDUCED), line("1", "33.335", vat=T.EXEMPT)),
        (),
        "S S E",
        "4779.34",
    ),
    "EU business with a number": ({}, (line(),), (), "AE", "2100.00"),
    "EU business without": ({"vat_number": ""}, (line(),), (), "S", "2499.00"),
    "EU private person": (PRIVATE, (line(),), (), "S", "2499.00"),
    "business outside the EU": ({"country": "CH", "vat_number": ""}, (line(),), (), "O", "2100.00"),
    "private person outside, taxed": ({"country": "US", **PRIVATE}, (line(),), (), "S", "2499.00"),
    "private person outside, catalogue": (
        {"country": "US", **PRIVATE},
        (line(),),
        (T.OUTSIDE,),
        "O",
        "2100.00",
    ),
    "the Canary Islands": (
        {"country": "ES", "postcode": "35001", "vat_number": ""},
        (line(),),
        (T.OUTSIDE,),
        "O",
        "2100.00",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_case_is_issued_clean_with_the_same_sums_everywhere(
    people: Cast,
    case: tuple[dict[str, Any], tuple[Line, ...], tuple[Treatment, ...], str, str],
) -> None:
    facts, lines, treatments, codes, gross = case
    categories = codes.split()
    Cooperative.objects.update(exemption_certificate=CERTIFICATE)
    order = submitted(people, clients.client(people.owner, **{"name": "Lumen", **facts}), lines)
    row = issued(decided(people, order, *treatments))
    assert (row.fault, row.gross) == ("", Decimal(gross))
    printed = assert_same_sums_everywhere(row)
    assert [group.category for group in printed.vat_groups] == categories
    assert row.vat_category == categories[0]


def test_the_notes_name_the_rule_of_each_case(people: Cast) -> None:
    Cooperative.objects.update(exemption_certificate=CERTIFICATE)
    american = clients.client(people.owner, name="Nell Ives", country="US", **PRIVATE)
    private = issued(decided(people, submitted(people, american, [line()]), T.OUTSIDE))
    assert "§ 3a Abs. 4 UStG" in said(printed_of(private))
    german = clients.german_client(people.owner)
    event = submitted(people, german, [line()], place_country="AT", title="A fair in Vienna")
    exempt = submitted(people, german, [line(vat=T.EXEMPT)], title="A reading at school")
    for order, treatments, words in (
        (event, (T.OUTSIDE,), "§ 3a Abs. 3 UStG"),
        (exempt, (), f"Steuerfrei nach § 4 UStG. Bescheinigung: {CERTIFICATE}"),
    ):
        assert words in said(printed_of(issued(decided(people, order, *treatments))))


def test_reverse_charge_prints_both_numbers_and_outside_none_but_the_tax_number(
    people: Cast,
) -> None:
    swiss = clients.client(people.owner, name="Kunsthaus AG", country="CH", vat_number="CHE-1")
    abroad = issued(decided(people, submitted(people, swiss, [line()])))
    union = issued(decided(people, submitted(people, people.client, [line()])))
    for row, numbers in ((union, 2), (abroad, 0)):
        printed = printed_of(row)
        page = str(sheet.compose(printed))
        for number in (printed.seller.vat_number, printed.buyer.vat_number):
            assert (number in page) is (number.encode() in xml.build(printed)) is bool(numbers)
        assert printed.seller.tax_number in page
        assert printed.seller.tax_number.encode() in xml.build(printed)


def test_what_the_team_decides_never_goes_to_the_client_first(people: Cast) -> None:
    american = clients.client(people.owner, name="Nell Ives", country="US", **PRIVATE)
    with pytest.raises(Invalid) as refused:
        orders.submitted(people.owner, american, First.CLIENT)
    assert [fault.field for fault in refused.value.faults] == ["client"]
    assert "to the team first" in refused.value.faults[0].sentence.english()
    swiss = clients.client(people.owner, name="Kunsthaus AG", country="CH", vat_number="")
    assert orders.submitted(people.owner, swiss, First.CLIENT).status == "client_confirmation"
    # A proposal may: where the team sees it otherwise, the client is asked again (spec § 6).
    german = clients.german_client(people.owner)
    reduced = (line(vat=T.REDUCED),)
    order = orders.submitted(people.owner, german, First.CLIENT, lines=reduced)
    assert order.status == "client_confirmation"


def test_once_the_team_has_decided_the_same_offer_may_go_to_the_client(people: Cast) -> None:
    american = clients.client(people.owner, name="Nell Ives", country="US", **PRIVATE)
    order = submitted(people, american, [line()])
    by = Adjustment(treatments=(T.OUTSIDE,))
    adjust_order.adjust(people.advisor, order.pk, orders.shown(order), by, MONDAY)
    order = review_order.approve(people.advisor, order.pk, orders.shown(order), MONDAY)
    assert order.status == "client_confirmation"
    answer = Answer(hash=orders.shown(order), text="Another contact, please.")
    order = answer_offer.request_changes(orders.token(order), answer, MONDAY)
    order = orders.submit_to(people.owner, order, First.CLIENT)
    assert order.status == "client_confirmation"


def test_outside_stands_alone_in_an_order_also_for_the_team(people: Cast) -> None:
    american = clients.client(people.owner, name="Nell Ives", country="US", **PRIVATE)
    order = submitted(people, american, [line(), line()])
    by = Adjustment(treatments=(T.OUTSIDE, None))
    with pytest.raises(Invalid) as refused:
        adjust_order.adjust(people.advisor, order.pk, orders.shown(order), by, MONDAY)
    assert [fault.field for fault in refused.value.faults] == ["lines[1].vat"]


def test_the_team_cannot_set_reverse_charge_on_a_number_that_is_invalid(people: Cast) -> None:
    checks.found(people.client, "invalid")
    order = submitted(people, people.client, [line()])
    assert order.revision is not None
    assert order.revision.content["vat"] == "399.00"
    by = Adjustment(treatments=(T.REVERSE_CHARGE,))
    with pytest.raises(Invalid) as refused:
        adjust_order.adjust(people.advisor, order.pk, orders.shown(order), by, MONDAY)
    assert "is not valid" in refused.value.faults[0].sentence.english()


def test_reverse_charge_is_not_issued_while_the_register_calls_the_number_invalid(
    people: Cast,
) -> None:
    order = decided(people, submitted(people, people.client, [line()]))
    checks.found(people.client, "invalid")
    checks.found(people.client, "not_checked")  # an answer that is none takes nothing back
    row = issued(order)
    assert (row.status, row.number, row.fault) == ("draft", None, faults.NUMBER_INVALID.text)
    checks.found(people.client, "valid")
    assert issue_invoices.issue(row.pk, datetime(2027, 1, 19, 23, tzinfo=BERLIN)) == "issued"


def test_a_number_that_nobody_could_check_stops_no_invoice(people: Cast) -> None:
    order = decided(people, submitted(people, people.client, [line()]))
    checks.found(people.client, "not_checked")
    assert issued(order).number is not None


def raised(percent: int, day: date) -> None:
    Rate.objects.create(key="vat_standard_percent", valid_from=day, value=percent)


def test_each_invoice_of_a_recurrent_payment_has_the_rate_of_its_own_period(people: Cast) -> None:
    raised(21, date(2027, 3, 1))
    german = clients.german_client(people.owner)
    monthly = drafts.recurrent("2027-02-01", times=3)
    order = decided(
        people,
        submitted(
            people, german, [line("1", "100")], payment=monthly, service_to=date(2027, 4, 10)
        ),
    )
    rows = Invoice.objects.filter(order=order).order_by("position")
    # 11 January to 10 February, to 10 March, to 10 April
    assert [row.gross for row in rows] == [Decimal(119), Decimal(121), Decimal(121)]
    night(2027, 2, 1)
    night(2027, 2, 2)
    assert_same_sums_everywhere(Invoice.objects.get(order=order, position=1))


def test_a_rate_that_comes_after_the_plan_counts_when_the_invoice_is_issued(people: Cast) -> None:
    german = clients.german_client(people.owner)
    order = decided(people, submitted(people, german, KIN))
    raised(21, date(2027, 1, 15))
    row = issued(order)
    assert (row.net, row.vat, row.most_net) == (
        Decimal("100.02"),
        Decimal("21.00"),
        Decimal("100.02"),
    )
    assert {line.rate for line in assert_same_sums_everywhere(row).lines} == {Decimal(21)}
    (entry,) = HistoryEntry.objects.filter(event="invoice_amount")
    told = history_lines.lines([entry], people.owner)[0]
    assert told.sentence.english() == "Invoice 1 comes to €121.02 gross instead of €119.02."
    assert told.more is not None


def test_a_rate_that_stays_is_no_word_in_the_history(people: Cast) -> None:
    issued(decided(people, submitted(people, clients.german_client(people.owner), KIN)))
    assert not HistoryEntry.objects.filter(event="invoice_amount").exists()


def test_a_final_invoice_at_a_new_rate_deducts_the_deposit_at_the_old_one(people: Cast) -> None:
    german = clients.german_client(people.owner)
    payment = drafts.deposit("700.00", "2027-01-11", "2027-01-25")
    order = decided(people, submitted(people, german, [line()], payment=payment))
    night(2027, 1, 11)
    night(2027, 1, 12)
    raised(21, date(2027, 1, 15))
    for day in (18, 25, 26):
        night(2027, 1, day)
    deposit, final = Invoice.objects.filter(order=order).order_by("position")
    assert (deposit.vat, final.net, final.vat) == (
        Decimal("133.00"),
        Decimal("1400.00"),
        Decimal("308.00"),  # 441.00 on the whole, less 133.00
    )
    assert_same_sums_everywhere(final)


def test_the_usual_treatment_of_the_sector_is_what_lines_begin_with(people: Cast) -> None:
    design = SHIPPED["graphic-design"]
    SectorEntry.objects.create(
        key=design.key,
        german=design.german,
        english=design.english,
        mark=design.mark,
        treatment="reduced",
        offered=True,
    )
    german = clients.german_client(people.owner)
    order = submitted(people, german, [line(), line(vat=T.STANDARD)])
    assert order.revision is not None
    assert [row["treatment"] for row in order.revision.content["lines"]] == ["reduced", "standard"]
    reverse = submitted(people, people.client, [line()])
    assert reverse.revision is not None
    assert reverse.revision.content["lines"][0]["treatment"] == "reverse_charge"
