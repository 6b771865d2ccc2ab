"""The house itself: the cooperative's data, people who may sign in, the demo and its date."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from kontor.actions import act, demo_bank, run_night
from kontor.clients import record
from kontor.clients.facts import ClientFacts
from kontor.clients.models import Client
from kontor.cooperative import own_data
from kontor.cooperative.models import Cooperative, Rate
from kontor.cooperative.own_data_rules import own_data_faults
from kontor.foundation import clock
from kontor.foundation.address import address_fault
from kontor.foundation.models import ClockShift
from kontor.foundation.refusal import Conflict, Fault, Invalid
from kontor.foundation.sentence import S
from kontor.people.models import Person
from kontor.people.roles import Role
from kontor.people.rules import name_faults, password_faults


@act.one_transaction
def keep_cooperative(**fields: str) -> Cooperative:
    """Set the cooperative's own data; the row is made where there is none. Raises Invalid."""
    faults = own_data_faults(fields)
    if faults:
        raise Invalid(faults)
    house, _ = Cooperative.objects.update_or_create(only_row=True, defaults=fields)
    own_data.read_anew()
    return house


@act.one_transaction
def keep_rate(key: str, valid_from: date, value: Decimal, *, alone: bool = False) -> Rate:
    """Set a dated rate; `alone` ends every other row of its key."""
    if alone:
        Rate.objects.filter(key=key).delete()
    rate, _ = Rate.objects.update_or_create(
        key=key, valid_from=valid_from, defaults={"value": value}
    )
    own_data.read_anew()
    return rate


@act.one_transaction
def add_person(
    email: str,
    name: str,
    roles: Sequence[Role],
    *,
    language: str = "de",
    password: str | None = None,
) -> Person:
    """An account that may sign in. Raises Conflict where the address has one."""
    if Person.objects.filter(email__iexact=email.strip()).exists():
        raise Conflict(S("There is already an account for {email}.", email=email.strip()))
    faults = [Fault("email", wrong)] if (wrong := address_fault(email)) else []
    faults += name_faults(name)
    if password is not None:
        faults += password_faults(password)
    if faults:
        raise Invalid(faults)
    return Person.objects.create_person(
        email, name.strip(), [role.value for role in roles], language=language, password=password
    )


@act.one_transaction
def seed_client(facts: ClientFacts, now: datetime, created_by: Person | None = None) -> Client:
    """A verified client of the demo or of an import; an equal name is kept as it is."""
    known = Client.objects.filter(name=facts.name).first()
    if known is not None:
        return known
    client = record.add(facts, created_by, now)
    client.verified_at = now if facts.verified else None
    client.verified_how = "directory" if facts.verified else ""
    client.save(update_fields=["verified_at", "verified_how"])
    return client


def move_date_forward(days: int) -> run_night.Night:
    """Demo only: day by day forward, with each day's bank data and night, as if one had waited.

    Returns what all the nights together did.
    """
    total = run_night.Night()
    for _ in range(days):
        with act.one_transaction():
            ClockShift.objects.get_or_create(only_row=True)
            shift = ClockShift.objects.select_for_update().get()
            shift.days += 1
            shift.save(update_fields=["days"])
        demo_bank.tell(clock.now())
        total += run_night.run(clock.now())
    return total
