"""Settings are read once, and never older than the last change."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.actions import keep_house
from kontor.cooperative import rates
from kontor.cooperative.models import Rate
from kontor.cooperative.own_data import cooperative, read_once
from kontor.orders.review_models import SectorEntry
from kontor.orders.sector_list import sectors
from tests.builders import house

pytestmark = pytest.mark.django_db
DAY = date(2031, 1, 1)


@pytest.fixture(autouse=True)
def the_house() -> None:
    house.cooperative()


def test_in_one_request_the_settings_are_asked_for_once() -> None:
    sectors()
    with read_once(), CaptureQueriesContext(connection) as asked:
        for _ in range(3):
            sectors()
            cooperative()
            rates.book(rates.FEE)
    assert len(asked) <= 2


def test_a_change_is_seen_at_once_whoever_wrote_it() -> None:
    assert rates.book(rates.FEE)[rates.FEE][-1][1] == Decimal(9)
    Rate.objects.create(key=rates.FEE, valid_from=DAY, value=Decimal(11))
    assert rates.book(rates.FEE)[rates.FEE][-1] == (DAY, Decimal(11))
    Rate.objects.filter(valid_from=DAY).delete()
    assert rates.book(rates.FEE)[rates.FEE][-1][1] == Decimal(9)


def test_an_act_sees_its_own_change_within_the_request() -> None:
    with read_once():
        before = rates.book(rates.FEE)[rates.FEE]
        keep_house.keep_rate(rates.FEE, DAY, Decimal(10))
        assert rates.book(rates.FEE)[rates.FEE] == (*before, (DAY, Decimal(10)))


def test_a_house_adds_a_sector_and_takes_one_off_the_list() -> None:
    SectorEntry.objects.create(
        key="beekeeping", german="Imkerei", english="Beekeeping", mark="fine", treatment="standard"
    )
    SectorEntry.objects.create(
        key="illustration",
        german="Illustration",
        english="Illustration",
        mark="fine",
        treatment="standard",
        offered=False,
    )
    assert sectors()["beekeeping"].name("en") == "Beekeeping"
    assert not sectors()["illustration"].offered
