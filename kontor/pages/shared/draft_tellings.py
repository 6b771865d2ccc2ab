"""What became of an invoice draft: held, changed, sent by its member, of another amount."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import Datum, S, Sentence
from kontor.foundation.written import Money
from kontor.pages.shared.telling import Telling, listed

_DAYS = {
    "service_from": S("Service from"),
    "service_to": S("Service to"),
    "billing_date": S("Billing date"),
}


def _changes(entry: HistoryEntry) -> Sentence | None:
    """Each field before and after."""
    return listed(list(_pairs(entry.data.get("changes", {}))))


def _pairs(changes: dict[str, Any]) -> Iterator[Sentence]:
    for name, field in _DAYS.items():
        if name in changes:
            yield _pair(field, *(date.fromisoformat(day) for day in changes[name]))
    if "special_agreement" in changes:
        texts = (text or "–" for text in changes["special_agreement"])
        yield _pair(S("Special agreement"), *(S("“{words}”", words=text) for text in texts))
    if "net" in changes:
        yield _pair(S("Net"), *(Money(Decimal(net)) for net in changes["net"]))
    elif "gross" in changes:
        yield _pair(S("Gross"), *(Money(Decimal(gross)) for gross in changes["gross"]))
    if "lines" in changes and "net" not in changes:
        yield S("other quantities or prices, the same net")


def _pair(field: Sentence, before: Datum, after: Datum) -> Sentence:
    return S("{field}: {before} → {after}", field=field, before=before, after=after)


def _n(entry: HistoryEntry) -> int:
    return int(entry.data.get("position", 1))


def _number(entry: HistoryEntry) -> str:
    return str(entry.data.get("number"))


TELLING: dict[str, Telling] = {
    "invoice_hold": Telling(
        "hand",
        lambda entry, who: S("{who} held the draft of invoice {n}.", who=who, n=_n(entry)),
        lambda entry: S("You held the draft of invoice {n}.", n=_n(entry)),
    ),
    "invoice_change": Telling(
        "pencil",
        lambda entry, who: S("{who} changed the draft of invoice {n}.", who=who, n=_n(entry)),
        lambda entry: S("You changed the draft of invoice {n}.", n=_n(entry)),
        _changes,
    ),
    "invoice_amount": Telling(
        "percent",
        lambda entry, _: S(
            "Invoice {n} comes to {after} gross instead of {before}.",
            n=_n(entry),
            after=Money(Decimal(entry.data["after"])),
            before=Money(Decimal(entry.data["before"])),
        ),
        more=lambda _: S("Its VAT follows the rate of the last service day."),
    ),
    "invoice_send_now": Telling(
        "send",
        lambda entry, who: S("{who} sent invoice {number} now.", who=who, number=_number(entry)),
        lambda entry: S("You sent invoice {number} now.", number=_number(entry)),
    ),
}
