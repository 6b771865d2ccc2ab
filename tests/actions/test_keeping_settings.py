"""Administrators set what holds for the house: once each, never over somebody else, all told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kontor.actions import keep_rates, keep_sectors, keep_series, keep_settings, run_night
from kontor.cli.demo_house import COOPERATIVE
from kontor.cooperative import rates
from kontor.cooperative.deadlines import deadline, deadlines
from kontor.cooperative.models import Cooperative, Deadline, Rate
from kontor.cooperative.rates import value_on
from kontor.cooperative.shown import shown
from kontor.foundation.days import day_of
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.invoicing.models import Invoice, SeriesPrefix
from kontor.invoicing.numbering import draw
from kontor.orders.ground_texts import ground_text, ground_texts
from kontor.orders.models import Order
from kontor.orders.review_models import GroundText
from kontor.orders.sector_list import sectors
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.actions.test_first_path import night
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

TODAY = day_of(MONDAY)
CATERING = {
    "german": "Event-Catering",
    "english": "Event catering",
    "mark": "licence",
    "treatment": "standard",
}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def admin(people: Cast) -> Person:
    return house.person("Ines Admin", Role.ADMIN)


def told(room: str) -> list[HistoryEntry]:
    return list(HistoryEntry.objects.filter(about=f"settings:{room}").order_by("id"))


def own_data() -> dict[str, str]:
    return keep_settings.own_data_of(Cooperative.objects.get())


def test_nobody_but_an_administrator_sets_anything(people: Cast) -> None:
    acts: list[Callable[[Person], object]] = [
        lambda who: keep_settings.keep_own_data(who, {}, "", MONDAY),
        lambda who: keep_settings.keep_deadlines(who, {}, "", MONDAY),
        lambda who: keep_settings.keep_ground_text(who, "licence", {}, "", MONDAY),
        lambda who: keep_settings.back_to_usual_ground(who, "licence", "", MONDAY),
        lambda who: keep_rates.add_rate(who, rates.FEE, None, None, MONDAY),
        lambda who: keep_rates.change_rate(who, 1, None, None, shown="", now=MONDAY),
        lambda who: keep_rates.remove_rate(who, 1, "", MONDAY),
        lambda who: keep_sectors.add_sector(who, CATERING, MONDAY),
        lambda who: keep_sectors.change_sector(who, "photography", CATERING, "", MONDAY),
        lambda who: keep_sectors.offer_sector(who, "photography", "", MONDAY, offered=False),
        lambda who: keep_series.change_prefix(who, "invoice", "RG", "", MONDAY),
    ]
    for who in (people.owner, people.advisor, people.accountant):
        for act in acts:
            with pytest.raises(Forbidden):
                act(who)
    assert not HistoryEntry.objects.filter(about__startswith="settings:").exists()


def test_a_changed_field_of_the_cooperative_stands_in_the_history(admin: Person) -> None:
    before = own_data()
    typed = {**before, "name": "Andere eG", "iban": "DE02 1203 0000 0000 2020 51"}
    changed = keep_settings.keep_own_data(admin, typed, shown(before), MONDAY)
    assert changed == {"name": "Andere eG", "iban": "DE02120300000000202051"}
    (entry,) = told("cooperative")
    assert entry.data["before"] == {"name": "Smart Beispiel eG", "iban": before["iban"]}
    assert (entry.actor, entry.actor_name) == ("admin", "Ines Admin")
    assert keep_settings.keep_own_data(admin, own_data(), shown(own_data()), MONDAY) == {}
    assert len(told("cooperative")) == 1


def test_two_administrators_never_write_over_each_other(admin: Person) -> None:
    seen = own_data()
    keep_settings.keep_own_data(admin, {**seen, "phone": "+49 30 1"}, shown(seen), MONDAY)
    with pytest.raises(Conflict):
        keep_settings.keep_own_data(admin, {**seen, "town": "Bonn"}, shown(seen), MONDAY)
    assert own_data()["town"] == "Berlin"


def test_a_wrong_field_keeps_everything_as_it_is(admin: Person) -> None:
    seen = own_data()
    typed = {**seen, "iban": "DE00", "town": "Bonn"}
    with pytest.raises(Invalid) as refused:
        keep_settings.keep_own_data(admin, typed, shown(seen), MONDAY)
    assert [fault.field for fault in refused.value.faults] == ["iban"]
    assert own_data() == seen


def test_the_command_line_stands_in_the_history_too() -> None:
    keep_settings.keep_own_data_from_file(COOPERATIVE, MONDAY)
    assert own_data() == COOPERATIVE
    assert [entry.actor for entry in told("cooperative")] == ["command line"]


def test_the_first_file_makes_the_row_and_says_what_is_missing() -> None:
    Cooperative.objects.all().delete()
    with pytest.raises(Invalid) as refused:
        keep_settings.keep_own_data_from_file({"name": "Kolibri eG", "iban": "DE00"}, MONDAY)
    assert {"iban", "street", "phone"} < {fault.field for fault in refused.value.faults}
    given = {name: text for name, text in COOPERATIVE.items() if name not in ("state", "country")}
    keep_settings.keep_own_data_from_file(given, MONDAY)
    assert own_data() == COOPERATIVE


def test_an_issued_invoice_keeps_the_name_it_was_issued_with(people: Cast, admin: Person) -> None:
    orders.active(people.owner, people.advisor, people.client)
    for day in (date(2027, 1, 11), date(2027, 1, 18)):
        run_night.run(night(day))
    issued = Invoice.objects.get()
    seen = own_data()
    keep_settings.keep_own_data(admin, {**seen, "name": "Andere eG"}, shown(seen), MONDAY)
    again = Invoice.objects.get()
    assert again.printed == issued.printed
    assert "Smart Beispiel eG" in str(again.printed)


def test_a_deadline_is_the_usual_one_again_without_a_row(admin: Person) -> None:
    keep = keep_settings.keep_deadlines
    assert keep(admin, {"offer_days": 10}, shown(deadlines()), MONDAY) == {"offer_days": 10}
    assert deadline("offer_days") == 10
    assert keep(admin, {"offer_days": 7}, shown(deadlines()), MONDAY) == {"offer_days": 7}
    assert not Deadline.objects.exists()
    assert [entry.data["after"] for entry in told("deadlines")] == [
        {"offer_days": 10},
        {"offer_days": 7},
    ]
    with pytest.raises(Invalid):
        keep(admin, {"offer_days": None}, shown(deadlines()), MONDAY)
    with pytest.raises(Conflict):
        keep(admin, {"offer_days": 9}, "old", MONDAY)


def test_the_night_drafts_as_many_days_ahead_as_the_house_has_set(
    people: Cast, admin: Person
) -> None:
    keep_settings.keep_deadlines(admin, {"draft_days": 3}, shown(deadlines()), MONDAY)
    orders.active(people.owner, people.advisor, people.client)
    run_night.run(night(date(2027, 1, 14)))
    assert Invoice.objects.get().status == "planned"
    run_night.run(night(date(2027, 1, 15)))
    assert Invoice.objects.get().status == "draft"


def test_a_rate_is_added_once_and_mended_before_it_begins(admin: Person) -> None:
    begins = TODAY + timedelta(days=30)
    rate = keep_rates.add_rate(admin, rates.FEE, begins, Decimal(10), MONDAY)
    assert keep_rates.add_rate(admin, rates.FEE, begins, Decimal(10), MONDAY) == rate
    with pytest.raises(Invalid):
        keep_rates.add_rate(admin, rates.FEE, begins, Decimal(11), MONDAY)
    mark = shown(keep_rates.row_of(rate))
    keep_rates.change_rate(admin, rate.pk, begins, Decimal("9.5"), shown=mark, now=MONDAY)
    rows = rates.book(rates.FEE)[rates.FEE]
    assert value_on(rows, rates.FEE, begins) == Decimal("9.5")
    assert value_on(rows, rates.FEE, begins - timedelta(days=1)) == 9
    with pytest.raises(Conflict):
        keep_rates.remove_rate(admin, rate.pk, mark, MONDAY)
    keep_rates.remove_rate(
        admin, rate.pk, shown(keep_rates.row_of(Rate.objects.get(pk=rate.pk))), MONDAY
    )
    keep_rates.remove_rate(admin, rate.pk, mark, MONDAY)
    assert [entry.event for entry in told("rates")] == ["add_rate", "change_rate", "remove_rate"]


def test_a_rate_that_has_begun_is_neither_changed_nor_removed(admin: Person) -> None:
    rate = Rate.objects.get(key=rates.FEE)
    mark = shown(keep_rates.row_of(rate))
    with pytest.raises(Conflict):
        keep_rates.change_rate(admin, rate.pk, TODAY, Decimal(1), shown=mark, now=MONDAY)
    with pytest.raises(Conflict):
        keep_rates.remove_rate(admin, rate.pk, mark, MONDAY)
    with pytest.raises(NotFound):
        keep_rates.add_rate(admin, "no_rate", TODAY, Decimal(1), MONDAY)


def test_a_sector_of_the_house_gets_a_key_that_stays(admin: Person) -> None:
    sector = keep_sectors.add_sector(admin, CATERING, MONDAY)
    assert keep_sectors.add_sector(admin, CATERING, MONDAY) == sector
    assert sector.key == "event-catering"
    renamed = {**CATERING, "english": "Food for events"}
    mark = shown(keep_sectors.row_of(sector))
    assert keep_sectors.change_sector(admin, sector.key, renamed, mark, MONDAY)
    assert sectors()["event-catering"].english == "Food for events"
    with pytest.raises(Invalid) as refused:
        keep_sectors.add_sector(admin, {**CATERING, "german": "Anderes"}, MONDAY)
    assert [fault.field for fault in refused.value.faults] == ["english"]
    assert [entry.event for entry in told("sectors")] == ["add_sector", "change_sector"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"german": " "}, "german"),
        ({"german": "Fotografie"}, "german"),
        ({"english": "photography"}, "english"),
        ({"english": "…"}, "english"),
        ({"mark": "sometimes"}, "mark"),
        ({"treatment": "outside"}, "treatment"),
        ({"english": "x" * 81}, "english"),
    ],
)
def test_a_wrong_sector_is_refused(admin: Person, changes: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        keep_sectors.add_sector(admin, {**CATERING, **changes}, MONDAY)
    assert {fault.field for fault in refused.value.faults} == {field}


def test_a_sector_off_the_list_stays_on_its_orders_and_is_chosen_for_no_new_one(
    people: Cast, admin: Person
) -> None:
    order = orders.submitted(people.owner, people.client)
    sector = sectors()[order.sector]
    mark = shown(keep_sectors.row_of(sector))
    assert keep_sectors.offer_sector(admin, sector.key, mark, MONDAY, offered=False)
    assert not keep_sectors.offer_sector(admin, sector.key, mark, MONDAY, offered=False)
    assert sectors()[order.sector] == replace(sector, offered=False)
    orders.approve(people.advisor, order)
    assert Order.objects.get(pk=order.pk).status == "client_confirmation"
    with pytest.raises(Invalid) as refused:
        orders.submitted(people.owner, people.client)
    assert [fault.field for fault in refused.value.faults] == ["sector"]


def test_a_ground_is_said_in_own_words_and_in_the_usual_ones_again(admin: Person) -> None:
    usual = ground_texts("licence")
    own = {"text_de": "Dafür fehlt uns die Erlaubnis.", "text_en": "We lack the licence for that."}
    assert keep_settings.keep_ground_text(admin, "licence", own, shown(usual), MONDAY)
    assert ground_text("licence", "de") == own["text_de"]
    with pytest.raises(Conflict):
        keep_settings.back_to_usual_ground(admin, "licence", shown(usual), MONDAY)
    assert keep_settings.back_to_usual_ground(admin, "licence", shown(own), MONDAY)
    assert ground_texts("licence") == usual
    assert [entry.event for entry in told("grounds")] == ["change_ground", "usual_ground"]
    keep_settings.keep_ground_text(admin, "licence", own, shown(usual), MONDAY)
    keep_settings.keep_ground_text(admin, "licence", usual, shown(own), MONDAY)
    assert not GroundText.objects.exists()


def test_a_ground_needs_both_languages_and_a_bounded_text(admin: Person) -> None:
    mark = shown(ground_texts("licence"))
    wrong = {"text_de": " ", "text_en": "x" * 2001}
    with pytest.raises(Invalid) as refused:
        keep_settings.keep_ground_text(admin, "licence", wrong, mark, MONDAY)
    assert [fault.field for fault in refused.value.faults] == ["text_de", "text_en"]
    with pytest.raises(NotFound):
        keep_settings.keep_ground_text(admin, "none", wrong, mark, MONDAY)


def prefix(admin: Person, series: str, letters: str, year: int, before: str) -> bool:
    mark = shown({"year": year, "prefix": before})
    return keep_series.change_prefix(admin, series, letters, mark, MONDAY)


def test_other_letters_count_at_once_while_no_number_is_drawn(admin: Person) -> None:
    assert prefix(admin, "invoice", "rg", 2027, "RE")
    assert draw("deposit", TODAY) == "RG-2027-000001"
    assert draw("cancellation", TODAY) == "ST-2027-000001"
    assert told("numbers")[0].data["after"] == {"year": 2027, "prefix": "RG"}


def test_after_the_first_number_other_letters_wait_for_the_next_year(admin: Person) -> None:
    assert draw("invoice", TODAY) == "RE-2027-000001"
    with pytest.raises(Conflict):
        prefix(admin, "invoice", "RG", 2027, "RE")
    assert prefix(admin, "invoice", "RG", 2028, "RE")
    assert draw("final", TODAY) == "RE-2027-000002"
    assert not prefix(admin, "invoice", "RG", 2028, "RG")
    assert prefix(admin, "invoice", "RX", 2028, "RG")
    assert SeriesPrefix.objects.count() == 1
    assert draw("invoice", date(2028, 1, 3)) == "RX-2028-000001"


@pytest.mark.parametrize("letters", ["", "ST", "R-E", "ABCDEFG", "2RE", "ÄB"])
def test_letters_that_are_none_or_the_other_kind_s_are_refused(admin: Person, letters: str) -> None:
    with pytest.raises(Invalid):
        prefix(admin, "invoice", letters, 2027, "RE")


def test_letters_that_the_invoices_once_had_are_never_those_of_cancellations(
    admin: Person,
) -> None:
    prefix(admin, "invoice", "RG", 2027, "RE")
    for letters in ("RE", "RG"):
        with pytest.raises(Invalid):
            prefix(admin, "cancellation", letters, 2027, "ST")
    with pytest.raises(NotFound):
        prefix(admin, "quotes", "AN", 2027, "")
