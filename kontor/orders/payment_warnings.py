"""What is allowed about a payment but should be noticed, at the field it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kontor.foundation.days import day_fault, later_by
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S
from kontor.orders.draft import Draft, Mode, Treatment
from kontor.orders.limits import MOST_INVOICES
from kontor.orders.recurrence import billing_dates, period
from kontor.orders.totals import VatTerms


@dataclass(frozen=True)
class _Billing:
    """A billing date where it is typed; `end` of the service it bills, None while unknown.

    `closing`: the invoice that usually follows the service.
    """

    field: str
    on: date
    end: date | None
    closing: bool = False


def warnings(draft: Draft, today: date, vat: VatTerms | None = None) -> list[Fault]:
    """At most one warning per field: past, before the end of the service, or late for the law.

    And the service days that no invoice of a recurrent payment bills.
    """
    reverse = vat is not None and Treatment.REVERSE_CHARGE in {
        vat.treatment_of(line) for line in draft.lines
    }
    found = [_warning(billing, today, reverse=reverse) for billing in _billings(draft)]
    faults = [fault for fault in found if fault]
    if reverse and not faults:
        faults = list(islice(_late_later(draft, today), 1))
    return [*faults, *_unbilled(draft)]


def _billings(draft: Draft) -> Iterator[_Billing]:
    """The typed billing dates; of a recurrent payment the first stands for all."""
    payment, end = draft.payment, draft.service_to
    first = payment.billing_date
    if payment.mode is Mode.INSTALMENTS:
        for at, part in enumerate(payment.parts):
            if part.on:
                last = at == len(payment.parts) - 1
                yield _Billing(f"payment.parts[{at}].date", part.on, end, last)
        return
    if payment.mode is Mode.RECURRENT:
        end = _end_of_first(draft)
    if first:
        yield _Billing("payment.billing_date", first, end, payment.mode is Mode.SINGLE)
    if payment.mode is Mode.ADVANCE and payment.deposit is not None and payment.final_date:
        yield _Billing("payment.final_date", payment.final_date, end, closing=True)


def _end_of_first(draft: Draft) -> date | None:
    rule = draft.payment.recurrence
    if draft.service_from is None or rule is None:
        return None
    days = period(draft.service_from, draft.service_to, 0, rule)
    return days[1] if days else None


def _warning(billing: _Billing, today: date, *, reverse: bool) -> Fault | None:
    if billing.on < today:
        return Fault(
            billing.field, S("The date lies in the past. The invoice goes out with the next run.")
        )
    if billing.end is None or day_fault(billing.end, today):
        return None
    if billing.closing and billing.on < billing.end:
        return Fault(
            billing.field,
            S(
                "The invoice goes out before the service ends on {day}. Choose a later date if it"
                " is to follow the service.",
                day=billing.end,
            ),
        )
    latest = _latest(billing.end)
    if reverse and billing.on > latest:
        late = S("With reverse charge the law wants the invoice by {day}.", day=latest)
        return Fault(billing.field, late)
    return None


def _latest(end: date) -> date:
    """§ 14a (1) UStG: the 15th of the month after the service."""
    return later_by(end, 1, "month").replace(day=15)


def _late_later(draft: Draft, today: date) -> Iterator[Fault]:
    """Invoices of a recurrent payment that come late: weeks drift through the months."""
    first, rule, start = draft.payment.billing_date, draft.payment.recurrence, draft.service_from
    if draft.payment.mode is not Mode.RECURRENT or not (first and rule and start):
        return
    for n, on in enumerate(islice(billing_dates(first, rule), MOST_INVOICES)):
        days = period(start, draft.service_to, n, rule)
        if days is None or day_fault(days[1], today):
            return
        if on > _latest(days[1]):
            text = S(
                "With reverse charge the law wants the invoice for the service until {end} by"
                " {day}; it is planned for {on}.",
                end=days[1],
                day=_latest(days[1]),
                on=on,
            )
            yield Fault("payment.billing_date", text)


def _unbilled(draft: Draft) -> Iterator[Fault]:
    payment, start, end = draft.payment, draft.service_from, draft.service_to
    first, rule = payment.billing_date, payment.recurrence
    if payment.mode is not Mode.RECURRENT or not (first and rule and start and end):
        return
    count = len(list(islice(billing_dates(first, rule), MOST_INVOICES)))
    last = period(start, end, count - 1, rule) if count else None
    if last and last[1] < end:
        field = "payment.times" if rule.until is None else "payment.until"
        text = S(
            "The last invoice bills the service until {day}, not the days after it.", day=last[1]
        )
        yield Fault(field, text)
