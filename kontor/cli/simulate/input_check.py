"""The rules of spec § 5 for submitting, asked before anything is played: all faults at once."""

from kontor.cli.simulate.order_file import ADVISOR, OrderFile
from kontor.formats.einvoice.printable import unprintable
from kontor.foundation.address import normalise
from kontor.foundation.refusal import Fault
from kontor.invoicing.vat import VatRates, terms_for
from kontor.orders.sectors import SECTORS
from kontor.orders.submitting import Surroundings, faults_to_submit


def faults_of(file: OrderFile, known: list[Fault]) -> list[Fault]:
    """What submitting on the first day would refuse, except at fields that are faulty already."""
    if not any(event.do == "submit" for event in file.events):
        return []
    around = Surroundings(
        today=file.today,
        client=file.client,
        vat=terms_for(file.client, file.today, VatRates()),
        sectors=frozenset(SECTORS),
        house_addresses=frozenset({normalise(file.member_email), normalise(ADVISOR[0])}),
        unprintable=unprintable,
    )
    taken = {fault.field for fault in known}
    return [fault for fault in faults_to_submit(file.draft, around) if not _taken(fault, taken)]


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
