"""Plays an order file with the real acts, day by day, on a clock that the file moves."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email import policy
from email.parser import BytesParser
from typing import Any

from kontor.actions import (
    answer_offer,
    draft_order,
    keep_clients,
    keep_house,
    review_order,
    run_night,
    submit_order,
    turn_down_order,
)
from kontor.actions.answer_offer import Answer
from kontor.cli.demo_data import COOPERATIVE
from kontor.cli.simulate.events import PlayedEvent
from kontor.cli.simulate.order_file import ADVISOR, OrderFile, edited
from kontor.cli.simulate.telling import told
from kontor.foundation import clock, jobs
from kontor.foundation.days import day_of
from kontor.foundation.mailer import delivering_to
from kontor.foundation.message import Parcel
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Invalid, Refusal
from kontor.foundation.sentence import S
from kontor.foundation.written import BERLIN
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.record import draft_of
from kontor.people.models import Person
from kontor.people.roles import Role

DAYS_AFTER_DUE = 60
FIRST_ACT = time(9)
NIGHT = time(23)
LINK = re.compile(r"/c/([A-Za-z0-9_-]{43})")


class EventFault(Exception):
    """An event was not allowed; the message names it and says why."""


@dataclass
class Play:
    """The stage: the order, the people, and what has happened so far."""

    file: OrderFile
    owner: Person
    advisor: Person
    order: Order
    timeline: list[dict[str, str]] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    told_up_to: int = 0

    def fresh(self) -> Order:
        """The order as it stands."""
        self.order.refresh_from_db()
        return self.order


def begin(file: OrderFile) -> Play:
    """Cooperative, people, client and the draft, on the first day."""
    now = datetime.combine(file.today, time(8), BERLIN)
    keep_house.keep_cooperative(**_house(file.cooperative))
    for key, value in file.rates.items():
        keep_house.keep_rate(key, date(2000, 1, 1), value, alone=True)
    owner = keep_house.add_person(file.member_email, file.member_name, [Role.MEMBER])
    advisor = keep_house.add_person(*ADVISOR, [Role.ADVISOR])
    client = keep_house.seed_client(file.client, now, owner)
    draft = keep_clients.with_client(file.draft, client)
    play = Play(file, owner, advisor, draft_order.create(owner, draft, now))
    play.told_up_to = HistoryEntry.objects.order_by("-id").values_list("id", flat=True)[0]
    return play


def _house(given: Mapping[str, str]) -> dict[str, str]:
    """The cooperative of the demo with what the file says of it.

    Under a name of its own nothing that it prints or mails names the demo's any more.
    """
    own: dict[str, str] = {}
    if "name" in given or "short_name" in given:
        short = given.get("short_name", given.get("name", "")[:40])
        name = given.get("name", short)
        own = {
            "name": name,
            "short_name": short,
            "contact_name": short,
            "account_holder": name[:70],
            "email": "invoices@cooperative.example",
            "website": "cooperative.example",
        }
    return {**COOPERATIVE, **own, **given}


def play_life(play: Play) -> None:
    """Every event and every night up to the last day. Raises EventFault."""
    last = play.file.until or _default_end(play)
    events = sorted(enumerate(play.file.events), key=lambda pair: pair[1].on)
    day = play.file.today
    with delivering_to(_postbox(play)):
        while day <= last:
            todays = [pair for pair in events if pair[1].on == day]
            for minute, (index, event) in enumerate(todays):
                now = datetime.combine(day, FIRST_ACT, BERLIN) + timedelta(minutes=minute)
                _play_event(play, index, event, now)
            _play_night(play, datetime.combine(day, NIGHT, BERLIN))
            day += timedelta(days=1)


def _default_end(play: Play) -> date:
    payment = play.file.draft.payment
    if payment.billing_date is None or payment.term_days is None:
        message = "the order has been checked to have a plan"
        raise ValueError(message)
    due = payment.billing_date + timedelta(days=payment.term_days)
    return max(due, play.file.today) + timedelta(days=DAYS_AFTER_DUE)


def _postbox(play: Play) -> Callable[[Parcel], str]:
    def take(parcel: Parcel) -> str:
        play.mails.append(parcel.data)
        return "250 kept by the simulation"

    return take


def _play_event(play: Play, index: int, event: PlayedEvent, now: datetime) -> None:
    with _at(play, now):
        try:
            ACTS[event.do](play, event.says, now)
        except Invalid as invalid:
            faults = "; ".join(f"{each.field}: {each.sentence}" for each in invalid.faults)
            raise EventFault(f"events[{index}] {event.do}: {faults}") from invalid
        except Refusal as refusal:
            raise EventFault(f"events[{index}] {event.do}: {refusal.sentence}") from refusal


def _play_night(play: Play, now: datetime) -> None:
    with _at(play, now):
        night = run_night.run(now, _silent)
        if night.broken:
            raise RuntimeError("a nightly run broke off")


@contextmanager
def _at(play: Play, now: datetime) -> Iterator[None]:
    """Hold the clock; afterwards the jobs are done and what happened is told."""
    with clock.held(now):
        try:
            yield
            jobs.run_waiting()
        finally:
            _tell(play)


def _tell(play: Play) -> None:
    for entry in HistoryEntry.objects.filter(
        id__gt=play.told_up_to, about=about(play.order.pk)
    ).order_by("id"):
        play.told_up_to = entry.pk
        line = {
            "on": entry.day.isoformat(),
            "event": entry.event,
            "by": entry.actor,
            "status": entry.status,
            "text": told(entry),
        }
        play.timeline.append(line)


def _silent(line: str) -> None:
    """The timeline tells what the night did."""


def _submit(play: Play, says: Any, now: datetime) -> None:
    to = says.get("to") or play.file.first
    submit_order.submit(play.owner, play.order.pk, to, play.fresh().version, now)


def _approve(play: Play, says: Any, now: datetime) -> None:  # noqa: ARG001  # one shape for all
    review_order.approve(play.advisor, play.order.pk, _revision_hash(play), now)


def _return(play: Play, says: Any, now: datetime) -> None:
    turn_down_order.return_with_question(
        play.advisor, play.order.pk, _revision_hash(play), says.get("text", ""), now
    )


def _reject(play: Play, says: Any, now: datetime) -> None:
    turn_down_order.reject(
        play.advisor,
        play.order.pk,
        _revision_hash(play),
        says.get("grounds", []),
        says.get("text", ""),
        now,
    )


def _refuse(play: Play, says: Any, now: datetime) -> None:
    turn_down_order.refuse(
        play.advisor, play.order.pk, says.get("grounds", []), says.get("text", ""), now
    )


def _revision_hash(play: Play) -> str:
    revision = play.fresh().revision
    return revision.hash if revision else ""


def _client_confirm(play: Play, says: Any, now: datetime) -> None:
    answer = Answer(
        hash=_shown(play),
        name=play.order.contact_name,
        purchase_order=says.get("purchase_order", ""),
    )
    answer_offer.confirm(_token(play), answer, now)


def _client_reject(play: Play, says: Any, now: datetime) -> None:
    answer = Answer(hash=_shown(play), text=says.get("text", ""))
    answer_offer.reject(_token(play), answer, now)


def _client_request_changes(play: Play, says: Any, now: datetime) -> None:
    answer = Answer(hash=_shown(play), text=says.get("text", ""))
    answer_offer.request_changes(_token(play), answer, now)


def _edit(play: Play, says: Any, now: datetime) -> None:
    order = play.fresh()
    draft, _ = edited(play.file, says["fields"], draft_of(order), day_of(now))
    draft_order.save(play.owner, order.pk, draft, order.version, now)


def _take_back(play: Play, says: Any, now: datetime) -> None:  # noqa: ARG001
    submit_order.take_back(play.owner, play.order.pk, now)


def _set_valid_until(play: Play, says: Any, now: datetime) -> None:
    submit_order.set_valid_until(play.owner, play.order.pk, says["date"], now)


def _shown(play: Play) -> str:
    """The hash the client sees behind the link. Raises Conflict where they have none."""
    order = play.fresh()
    if not _links(play):
        raise Conflict(S("The client has no link to the offer yet."))
    return order.revision.hash if order.revision else ""


def _token(play: Play) -> str:
    return _links(play)[-1]


def _links(play: Play) -> list[str]:
    return [link for mail in play.mails for link in LINK.findall(_text_of(mail))]


def _text_of(mail: bytes) -> str:
    body = BytesParser(policy=policy.default).parsebytes(mail).get_body(("plain",))
    return str(body.get_content()) if body else ""


ACTS: dict[str, Callable[[Play, Any, datetime], None]] = {
    "submit": _submit,
    "approve": _approve,
    "return": _return,
    "reject": _reject,
    "refuse": _refuse,
    "client_confirm": _client_confirm,
    "client_reject": _client_reject,
    "client_request_changes": _client_request_changes,
    "edit": _edit,
    "take_back": _take_back,
    "set_valid_until": _set_valid_until,
}
