"""What needs the member: the rows of the dashboard's first list, and the count in the bar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from kontor.foundation.days import day_of
from kontor.foundation.models import OutboxMail
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, Weekday
from kontor.invoicing.models import Invoice
from kontor.invoicing.queries import drafts
from kontor.invoicing.schedule import issue_day
from kontor.orders import queries
from kontor.orders.models import Order, Proof
from kontor.orders.thread_models import OrderMessage
from kontor.pages.shared.parts.words import weekday_short
from kontor.people.models import Person
from kontor.receivables import demand_questions, reminding

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
    first, *others = (
        rows.order_by().values_list("pk")
        for rows in (
            drafts(person),
            demand_questions.waiting().filter(invoice__order__owner=person),
            queries.needing_owner(person, now),
            queries.failed_mails(person),
            queries.lapsing(person, day_of(now)),
            queries.refused_proofs(person, now),
            queries.team_replies(person, now),
        )
    )
    return first.union(*others, all=True).count()


def tasks(
    person: Person,
    now: datetime,
    waiting: Iterable[Order],
    asked: Iterable[Any],
    invoices: Iterable[Invoice],
) -> list[Task]:
    """The most urgent first; four queries.

    `waiting`: own offers that wait for their client, `asked` and `invoices` as from
    `reminding.ahead_of`; the dashboard reads them anyway.
    """
    needing = queries.with_answer(queries.needing_owner(person, now))
    orders = list(queries.most_urgent_first(needing)[:MOST_ROWS])
    mails = queries.failed_mails(person).order_by("-queued_at")[:MOST_ROWS]
    today = day_of(now)
    rows = [
        *(_question(order) for order in orders if order.status == "changes_requested"),
        *(_demand(invoice, today) for invoice in asked),
        *(_reply(message) for message in queries.team_replies(person, now)[:MOST_ROWS]),
        *(_failed(mail) for mail in mails),
        *(_refused(proof) for proof in queries.refused_proofs(person, now)[:MOST_ROWS]),
        *(_lapsing(order, today) for order in waiting if _days(order, today) in LAPSES),
        *(_lapsed(order) for order in orders if order.lapsed),
        *(_rejected(order) for order in orders if order.status == "rejected" and not order.lapsed),
        *(_draft_invoice(one) for one in invoices if _is_members_turn(one)),
        *(_unfinished(order) for order in orders if order.status == "draft"),
    ]
    return rows[:MOST_ROWS]


LAPSES = {
    0: S("The offer lapses at midnight"),
    1: S("The offer lapses tomorrow at midnight"),
    2: S("The offer lapses the day after tomorrow at midnight"),
}


def _days(order: Order, today: date) -> int | None:
    return (order.valid_until - today).days if order.valid_until else None


def _question(order: Order) -> Task:
    answer = _answer(order)
    who, words = answer["actor_name"], _shortened(answer["text"])
    from_client = answer["actor"] == "client"
    if from_client:
        sentence = S("{who} asks for a change: “{words}”", who=who, words=words)
    else:
        sentence = S("{who} has a question: “{words}”", who=who, words=words)
    return Task(
        "pencil-line" if from_client else "message-circle-question-mark",
        "wait",
        sentence,
        [*_named(order), S("since {day}", day=weekday_short(answer["day"]))],
        S("Change order"),
        f"/orders/{order.pk}/edit",
    )


def _reply(message: OrderMessage) -> Task:
    who, words = message.author.name, _shortened(message.text)
    return Task(
        "message-circle",
        "accent",
        S("{who} writes: “{words}”", who=who, words=words),
        [*_named(message.order), S("since {day}", day=weekday_short(day_of(message.at)))],
        S("Answer"),
        f"/orders/{message.order_id}/#conversation",
    )


def _demand(invoice: Any, today: date) -> Task:
    client, order = invoice.order.client, invoice.order
    day = reminding.step_of(invoice, reminding.surroundings(today)).demand_on
    return Task(
        "message-circle-question-mark",
        "wait",
        S(
            "May we formally demand {amount} from {client}?",
            amount=Money(invoice.open),
            client=client.name if client else "",
        ),
        [
            order.title,
            S("goes out on {day} without an answer", day=weekday_short(day)) if day else "",
        ],
        S("Answer"),
        f"/invoices/{invoice.pk}#demand",
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


def _refused(proof: Proof) -> Task:
    return Task(
        "file-x",
        "stop",
        S("Your proof was not accepted: “{words}”", words=_shortened(proof.reason)),
        [*_named(proof.order), proof.name],
        S("See the order"),
        f"/orders/{proof.order_id}/",
    )


def _lapsing(order: Order, today: date) -> Task:
    who: Sentence | str = order.contact_name or S("The client")
    return Task(
        "hourglass",
        "wait",
        LAPSES[_days(order, today) or 0],
        [*_named(order), S("{who} has not answered yet", who=who)],
        S("See the order"),
        f"/orders/{order.pk}/",
    )


def _lapsed(order: Order) -> Task:
    sentence = S("The deadline has passed without an answer")
    if order.valid_until:
        sentence = S("The offer lapsed on {day} without an answer", day=order.valid_until)
    return Task(
        "calendar-x", "stop", sentence, _named(order), S("Set a new date"), f"/orders/{order.pk}/"
    )


def _rejected(order: Order) -> Task:
    answer = _answer(order)
    words = _shortened(answer["text"])
    if answer["actor"] == "client":
        sentence = S("{who} rejects the offer: “{words}”", who=answer["actor_name"], words=words)
    elif words:
        sentence = S("The team does not accept the order: “{words}”", words=words)
    else:
        sentence = S("The team does not accept the order")
    since = S("since {day}", day=weekday_short(answer["day"]))
    return Task(
        "x", "stop", sentence, [*_named(order), since], S("See the order"), f"/orders/{order.pk}/"
    )


def _is_members_turn(invoice: Invoice) -> bool:
    """Whether it can be looked at; one that an open request to cancel holds waits for the team."""
    can_be_seen = invoice.status in ("draft", "awaiting_update")
    return can_be_seen and not attrgetter("waits_for_team")(invoice)


def _draft_invoice(invoice: Invoice) -> Task:
    if invoice.drafted_on is None or invoice.status != "draft":
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
            S("nothing to do if it is right")
            if invoice.status == "draft"
            else S("held since {day}", day=weekday_short(invoice.held_on))
            if invoice.held_on
            else "",
        ],
        S("Check draft"),
        f"/invoices/{invoice.pk}",
    )


def _unfinished(order: Order) -> Task:
    sentence = S("This order is not submitted yet")
    if order.to_check:
        sentence = S.plural(
            "This copy asks you to check {n} thing before you submit it",
            "This copy asks you to check {n} things before you submit it",
            len(order.to_check),
        )
    return Task(
        "copy" if order.to_check else "pencil",
        "quiet",
        sentence,
        _named(order)
        or [S("without a title"), S("since {day}", day=weekday_short(order.created_at))],
        S("Go on"),
        f"/orders/{order.pk}/edit",
    )


def _answer(order: Order) -> dict[str, Any]:
    """Who said no or asked for a change, when, and in which words (`queries.with_answer`)."""
    said: dict[str, Any] = attrgetter("answer")(order) or {}
    day = said.get("day")
    return {
        "actor": said.get("actor", ""),
        "actor_name": said.get("actor_name") or S("The client"),
        "text": said.get("text") or "",
        "day": date.fromisoformat(day) if day else day_of(order.changed_at),
    }


def _named(order: Order) -> list[Sentence | str]:
    return [words for words in (order.title, order.client.name if order.client else "") if words]


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1].rstrip() + "…"
