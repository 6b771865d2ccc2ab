"""Plays an order file with the real acts, day by day, on a clock that the file moves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from kontor.actions import draft_order, keep_clients, keep_house, keep_proofs, run_night
from kontor.cli.simulate import bank
from kontor.cli.simulate.acting import ACTS
from kontor.cli.simulate.events import PlayedEvent
from kontor.cli.simulate.house import house_of
from kontor.cli.simulate.order_file import ACCOUNTANT, ADVISOR, OrderFile
from kontor.cli.simulate.stage import Play
from kontor.cli.simulate.telling import is_told, told
from kontor.foundation import clock, jobs
from kontor.foundation.days import day_of
from kontor.foundation.mailer import delivering_to
from kontor.foundation.message import Parcel
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Invalid, Refusal
from kontor.foundation.written import BERLIN
from kontor.invoicing.preview import vat_terms
from kontor.orders.naming import about
from kontor.orders.plan import plan_of
from kontor.orders.revising import offer_in
from kontor.orders.totals import totals
from kontor.people.roles import Role

DAYS_AFTER_DUE = 60
FIRST_ACT = time(9)
MONEY_EVENTS = frozenset({"statement", "payment"})
NOTHING_NEW = "The bank brings nothing for this order."
NIGHT = time(23)


class EventFault(Exception):
    """An event was not allowed; the message names it and says why."""


def begin(file: OrderFile) -> Play:
    """Cooperative, people, client and the draft, on the first day."""
    now = datetime.combine(file.today, time(8), BERLIN)
    keep_house.keep_cooperative(**house_of(file.cooperative))
    for key, value in file.rates.items():
        keep_house.keep_rate(key, date(2000, 1, 1), value, alone=True)
    owner = keep_house.add_person(file.member_email, file.member_name, [Role.MEMBER])
    advisor = keep_house.add_person(*ADVISOR, [Role.ADVISOR])
    accountant = keep_house.add_person(*ACCOUNTANT, [Role.ACCOUNTANT])
    client = keep_house.seed_client(file.client, now, owner)
    draft = keep_clients.with_client(file.draft, client)
    play = Play(file, owner, advisor, accountant, draft_order.create(owner, draft, now))
    if file.proof is not None:
        keep_proofs.upload(owner, play.order.pk, file.proof.name, file.proof.data, now)
    play.told_up_to = HistoryEntry.objects.order_by("-id").values_list("id", flat=True)[0]
    return play


def play_life(play: Play) -> None:
    """Every event and every night up to the last day. Raises EventFault."""
    events = sorted(enumerate(play.file.events), key=lambda pair: pair[1].on)
    day = play.file.today
    with delivering_to(_postbox(play)):
        while day <= (play.file.until or _default_end(play)):
            todays = [pair for pair in events if pair[1].on == day]
            for minute, (index, event) in enumerate(todays):
                now = datetime.combine(day, FIRST_ACT, BERLIN) + timedelta(minutes=minute)
                _play_event(play, index, event, now)
            _play_night(play, datetime.combine(day, NIGHT, BERLIN))
            day += timedelta(days=1)


def _default_end(play: Play) -> date:
    """60 days after the last due date of the plan as it was submitted last."""
    revision = play.fresh().revision
    if revision is not None:
        dues = [row.due_on for row in offer_in(revision).invoices]
    else:
        draft, client = play.file.draft, play.fresh().client
        vat = vat_terms(client, draft, play.file.today)
        dues = [row.due_on for row in plan_of(draft, totals(draft.lines, vat))]
    return max([play.file.today, *dues]) + timedelta(days=DAYS_AFTER_DUE)


def _postbox(play: Play) -> Callable[[Parcel], str]:
    def take(parcel: Parcel) -> str:
        play.mails.append(parcel.data)
        return "250 kept by the simulation"

    return take


def _play_event(play: Play, index: int, event: PlayedEvent, now: datetime) -> None:
    with _at(play, now):
        try:
            ACTS[event.do](play, event.says, now)
            if event.do in MONEY_EVENTS:
                _tell_of_money(play, event, now)
        except Invalid as invalid:
            faults = "; ".join(f"{each.field}: {each.sentence}" for each in invalid.faults)
            raise EventFault(f"events[{index}] {event.do}: {faults}") from invalid
        except Refusal as refusal:
            raise EventFault(f"events[{index}] {event.do}: {refusal.sentence}") from refusal


def _play_night(play: Play, now: datetime) -> None:
    with _at(play, now):
        bank.report(play, now)
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
    for entry in _untold(play):
        line = {
            "on": entry.day.isoformat(),
            "event": entry.event,
            "by": entry.actor,
            "status": entry.status or play.fresh().status,
            "text": told(entry),
        }
        play.timeline.append(line)


def _tell_of_money(play: Play, event: PlayedEvent, now: datetime) -> None:
    """One line for all that a statement brings."""
    line = {
        "on": day_of(now).isoformat(),
        "event": event.do,
        "by": Role.ACCOUNTANT.value,
        "status": play.fresh().status,
        "text": " ".join(told(entry) for entry in _untold(play)) or NOTHING_NEW,
    }
    play.timeline.append(line)


def _untold(play: Play) -> list[HistoryEntry]:
    """What has happened to the order and its client since it was asked last."""
    abouts = [about(play.order.pk), f"client:{play.order.client_id}"]
    rows = HistoryEntry.objects.filter(id__gt=play.told_up_to).order_by("id")
    entries = list(rows.filter(about__in=abouts))
    play.told_up_to = entries[-1].pk if entries else play.told_up_to
    return [entry for entry in entries if is_told(entry)]


def _silent(line: str) -> None:
    """The timeline tells what the night did."""
