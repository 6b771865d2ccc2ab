"""The gap report of one series."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kontor.invoicing.number_report import Counted, SeriesReport, Step, report_of

DAY = date(2027, 3, 1)


def of(numbers: list[int], drawn: int) -> SeriesReport:
    """The report on these numbers, all of one day."""
    counted = Counted(len(numbers), numbers[0], numbers[-1], DAY, DAY) if numbers else None
    pairs = zip([0, *numbers], numbers, strict=False)
    return report_of(
        "RE-2027", drawn, counted, [Step(n, before, earlier=False) for before, n in pairs]
    )


def test_from_one_to_the_last_is_in_order() -> None:
    report = of([1, 2, 3], drawn=3)
    assert (report.first, report.last) == ("RE-2027-000001", "RE-2027-000003")
    assert report.complete
    assert report.in_order


def test_gaps_are_named_as_runs_at_the_beginning_between_and_at_the_end() -> None:
    report = of([2, 3, 6], drawn=7)
    assert report.missing_named == (
        "RE-2027-000001",
        "RE-2027-000004 – RE-2027-000005",
        "RE-2027-000007",
    )
    assert not report.complete


def test_a_series_whose_numbers_stand_on_no_invoice() -> None:
    report = of([], drawn=2)
    assert (report.first, report.last) == ("", "")
    assert report.missing_named == ("RE-2027-000001 – RE-2027-000002",)


def test_a_number_that_was_not_drawn_is_not_complete() -> None:
    assert not of([1, 2], drawn=1).complete


def test_an_earlier_day_is_said_though_no_number_is_missing() -> None:
    counted = Counted(2, 1, 2, DAY, DAY)
    report = report_of("RE-2027", 2, counted, [Step(2, 1, earlier=True)])
    assert report.complete
    assert not report.in_order
    assert report.out_of_order_named == ("RE-2027-000002",)


@given(st.sets(st.integers(1, 60), max_size=40), st.integers(0, 60))
def test_missing_is_what_is_not_there(numbers: set[int], drawn: int) -> None:
    report = of(sorted(numbers), drawn)
    missing = {n for first, last in report.missing for n in range(first, last + 1)}
    assert missing == set(range(1, max([drawn, *numbers]) + 1)) - numbers
