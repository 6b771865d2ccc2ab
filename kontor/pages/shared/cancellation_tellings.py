"""A request to cancel an order, and what became of it."""

from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.cancelling import CHOICE_WORDS, Choice
from kontor.pages.shared.telling import Telling, listed


def _choices(entry: HistoryEntry) -> Sentence | None:
    counted = [
        S("{choice}: {n}", choice=CHOICE_WORDS[Choice(key)], n=int(n))
        for key, n in entry.data.get("choices", {}).items()
    ]
    return listed(counted)


def _done(entry: HistoryEntry) -> Sentence | None:
    refunds = entry.data.get("refunds")
    to_do = [S("refund to do: {numbers}", numbers=", ".join(refunds))] if refunds else []
    choices = _choices(entry)
    return listed([*([choices] if choices else []), *to_do])


TELLING: dict[str, Telling] = {
    "request_cancellation": Telling(
        "ban",
        lambda _, who: S("{who} asked to cancel the order.", who=who),
        lambda _: S("You asked to cancel the order."),
        _choices,
    ),
    "withdraw_cancellation": Telling(
        "undo-2",
        lambda _, who: S("{who} withdrew the request to cancel.", who=who),
        lambda _: S("You withdrew the request to cancel."),
    ),
    "decline_cancellation": Telling(
        "x", lambda _, who: S("{who} declined the request to cancel.", who=who)
    ),
    "decide_issued": Telling(
        "receipt-text",
        lambda _, who: S("{who} decided about the issued invoices.", who=who),
        more=_done,
    ),
    "carry_out_cancellation": Telling(
        "ban", lambda _, who: S("{who} cancelled the order.", who=who), more=_done
    ),
}
