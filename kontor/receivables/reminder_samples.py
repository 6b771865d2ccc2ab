"""The letters of reminders with invented values, as in orders. Pure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kontor.clients.letter_samples import CLIENT, CONTACT, MEMBER, TO_MEMBER
from kontor.foundation.letter_wording import Sample
from kontor.foundation.sentence import S
from kontor.orders.letter_samples import TITLE
from kontor.receivables import reminder_letters
from kontor.receivables.reminder_letters import RemindedInvoice

_INVOICE = RemindedInvoice(
    "RE-2027-000123",
    TITLE,
    MEMBER,
    CLIENT,
    date(2027, 5, 10),
    Decimal("4163.81"),
    date(2027, 5, 27),
)
_DEMANDED = replace(_INVOICE, interest=Decimal("32.80"), lump_sum=Decimal("40.00"))


def samples() -> tuple[Sample, ...]:
    """Each kind of these mails."""
    to = S("To the contact person and the client’s e-mail for invoices.")
    told = (
        ("reminder_1", (reminder_letters.reminder_1(_INVOICE),)),
        ("reminder_2", (reminder_letters.reminder_2(_INVOICE),)),
        (
            "reminder_3",
            (reminder_letters.reminder_3(_DEMANDED), reminder_letters.reminder_3(_INVOICE)),
        ),
    )
    asked = reminder_letters.demand_question(_INVOICE, date(2027, 6, 14))
    return (
        *(Sample(name, "client", to, "client", letters, (CONTACT,)) for name, letters in told),
        Sample("demand_question", "member", TO_MEMBER, "member", (asked,), (MEMBER,)),
    )
