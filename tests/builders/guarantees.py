"""Guarantee cases, opened by the night as in life."""

from kontor.actions import guarantee_case
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
