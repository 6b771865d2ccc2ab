"""What a draft must hold to be submitted (spec § 5)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.leitweg import buyer_reference_fault
from kontor.foundation.address import address_fault, normalise
from kontor.foundation.countries import COUNTRIES
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S
from kontor.foundation.text import glyph_faults, is_blank
from kontor.orders.draft import Draft, Line, LineKind, SkipReason, Treatment, Unit
from kontor.orders.limits import HIGHEST_AMOUNT, faults_to_save, number_faults, text_at
from kontor.orders.payment_rules import payment_faults, required_day
from kontor.orders.totals import VatTerms, line_net

__all__ = ["Surroundings", "faults_to_save", "faults_to_submit"]

PRINTED = (
    "contact.name",
    "title",
    "description",
    "buyer_reference",
    "purchase_order",
    "special_agreement",
)


CLIENT_PRINTED = (
    "name",
    "addition",
    "street",
    "postcode",
    "town",
    "vat_number",
    "buyer_reference",
)


@dataclass(frozen=True)
class Surroundings:
    """What the rules for submitting must know beside the draft itself.

    `client` None: not chosen yet. `vat`: from `invoicing.vat.terms_for`, None without a client.
    `house_addresses`: normalised e-mail addresses of the owning member and of the team.
    `sectors`: the keys that may be chosen. `unprintable(text)`: the characters of the text that
    the invoice's fonts cannot print. `offer_most_months`: how long an offer can be open.
    """

    today: date
    client: ClientFacts | None
    vat: VatTerms | None
    sectors: frozenset[str]
    house_addresses: frozenset[str]
    unprintable: Callable[[str], list[str]]
    offer_most_months: int = 12


def faults_to_submit(draft: Draft, around: Surroundings) -> list[Fault]:
    """Every missing or wrong field at once, those of `faults_to_save` first.

    A field that could not even be saved gets no second fault; the others follow in the order of
    the form.
    """
    faults = faults_to_save(draft)
    taken = {fault.field for fault in faults}
    rules = (
        _client(around),
        _contact(draft, around),
        _service(draft, around),
        _lines(draft, around),
        _confirmation(draft, around),
        payment_faults(draft, around.today),
        _references(draft, around),
        _glyphs(draft, around),
    )
    for fault in (fault for rule in rules for fault in rule):
        if fault.field not in taken:
            faults.append(fault)
            taken.add(fault.field)
    return faults


def _client(around: Surroundings) -> Iterator[Fault]:
    if around.client is None:
        yield Fault("client", S("Choose a client."), missing=True)


def _contact(draft: Draft, around: Surroundings) -> Iterator[Fault]:
    contact = draft.contact
    if is_blank(contact.name):
        yield Fault("contact.name", S("Enter the name of the contact person."), missing=True)
    if is_blank(contact.email):
        yield Fault("contact.email", S("Enter the contact person’s e-mail address."), missing=True)
    elif wrong := address_fault(contact.email):
        yield Fault("contact.email", wrong)
    elif normalise(contact.email) in around.house_addresses:
        yield Fault(
            "contact.email",
            S("Enter an address of the client; this one belongs to you or to the team."),
        )


def _service(draft: Draft, around: Surroundings) -> Iterator[Fault]:
    if not draft.sector:
        yield Fault("sector", S("Choose the sector that fits your service."), missing=True)
    elif draft.sector not in around.sectors:
        yield Fault("sector", S("Choose a sector from the list."))
    if is_blank(draft.title):
        yield Fault("title", S("Describe the order in a few words."), missing=True)
    if is_blank(draft.description):
        yield Fault("description", S("Describe the service."), missing=True)
    today, last = around.today, draft.service_to
    yield from required_day("service_from", draft.service_from, S("Enter the first day."), today)
    if last or not draft.payment.open_ended:
        yield from required_day("service_to", last, S("Enter the last day."), today)
    if draft.service_from and last and last < draft.service_from:
        yield Fault(
            "service_to",
            S(
                "Choose {day} or later. The service starts on that day.",
                day=draft.service_from,
            ),
        )
    if draft.place_country and draft.place_country not in COUNTRIES:
        yield Fault("place_country", S("Choose a country from the list."))
    if draft.hours is None and any(_is_fixed_price(line) for line in draft.lines):
        yield Fault(
            "hours",
            S("Enter the working time in hours; a fixed price does not tell it."),
            missing=True,
        )
    elif draft.hours is not None and not draft.hours:
        yield Fault("hours", S("Enter a working time above 0 hours."))


def _is_fixed_price(line: Line) -> bool:
    return line.kind is LineKind.FEE and line.unit in (Unit.PIECE, Unit.FLAT)


def _lines(draft: Draft, around: Surroundings) -> Iterator[Fault]:
    if not any(line.kind is LineKind.FEE for line in draft.lines):
        yield Fault("lines", S("Add at least one fee line."), missing=True)
    for at, line in enumerate(draft.lines):
        for fault in _line(line, around.vat):
            yield fault.under(f"lines[{at}]")
    yield from _outside_mixed(draft, around.vat)


def _line(line: Line, vat: VatTerms | None) -> Iterator[Fault]:
    if is_blank(line.text):
        yield Fault("text", S("Say what this line is for."), missing=True)
    if line.quantity is None:
        yield Fault("quantity", S("Enter the quantity."), missing=True)
    if line.unit is None:
        yield Fault("unit", S("Choose the unit."), missing=True)
    if line.unit_price is None:
        yield Fault("unit_price", S("Enter the net price per unit."), missing=True)
    net = None if any(number_faults(line)) else line_net(line)
    if net is not None and net > HIGHEST_AMOUNT:
        yield Fault(
            "unit_price",
            S("Split this line: its total is more than {maximum}.", maximum=HIGHEST_AMOUNT),
        )
    if vat and line.vat and line.vat in vat.refused:
        yield Fault("vat", vat.refused[line.vat])


def _outside_mixed(draft: Draft, vat: VatTerms | None) -> Iterator[Fault]:
    """Category O stands alone in an invoice (EN 16931, BR-O-11 to BR-O-14)."""
    if vat is None:
        return
    outside = [vat.treatment_of(line) is Treatment.OUTSIDE for line in draft.lines]
    if len(set(outside)) > 1:
        yield Fault(
            f"lines[{outside.index(not outside[0])}].vat",
            S(
                "Use “not taxable in Germany” for all lines or for none; "
                "make a second order for the others."
            ),
        )


def _confirmation(draft: Draft, around: Surroundings) -> Iterator[Fault]:
    confirmation = draft.confirmation
    field = "confirmation.valid_until"
    latest = around.today + relativedelta(months=around.offer_most_months)
    if not confirmation.ask:
        yield from _skipping(draft)
    elif confirmation.valid_until is None:
        yield Fault(field, S("Enter until when the client can confirm."), missing=True)
    elif confirmation.valid_until < around.today:
        yield Fault(field, S("Choose today, {day}, or later.", day=around.today))
    elif confirmation.valid_until > latest:
        yield Fault(
            field,
            S("Choose {day} or earlier; no offer is open longer.", day=latest),
        )


def _skipping(draft: Draft) -> Iterator[Fault]:
    confirmation = draft.confirmation
    if confirmation.skip_reason is None:
        yield Fault(
            "confirmation.skip_reason",
            S("Choose the reason for skipping the confirmation."),
            missing=True,
        )
    elif confirmation.skip_reason is SkipReason.OTHER and is_blank(confirmation.skip_text):
        yield Fault(
            "confirmation.skip_text", S("Say why the client is not asked to confirm."), missing=True
        )


def _references(draft: Draft, around: Surroundings) -> Iterator[Fault]:
    client = around.client
    reference = draft.buyer_reference or (client.buyer_reference if client else "")
    if client and client.kind is Kind.PUBLIC and is_blank(reference):
        yield Fault(
            "buyer_reference",
            S("Enter the buyer reference; public bodies need one, often a Leitweg-ID."),
            missing=True,
        )
    elif wrong := buyer_reference_fault(draft.buyer_reference):
        yield Fault("buyer_reference", wrong)


def _glyphs(draft: Draft, around: Surroundings) -> Iterator[Fault]:
    """What cannot be printed is refused where it is typed, so that issuing never fails for it."""
    texts = [(path, text_at(draft, path)) for path in PRINTED]
    texts += [(f"lines[{at}].text", line.text) for at, line in enumerate(draft.lines)]
    if around.client:
        texts += [("client", " ".join(getattr(around.client, name) for name in CLIENT_PRINTED))]
    for path, text in texts:
        for sentence in glyph_faults(text, around.unprintable):
            yield Fault(path, sentence)
