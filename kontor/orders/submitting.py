"""What a draft may hold, what it must hold to be submitted, and what deserves a warning."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kontor.clients.facts import ClientFacts
from kontor.foundation.refusal import Fault
from kontor.orders.draft import Draft
from kontor.orders.totals import VatTerms


@dataclass(frozen=True)
class Surroundings:
    """What the rules for submitting must know beside the draft itself.

    `client` None: not chosen yet. `vat`: from `invoicing.vat.terms_for`, None without a client.
    `house_addresses`: normalised e-mail addresses of the owning member and of the team.
    `sectors`: the keys that may be chosen. `unprintable(text)`: the characters of the text that
    the invoice's fonts cannot print.
    """

    today: date
    client: ClientFacts | None
    vat: VatTerms | None
    sectors: frozenset[str]
    house_addresses: frozenset[str]
    unprintable: Callable[[str], list[str]]


def faults_to_save(draft: Draft) -> list[Fault]:
    """What even a draft may not hold: overlong text, control characters, numbers out of range."""
    raise NotImplementedError


def faults_to_submit(draft: Draft, around: Surroundings) -> list[Fault]:
    """Every missing or wrong field at once (spec § 5), those of `faults_to_save` included."""
    raise NotImplementedError


def warnings(draft: Draft, today: date) -> list[Fault]:
    """What is allowed but should be noticed: a billing date in the past."""
    raise NotImplementedError
