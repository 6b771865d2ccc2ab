"""Membership of the EU is a matter of dates; some places have VAT rules of their own."""

from datetime import date

import pytest

from kontor.clients.eu import in_eu, special_territory
from kontor.foundation.countries import COUNTRIES
from tests.builders.drafts import TODAY


def test_the_union_has_27_members_today() -> None:
    overseas = {"AX", "GF", "GP", "MF", "MQ", "RE", "YT"}
    assert len({code for code in COUNTRIES if in_eu(code, TODAY)} - overseas) == 27


def test_members_come_and_go() -> None:
    assert in_eu("GB", date(2020, 1, 31))
    assert not in_eu("GB", date(2020, 2, 1))
    assert in_eu("HR", date(2013, 7, 1))
    assert not in_eu("HR", date(2013, 6, 30))


@pytest.mark.parametrize("outside", ["CH", "NO", "US", "MC", "GB", "XX", ""])
def test_others_are_outside(outside: str) -> None:
    assert not in_eu(outside, TODAY)


@pytest.mark.parametrize(
    ("country", "postcode", "name"),
    [
        ("ES", "35001", "the Canary Islands"),
        ("ES", "38 001", "the Canary Islands"),
        ("ES", "51001", "Ceuta"),
        ("ES", "52001", "Melilla"),
        ("FI", "22100", "Åland"),
        ("AX", "", "Åland"),
        ("DE", "78266", "Büsingen"),
        ("DE", "D-27498", "Helgoland"),
        ("IT", "23041", "Livigno"),
        ("MC", "98000", "Monaco"),
        ("MF", "97150", "the French overseas territories"),
        ("FR", "97110", "the French overseas territories"),
        ("FR", "98800", "the French overseas territories"),
        ("FR", "98000", "Monaco"),
    ],
)
def test_places_with_rules_of_their_own_are_known(country: str, postcode: str, name: str) -> None:
    found = special_territory(country, postcode)
    assert found
    assert found.english() == name


@pytest.mark.parametrize(
    ("country", "postcode"), [("DE", "10115"), ("ES", "28001"), ("GB", "BT1 1AA"), ("DE", "")]
)
def test_ordinary_places_are_not_special(country: str, postcode: str) -> None:
    assert special_territory(country, postcode) is None
