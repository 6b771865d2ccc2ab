"""The payments of an order in words: its terms in a sentence, and what each invoice is for."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from kontor.foundation.money import ZERO
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.orders.draft import Every, Mode, Payment, Recurrence, Share
from kontor.orders.plan import InvoiceKind


class Billed(Protocol):
    """An invoice of a plan."""

    @property
    def billing_date(self) -> date: ...


def invoice_words(payment: Payment, kind: InvoiceKind, position: int, count: int) -> Sentence:
    """What an invoice of the plan is for; `position` counts from 1 up to `count`."""
    if kind is InvoiceKind.CANCELLATION:
        return S("Cancellation invoice")
    match payment.mode:
        case Mode.INSTALMENTS:
            return S("Instalment {n} of {count}", n=position, count=count)
        case Mode.RECURRENT if payment.open_ended:
            return S("Invoice {n}", n=position)
        case Mode.RECURRENT:
            return S("Invoice {n} of {count}", n=position, count=count)
        case Mode.ADVANCE:
            return _advance_words(payment, kind)
    return S("Single payment")


def terms_words(payment: Payment, invoices: Sequence[Billed]) -> Sentence | None:
    """When and how is paid, in a sentence; None while nothing is planned."""
    if not invoices:
        return None
    first, last = invoices[0].billing_date, invoices[-1].billing_date
    match payment.mode:
        case Mode.INSTALMENTS:
            return S(
                "In {n} instalments from {first} to {last}.",
                n=len(invoices),
                first=first,
                last=last,
            )
        case Mode.ADVANCE if payment.deposit:
            return S(
                "{deposit} deposit on {first}, the rest on {last}.",
                deposit=_share_words(payment.deposit),
                first=first,
                last=last,
            )
        case Mode.ADVANCE:
            return S("The whole amount in advance, on {day}.", day=first)
        case Mode.RECURRENT if payment.recurrence:
            return S(
                "{rhythm}, first on {day}, {end}.",
                rhythm=_rhythm(payment.recurrence),
                day=first,
                end=_end(payment.recurrence, len(invoices), last),
            )
    return S("One invoice for the whole amount, on {day}.", day=first)


def _advance_words(payment: Payment, kind: InvoiceKind) -> Sentence:
    if kind is InvoiceKind.FINAL:
        return S("Final invoice")
    if payment.deposit is None:
        return S("Advance payment")
    if payment.deposit.percent is None:
        return S("Deposit")
    return S("Deposit {percent} %", percent=payment.deposit.percent)


def _share_words(share: Share) -> Sentence:
    if share.percent is not None:
        return S("{percent} %", percent=share.percent)
    return S("{amount} net", amount=Money(share.amount or ZERO))


def _rhythm(recurrence: Recurrence) -> Sentence:
    n = recurrence.every or 1
    words = {
        Every.WEEK: S.plural("Every week", "Every {n} weeks", n),
        Every.MONTH: S.plural("Every month", "Every {n} months", n),
        Every.QUARTER: S.plural("Every quarter", "Every {n} quarters", n),
        Every.YEAR: S.plural("Every year", "Every {n} years", n),
    }[recurrence.unit or Every.MONTH]
    if not recurrence.last_day:
        return words
    return S("{rhythm} on the last day of the month", rhythm=words)


def _end(recurrence: Recurrence, count: int, last: date) -> Sentence:
    if recurrence.open_ended:
        return S("until further notice")
    return S.plural(
        "{n} invoice in all", "{n} invoices in all, the last on {last}", count, last=last
    )
