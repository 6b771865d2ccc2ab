"""Part of an act: a member's own invoice that is a draft, or held by them (spec § 9)."""

from kontor.cooperative.deadlines import deadline
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing import access
from kontor.invoicing.content import shown_state
from kontor.invoicing.models import CancellationChoice, Invoice
from kontor.invoicing.states import InvoiceEvent, InvoiceStatus, next_invoice_status
from kontor.people.models import Person

STALE = S(
    "This invoice has changed since you opened the page. Here is how it stands now;"
    " nothing was changed."
)


def locked(owner: Person, invoice_id: int) -> Invoice:
    """Their own invoice, locked with its order. Raises NotFound."""
    return access.locked_own(owner, invoice_id)


def refuse_closed(invoice: Invoice, event: InvoiceEvent) -> None:
    """Raise Conflict where the event is not its member's to do now."""
    if invoice.status == InvoiceStatus.PLANNED:
        raise Conflict(
            S.plural(
                "This invoice is only planned. {n} day before its billing date it becomes a draft"
                " that you can change, hold or send. Nothing was changed.",
                "This invoice is only planned. {n} days before its billing date it becomes a draft"
                " that you can change, hold or send. Nothing was changed.",
                deadline("draft_days"),
            )
        )
    if waits_for_team(invoice):
        raise Conflict(
            S(
                "This invoice waits until the team has answered your request to cancel. Withdraw"
                " the request first. Nothing was changed."
            )
        )
    next_invoice_status(InvoiceStatus(invoice.status), event)


def refuse_stale(invoice: Invoice, shown: str) -> None:
    """Raise Conflict where the page showed something else; `shown` is empty without a page."""
    if shown and shown != shown_state(invoice):
        raise Conflict(STALE)


def waits_for_team(invoice: Invoice) -> bool:
    """Whether an open request to cancel holds it."""
    held = CancellationChoice.objects.filter(held=True, request__state="open")
    return held.filter(invoice=invoice).exists()
