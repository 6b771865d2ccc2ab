"""The history of an order in sentences: who did what when, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Weekday
from kontor.orders import claims
from kontor.orders.grounds import GROUNDS
from kontor.orders.naming import about
from kontor.pages.shared import (
    block_tellings,
    cancellation_tellings,
    claim_tellings,
    draft_tellings,
    guarantee_tellings,
    invoice_tellings,
    money_tellings,
    reminder_tellings,
)
from kontor.pages.shared.adjusted_words import adjusted
from kontor.pages.shared.new_revisions import new_revisions
from kontor.pages.shared.telling import Telling, listed
from kontor.people.models import Person


@dataclass(frozen=True)
class HistoryLine:
    """One line; `words` is what somebody typed with it, `more` follows quietly.

    `revision`: the number of a revision that came with it and has one before it; else 0.
    """

    at: datetime
    icon: str
    sentence: Sentence
    words: str = ""
    more: Sentence | None = None
    revision: int = 0


def order_history(order_id: int, reader: Person, *, names_client: bool = True) -> list[HistoryLine]:
    """The lines of an order, one query. `reader` is "you" where they acted as its member.

    `names_client`: whether this reader may know the contact person (R19); else it is "the client".
    """
    entries = HistoryEntry.objects.filter(about=about(order_id)).order_by("-id")
    return lines(entries, reader, names_client=names_client)


def for_member(order_id: int) -> QuerySet[HistoryEntry]:
    """The entries of an order that its member may read, newest first."""
    entries = HistoryEntry.objects.filter(about=about(order_id)).order_by("-id")
    return entries.exclude(event__in=[*claims.EVENTS, *reminder_tellings.PAUSING])


def lines(
    entries: Iterable[HistoryEntry], reader: Person, *, names_client: bool = True
) -> list[HistoryLine]:
    """As `order_history`, from entries at hand, in their order."""
    told = list(entries)
    revisions = new_revisions(told)
    return [
        _line(entry, reader, revisions.get(entry.pk, 0), names_client=names_client)
        for entry in told
    ]


def _line(entry: HistoryEntry, reader: Person, revision: int, *, names_client: bool) -> HistoryLine:
    telling = TELLING.get(entry.event, _UNKNOWN)
    if entry.actor == "client" and not (names_client and entry.actor_name):
        who: str | Sentence = S("The client")
    else:
        who = entry.actor_name
    own = entry.actor == "member" and entry.actor_id == reader.pk
    return HistoryLine(
        at=entry.at,
        icon=telling.icon,
        sentence=telling.own(entry) if own and telling.own else telling.others(entry, who),
        words=str(entry.data.get("text") or entry.data.get("reason") or ""),
        more=telling.more(entry) if telling.more else None,
        revision=revision,
    )


def _revision(entry: HistoryEntry) -> Sentence | None:
    number = entry.data.get("revision")
    if number and entry.data.get("voids"):
        return S(
            "Revision {n}; what was approved or confirmed before no longer counts.", n=int(number)
        )
    return S("Revision {n}.", n=int(number)) if number else None


def _copied(entry: HistoryEntry) -> Sentence | None:
    number = entry.data.get("copied_from")
    return S("Copy of {number}.", number=str(number)) if number else None


def _grounds(entry: HistoryEntry) -> Sentence | None:
    grounds = (GROUNDS[key] for key in entry.data.get("grounds", ()) if key in GROUNDS)
    return listed([ground.title for ground in grounds])


def _proof(entry: HistoryEntry) -> Sentence | None:
    name, number = str(entry.data.get("proof", "")), entry.data.get("revision")
    if number:
        return S(
            "“{name}”, for revision {n}. It counts like the client’s confirmation.",
            name=name,
            n=int(number),
        )
    return S("“{name}”.", name=name)


def _submitted(entry: HistoryEntry, who: str | Sentence) -> Sentence:
    if entry.data.get("to") == "client":
        return S("{who} sent the order to the client first.", who=who)
    return S("{who} submitted the order for review.", who=who)


def _you_submitted(entry: HistoryEntry) -> Sentence:
    if entry.data.get("to") == "client":
        return S("You sent the order to the client first.")
    return S("You submitted the order for review.")


def _deadline(entry: HistoryEntry) -> Weekday:
    return Weekday(date.fromisoformat(entry.data["valid_until"]))


def _first(entry: HistoryEntry) -> date:
    return date.fromisoformat(entry.data["first_day"])


_UNKNOWN = Telling("circle", lambda _entry, who: S("{who} changed something.", who=who))

TELLING: dict[str, Telling] = {
    **block_tellings.TELLING,
    **claim_tellings.TELLING,
    **cancellation_tellings.TELLING,
    **draft_tellings.TELLING,
    **guarantee_tellings.TELLING,
    **invoice_tellings.TELLING,
    **money_tellings.TELLING,
    **reminder_tellings.TELLING,
    "create": Telling(
        "pencil",
        lambda _, who: S("{who} began the order.", who=who),
        lambda _: S("You began the order."),
        more=_copied,
    ),
    "put_away": Telling(
        "archive",
        lambda _, who: S("{who} put the draft away.", who=who),
        lambda _: S("You put the draft away."),
    ),
    "take_out": Telling(
        "archive-restore",
        lambda _, who: S("{who} brought the draft back.", who=who),
        lambda _: S("You brought the draft back."),
    ),
    "change_contact": Telling(
        "user-pen",
        lambda _, who: S("{who} changed the contact person.", who=who),
        lambda _: S("You changed the contact person."),
    ),
    "edit": Telling(
        "pencil",
        lambda _, who: S("{who} changed the order.", who=who),
        lambda _: S("You changed the order."),
    ),
    "submit": Telling("arrow-right", _submitted, _you_submitted, _revision),
    "propose_change": Telling(
        "git-branch",
        lambda entry, who: S("{who} began a change from {day} on.", who=who, day=_first(entry)),
        lambda entry: S("You began a change from {day} on.", day=_first(entry)),
    ),
    "continued": Telling(
        "git-branch",
        lambda entry, _: S(
            "From {day} on order {number} applies.",
            day=_first(entry),
            number=str(entry.data.get("number")),
        ),
    ),
    "take_back": Telling(
        "undo-2",
        lambda _, who: S("{who} took the order back.", who=who),
        lambda _: S("You took the order back."),
    ),
    "set_valid_until": Telling(
        "calendar-clock",
        lambda entry, who: S("{who} set the deadline to {day}.", who=who, day=_deadline(entry)),
        lambda entry: S("You set the deadline to {day}.", day=_deadline(entry)),
    ),
    "send_link_again": Telling(
        "send",
        lambda _, who: S("{who} sent the link again.", who=who),
        lambda _: S("You sent the link again."),
    ),
    "send_mail_again": Telling("send", lambda _, who: S("{who} sent an e-mail again.", who=who)),
    "approve": Telling(
        "check", lambda _, who: S("{who} approved the order.", who=who), more=_revision
    ),
    "adjust": Telling(
        "sliders-horizontal",
        lambda _, who: S("{who} adjusted the order.", who=who),
        more=adjusted,
    ),
    "upload_proof": Telling(
        "paperclip",
        lambda _, who: S("{who} uploaded a proof.", who=who),
        lambda _: S("You uploaded a proof."),
        _proof,
    ),
    "remove_proof": Telling(
        "trash-2",
        lambda _, who: S("{who} removed a proof.", who=who),
        lambda _: S("You removed a proof."),
        _proof,
    ),
    "accept_proof": Telling(
        "file-check", lambda _, who: S("{who} accepted a proof.", who=who), more=_proof
    ),
    "refuse_proof": Telling(
        "file-x", lambda _, who: S("{who} did not accept a proof.", who=who), more=_proof
    ),
    "return": Telling(
        "message-circle-question-mark",
        lambda _, who: S("{who} returned the order with a question.", who=who),
    ),
    "mark_read": Telling(
        "message-square",
        lambda _, who: S("{who} has read the conversation; no answer was needed.", who=who),
    ),
    "reject": Telling("x", lambda _, who: S("{who} rejected the order.", who=who), more=_grounds),
    "refuse": Telling("x", lambda _, who: S("{who} refused the order.", who=who), more=_grounds),
    "client_confirm": Telling(
        "check", lambda _, who: S("{who} confirmed the offer.", who=who), more=_revision
    ),
    "client_request_changes": Telling(
        "pencil-line", lambda _, who: S("{who} asked for changes.", who=who)
    ),
    "client_reject": Telling("x", lambda _, who: S("{who} rejected the offer.", who=who)),
    "valid_until_reminder": Telling(
        "bell", lambda entry, _: S("Reminded of the deadline, {day}.", day=_deadline(entry))
    ),
    "complete": Telling("check-check", lambda *_: S("All is paid or closed: completed.")),
    "reopen": Telling(
        "undo-2", lambda *_: S("An invoice of it is open again, so the order is active again.")
    ),
    "lapse": Telling("calendar-x", lambda *_: S("The deadline passed, and the offer lapsed.")),
    "invoice_draft": Telling(
        "file-clock", lambda *_: S("The invoice became a draft, and an e-mail said so.")
    ),
    "invoice_issue": Telling(
        "receipt-text",
        lambda entry, _: S("Invoice {number} was issued.", number=str(entry.data.get("number"))),
    ),
    "invoice_waits": Telling(
        "hourglass", lambda *_: S("The final invoice waits for an earlier one to be issued.")
    ),
    "invoice_shortened": Telling(
        "hand",
        lambda entry, _: S(
            "The first days of invoice {n} stand on an invoice from before the change, so it waits"
            " for its member: its amount may have to be lower.",
            n=int(entry.data.get("position", 1)),
        ),
    ),
    "invoice_cancel": Telling(
        "ban",
        lambda entry, who: S(
            "{who} cancelled invoice {cancelled} with {number}.",
            who=who,
            cancelled=str(entry.data.get("cancels")),
            number=str(entry.data.get("number")),
        ),
    ),
    "invoice_refused": Telling(
        "triangle-alert", lambda *_: S("The invoice failed its check and was not issued.")
    ),
}
