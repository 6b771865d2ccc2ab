"""The hourly wage of an order against the minimum wage (spec § 7, R64), every step shown."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from math import ceil

from kontor.foundation.money import CENT, HUNDRED, to_cents
from kontor.foundation.sentence import S, Sentence, one_after_another
from kontor.foundation.written import Money
from kontor.orders.draft import Draft, LineKind, Unit
from kontor.orders.totals import fees_of


@dataclass(frozen=True)
class WageTerms:
    """The cooperative's settings: percents, dated minimum wages, hours that a day counts."""

    fee_percent: Decimal
    employer_share_percent: Decimal
    minimum_wages: tuple[tuple[date, Decimal], ...]
    hours_per_day: Decimal = Decimal(8)


class WageVerdict(StrEnum):
    """`open` while fees or hours are missing."""

    OK = "ok"
    BELOW = "below"
    OPEN = "open"


@dataclass(frozen=True)
class Step:
    """One line of the calculation: what is done, and the result in euros."""

    label: Sentence
    result: Decimal


@dataclass(frozen=True)
class Wage:
    """`hourly` to the cent, None while open; `minimum` None where no rate is known.

    `hours_differ`: the field and the lines disagree, and the field counted. `missing_fees`,
    `hours_too_many`: what would lift the wage to the minimum, either one. `rises_on`: the day
    within the service from which on the minimum counts. Member and team read the same `sentence`
    and `steps`.
    """

    verdict: WageVerdict
    hours: Decimal | None
    hourly: Decimal | None
    minimum: Decimal | None
    steps: tuple[Step, ...]
    hours_differ: bool
    missing_fees: Decimal | None
    hours_too_many: int | None
    rises_on: date | None = None

    @property
    def sentence(self) -> Sentence:
        """The verdict in words, and what would lift the wage to the minimum."""
        if self.hourly is None:
            return S("The hourly wage shows once fees and working time are filled in.")
        said = [_verdict(self.hourly, self.minimum, self.rises_on)]
        if self.missing_fees and self.hours_too_many:
            said.append(_needed(self.missing_fees, self.hours_too_many))
        if self.hours_differ:
            said.append(
                S("Working time and the hours in the lines differ; the working time counts.")
            )
        return one_after_another(*said)


def wage_of(draft: Draft, terms: WageTerms) -> Wage:
    """The verdict on a draft as it stands.

    (net fees − the cooperative's fee) ÷ (1 + employer's share) ÷ hours. The field counts as hours
    if filled, else the lines; of a recurrent payment both are those of one invoice, and without an
    end every minimum wage known ahead counts. Judged unrounded; a wage just below the minimum is
    never shown as the minimum.
    """
    fees = fees_of(draft.lines)
    from_lines = hours_in_lines(draft, terms)
    hours = draft.hours if draft.hours is not None else from_lines
    last = date.max if draft.payment.open_ended else draft.service_to
    minimum = minimum_wage(draft.service_from, last, terms)
    if not hours or not fees:
        return _open(hours, minimum)
    after_fee = fees * (1 - terms.fee_percent / HUNDRED)
    wages = after_fee / _share_factor(terms)
    exact = wages / hours
    below = minimum is not None and exact < minimum
    hourly = to_cents(exact)
    if below and hourly == minimum:
        hourly -= CENT
    return Wage(
        verdict=WageVerdict.BELOW if below else WageVerdict.OK,
        hours=hours,
        hourly=hourly,
        minimum=minimum,
        steps=_steps(
            fees=fees, after_fee=after_fee, wages=wages, hours=hours, hourly=hourly, terms=terms
        ),
        hours_differ=bool(draft.hours and from_lines and draft.hours != from_lines),
        missing_fees=_missing_fees(fees, hours, minimum, terms) if below and minimum else None,
        hours_too_many=ceil(hours - wages / minimum) if below and minimum else None,
        rises_on=_rises_on(draft.service_from, last, minimum, terms),
    )


def hours_in_lines(draft: Draft, terms: WageTerms) -> Decimal:
    """The hours of the fee lines in hours and days; 0 where there are none."""
    per_unit = {Unit.HOUR: Decimal(1), Unit.DAY: terms.hours_per_day}
    return sum(
        (
            (line.quantity or Decimal(0)) * per_unit[line.unit]
            for line in draft.lines
            if line.kind is LineKind.FEE and line.unit in per_unit
        ),
        Decimal(0),
    )


def minimum_wage(first: date | None, last: date | None, terms: WageTerms) -> Decimal | None:
    """The highest minimum wage valid on a day of the service; None without days or rate."""
    first, last = first or last, last or first
    if first is None or last is None:
        return None
    begun = sorted((start, amount) for start, amount in terms.minimum_wages if start <= last)
    before = [amount for start, amount in begun if start <= first][-1:]
    during = [amount for start, amount in begun if start > first]
    return max(before + during, default=None)


def _rises_on(
    first: date | None, last: date | None, minimum: Decimal | None, terms: WageTerms
) -> date | None:
    """The day within the service on which the minimum wage that counts begins; None before it."""
    if minimum is None or first is None or last is None:
        return None
    begins = (start for start, amount in terms.minimum_wages if amount == minimum)
    return next((start for start in sorted(begins) if first < start <= last), None)


def _open(hours: Decimal | None, minimum: Decimal | None) -> Wage:
    return Wage(
        verdict=WageVerdict.OPEN,
        hours=hours or None,
        hourly=None,
        minimum=minimum,
        steps=(),
        hours_differ=False,
        missing_fees=None,
        hours_too_many=None,
    )


def _share_factor(terms: WageTerms) -> Decimal:
    return 1 + terms.employer_share_percent / HUNDRED


def _steps(  # noqa: PLR0913 the numbers of the calculation
    *,
    fees: Decimal,
    after_fee: Decimal,
    wages: Decimal,
    hours: Decimal,
    hourly: Decimal,
    terms: WageTerms,
) -> tuple[Step, ...]:
    fee, factor = terms.fee_percent, _share_factor(terms)
    return (
        Step(S("Net fees, without expenses"), fees),
        Step(S("less the cooperative’s fee, {percent} %", percent=fee), to_cents(after_fee)),
        Step(S("÷ {factor} for the employer’s share", factor=factor), to_cents(wages)),
        Step(S("÷ {hours} hours", hours=hours), hourly),
    )


def _missing_fees(fees: Decimal, hours: Decimal, minimum: Decimal, terms: WageTerms) -> Decimal:
    needed = minimum * hours * _share_factor(terms) / (1 - terms.fee_percent / HUNDRED)
    return (needed - fees).quantize(CENT, ROUND_CEILING)


def _verdict(hourly: Decimal, minimum: Decimal | None, rises_on: date | None) -> Sentence:
    wage = Money(hourly)
    if minimum is None:
        return S("{wage} per hour; no minimum wage is known for these days.", wage=wage)
    if rises_on:
        return S(
            "{wage} per hour; the minimum wage rises to {minimum} on {day}, within the service "
            "period, and the higher one counts.",
            wage=wage,
            minimum=Money(minimum),
            day=rises_on,
        )
    return S(
        "{wage} per hour; the minimum wage on these days is {minimum}.",
        wage=wage,
        minimum=Money(minimum),
    )


def _needed(fees: Decimal, hours: int) -> Sentence:
    return S.plural(
        "Needed: {fees} more in fees, or {n} hour less of work.",
        "Needed: {fees} more in fees, or {n} hours less of work.",
        hours,
        fees=Money(fees),
    )
