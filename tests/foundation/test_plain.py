"""Frozen values survive the way through JSON."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kontor.foundation.plain import from_plain, to_plain
from kontor.orders.draft import Unit


@dataclass(frozen=True)
class Inner:
    unit: Unit
    day: date | None


@dataclass(frozen=True)
class Outer:
    amount: Decimal
    count: int
    on: bool
    inner: tuple[Inner, ...]


def test_a_value_comes_back_equal() -> None:
    value = Outer(
        Decimal("5.00"),
        3,
        on=True,
        inner=(Inner(Unit.DAY, None), Inner(Unit.FLAT, date(2027, 1, 4))),
    )
    plain = json.loads(json.dumps(to_plain(value)))
    assert plain["amount"] == "5.00"
    assert from_plain(Outer, plain) == value


@dataclass(frozen=True)
class Later:
    unit: Unit
    day: date | None = None
    inner: tuple[Inner, ...] = ()


def test_what_was_stored_before_a_field_existed_can_be_read() -> None:
    assert from_plain(Later, {"unit": "day"}) == Later(Unit.DAY)
    with pytest.raises(TypeError, match="unit"):
        from_plain(Later, {"day": None})


def test_missing_and_unknown_fields_are_refused() -> None:
    with pytest.raises(TypeError, match="day"):
        from_plain(Inner, {"unit": "day"})
    with pytest.raises(TypeError, match="extra"):
        from_plain(Inner, {"unit": "day", "day": None, "extra": 1})


@dataclass(frozen=True)
class Happened:
    at: datetime
    day: date


def test_a_moment_keeps_its_zone() -> None:
    value = Happened(datetime(2027, 1, 5, 9, 30, tzinfo=UTC), date(2027, 1, 5))
    assert from_plain(Happened, json.loads(json.dumps(to_plain(value)))) == value
