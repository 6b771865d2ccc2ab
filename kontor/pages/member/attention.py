"""What needs the member: the rows of the dashboard's first list, and the count in the bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, Weekday
from kontor.invoicing.models import Invoice
from kontor.invoicing.queries import drafts
from kontor.invoicing.schedule import issue_day
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.queries import failed_mails, needing_owner, with_gross
from kontor.pages.shared.parts.words import weekday_short
from kontor.people.models import Person

MOST_ROWS = 12
LONGEST_QUOTE = 120


@dataclass(frozen=True)
class Task:
    """One row: a sentence, what it is about, and the one button."""

    icon: str
    tone: str
    sentence: Sentence
    about: Sequence[Sentence | str]
    button: Sentence
    url: str


def how_many(person: Person, now: datetime) -> int:
    """How many things need the member; one query."""
    kinds = (needing_owner(person, now), failed_mails(person))
    rows = drafts(person).order_by().values_list("pk")
    return rows.union(*(kind.order_by().values_list("pk") for kind in kinds), all=True).count()


def tasks(person: Person, now: datetime) -> list[Task]:
    """The most urgent first: questions, failed mails, lapsed offers, drafts; four queries."""
    orders = list(
        with_gross(needing_owner(person, now)).order_by("status", "-changed_at")[:MOST_ROWS]
    )
    asked = _words_of([order for order in orders if order.status == "changes_requested"])
    mails = list(failed_mails(person).order_by("-queued_at")[:MOST_ROWS])
    return [
        *(_question(order, asked[order.pk]) for order in orders if order.pk in asked),
        *(_failed(mail) for mail in mails),
        *(_lapsed(order) for order in orders if order.lapsed),
        *(_draft_invoice(invoice) for invoice in drafts(person)[:MOST_ROWS]),
        *(_unfinished(order) for order in orders if order.status == "draft"),
    ]


def _words_of(orders: Sequence[Order]) -> dict[int, HistoryEntry]:
    """What the client or the team wrote last, by order."""
    keys = {about(order.pk): order.pk for order in orders}
    asked = HistoryEntry.objects.filter(
        about__in=keys, event__in=["client_request_changes", "return"]
    )
    newest = asked.order_by("about", "-id").distinct("about")
    return {keys[entry.about]: entry for entry in newest}


def _question(order: Order, entry: HistoryEntry) -> Task:
    who, words = entry.actor_name, _shortened(str(entry.data.get("text", "")))
    if entry.actor == "client":
        sentence = S("{who} asks for a change: “{words}”", who=who, words=words)
    else:
        sentence = S("{who} has a question: “{words}”", who=who, words=words)
    return Task(
        "pencil-line" if entry.actor == "client" else "message-circle-question-mark",
        "wait",
        sentence,
        [*_named(order), S("since {day}", day=weekday_short(entry.day))],
        S("Change order"),
        f"/orders/{order.pk}/edit",
    )


def _failed(mail: OutboxMail) -> Task:
    return Task(
        "mail-warning",
        "stop",
        S("An e-mail to {address} could not be delivered", address=mail.to),
        [mail.subject],
        S("See the order"),
        f"/orders/{mail.about.removeprefix('order:')}/",
    )


def _lapsed(order: Order) -> Task:
    sentence = S("The deadline has passed without an answer")
    if order.valid_until:
        sentence = S("The offer lapsed on {day} without an answer", day=order.valid_until)
    return Task(
        "calendar-x", "stop", sentence, _named(order), S("Set a new date"), f"/orders/{order.pk}/"
    )


def _draft_invoice(invoice: Invoice) -> Task:
    if invoice.drafted_on is None:
        sentence = S("Your invoice waits for you")
    else:
        day = issue_day(invoice.billing_date, invoice.drafted_on)
        sentence = S("Your invoice draft goes out on {day}", day=Weekday(day))
    client = invoice.order.client
    return Task(
        "file-clock",
        "accent",
        sentence,
        [
            invoice.order.title,
            client.name if client else "",
            S("{amount}", amount=Money(invoice.gross)),
            S("nothing to do if it is right"),
        ],
        S("Check draft"),
        f"/orders/{invoice.order_id}/",
    )


def _unfinished(order: Order) -> Task:
    return Task(
        "pencil",
        "quiet",
        S("This order is not submitted yet"),
        _named(order)
        or [S("without a title"), S("since {day}", day=weekday_short(order.created_at))],
        S("Go on"),
        f"/orders/{order.pk}/edit",
    )


def _named(order: Order) -> list[Sentence | str]:
    return [words for words in (order.title, order.client.name if order.client else "") if words]


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1].rstrip() + "…"
