"""Line nets, VAT groups and totals of an order; half up to the cent, VAT once per group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kontor.foundation.sentence import Sentence
from kontor.orders.draft import Line, Treatment


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


@dataclass(frozen=True)
class VatGroup:
    """All lines of one treatment: `vat` is `basis` × `rate` %, half up, computed once."""

    treatment: Treatment
    rate: Decimal
    basis: Decimal
    vat: Decimal


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
    raise NotImplementedError


def totals(lines: Sequence[Line], vat: VatTerms) -> Totals:
    """Sums of what is filled in; lines whose VAT is undecided carry none yet."""
    raise NotImplementedError
