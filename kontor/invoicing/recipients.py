"""Who gets an invoice: contact person and the client's e-mail for invoices (R20–R25)."""

from dataclasses import dataclass

from kontor.foundation.address import normalise


@dataclass(frozen=True)
class Addressee:
    address: str
    name: str


def of_invoice(contact: Addressee, invoice_email: str, client_name: str) -> list[Addressee]:
    """The contact person, then the e-mail for invoices unless it is the same mailbox."""
    if not invoice_email or normalise(invoice_email) == normalise(contact.address):
        return [contact]
    return [contact, Addressee(invoice_email, client_name)]
