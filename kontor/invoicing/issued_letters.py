"""Which letters carry an issued invoice to the client and to its member."""

from dataclasses import dataclass

from kontor.formats.einvoice.values import Profile
from kontor.foundation.letter import Letter
from kontor.invoicing import letters
from kontor.invoicing.letters import InvoiceFacts
from kontor.invoicing.models import Invoice


@dataclass(frozen=True)
class IssuedLetters:
    """The letters with their purposes in the outbox."""

    to_client: Letter
    client_purpose: str
    to_member: Letter
    member_purpose: str


def letters_of(invoice: Invoice) -> IssuedLetters:
    """By the kind of the issued invoice. Raises ValueError for one without a number."""
    facts = _facts(invoice)
    if facts.cancels:
        return IssuedLetters(
            letters.cancellation_invoice(facts),
            "cancellation_invoice",
            letters.cancellation_issued(facts),
            "cancellation_issued",
        )
    return IssuedLetters(
        letters.invoice(facts), "invoice", letters.invoice_issued(facts), "invoice_issued"
    )


def with_xml(invoice: Invoice) -> bool:
    """Whether the pure XML goes to the client beside the PDF, as to public bodies (spec § 9)."""
    return (invoice.printed or {}).get("profile") == Profile.XRECHNUNG


def _facts(invoice: Invoice) -> InvoiceFacts:
    client = invoice.order.client
    if invoice.number is None or client is None:
        message = "only an issued invoice is mailed"
        raise ValueError(message)
    return InvoiceFacts(
        number=invoice.number,
        title=invoice.order.title,
        client=client.name,
        member=invoice.order.owner.name,
        gross=invoice.gross,
        due_on=invoice.due_on,
        kind=invoice.kind,
        cancels=str(invoice.cancels.number) if invoice.cancels else "",
        with_xml=with_xml(invoice),
    )
