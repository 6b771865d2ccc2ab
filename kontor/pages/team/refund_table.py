"""The columns of refunds as a file."""

from django.utils.translation import gettext_lazy as _

from kontor.foundation.saying import say
from kontor.pages.shared.tables import Column
from kontor.pages.team.refund_rows import STATES
from kontor.receivables.refunding import remittance_text

REFUNDS = (
    Column(_("Client"), lambda row: row.client.name),
    Column(_("Amount"), lambda row: row.amount),
    Column(_("What for"), lambda row: say(remittance_text(row))),
    Column(_("Status"), lambda row: str(STATES[row.state])),
    Column(_("Name"), lambda row: row.name),
    Column(_("IBAN"), lambda row: row.iban),
    Column(_("File"), lambda row: row.file.message_id if row.file else ""),
    Column(_("Note"), lambda row: row.words),
)
"""Of rows from `refunding.with_causes`."""
