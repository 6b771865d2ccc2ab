"""What happened to a single issued invoice: disputed, answered, corrected, not delivered."""

from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared.telling import Telling

OUTCOMES: dict[str, Sentence] = {
    "keep": S("It stays as it is."),
    "cancel": S("It is cancelled."),
    "correct": S("It is corrected."),
}


def _number(entry: HistoryEntry) -> str:
    return str(entry.data.get("number"))


def _bounced(entry: HistoryEntry, who: str | Sentence) -> Sentence:
    if "number" not in entry.data:
        return S("{who} noted that an e-mail to the client came back.", who=who)
    return S("{who} noted that the e-mail with {number} came back.", who=who, number=_number(entry))


TELLING: dict[str, Telling] = {
    "dispute": Telling(
        "message-square-warning",
        lambda entry, who: S("{who} disputed invoice {number}.", who=who, number=_number(entry)),
    ),
    "resolve_dispute": Telling(
        "message-square",
        lambda entry, who: S(
            "{who} answered the dispute about {number}.", who=who, number=_number(entry)
        ),
        more=lambda entry: OUTCOMES.get(str(entry.data.get("outcome"))),
    ),
    "invoice_correct": Telling(
        "file-pen",
        lambda entry, who: S(
            "{who} corrected invoice {number}; the new one is a draft.",
            who=who,
            number=_number(entry),
        ),
    ),
    "mail_bounced": Telling("mail-x", _bounced),
    "invoice_undelivered": Telling(
        "mail-x",
        lambda entry, _: S(
            "The e-mail with {number} could not be delivered.", number=_number(entry)
        ),
    ),
    "invoice_send_new": Telling(
        "send",
        lambda entry, who: S(
            "{who} sent {number} to addresses that are new.", who=who, number=_number(entry)
        ),
    ),
}
