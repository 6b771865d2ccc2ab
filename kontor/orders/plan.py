"""The payment plan: the invoices that will be issued for a draft as it stands (R39–R44, § 9)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import islice, pairwise, takewhile
from typing import Protocol

from kontor.foundation.days import EARLIEST
from kontor.foundation.money import ZERO
from kontor.orders.draft import Draft, Mode, Payment, Recurrence, Share
from kontor.orders.limits import LONGEST_TERM, MOST_INVOICES
from kontor.orders.recurrence import billing_dates, period, planned_until
from kontor.orders.shares import net_of, part_nets, spread
from kontor.orders.totals import Amounts, Totals, VatGroup, VatRates, amounts_of, at_rates_of


class InvoiceKind(StrEnum):
    """What an invoice is for; cancellation invoices are never planned."""

    INVOICE = "invoice"
    DEPOSIT = "deposit"
    FINAL = "final"
    CANCELLATION = "cancellation"


@dataclass(frozen=True)
class PlannedInvoice:
    """One row of the plan. `position` counts from 1; `due_on` is `billing_date` + the term.

    Net, VAT and gross of a final invoice are the rest that it asks for.
    """

    position: int
    kind: InvoiceKind
    billing_date: date
    due_on: date
    service_from: date | None
    service_to: date | None
    groups: tuple[VatGroup, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal


class Asking(Protocol):
    """An invoice that asks for an amount."""

    @property
    def groups(self) -> tuple[VatGroup, ...]: ...
    @property
    def net(self) -> Decimal: ...
    @property
    def vat(self) -> Decimal: ...
    @property
    def gross(self) -> Decimal: ...


@dataclass(frozen=True)
class Recurring:
    """A recurrent payment that can be planned; `amounts` are those of each invoice.

    `rates`: each invoice takes the VAT rates of the last day that it bills; None: those of
    `amounts`.
    """

    first: date
    rule: Recurrence
    term_days: int
    service_from: date | None
    service_to: date | None
    amounts: Amounts
    rates: VatRates | None = None


def plan_of(
    draft: Draft, sums: Totals, rates: VatRates | None = None
) -> tuple[PlannedInvoice, ...]:
    """The planned invoices in the order of billing; of an open-ended payment the first year.

    Empty while a date or an amount that the plan needs is missing or wrong. `rates`: as in
    `Recurring`.
    """
    payment = draft.payment
    whole = Amounts(sums.groups, sums.net, sums.vat, sums.gross)
    match payment.mode:
        case Mode.RECURRENT:
            return _recurrent(draft, whole, rates)
        case Mode.INSTALMENTS:
            return _dated(draft, _instalments(draft, whole))
        case Mode.ADVANCE if payment.deposit is not None:
            return _dated(draft, _deposit_and_final(payment, payment.deposit, whole))
    return _dated(draft, [(InvoiceKind.INVOICE, payment.billing_date, whole)])


def occurrences(of: Recurring) -> Iterator[PlannedInvoice]:
    """The invoices of a recurrent payment one after the other, without end if it is open-ended.

    They stop before a period that would begin after the end of the service.
    """
    for n, billing_date in enumerate(billing_dates(of.first, of.rule)):
        days = period(of.service_from, of.service_to, n, of.rule) if of.service_from else NO_DAYS
        due_on = _due_on(billing_date, of.term_days)
        if days is None or due_on is None:
            return
        dates = _Dates(billing_date, due_on, *days)
        yield _row(n + 1, InvoiceKind.INVOICE, dates, _amounts(of, dates.service_to))


def _amounts(of: Recurring, last_day: date | None) -> Amounts:
    if of.rates is None or last_day is None or last_day < EARLIEST:
        return of.amounts
    return at_rates_of(of.amounts.groups, of.rates, last_day)


def sum_of(invoices: Iterable[Asking]) -> Amounts:
    """What all of them ask for together."""
    rows = list(invoices)
    return Amounts(
        groups=amounts_of(group for row in rows for group in row.groups).groups,
        net=sum((row.net for row in rows), ZERO),
        vat=sum((row.vat for row in rows), ZERO),
        gross=sum((row.gross for row in rows), ZERO),
    )


def paid_in_advance(payment: Payment, service_from: date | None) -> bool:
    """Whether the whole amount is due in advance, not later than the first service day (§ 4)."""
    if payment.mode is not Mode.ADVANCE or payment.deposit is not None:
        return False
    due_on = _due_on(payment.billing_date, payment.term_days)
    return due_on is not None and service_from is not None and due_on <= service_from


NO_DAYS: tuple[date | None, date | None] = (None, None)
_Step = tuple[InvoiceKind, date | None, Amounts]


@dataclass(frozen=True)
class _Dates:
    billing_date: date
    due_on: date
    service_from: date | None
    service_to: date | None


def _recurrent(draft: Draft, whole: Amounts, rates: VatRates | None) -> tuple[PlannedInvoice, ...]:
    payment = draft.payment
    first, rule, term = payment.billing_date, payment.recurrence, payment.term_days
    if first is None or rule is None or term is None:
        return ()
    service_to = None if rule.open_ended else draft.service_to
    rows = occurrences(Recurring(first, rule, term, draft.service_from, service_to, whole, rates))
    if rule.open_ended:
        horizon = planned_until(first, first)
        return tuple(takewhile(lambda row: row.billing_date < horizon, rows))
    return tuple(islice(rows, MOST_INVOICES))


def _instalments(draft: Draft, whole: Amounts) -> list[_Step]:
    """Before the end of the service they are deposits; the last one is final, with its rest."""
    parts, last = draft.payment.parts, len(draft.payment.parts) - 1
    nets = part_nets(parts, whole.net)
    if nets is None or not _divisible(whole):
        return []
    return [
        (InvoiceKind.FINAL if at == last else _kind(part.on, draft.service_to), part.on, amounts)
        for at, (part, amounts) in enumerate(zip(parts, spread(nets, whole.groups), strict=True))
    ]


def _kind(billing_date: date | None, service_to: date | None) -> InvoiceKind:
    early = billing_date is not None and service_to is not None and billing_date < service_to
    return InvoiceKind.DEPOSIT if early else InvoiceKind.INVOICE


def _deposit_and_final(payment: Payment, share: Share, whole: Amounts) -> list[_Step]:
    net = net_of(share, whole.net)
    if net is None or not 0 < net < whole.net or not _divisible(whole):
        return []
    deposit, final = spread([net, whole.net - net], whole.groups)
    return [
        (InvoiceKind.DEPOSIT, payment.billing_date, deposit),
        (InvoiceKind.FINAL, payment.final_date, final),
    ]


def _divisible(whole: Amounts) -> bool:
    """Whether VAT is decided for all of it."""
    return sum((group.basis for group in whole.groups), ZERO) == whole.net


def _dated(draft: Draft, steps: Sequence[_Step]) -> tuple[PlannedInvoice, ...]:
    """The steps as rows over the whole service; none while a date is missing or out of order."""
    rows = []
    for position, (kind, billing_date, amounts) in enumerate(steps, start=1):
        due_on = _due_on(billing_date, draft.payment.term_days)
        if billing_date is None or due_on is None:
            return ()
        dates = _Dates(billing_date, due_on, draft.service_from, draft.service_to)
        rows.append(_row(position, kind, dates, amounts))
    in_order = all(one.billing_date <= two.billing_date for one, two in pairwise(rows))
    return tuple(rows) if in_order else ()


def _row(position: int, kind: InvoiceKind, dates: _Dates, amounts: Amounts) -> PlannedInvoice:
    return PlannedInvoice(
        position=position,
        kind=kind,
        billing_date=dates.billing_date,
        due_on=dates.due_on,
        service_from=dates.service_from,
        service_to=dates.service_to,
        groups=amounts.groups,
        net=amounts.net,
        vat=amounts.vat,
        gross=amounts.gross,
    )


def _due_on(billing_date: date | None, term_days: int | None) -> date | None:
    if billing_date is None or term_days is None or not 0 <= term_days <= LONGEST_TERM:
        return None
    if billing_date > date.max - timedelta(days=term_days):
        return None
    return billing_date + timedelta(days=term_days)
