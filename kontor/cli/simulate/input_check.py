"""The rules of spec § 5 for submitting, asked before anything is played: all faults at once."""

from datetime import date

from kontor.cli.simulate.order_file import ADVISOR, OrderFile, edited, key_of
from kontor.formats.einvoice.printable import unprintable
from kontor.foundation.address import normalise
from kontor.foundation.refusal import Fault
from kontor.invoicing.vat import VatRates, terms_for
from kontor.orders.sectors import SECTORS
from kontor.orders.submitting import Surroundings, faults_to_submit

# Judged by the first day, so not where that could not be read.
BY_TODAY = {"confirmation.valid_until", "payment.billing_date", "service_from", "service_to"}


def faults_of(file: OrderFile, known: list[Fault]) -> list[Fault]:
    """What submitting would refuse, except at fields that are faulty already.

    The draft is judged on the first day, what an `edit` puts in its place on the day of that.
    """
    taken = {fault.field for fault in known}
    if "today" in taken:
        taken |= BY_TODAY
    found = faults_to_submit(file.draft, _around(file, file.today))
    return [fault for fault in found if not _taken(fault, taken)] + _edit_faults(file)


def _edit_faults(file: OrderFile) -> list[Fault]:
    found = []
    for number, event in enumerate(file.events):
        fields = event.says.get("fields", {}) if event.do == "edit" else {}
        draft, faults = edited(file, fields, file.draft, event.on)
        taken = {fault.field for fault in faults}
        found += [
            fault.under(f"events[{number}].fields")
            for fault in (*faults, *faults_to_submit(draft, _around(file, event.on)))
            if fault in faults or (key_of(fault) in fields and not _taken(fault, taken))
        ]
    return found


def _around(file: OrderFile, day: date) -> Surroundings:
    return Surroundings(
        today=day,
        client=file.client,
        vat=terms_for(file.client, day, VatRates()),
        sectors=frozenset(SECTORS),
        house_addresses=frozenset({normalise(file.member_email), normalise(ADVISOR[0])}),
        unprintable=unprintable,
    )


def _taken(fault: Fault, taken: set[str]) -> bool:
    """Whether the field, a part of it, or what it is part of has a fault already."""
    if "payment.mode" in taken and fault.field.startswith("payment"):
        return True  # which dates are needed depends on the mode
    return any(
        fault.field == other
        or fault.field.startswith((f"{other}.", f"{other}["))
        or other.startswith((f"{fault.field}.", f"{fault.field}["))
        for other in taken
    )
