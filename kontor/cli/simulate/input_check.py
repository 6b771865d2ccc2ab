"""The rules of spec § 5 for submitting, asked before anything is played: all faults at once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from kontor.cli.simulate.adjust_input import faults_of_adjusting
from kontor.cli.simulate.change_input import faults_of_shape
from kontor.cli.simulate.house import house_of
from kontor.cli.simulate.order_file import ADVISOR, OrderFile, contact_fields, edited, key_of
from kontor.formats.einvoice.printable import unprintable
from kontor.foundation.address import normalise
from kontor.foundation.refusal import Fault, Unreadable
from kontor.foundation.uploads import read_upload
from kontor.invoicing.vat import terms_for
from kontor.orders.draft import Draft
from kontor.orders.sectors import SHIPPED
from kontor.orders.submitting import Surroundings, faults_to_submit
from kontor.orders.totals import VatRates

NO_RATES = VatRates(standard=(), reduced=())  # none of these rules asks for one
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
    return [
        *(fault for fault in found if not _taken(fault, taken)),
        *_proof_faults(file),
        *_edit_faults(file),
        *_contact_faults(file),
        *_adjust_faults(file),
        *_invoice_change_faults(file),
    ]


def _proof_faults(file: OrderFile) -> Iterator[Fault]:
    """What is wrong with the content of a file that is to be a proof."""
    files = [("confirmation.proof", file.proof)]
    files += [
        (f"events[{number}].path", event.says.get("path"))
        for number, event in enumerate(file.events)
        if event.do == "upload_proof"
    ]
    for path, attached in files:
        if attached is not None:
            try:
                read_upload(attached.name, attached.data)
            except Unreadable as unreadable:
                yield Fault(path, unreadable.sentence)


def _contact_faults(file: OrderFile) -> Iterator[Fault]:
    """What a new contact person may not be, judged beside the one of the file."""
    for number, event in enumerate(file.events):
        if event.do != "change_contact" or not isinstance(event.says.get("fields"), Mapping):
            continue
        place = f"events[{number}].fields"
        given, wrong = contact_fields(event.says["fields"], [])
        contact = replace(file.draft.contact, **given)
        around = _around(file, event.on)
        rules = faults_to_submit(replace(file.draft, contact=contact), around)
        taken = {fault.field for fault in wrong}
        yield from (fault.under(place) for fault in wrong)
        for fault in rules:
            name = fault.field.removeprefix("contact.")
            if name != fault.field and name in given and name not in taken:
                yield Fault(f"{place}.{name}", fault.sentence)


def _adjust_faults(file: OrderFile) -> Iterator[Fault]:
    """What is wrong with an adjustment, judged beside the order of the file."""
    for number, event in enumerate(file.events):
        fields = event.says.get("fields")
        if event.do == "adjust" and isinstance(fields, Mapping):
            found = faults_of_adjusting(fields, file.draft, _around(file, event.on))
            yield from (fault.under(f"events[{number}]") for fault in found)


def _invoice_change_faults(file: OrderFile) -> Iterator[Fault]:
    for number, event in enumerate(file.events):
        fields = event.says.get("fields")
        if event.do == "invoice_change" and isinstance(fields, Mapping):
            yield from (fault.under(f"events[{number}]") for fault in faults_of_shape(fields))


def _edit_faults(file: OrderFile) -> list[Fault]:
    found = []
    for number, event in enumerate(file.events):
        fields = event.says.get("fields", {}) if event.do == "edit" else {}
        draft, faults = edited(file, fields, file.draft, event.on)
        taken = {fault.field for fault in faults}
        found += [
            fault.under(f"events[{number}].fields")
            for fault in (*faults, *faults_to_submit(draft, _around(file, event.on, draft)))
            if fault in faults or (key_of(fault) in fields and not _taken(fault, taken))
        ]
    return found


def _around(file: OrderFile, day: date, draft: Draft | None = None) -> Surroundings:
    """What stands around the draft of the file, or around what an edit puts in its place."""
    place = (draft or file.draft).place_country
    return Surroundings(
        today=day,
        client=file.client,
        vat=terms_for(file.client, day, NO_RATES, place=place),
        sectors=frozenset(SHIPPED),
        house_addresses=frozenset(map(normalise, _house_addresses(file))),
        unprintable=unprintable,
    )


def _house_addresses(file: OrderFile) -> tuple[str, ...]:
    return file.member_email, ADVISOR[0], house_of(file.cooperative)["email"]


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
