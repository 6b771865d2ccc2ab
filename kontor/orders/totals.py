"""Line nets, VAT groups and totals of an order; half up to the cent, VAT once per group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kontor.foundation.money import ZERO, to_cents, vat_of
from kontor.foundation.sentence import Sentence
from kontor.orders.draft import Line, LineKind, Treatment


@dataclass(frozen=True)
class VatTerms:
    """How VAT falls on an order's lines; made by `invoicing.vat.terms_for` and handed in.

    `default`: the treatment of a line that names none; None where the team decides, and then
    `undecided` says so. `rates`: percent per treatment that can be billed. `refused`: treatments
    that cannot be chosen yet, each with the reason.
    """

    default: Treatment | None
    rates: Mapping[Treatment, Decimal]
    refused: Mapping[Treatment, Sentence]
    undecided: Sentence | None = None

    def treatment_of(self, line: Line) -> Treatment | None:
        """The line's own treatment, or the default."""
        return line.vat or self.default


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


def totals(lines: Sequence[Line], vat: VatTerms) -> Totals:
    """Sums of what is filled in; lines whose VAT is undecided or refused carry none yet."""
    bases: dict[Treatment, Decimal] = {}
    for line in lines:
        treatment, net = vat.treatment_of(line), line_net(line)
        if net is not None and treatment is not None and treatment in vat.rates:
            bases[treatment] = bases.get(treatment, ZERO) + net
    groups = tuple(
        group_of(treatment, vat.rates[treatment], basis) for treatment, basis in bases.items()
    )
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
