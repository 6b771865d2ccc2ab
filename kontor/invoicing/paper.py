"""What an invoice says on paper: as it was printed, or as it would be printed today."""

import json
from datetime import date

from kontor.cooperative.models import Cooperative
from kontor.formats.einvoice.values import PrintedInvoice
from kontor.invoicing import final
from kontor.invoicing.models import Invoice
from kontor.invoicing.printed import printed


def paper_of(invoice: Invoice, house: Cooperative, today: date) -> PrintedInvoice:
    """Frozen data of an issued invoice; of any other what its document would say by now.

    A final invoice names earlier ones that are still to come without a number. The row is not
    saved.
    """
    if invoice.printed is not None:
        return PrintedInvoice.from_json(json.dumps(invoice.printed))
    final.settle(invoice)
    return printed(invoice, house, today, number=None)
