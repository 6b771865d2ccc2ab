"""The letter about an invoice that did not arrive. Pure; named like its purpose."""

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S


def invoice_not_delivered(title: str, number: str, address: str) -> Letter:
    """To the member: the mail with the invoice could not be delivered to `address`."""
    return Letter(
        subject=S("Not delivered: invoice {number}, {title}", number=number, title=title),
        heading=S("Invoice {number} has not arrived", number=number),
        paragraphs=(
            S(
                "The e-mail with the invoice could not be delivered. The team knows. Is the address"
                " wrong? Then change the contact person on the page of your order, or the client’s"
                " e-mail for invoices."
            ),
        ),
        facts=(Fact(S("Order"), Typed(title)), Fact(S("Address"), Typed(address))),
        button=S("See the invoice"),
    )
