"""Guarantee cases, opened by the night as in life."""

from datetime import date

from kontor.actions import guarantee_case
from kontor.invoicing.models import Invoice
from kontor.receivables import guarantee_evidence
from kontor.receivables.models import GuaranteeCase
from tests.builders.unpaid import after_due, arrived, bank_reports
from tests.cast import Cast

SIXTIETH = after_due(60)


def opened(people: Cast) -> GuaranteeCase:
    """The case of RE-2027-000001, unpaid for 60 days; its net is 2,100.00, the fee 9 percent."""
    invoice = arrived(people)
    bank_reports(SIXTIETH)
    assert guarantee_case.open_case(invoice.pk, SIXTIETH)
    return GuaranteeCase.objects.select_related("invoice__order").get(invoice=invoice)


def opened_for(invoice: Invoice) -> GuaranteeCase:
    """A case written past the acts, of any issued invoice with a due date."""
    evidence = guarantee_evidence.gather(invoice)
    return GuaranteeCase.objects.create(
        invoice=invoice, opened_on=date(2027, 4, 2), evidence=evidence
    )
