"""The letters about money that came or went back, with invented values. Pure."""

from decimal import Decimal

from kontor.clients.letter_samples import CLIENT, MEMBER, TO_MEMBER
from kontor.foundation.letter_wording import Sample
from kontor.foundation.money import ZERO
from kontor.orders.letter_samples import TITLE
from kontor.receivables import payment_letters
from kontor.receivables.payment_letters import MovedMoney

_PAID = MovedMoney("RE-2027-000123", TITLE, CLIENT, Decimal("4163.81"), ZERO)
_BACK = MovedMoney(
    "RE-2027-000123",
    TITLE,
    CLIENT,
    Decimal("4163.81"),
    Decimal("4163.81"),
    "MD06 Rückgabe durch den Zahler",
)


def samples() -> tuple[Sample, ...]:
    """Each kind of these mails."""
    told = (
        ("advance_paid", payment_letters.advance_paid(_PAID)),
        ("payment_returned", payment_letters.payment_returned(_BACK)),
    )
    return tuple(
        Sample(name, "member", TO_MEMBER, "member", (letter,), (MEMBER,)) for name, letter in told
    )
