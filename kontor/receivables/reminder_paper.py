"""What a reminder says on paper: client and invoice as printed, the cooperative as it stands."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from kontor.cooperative.deadlines import deadline
from kontor.cooperative.own_data import cooperative
from kontor.formats.einvoice.values import PrintedInvoice
from kontor.formats.reminder.values import Claim, Movement, PrintedReminder
from kontor.foundation.money import ZERO
from kontor.foundation.workdays import is_workday, next_workday
from kontor.invoicing.models import Invoice
from kontor.invoicing.parties import seller_of
from kontor.orders.invited import language_of
from kontor.receivables.claims import claim_of, movements_of
from kontor.receivables.dunning import DEMAND, Facts


@dataclass(frozen=True)
class Paper:
    """A reminder before it is typeset; `unknown`: half-years for which nothing is claimed."""

    printed: PrintedReminder
    unknown: tuple[date, ...] = ()


def paper_of(invoice: Invoice, level: int, facts: Facts) -> Paper:
    """The reminder of a level as it goes out today; interest and lump sum in the formal one."""
    if facts.bank_data_until is None:
        message = "nobody is reminded without bank data"
        raise ValueError(message)
    was = PrintedInvoice.from_json(json.dumps(invoice.printed))
    movements = movements_of(invoice)
    claim, unknown = _claim(invoice, level, facts, movements)
    printed = PrintedReminder(
        level=level,
        language=language_of(invoice.order),
        written_on=facts.today,
        pay_by=_pay_by(facts),
        counted_until=facts.bank_data_until,
        seller=seller_of(cooperative()),
        buyer=was.buyer,
        number=was.number or "",
        issued_on=was.issued_on,
        due_on=facts.due_on,
        order_number=was.order_number,
        purchase_order=was.purchase_order,
        member_name=was.member_name,
        title=was.title,
        gross=invoice.gross,
        movements=movements,
        reminded_on=tuple(day for _, day in sorted(facts.reminded.items())),
        claim=claim if claim and claim.amount > ZERO else None,
    )
    return Paper(printed, unknown)


def _pay_by(facts: Facts) -> date:
    """The last day to pay, one on which banks work."""
    day = facts.today + timedelta(days=deadline("reminder_pay_days"))
    return day if is_workday(day, facts.state) else next_workday(day, facts.state)


def _claim(
    invoice: Invoice, level: int, facts: Facts, movements: tuple[Movement, ...]
) -> tuple[Claim | None, tuple[date, ...]]:
    if level != DEMAND:
        return None, ()
    return claim_of(invoice, facts, movements, facts.reminded.get(1))
