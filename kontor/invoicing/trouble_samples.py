"""The letters about disputed, corrected and undelivered invoices with invented values. Pure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kontor.clients.letter_samples import ADVISOR, CLIENT, CONTACT, MEMBER, TO_MEMBER, TO_TEAM
from kontor.foundation.letter import Letter
from kontor.foundation.letter_wording import Sample
from kontor.foundation.sentence import S
from kontor.invoicing import delivery_letters, dispute_letters
from kontor.invoicing.dispute_letters import DisputedInvoice, Resolved
from kontor.orders.letter_samples import TITLE

_WORDS = "Unsere Bestellnummer 4711 fehlt."
_ANSWER = "Sie haben recht, wir bitten um Entschuldigung."
_INVOICE = DisputedInvoice(
    "RE-2027-000123", TITLE, MEMBER, CLIENT, Decimal("4163.81"), date(2027, 5, 10)
)
_ENDS = (
    Resolved("kept", _ANSWER),
    Resolved("cancelled", _ANSWER, "ST-2027-000007"),
    Resolved("corrected", _ANSWER, "ST-2027-000007"),
)


def samples() -> tuple[Sample, ...]:
    """Each kind of these mails."""
    return (_answer(), *_to_member(), _to_team())


def _answer() -> Sample:
    told = tuple(dispute_letters.dispute_resolved(_INVOICE, end) for end in _ENDS)
    free = dispute_letters.dispute_resolved(replace(_INVOICE, due_on=None), _ENDS[0])
    to = S("To the contact person and the client’s e-mail for invoices.")
    return Sample("dispute_resolved", "client", to, "client", (*told, free), (CONTACT,))


def _to_member() -> tuple[Sample, ...]:
    answered = tuple(dispute_letters.dispute_resolved_member(_INVOICE, end) for end in _ENDS)
    corrected = dispute_letters.corrected_draft(
        TITLE, _INVOICE.number, _INVOICE.gross, date(2027, 4, 27)
    )
    lost = delivery_letters.invoice_not_delivered(
        TITLE, _INVOICE.number, "rechnung@museum-lumenau.example"
    )
    told: tuple[tuple[str, tuple[Letter, ...]], ...] = (
        ("invoice_disputed", (dispute_letters.invoice_disputed(_INVOICE, _WORDS),)),
        ("dispute_resolved_member", answered),
        ("corrected_draft", (corrected,)),
        ("invoice_not_delivered", (lost,)),
    )
    return tuple(
        Sample(purpose, "member", TO_MEMBER, "member", found, (MEMBER,)) for purpose, found in told
    )


def _to_team() -> Sample:
    letter = dispute_letters.invoice_disputed_team(_INVOICE, _WORDS)
    return Sample("invoice_disputed_team", "team", TO_TEAM, "team", (letter,), (ADVISOR,))
