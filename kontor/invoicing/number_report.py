"""A number series, counted: which numbers there are, and whether any is missing. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Counted:
    """The numbers of a series that stand on invoices: how many, from which to which, their days."""

    count: int
    first: int
    last: int
    first_on: date
    last_on: date


@dataclass(frozen=True)
class Step:
    """A number, the one before it in the series (0: none), and whether its day is earlier."""

    number: int
    before: int
    earlier: bool


@dataclass(frozen=True)
class SeriesReport:
    """One series in a year, `key` like RE-2027.

    `drawn` is the last number by the series' own count; `counted` is None where no invoice bears
    one. `missing` are runs of numbers between 1 and the last, `doubled` numbers that stand twice,
    `out_of_order` those that bear an earlier day than the number before.
    """

    key: str
    drawn: int
    counted: Counted | None
    missing: tuple[tuple[int, int], ...] = ()
    doubled: tuple[int, ...] = ()
    out_of_order: tuple[int, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the numbers are 1 to the last one drawn, each once."""
        last = self.counted.last if self.counted else 0
        return not self.missing and not self.doubled and last == self.drawn

    @property
    def in_order(self) -> bool:
        """Whether nothing is to be said about the series."""
        return self.complete and not self.out_of_order

    def named(self, number: int) -> str:
        """The number as it stands on invoices."""
        return f"{self.key}-{number:06d}"

    @property
    def first(self) -> str:
        """The first number, or nothing."""
        return self.named(self.counted.first) if self.counted else ""

    @property
    def last(self) -> str:
        """The last number, or nothing."""
        return self.named(self.counted.last) if self.counted else ""

    @property
    def missing_named(self) -> tuple[str, ...]:
        """The missing numbers; a run of several as `RE-2027-000003 – RE-2027-000005`."""
        return tuple(
            self.named(one) if one == two else f"{self.named(one)} – {self.named(two)}"
            for one, two in self.missing
        )

    @property
    def doubled_named(self) -> tuple[str, ...]:
        """The numbers that stand twice."""
        return tuple(self.named(number) for number in self.doubled)

    @property
    def out_of_order_named(self) -> tuple[str, ...]:
        """The numbers that bear an earlier day than the one before them."""
        return tuple(self.named(number) for number in self.out_of_order)


def report_of(
    key: str, drawn: int, counted: Counted | None, steps: Iterable[Step] = ()
) -> SeriesReport:
    """The report on a series.

    `steps` in the order of the numbers; those to the next number on no earlier day may be left out.
    """
    told = tuple(steps)
    return SeriesReport(
        key=key,
        drawn=drawn,
        counted=counted,
        missing=tuple(_missing(told, counted.last if counted else 0, drawn)),
        doubled=tuple(step.number for step in told if step.number == step.before),
        out_of_order=tuple(step.number for step in told if step.earlier),
    )


def _missing(steps: Iterable[Step], last: int, drawn: int) -> Iterator[tuple[int, int]]:
    for step in steps:
        if step.number > step.before + 1:
            yield step.before + 1, step.number - 1
    if drawn > last:
        yield last + 1, drawn
