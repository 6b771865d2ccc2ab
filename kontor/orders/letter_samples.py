"""The letters about orders with invented values, for the page where a house words its mails. Pure.

Every branch of every letter stands in one of them (tests/actions/test_letter_samples.py).
"""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from kontor.clients.facts import ClientFacts
from kontor.clients.letter_samples import ADVISOR, CLIENT, CONTACT, MEMBER, TO_MEMBER, conversation
from kontor.foundation.letter_wording import Sample
from kontor.foundation.sentence import S
from kontor.foundation.written import BERLIN
from kontor.orders import letters, proof_letters
from kontor.orders.adjusting import Change
from kontor.orders.adjusting_letter import order_adjusted
from kontor.orders.confirmed_copy import Confirmed, order_confirmed
from kontor.orders.contact_letters import contact_replaced
from kontor.orders.delivery_letters import mail_came_back
from kontor.orders.draft import (
    ClientConfirmation,
    Draft,
    Line,
    Mode,
    Payment,
    Recurrence,
    Treatment,
    Unit,
)
from kontor.orders.offer import Offer, offer_of
from kontor.orders.states import Status
from kontor.orders.talk_letters import thread_message
from kontor.orders.totals import VatRates, VatTerms

TITLE = "Ausstellungsgrafik „Wasserwege“"
UNTIL = date(2027, 3, 22)
TO_CONTACT = S("To the contact person.")

_RATES = VatRates(((date(2007, 1, 1), Decimal(19)),), ((date(1983, 7, 1), Decimal(7)),))
_VAT = VatTerms(Treatment.STANDARD, S("German VAT."), _RATES, date(2027, 2, 1))
_DRAFT = Draft(
    title=TITLE,
    description="Gestaltung und Satz der Ausstellungsgrafik.",
    service_from=date(2027, 3, 22),
    service_to=date(2027, 4, 23),
    lines=(Line("Gestaltung", Decimal(8), Unit.DAY, Decimal("437.3750")),),
    confirmation=ClientConfirmation(valid_until=UNTIL),
    payment=Payment(billing_date=date(2027, 4, 26)),
)


def sample_offer() -> Offer:
    """An offer with one invoice."""
    return offer_of(_DRAFT, ClientFacts(CLIENT, "DE"), MEMBER, _VAT)


def samples(house: str) -> tuple[Sample, ...]:
    """Of a cooperative of this full name."""
    return (*_to_contact(house), *_to_member(), *_about_reviews())


def _to_contact(house: str) -> tuple[Sample, ...]:
    offer = sample_offer()
    monthly = Payment(Mode.RECURRENT, date(2027, 4, 30), recurrence=Recurrence(last_day=True))
    each = offer_of(replace(_DRAFT, payment=monthly), ClientFacts(CLIENT, "DE"), MEMBER, _VAT)
    confirmed = Confirmed(CONTACT, datetime(2027, 3, 15, 11, 20, tzinfo=BERLIN))
    return tuple(
        Sample(purpose, "client", TO_CONTACT, "client", found, (CONTACT,))
        for purpose, found in (
            (
                "client_confirmation",
                (
                    letters.client_confirmation(offer, UNTIL, house),
                    letters.client_confirmation(each, UNTIL, house),
                ),
            ),
            ("valid_until_reminder", (letters.valid_until_reminder(offer, UNTIL, house),)),
            (
                "order_confirmed",
                (
                    order_confirmed(offer, confirmed, house),
                    order_confirmed(
                        replace(offer, special_agreement="Zwei Korrekturen."), confirmed, house
                    ),
                ),
            ),
            (
                "offer_withdrawn",
                (letters.offer_withdrawn(offer), proof_letters.offer_settled(offer)),
            ),
            ("contact_replaced", (contact_replaced(offer),)),
            ("order_ended", (letters.order_ended(offer, house),)),
        )
    )


def _to_member() -> tuple[Sample, ...]:
    words = "Können wir eine Woche später anfangen?"
    return tuple(
        Sample(purpose, "member", TO_MEMBER, "member", found, (MEMBER,))
        for purpose, found in (
            (
                "client_confirmed",
                tuple(
                    letters.client_confirmed(TITLE, CONTACT, status)
                    for status in (Status.ACTIVE, Status.TEAM_REVIEW)
                ),
            ),
            ("client_rejected", (letters.client_rejected(TITLE, CONTACT, words),)),
            ("client_requests_changes", (letters.client_requests_changes(TITLE, CONTACT, words),)),
            (
                "order_lapsed",
                (
                    letters.order_lapsed(TITLE, CONTACT, UNTIL),
                    letters.order_lapsed(TITLE, CONTACT, None),
                ),
            ),
            ("mail_came_back", (mail_came_back(TITLE, "kontakt@museum-lumenau.example"),)),
            (
                "valid_until_reminder_member",
                (letters.valid_until_reminder_member(TITLE, CONTACT, UNTIL),),
            ),
        )
    )


def _about_reviews() -> tuple[Sample, ...]:
    words = "An welchen Tagen bist du vor Ort?"
    made = (Change("payment.billing_date", "2027-04-26", "2027-04-28"),)
    told = (
        (
            "order_approved",
            tuple(
                letters.order_approved(TITLE, CONTACT, UNTIL, status)
                for status in (Status.CLIENT_CONFIRMATION, Status.ACTIVE)
            ),
        ),
        ("order_returned", (letters.order_returned(TITLE, ADVISOR, words),)),
        ("order_rejected", (letters.order_rejected(TITLE, (), words),)),
        ("order_adjusted", (order_adjusted(TITLE, ADVISOR, made),)),
        (
            "proof_accepted",
            tuple(
                proof_letters.proof_accepted(TITLE, UNTIL, status, granted=granted, moved=True)
                for status, granted in ((Status.ACTIVE, True), (Status.TEAM_REVIEW, False))
            ),
        ),
        ("proof_refused", (proof_letters.proof_refused(TITLE, ADVISOR, "Auftrag.pdf", words),)),
    )
    talk = (thread_message(TITLE, ADVISOR, words), *conversation())
    return (
        *(Sample(purpose, "member", TO_MEMBER, "member", ls, (MEMBER,)) for purpose, ls in told),
        Sample(
            "thread_message",
            "member",
            S("To the member what the team writes, and to the team what the member writes."),
            "member",
            talk,
            (MEMBER,),
        ),
    )
