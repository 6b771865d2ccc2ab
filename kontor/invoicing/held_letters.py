"""The letter about an invoice that its member holds. Pure, like `letters`."""

from datetime import date
from decimal import Decimal

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S
from kontor.foundation.written import Money, Weekday


def invoice_held_reminder(title: str, gross: Decimal, held_on: date, text: str) -> Letter:
    """To the member, every week: it waits for them. `text`: their words to the team, or empty."""
    words = (Fact(S("Your message"), Typed(text)),) if text else ()
    return Letter(
        subject=S(
            "An invoice for {gross} has been waiting for you since {day}",
            gross=Money(gross),
            day=held_on,
        ),
        heading=S("An invoice waits for you"),
        paragraphs=(S("It is held, so it does not go out. Change it or send it now."),),
        facts=(
            Fact(S("Order"), Typed(title)),
            Fact(S("Amount"), Money(gross)),
            Fact(S("Held since"), Weekday(held_on)),
            *words,
        ),
        button=S("See the invoice"),
        after=(S("If it is not to go out at all, ask to cancel it on the page of the order."),),
    )
