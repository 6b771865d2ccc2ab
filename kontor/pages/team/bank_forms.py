"""What an accountant types about bank entries: how one is split, why one is written off."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kontor.actions.decide_entry import Given
from kontor.clients.models import Client
from kontor.foundation.money import ZERO
from kontor.foundation.refusal import Invalid
from kontor.foundation.saying import say
from kontor.invoicing.models import Invoice
from kontor.pages.shared.forms import AmountField, PickField, TypedField, add_fault
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.part_rules import LONGEST_WORDS

MOST_ROWS = 40
MOST_EUROS = Decimal("99999999.99")
# By field: what the amount typed there is for, in the order of the form.
PURPOSES = {"credit": "credit", "refund": "refund", "charge": "charge", "other": "other"}


def amount_field(label: Any) -> AmountField:
    """An amount in euros, without a sign."""
    return AmountField(label=label, decimals=2, maximum=MOST_EUROS)


class SplitForm(forms.Form):
    """The parts of an entry: an amount at each of the invoices shown, and at what else it may be.

    Amounts bear no sign; that of the entry is theirs. An empty amount is no part.
    """

    use_required_attribute = False
    credit = amount_field(_("Keep for the client"))
    refund = amount_field(_("Pay back to the client"))
    charge = amount_field(_("Bank charges or interest"))
    other = amount_field(_("Something else, not ours"))
    client = PickField(label=_("Which client"))
    words = TypedField(label=_("What is it about"), max_length=LONGEST_WORDS)

    def __init__(
        self,
        entry: BankEntry,
        invoices: Sequence[Invoice],
        clients: Mapping[int, Client],
        data: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.entry, self.invoices = entry, invoices
        for invoice in invoices:
            self.fields[_name(invoice)] = amount_field(invoice.number)
        named = [(str(pk), client.name) for pk, client in clients.items()]
        picked = self.fields["client"]
        picked.choices = [("", "–"), *named] if len(named) != 1 else named  # type: ignore[attr-defined]
        if entry.amount < 0:
            for name in ("credit", "refund", "client"):
                del self.fields[name]

    @property
    def rows(self) -> Iterator[tuple[Invoice, BoundField]]:
        """Each invoice with the field of what it gets."""
        return ((invoice, self[_name(invoice)]) for invoice in self.invoices)

    @property
    def names_clients(self) -> bool:
        """Whether there is a client to keep money for, or to pay it back to."""
        return any(value for value, _name_of in self.fields["client"].choices)  # type: ignore[attr-defined]

    @property
    def whole(self) -> Decimal:
        """What is to be decided, without a sign."""
        return abs(self.entry.rest)

    @property
    def left(self) -> Decimal:
        """What nothing is typed for yet; below zero where it is too much."""
        typed = (self._typed(name) for name in self.fields) if self.is_bound else ()
        return self.whole - sum((each for each in typed if each), ZERO)

    def _typed(self, name: str) -> Decimal | None:
        """The amount in the field, also where it is too much; None where there is none."""
        field = self.fields[name]
        try:
            return field.clean(self[name].value()) if isinstance(field, AmountField) else None
        except ValidationError:
            return None

    def parts(self) -> dict[str, Given]:
        """By field, what was typed; only of a form without faults."""
        sign = 1 if self.entry.amount > 0 else -1
        amounts = {name: self.cleaned_data.get(name) for name in self.fields}
        found = {}
        for invoice in self.invoices:
            if amount := amounts[_name(invoice)]:
                found[_name(invoice)] = Given("invoice", sign * amount, invoice.pk)
        for name, purpose in PURPOSES.items():
            if amount := amounts.get(name):
                found[name] = self._given(purpose, sign * amount)
        return found

    def show(self, invalid: Invalid, names: Sequence[str]) -> None:
        """Each fault at its field; `names`: the fields of the parts as they were sent."""
        for fault in invalid.faults:
            place, _dot, what = fault.field.partition(".")
            if place == "parts":
                self.add_error(None, say(fault.sentence))
                continue
            name = names[int(place.removeprefix("parts[").removesuffix("]"))]
            add_fault(self, what if what in ("client", "words") else name, fault)

    def _given(self, purpose: str, amount: Decimal) -> Given:
        client = str(self.cleaned_data.get("client") or "")
        of_client = purpose in ("credit", "refund") and client
        words = str(self.cleaned_data.get("words", "")) if purpose == "other" else ""
        return Given(purpose, amount, client_id=int(client) if of_client else None, words=words)


class WriteOffForm(forms.Form):
    """What nobody claims any more of an invoice, and why."""

    use_required_attribute = False
    amount = amount_field(_("Amount"))
    words = TypedField(label=_("Why"), max_length=LONGEST_WORDS)


def numbers(sent: Iterable[str]) -> list[int]:
    """What is a number of what was sent, at most forty."""
    return [int(each) for each in sent if re.fullmatch(r"[0-9]{1,15}", each)][:MOST_ROWS]


def _name(invoice: Invoice) -> str:
    return f"invoice-{invoice.pk}"
