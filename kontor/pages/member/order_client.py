"""The client in the order form: searched, chosen, or added without leaving the order (R13–R15)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from kontor.clients.access import SEARCHES
from kontor.clients.alike import Why
from kontor.clients.facts import Kind, faults_to_add
from kontor.clients.models import Client
from kontor.clients.record import kept
from kontor.clients.search import LEAST_LETTERS
from kontor.clients.similar import Similar, similar_to
from kontor.foundation import tally
from kontor.foundation.country_names import country_name
from kontor.foundation.refusal import Fault, TooOften
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import is_blank
from kontor.orders.with_client import known_to, search_known
from kontor.pages.shared.client_fields import ClientFields
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.parts.shapes import Option, Words
from kontor.people.models import Person

PREFIX = "new"
WHY: dict[Why, Sentence] = {
    Why.VAT_NUMBER: S("Same VAT number"),
    Why.ADDRESS: S("Same address"),
    Why.NAME: S("Similar name"),
}


def chosen_client(person: Person, value: str) -> Client | None:
    """The client with this id, or the one it was merged into, if the member may see it."""
    if not re.fullmatch(r"[0-9]{1,18}", value):
        return None
    return known_to(person).filter(pk__in=kept(int(value))).first()


def as_option(client: Client, *, with_street: bool = False) -> Option:
    """The client as a row of the searchable choice; the second line tells twins apart."""
    country = country_name(client.country, spoken())
    town = " ".join(part for part in (client.postcode, client.town) if part)
    place = (client.street, town, country) if with_street else (client.town, country)
    checked = client.verified_at is not None
    return Option(
        value=str(client.pk),
        title=client.name,
        second=", ".join(part for part in place if part),
        tag=S("Checked") if checked else S("Being checked"),
        tone="good" if checked else "wait",
        icon="circle-check" if checked else "hourglass",
    )


@dataclass(frozen=True)
class Found:
    """What a search brought: rows, and the words that announce and extend them."""

    options: Sequence[Option]
    counted: Words
    add: Words
    too_often: bool = False


def found_clients(person: Person, typed: str) -> Found:
    """The clients for what was typed; below three letters none, with the sentence that says so."""
    words = typed.strip()
    if len(words) < LEAST_LETTERS:
        return Found((), S("Type at least 3 letters of the name, town or VAT number."), "")
    try:
        options = [as_option(client) for client in search_known(person, words)]
    except TooOften as refusal:
        return Found((), refusal.sentence, "", too_often=True)
    counted = S.plural("{n} client found", "{n} clients found", len(options))
    return Found(options, counted, S("Add “{typed}” as a new client", typed=words))


class NewClient:
    """The fieldset of a new client, with the clients that look like it."""

    def __init__(self, texts: dict[str, str]) -> None:
        data = {f"{PREFIX}-{name}": text for name, text in texts.items()}
        self.form = ClientFields(data, prefix=PREFIX)
        self.facts = self.form.facts()
        self.similar: Sequence[Similar] = ()

    @classmethod
    def named(cls, name: str) -> "NewClient":
        """An empty fieldset for the name that was searched for in vain."""
        return cls({"kind": Kind.COMPANY.value, "name": name, "country": "DE", "language": "de"})

    @classmethod
    def from_post(cls, post: QueryDict) -> "NewClient":
        """As it was typed."""
        names = ClientFields.base_fields
        return cls({name: str(post.get(f"{PREFIX}-{name}", "")) for name in names})

    @property
    def is_touched(self) -> bool:
        """Whether there is anything typed that would be lost with the fieldset."""
        texts = (self.facts.name, self.facts.street, self.facts.town, self.facts.vat_number)
        return not all(is_blank(text) for text in texts)

    @property
    def similar_rows(self) -> list[tuple[Option | None, Sentence]]:
        """The look-alikes as rows; None for one that the team is still checking."""
        return [
            (as_option(one.client, with_street=True) if one.client else None, WHY[one.why])
            for one in self.similar
        ]

    def look_for_similar(self, person: Person, today: date) -> None:
        """Fill `similar` with the clients that may be the same. Raises TooOften."""
        tally.count_up_to(SEARCHES, f"similar:{person.pk}", tally.MINUTE)
        self.similar = similar_to(person, self.facts, today)

    @property
    def similar_mark(self) -> str:
        """Tells which look-alikes somebody has seen: add once more, and it is meant."""
        return ",".join(str(one.client.pk) if one.client else "hidden" for one in self.similar)

    def faults(self, today: date) -> list[Fault]:
        """What keeps the client from being added."""
        return faults_to_add(self.facts, today)

    def show(self, faults: Iterable[Fault]) -> None:
        """Put each fault at its field."""
        for fault in faults:
            known = fault.field if fault.field in self.form.fields else "name"
            add_fault(self.form, known, fault)
