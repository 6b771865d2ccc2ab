"""What the history says of the payment guarantee in action: a case opened, taken over, declined."""

from decimal import Decimal

from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.pages.shared.telling import Telling


def _number(entry: HistoryEntry) -> str:
    return str(entry.data.get("number"))


def _credited(entry: HistoryEntry) -> Sentence:
    return S("{amount} credited to the member.", amount=Money(Decimal(entry.data["credited"])))


def _open(entry: HistoryEntry) -> Sentence:
    return S("{amount} was open.", amount=Money(Decimal(entry.data["open"])))


TELLING: dict[str, Telling] = {
    "guarantee_case": Telling(
        "shield-alert",
        lambda entry, _: S(
            "Invoice {number} is unpaid for so long that accounting looks at the payment"
            " guarantee.",
            number=_number(entry),
        ),
        more=_open,
    ),
    "take_guarantee": Telling(
        "shield-check",
        lambda entry, who: S(
            "{who} took the claim of {number} over for the cooperative.",
            who=who,
            number=_number(entry),
        ),
        more=_credited,
    ),
    "decline_guarantee": Telling(
        "shield-off",
        lambda entry, who: S(
            "{who} declined the payment guarantee for {number}.", who=who, number=_number(entry)
        ),
    ),
}
