"""The accountant pauses the reminders of one invoice or of one client, and resumes them."""

from datetime import date, datetime

from kontor.actions import act
from kontor.actions.note_invoice import note
from kontor.actions.review_order import refuse_own
from kontor.clients.access import locked as client_locked
from kontor.clients.queries import about as about_client
from kontor.foundation import history
from kontor.foundation.days import day_fault, day_of
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict, Fault, NotFound, refuse_faults
from kontor.foundation.sentence import S
from kontor.foundation.wanted_text import wanted_text_faults
from kontor.invoicing import access
from kontor.invoicing.models import Invoice
from kontor.people.models import Person
from kontor.receivables.dunning import OWED
from kontor.receivables.dunning_models import ReminderPause

LONGEST_REASON = 500
PAUSE, RESUME = "pause_reminders", "resume_reminders"
PAUSED_ALREADY = S("Reminders are paused here already; end that pause first. Nothing was changed.")
NOTHING_OWED = S("Nobody is reminded of this invoice. Nothing was changed.")


@act.one_transaction
def pause_invoice(
    person: Person, invoice_id: int, reason: str, until: date | None, now: datetime
) -> ReminderPause:
    """No reminders of this invoice up to and including `until`, or until it is resumed.

    Raises NotFound, Forbidden (also their own order), Invalid (`reason`, `until`) or Conflict.
    """
    actor = act.accountant(person)
    invoice = access.locked_for_team(person, invoice_id)
    refuse_own(invoice.order, person)
    if invoice.status not in OWED:
        raise Conflict(NOTHING_OWED)
    pause = ReminderPause(invoice=invoice, reason=reason, until=until, paused_by=person)
    return _begin(pause, actor, now)


@act.one_transaction
def pause_client(
    person: Person, client_id: int, reason: str, until: date | None, now: datetime
) -> ReminderPause:
    """No reminders to this client, of any invoice; otherwise as `pause_invoice`."""
    actor = act.accountant(person)
    client = client_locked(client_id)
    pause = ReminderPause(client=client, reason=reason, until=until, paused_by=person)
    return _begin(pause, actor, now)


@act.one_transaction
def resume(person: Person, pause_id: int, now: datetime) -> ReminderPause:
    """End a pause; the next night goes on. Ended already, nothing changes.

    Raises NotFound or Forbidden (also the pause of their own order's invoice).
    """
    actor = act.accountant(person)
    pauses = ReminderPause.objects.select_for_update(of=("self",))
    pause = pauses.select_related("invoice__order").filter(pk=pause_id).first()
    if pause is None:
        raise NotFound
    if pause.invoice is not None:
        refuse_own(pause.invoice.order, person)
    if pause.ended_at is None:
        pause.ended_at, pause.ended_by = now, person
        pause.save(update_fields=["ended_at", "ended_by"])
        _note(pause, RESUME, actor, now)
    return pause


def faults_of(reason: str, until: date | None, today: date) -> list[Fault]:
    """What is wrong with a pause that was typed on the day."""
    missing = S("Write why nobody is to be reminded.")
    faults = wanted_text_faults("reason", reason, LONGEST_REASON, missing)
    if until is not None and until < today:
        faults.append(Fault("until", S("Choose today, {day}, or a later day.", day=today)))
    elif until is not None and (far := day_fault(until, today)):
        faults.append(Fault("until", far))
    return faults


def _begin(pause: ReminderPause, actor: Actor, now: datetime) -> ReminderPause:
    """A pause whose day has passed is over; only a new one needs its row to say so."""
    refuse_faults(faults_of(pause.reason, pause.until, day_of(now)))
    same = ReminderPause.objects.filter(invoice=pause.invoice, client=pause.client, ended_at=None)
    same.filter(until__lt=day_of(now)).update(ended_at=now)
    if same.exists():
        raise Conflict(PAUSED_ALREADY)
    pause.paused_at = now
    pause.save()
    _note(pause, PAUSE, actor, now, reason=pause.reason)
    return pause


def _note(pause: ReminderPause, event: str, actor: Actor, now: datetime, **data: str) -> None:
    """In the history of the order or of the client."""
    if pause.until is not None and event == PAUSE:
        data["until"] = pause.until.isoformat()
    invoice: Invoice | None = pause.invoice
    if invoice is None:
        history.write(about_client(pause.client_id or 0), event, actor, now, **data)
        return
    note(invoice, event, actor, now, **data)
