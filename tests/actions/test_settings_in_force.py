"""What is set counts wherever it is asked for, and at every hour."""

from datetime import date, datetime

import pytest

from kontor.actions import keep_series, keep_settings, submit_order
from kontor.cooperative.deadlines import deadlines
from kontor.cooperative.shown import shown
from kontor.foundation.refusal import Conflict, Invalid
from kontor.foundation.written import BERLIN
from kontor.invoicing.numbering import draw
from kontor.orders.draft import First
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import cast

pytestmark = pytest.mark.django_db

NEW_YEARS_DAY = date(2027, 1, 1)


@pytest.fixture
def admin() -> Person:
    house.cooperative()
    return house.person("Ines Admin", Role.ADMIN)


def test_letters_sent_before_midnight_do_not_change_a_year_that_has_begun(admin: Person) -> None:
    before_midnight = datetime(2026, 12, 31, 23, 59, 59, tzinfo=BERLIN)
    draw("invoice", before_midnight.date())
    mark = shown(keep_series.row_of("invoice", 2027))
    assert draw("invoice", NEW_YEARS_DAY) == "RE-2027-000001"
    with pytest.raises(Conflict):
        keep_series.change_prefix(admin, "invoice", "RG", mark, before_midnight)
    assert draw("invoice", NEW_YEARS_DAY) == "RE-2027-000002"


def test_no_new_deadline_of_an_offer_is_later_than_the_house_allows(admin: Person) -> None:
    people = cast()
    order = orders.submitted(people.owner, people.client, to=First.CLIENT)
    keep_settings.keep_deadlines(admin, {"offer_most_months": 1}, shown(deadlines()), MONDAY)
    with pytest.raises(Invalid) as late:
        submit_order.set_valid_until(people.owner, order.pk, date(2027, 2, 5), MONDAY)
    assert "4 February 2027 or earlier" in str(late.value.faults[0].sentence)
    submit_order.set_valid_until(people.owner, order.pk, date(2027, 2, 4), MONDAY)
