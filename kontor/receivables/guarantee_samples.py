"""The letters about guarantee cases with invented values, as in orders. Pure."""

from datetime import date
from decimal import Decimal

from kontor.clients.letter_samples import CLIENT, MEMBER, TO_MEMBER
from kontor.foundation.letter_wording import Sample
from kontor.foundation.sentence import S
from kontor.orders.letter_samples import TITLE
from kontor.receivables import guarantee_letters
from kontor.receivables.guarantee_letters import CaseNamed

ACCOUNTANT = "Henrike Sollig"

_CASE = CaseNamed(
    "RE-2027-000123",
    TITLE,
    MEMBER,
    CLIENT,
    date(2027, 5, 10),
    Decimal("4163.81"),
    Decimal("3184.09"),
)


def samples() -> tuple[Sample, ...]:
    """Each kind of these mails."""
    to_member = (
        ("guarantee_case", guarantee_letters.guarantee_case(_CASE)),
        ("guarantee_taken", guarantee_letters.guarantee_taken(_CASE, _CASE.in_full)),
        (
            "guarantee_declined",
            guarantee_letters.guarantee_declined(_CASE, "Der Nachweis gilt einem anderen Auftrag."),
        ),
    )
    to_decide = guarantee_letters.guarantee_case_team(_CASE)
    return (
        *(
            Sample(name, "member", TO_MEMBER, "member", (letter,), (MEMBER,))
            for name, letter in to_member
        ),
        Sample(
            "guarantee_case_team",
            "team",
            S("To every accountant."),
            "member",
            (to_decide,),
            (ACCOUNTANT,),
        ),
    )
