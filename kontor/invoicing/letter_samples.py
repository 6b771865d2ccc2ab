"""The letters about invoices and cancelled orders with invented values, as in orders. Pure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kontor.clients.letter_samples import ADVISOR, CLIENT, CONTACT, MEMBER, TO_MEMBER, TO_TEAM
from kontor.foundation.letter import Letter
from kontor.foundation.letter_wording import Sample
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing import cancelling_letters, held_letters, letters, trouble_samples
from kontor.invoicing.cancelling import Choice
from kontor.invoicing.cancelling_letters import Treated
from kontor.invoicing.letters import InvoiceFacts
from kontor.orders.letter_samples import TITLE, TO_CONTACT, sample_offer

GROSS = Decimal("4163.81")
DUE = date(2027, 5, 10)
TO_CLIENT = S("To the contact person and the client’s e-mail for invoices.")
_INVOICE = InvoiceFacts("RE-2027-000123", TITLE, MEMBER, CLIENT, GROSS, DUE)
_CANCELLED = replace(
    _INVOICE, number="RE-2027-000131", due_on=None, kind="cancellation", cancels="RE-2027-000123"
)
_TO_PUBLIC_BODY = replace(_CANCELLED, with_xml=True)
_KINDS = (
    _INVOICE,
    replace(_INVOICE, kind="deposit"),
    replace(_INVOICE, kind="final"),
    replace(_INVOICE, kind="final", gross=Decimal(0), due_on=None),
    replace(_INVOICE, with_xml=True),
)


def samples() -> tuple[Sample, ...]:
    """Each kind of mail that invoicing sends."""
    return (*_to_client(), *_to_member(), *_to_team(), *trouble_samples.samples())


def _to_client() -> tuple[Sample, ...]:
    offer = sample_offer()
    cancelled = tuple(
        cancelling_letters.order_cancelled(offer, treated) for treated in (_treated(1), _treated(2))
    )
    return (
        _for_client("invoice", TO_CLIENT, tuple(letters.invoice(facts) for facts in _KINDS)),
        _for_client(
            "cancellation_invoice",
            TO_CLIENT,
            tuple(letters.cancellation_invoice(facts) for facts in (_CANCELLED, _TO_PUBLIC_BODY)),
        ),
        _for_client("order_cancelled", TO_CONTACT, cancelled),
    )


def _for_client(purpose: str, to: Sentence, found: tuple[Letter, ...]) -> Sample:
    return Sample(purpose, "client", to, "client", found, (CONTACT,))


def _to_member() -> tuple[Sample, ...]:
    told = (
        ("draft_invoice", (letters.draft_invoice(TITLE, GROSS, date(2027, 4, 26)),)),
        (
            "invoice_held_reminder",
            tuple(
                held_letters.invoice_held_reminder(TITLE, GROSS, date(2027, 4, 19), text)
                for text in ("", "Die Stunden stimmen noch nicht.")
            ),
        ),
        ("invoice_issued", tuple(letters.invoice_issued(facts) for facts in _KINDS)),
        ("cancellation_issued", (letters.cancellation_issued(_CANCELLED),)),
        (
            "order_cancelled_member",
            (cancelling_letters.order_cancelled_member(TITLE, _treated(1)),),
        ),
        (
            "cancellation_declined",
            (cancelling_letters.cancellation_declined(TITLE, ADVISOR, "Die Arbeit ist getan."),),
        ),
    )
    return tuple(
        Sample(purpose, "member", TO_MEMBER, "member", found, (MEMBER,)) for purpose, found in told
    )


def _to_team() -> tuple[Sample, ...]:
    fault = "BR-DE-15: Buyer reference"
    requested = cancelling_letters.cancellation_requested(TITLE, MEMBER, CLIENT, "Fällt aus.")
    refused = letters.invoice_fault(TITLE, CLIENT, GROSS, fault)
    return tuple(
        Sample(purpose, "team", TO_TEAM, "team", (letter,), (ADVISOR,))
        for purpose, letter in (("cancellation_requested", requested), ("invoice_fault", refused))
    )


def _treated(cancelled: int) -> tuple[Treated, ...]:
    """So many invoices cancelled, the first of them paid, and one that goes out."""
    day = date(2027, 4, 26)
    return (
        *(
            Treated(
                f"RE-2027-00012{n}",
                day,
                GROSS,
                Choice.CANCEL,
                cancelled_by=f"RE-2027-00013{n}",
                refund=n == 1,
            )
            for n in range(1, cancelled + 1)
        ),
        Treated("", date(2027, 5, 26), GROSS, Choice.KEEP),
    )
