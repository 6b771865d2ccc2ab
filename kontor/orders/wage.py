"""The hourly wage of an order against the minimum wage (spec § 7, R64), every step shown."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from math import ceil

from kontor.foundation.money import CENT, HUNDRED, to_cents
from kontor.foundation.sentence import S, Sentence
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
    `hours_too_many`: what would lift the wage to the minimum, either one.
    """

    verdict: WageVerdict
    hours: Decimal | None
    hourly: Decimal | None
    minimum: Decimal | None
    steps: tuple[Step, ...]
    hours_differ: bool
    missing_fees: Decimal | None
    hours_too_many: int | None
    sentence: Sentence


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
        sentence=_sentence(hourly, minimum, below=below),
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
        sentence=S("The hourly wage shows once fees and working time are filled in."),
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


def _sentence(hourly: Decimal, minimum: Decimal | None, *, below: bool) -> Sentence:
    wage = Money(hourly)
    if minimum is None:
        return S("Hourly wage {wage}. No minimum wage is known for these days.", wage=wage)
    if below:
        return S(
            "Hourly wage {wage}: below the minimum wage of {minimum}. "
            "The team will not be able to approve it like this.",
            wage=wage,
            minimum=Money(minimum),
        )
    return S("Hourly wage {wage}. The minimum is {minimum}.", wage=wage, minimum=Money(minimum))
