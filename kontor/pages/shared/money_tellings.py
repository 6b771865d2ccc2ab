"""What the history of an order says of money: come in, gone back, undone, written off."""

from decimal import Decimal

from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.pages.shared.telling import Telling


def _number(entry: HistoryEntry) -> str:
    return str(entry.data.get("number"))


def _amount(entry: HistoryEntry) -> Money:
    return Money(abs(Decimal(str(entry.data["amount"]))))


def _open(entry: HistoryEntry) -> Sentence | None:
    still_open = Decimal(str(entry.data["open"]))
    return S("{amount} are still open.", amount=Money(still_open)) if still_open else None


TELLING: dict[str, Telling] = {
    "payment": Telling(
        "coins",
        lambda entry, _: S(
            "{amount} came in for {number}.", amount=_amount(entry), number=_number(entry)
        ),
        more=_open,
    ),
    "payment_returned": Telling(
        "undo-2",
        lambda entry, _: S(
            "{amount} of {number} went back.", amount=_amount(entry), number=_number(entry)
        ),
        more=_open,
    ),
    "payment_undone": Telling(
        "undo-2",
        lambda entry, who: S(
            "{who} took back that {amount} were booked to {number}.",
            who=who,
            amount=_amount(entry),
            number=_number(entry),
        ),
        more=_open,
    ),
    "written_off": Telling(
        "eraser",
        lambda entry, who: S(
            "{who} wrote off {amount} of {number}.",
            who=who,
            amount=_amount(entry),
            number=_number(entry),
        ),
        more=_open,
    ),
}
