"""Line nets, VAT groups and totals of an order; half up to the cent, VAT once per group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from kontor.cooperative.rate_rules import VAT_REDUCED, VAT_STANDARD, Rows, value_on
from kontor.foundation.money import ZERO, to_cents, vat_of
from kontor.foundation.sentence import Sentence
from kontor.orders.draft import Line, LineKind, Treatment


@dataclass(frozen=True)
class VatRates:
    """The German rates in percent, each with its first days, the oldest first (§ 12 UStG)."""

    standard: Rows
    reduced: Rows

    def of(self, treatment: Treatment, day: date) -> Decimal:
        """The rate for a service done on `day`; 0 where no German VAT is charged.

        Raises MissingRate.
        """
        match treatment:
            case Treatment.STANDARD:
                return value_on(self.standard, VAT_STANDARD, day)
            case Treatment.REDUCED:
                return value_on(self.reduced, VAT_REDUCED, day)
        return Decimal(0)


@dataclass(frozen=True)
class VatTerms:
    """How VAT falls on an order's lines; made by `invoicing.vat.terms_for` and handed in.

    `default`: the treatment of a line that names none, where the `team_decides` until then German
    VAT. `why`: the rule in words. `day`: whose rates count, the last service day. `refused`:
    treatments that cannot be chosen, each with the reason. `proposals`: those that the team looks
    at wherever they are used, with their condition.
    """

    default: Treatment
    why: Sentence
    rates: VatRates
    day: date
    team_decides: bool = False
    refused: Mapping[Treatment, Sentence] = field(default_factory=dict)
    proposals: Mapping[Treatment, Sentence] = field(default_factory=dict)

    def treatment_of(self, line: Line) -> Treatment:
        """The line's own treatment, or the default."""
        return line.vat or self.default

    def rate_of(self, treatment: Treatment) -> Decimal:
        """In percent, on the day that counts for the whole order."""
        return self.rates.of(treatment, self.day)


@dataclass(frozen=True)
class VatGroup:
    """All lines of one treatment: `vat` is `basis` × `rate` %, half up, computed once."""

    treatment: Treatment
    rate: Decimal
    basis: Decimal
    vat: Decimal


@dataclass(frozen=True)
class Amounts:
    """What one or several invoices ask for; the groups sum to net and VAT."""

    groups: tuple[VatGroup, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True)
class Totals:
    """`line_nets` in the order of the lines; None where quantity or price is missing."""

    line_nets: tuple[Decimal | None, ...]
    groups: tuple[VatGroup, ...]
    fees: Decimal
    expenses: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal


def line_net(line: Line) -> Decimal | None:
    """Quantity × unit price, half up to the cent; None while one of them is missing."""
    if line.quantity is None or line.unit_price is None:
        return None
    return to_cents(line.quantity * line.unit_price)


def fees_of(lines: Sequence[Line], kind: LineKind = LineKind.FEE) -> Decimal:
    """The net of all lines of a kind, as far as they are filled in."""
    return sum((line_net(line) or ZERO for line in lines if line.kind is kind), ZERO)


def group_of(treatment: Treatment, rate: Decimal, basis: Decimal) -> VatGroup:
    """The group with its VAT, computed once."""
    return VatGroup(treatment, rate, basis, vat_of(basis, rate))


def amounts_of(groups: Iterable[VatGroup]) -> Amounts:
    """The groups with their sums; groups of one treatment and rate become one."""
    merged: dict[tuple[Treatment, Decimal], VatGroup] = {}
    for group in groups:
        key = (group.treatment, group.rate)
        before = merged.get(key, replace(group, basis=ZERO, vat=ZERO))
        merged[key] = replace(group, basis=before.basis + group.basis, vat=before.vat + group.vat)
    net = sum((group.basis for group in merged.values()), ZERO)
    vat = sum((group.vat for group in merged.values()), ZERO)
    return Amounts(tuple(merged.values()), net, vat, net + vat)


def at_rates_of(groups: Iterable[VatGroup], rates: VatRates, day: date) -> Amounts:
    """The groups with the rates that the law has for a service done on `day`."""
    return amounts_of(
        group_of(group.treatment, rates.of(group.treatment, day), group.basis) for group in groups
    )


def totals(lines: Sequence[Line], vat: VatTerms | None) -> Totals:
    """Sums of what is filled in; lines carry no VAT where it is refused, or no client is chosen."""
    groups = _groups(lines, vat) if vat else ()
    fees, expenses = fees_of(lines), fees_of(lines, LineKind.EXPENSE)
    tax = sum((group.vat for group in groups), ZERO)
    return Totals(
        line_nets=tuple(line_net(line) for line in lines),
        groups=groups,
        fees=fees,
        expenses=expenses,
        net=fees + expenses,
        vat=tax,
        gross=fees + expenses + tax,
    )


def _groups(lines: Sequence[Line], vat: VatTerms) -> tuple[VatGroup, ...]:
    bases: dict[Treatment, Decimal] = {}
    for line in lines:
        treatment, net = vat.treatment_of(line), line_net(line)
        if net is not None and treatment not in vat.refused:
            bases[treatment] = bases.get(treatment, ZERO) + net
    return tuple(
        group_of(treatment, vat.rate_of(treatment), basis) for treatment, basis in bases.items()
    )
