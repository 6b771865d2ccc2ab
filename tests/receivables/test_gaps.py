"""A statement that is missing between two others is asked for; what overlaps or goes on is not."""

from datetime import date
from decimal import Decimal

from kontor.formats.statement import Statement
from kontor.receivables.gaps import Told, gaps


def statement(first: int, last: int, opening: str | None, closing: str | None) -> Statement:
    return Statement(
        iban="DE89370400440532013000",
        currency="EUR",
        number="",
        from_day=date(2027, 2, first),
        to_day=date(2027, 2, last),
        opening=None if opening is None else Decimal(opening),
        closing=None if closing is None else Decimal(closing),
        entries=(),
    )


def told(first: int, last: int, closing: str) -> Told:
    return Told(date(2027, 2, first), date(2027, 2, last), Decimal(closing))


def missing(*statements: Statement, known: tuple[Told, ...] = ()) -> list[str]:
    return [said.english() for said in gaps(statements, known)]


def test_a_balance_that_has_changed_in_between_is_said() -> None:
    (said,) = missing(statement(8, 10, "350", "400"), known=(told(1, 5, "300"),))
    assert said == (
        "Of DE89370400440532013000 a statement between 5 February 2027 and 8 February 2027 seems"
        " to be missing: the balance has changed by €50.00 in between. Hand it in as well."
    )
    assert missing(statement(8, 8, "350", "350"), known=(told(1, 5, "300"),))


def test_also_between_two_of_one_file() -> None:
    assert len(missing(statement(1, 1, "0", "10"), statement(3, 3, "20", "30"))) == 1


def test_days_without_bookings_are_no_gap() -> None:
    assert missing(statement(8, 10, "300", "400"), known=(told(1, 5, "300"),)) == []


def test_overlapping_statements_and_halves_of_a_day_are_none() -> None:
    known = (told(1, 5, "300"),)
    assert missing(statement(4, 8, "120", "400"), known=known) == []
    halves = (statement(6, 6, "300", "310"), statement(6, 6, "310", "320"))
    assert missing(*halves, known=known) == []


def test_the_first_statement_and_one_without_balances_lack_nothing() -> None:
    assert missing(statement(8, 10, "300", "400")) == []
    assert missing(statement(8, 10, None, None), known=(told(1, 5, "300"),)) == []


def test_an_older_statement_that_is_handed_in_later_fills_the_gap() -> None:
    known = (told(1, 3, "100"), told(8, 10, "400"))
    assert missing(statement(4, 7, "100", "350"), known=known) == []
