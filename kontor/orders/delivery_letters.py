"""The letter about a mail to the client that came back. Pure; named like its purpose."""

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S


def mail_came_back(title: str, address: str) -> Letter:
    """To the member: a mail about their order to `address` came back."""
    return Letter(
        subject=S("Not delivered: an e-mail to the client, {title}", title=title),
        heading=S("An e-mail to the client has not arrived"),
        paragraphs=(
            S(
                "An e-mail about your order came back. The team knows. Is the address wrong? Then"
                " change the contact person on the page of your order, or the client’s e-mail for"
                " invoices."
            ),
        ),
        facts=(Fact(S("Order"), Typed(title)), Fact(S("Address"), Typed(address))),
        button=S("See the order"),
    )
