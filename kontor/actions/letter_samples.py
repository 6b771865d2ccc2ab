"""Every kind of mail that Kontor sends, with invented values: what a house may put in its words.

A mail whose purpose is missing here goes out in the usual words only; the test of this registry
walks the code and names what is missing.
"""

from functools import lru_cache

from kontor.actions import post
from kontor.clients import letter_samples as of_clients
from kontor.clients.letter_samples import CONTACT, MEMBER
from kontor.cooperative.mail_texts import MANNERS
from kontor.foundation.letter import Audience, Letter, Recipient, manners
from kontor.foundation.letter_wording import (
    Sample,
    Wording,
    wordings_of,
    wordings_of_manners,
)
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Language
from kontor.invoicing import letter_samples as of_invoices
from kontor.orders import letter_samples as of_orders
from kontor.orders import letters
from kontor.orders.letter_samples import TITLE, UNTIL
from kontor.people import letter_samples as of_accounts
from kontor.receivables import guarantee_samples as of_guarantees
from kontor.receivables import payment_samples as of_payments
from kontor.receivables import reminder_samples as of_reminders

SAMPLE_PAGE = "/…"


def samples() -> dict[str, Sample]:
    """All by their purpose, with the name of this house."""
    return _samples(post.house_name())


def wordings(sample: Sample) -> list[Wording]:
    """The sentences of a mail that may be put in other words."""
    if sample.group != "manners":
        return wordings_of(sample.letters)
    readers = [reader_of(sample, name, "en") for name in sample.names]
    return wordings_of_manners([manners(reader, post.sender()) for reader in readers])


def reader_of(sample: Sample, name: str, language: Language) -> Recipient:
    """One of the invented people who get the mail."""
    return Recipient("reader@mail.example", name, language, sample.audience)


@lru_cache(maxsize=1)
def _samples(house: str) -> dict[str, Sample]:
    found = (
        *of_orders.samples(house),
        *of_clients.samples(house),
        *of_invoices.samples(),
        *of_payments.samples(),
        *of_reminders.samples(),
        *of_guarantees.samples(),
        *of_accounts.samples(house),
        *_manners(house),
    )
    return {sample.purpose: sample for sample in found}


def _manners(house: str) -> tuple[Sample, ...]:
    """What stands around every mail, shown with one of them; some mailboxes have no name."""
    to_client = letters.client_confirmation(of_orders.sample_offer(), UNTIL, house)
    to_member = letters.order_lapsed(TITLE, CONTACT, UNTIL)
    return (
        _around("client", S("Around every mail to a client."), to_client, CONTACT),
        _around("member", S("Around every mail to a member or to the team."), to_member, MEMBER),
    )


def _around(audience: Audience, to: Sentence, letter: Letter, name: str) -> Sample:
    return Sample(MANNERS[audience], "manners", to, audience, (letter,), (name, ""))
