"""The one writer of a member's account: a line for whatever an invoice earns or loses."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Sum

from kontor.cooperative.rates import FEE, book, value_on
from kontor.foundation.days import day_of
from kontor.foundation.money import ZERO
from kontor.invoicing.models import Invoice
from kontor.receivables.credit import Earning, credited
from kontor.receivables.models import CreditLine, GuaranteeCase
from kontor.receivables.owed import paid_of


def earning_of(invoice: Invoice) -> Earning:
    """The issued invoice as the member's account sees it; two queries."""
    taken = GuaranteeCase.objects.filter(invoice=invoice, state="taken").exists()
    return earning(invoice, paid_of(invoice), guaranteed=taken)


def earning(invoice: Invoice, paid: Decimal, *, guaranteed: bool) -> Earning:
    """The same where that is known already; the fee is that of its issue date."""
    if invoice.issued_on is None:
        message = "an invoice earns nothing before it is issued"
        raise ValueError(message)
    return Earning(
        net=invoice.net,
        gross=invoice.gross,
        fee_percent=value_on(book(FEE)[FEE], FEE, invoice.issued_on),
        paid=paid,
        guaranteed=guaranteed,
        cancelled=invoice.status == "cancelled",
    )


def bring_up_to_date(invoice: Invoice, reason: str, now: datetime) -> Decimal:
    """Part of an act that has locked the invoice: write the line that is missing, if one is.

    Returns what it adds or takes, in euros. `reason`: a key of CreditLine.
    """
    earning = earning_of(invoice)
    lines = CreditLine.objects.filter(invoice=invoice)
    change = credited(earning) - (lines.aggregate(sum=Sum("amount"))["sum"] or ZERO)
    if change:
        CreditLine.objects.create(
            member_id=invoice.order.owner_id,
            invoice=invoice,
            on=day_of(now),
            at=now,
            reason=reason,
            amount=change,
            fee_percent=earning.fee_percent,
        )
    return change
