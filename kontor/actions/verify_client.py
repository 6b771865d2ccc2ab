"""Clients are verified with evidence, and their VAT numbers asked about (spec § 4)."""

from datetime import datetime

from kontor.actions import act
from kontor.clients import record
from kontor.clients.access import locked
from kontor.clients.change_models import VatCheck
from kontor.clients.evidence import how_faults, reason_faults
from kontor.clients.models import Client
from kontor.clients.queries import about
from kontor.clients.vat_register import VatAnswer, VatRegister, split
from kontor.foundation import history
from kontor.foundation.history import Actor
from kontor.foundation.refusal import Conflict, NotFound, refuse_faults
from kontor.foundation.sentence import S
from kontor.people.models import Person


@act.one_transaction
def verify(person: Person, client_id: int, version: int, how: str, now: datetime) -> Client:
    """The client's data were compared with something: `how`, as `evidence.how_of` makes it.

    The same person saying the same again (a second click) changes nothing. Raises NotFound,
    Forbidden, Invalid (`how`), or Conflict where the data have changed since `version` or somebody
    has verified them already.
    """
    actor = act.keeps_clients(person)
    client = locked(client_id)
    refuse_faults(how_faults(how))
    how = how.strip()
    if client.verified_at is not None:
        if (client.verified_by_id, client.verified_how) == (person.pk, how):
            return client
        raise Conflict(S("This client has been verified already."))
    record.refuse_stale(client, version)
    note_verified(client, person, actor, how, now)
    return client


@act.one_transaction
def withdraw_verification(person: Person, client_id: int, reason: str, now: datetime) -> Client:
    """The client is unverified again; nothing happens where it is so already.

    Raises NotFound, Forbidden, Invalid (`reason`) or Conflict.
    """
    actor = act.keeps_clients(person)
    client = locked(client_id)
    refuse_faults(reason_faults(reason))
    if client.verified_at is not None:
        record.forget_verification(client)
        client.save(update_fields=record.VERIFICATION)
        history.write(about(client.pk), "unverify", actor, now, reason=reason.strip())
    return client


def check_vat_number(
    person: Person, client_id: int, register: VatRegister, now: datetime
) -> VatCheck:
    """What the register says about the client's VAT number, kept for good.

    It is asked outside any transaction: it may take seconds, and its answer changes no order.
    Raises NotFound, Forbidden, or Conflict where there is no number that it could know.
    """
    actor = act.keeps_clients(person)
    client = Client.objects.filter(pk=client_id).first()
    if client is None:
        raise NotFound
    if split(client.vat_number) is None:
        raise Conflict(S("This client has no VAT number that the register could know."))
    answer = register.ask(client.vat_number)
    return _keep(person, actor, client, answer, now)


@act.one_transaction
def _keep(
    person: Person, actor: Actor, client: Client, answer: VatAnswer, now: datetime
) -> VatCheck:
    check = VatCheck.objects.create(
        client=client,
        number=client.vat_number,
        verdict=answer.verdict,
        name=answer.name,
        address=answer.address,
        reference=answer.reference,
        why=answer.why or "",
        asked_by=person,
        at=now,
    )
    data = {"number": check.number, "verdict": check.verdict, "why": check.why}
    history.write(about(client.pk), "vat_checked", actor, now, **data)
    return check


def note_verified(client: Client, person: Person, actor: Actor, how: str, now: datetime) -> None:
    """Inside an act: the locked client is verified, and the history says by what."""
    record.note_verification(client, person, how.strip(), now)
    client.save(update_fields=record.VERIFICATION)
    history.write(about(client.pk), "verify", actor, now, how=client.verified_how)
