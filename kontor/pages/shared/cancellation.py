"""A request to cancel, as member and team see it: what is wished for, invoice by invoice."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kontor.foundation.refusal import Fault, Invalid
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.cancelling import CHOICE_WORDS, Choice, offered
from kontor.invoicing.kinds import KINDS
from kontor.invoicing.models import CancellationRequest, Invoice
from kontor.invoicing.replacing import plan_length
from kontor.invoicing.states import InvoiceStatus
from kontor.orders.models import Order
from kontor.orders.payment_words import invoice_words
from kontor.orders.plan import InvoiceKind
from kontor.orders.record import payment_of
from kontor.pages.shared.forms import DayField, PickField, add_fault

# Where a request can be open at all (spec § 6).
CANCELLABLE = ("active", "completed")


@dataclass(frozen=True)
class Wish:
    """What the member wants for one invoice otherwise than kept."""

    invoice_id: int
    name: Sentence | str
    choice: Choice

    @property
    def words(self) -> Sentence:
        return CHOICE_WORDS[self.choice]


@dataclass(frozen=True)
class Asked:
    """The open request of an order."""

    at: datetime
    text: str
    no_further_after: date | None
    wishes: Sequence[Wish]


def open_request(order: Order) -> Asked | None:
    """The request that waits for the team, or None; one query, none where there can be none."""
    if order.status not in CANCELLABLE:
        return None
    asked = CancellationRequest.objects.filter(order=order.pk, state="open")
    rows = list(
        asked.order_by("choices__invoice__position").values(
            "requested_at",
            "text",
            "no_further_after",
            "choices__wish",
            "choices__invoice_id",
            "choices__invoice__number",
            "choices__invoice__kind",
            "choices__invoice__billing_date",
        )
    )
    if not rows:
        return None
    return Asked(
        at=rows[0]["requested_at"],
        text=rows[0]["text"],
        no_further_after=rows[0]["no_further_after"],
        wishes=[_wish(row) for row in rows if row["choices__wish"]],
    )


def _wish(row: Mapping[str, Any]) -> Wish:
    name = row["choices__invoice__number"] or S(
        "{kind}, {day}",
        kind=KINDS[row["choices__invoice__kind"]],
        day=row["choices__invoice__billing_date"],
    )
    return Wish(row["choices__invoice_id"], name, Choice(row["choices__wish"]))


@dataclass(frozen=True)
class Planned:
    """An invoice of the plan; `what`: what it is for."""

    invoice: Invoice
    what: Sentence

    @property
    def name(self) -> Sentence | str:
        """Its number, or what it is for as long as it has none."""
        return self.invoice.number or self.what


@dataclass(frozen=True)
class Row:
    """An invoice with the radios of its choice; `day`: of issue, or when it is planned for."""

    name: Sentence | str
    what: Sentence | str
    day: date
    gross: Decimal
    status: str
    radios: BoundField
    wish: Choice

    @property
    def wish_words(self) -> Sentence:
        return CHOICE_WORDS[self.wish]


class ChoicesForm(forms.Form):
    """One set of radios for each invoice that is not at its end yet, and the day of the last one.

    `leave_out`: choices that are not for this reader. `wishes`: what is chosen already, else keep.
    """

    use_required_attribute = False
    no_further_after = DayField(label=_("No further invoices after"))

    def __init__(
        self,
        plan: Iterable[Planned],
        *given: Any,
        leave_out: Collection[Choice] = (),
        wishes: Mapping[int, Choice] | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.plan = [one for one in plan if offered(InvoiceStatus(one.invoice.status))]
        self.wishes = wishes or {}
        for one in self.plan:
            wish = self.wishes.get(one.invoice.pk, Choice.KEEP)
            choices = [
                (each.value, say(CHOICE_WORDS[each]))
                for each in offered(InvoiceStatus(one.invoice.status))
                if each not in leave_out
            ]
            self.fields[_field(one.invoice.pk)] = PickField(
                label=say(S("What shall become of {invoice}", invoice=one.name)),
                choices=choices,
                widget=forms.RadioSelect,
                initial=None if wish in leave_out else wish.value,
            )

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                name=one.name,
                what=one.what if one.invoice.number else "",
                day=one.invoice.issued_on or one.invoice.billing_date,
                gross=one.invoice.gross,
                status=one.invoice.status,
                radios=self[_field(one.invoice.pk)],
                wish=self.wishes.get(one.invoice.pk, Choice.KEEP),
            )
            for one in self.plan
        ]

    @property
    def bills_the_rest(self) -> bool:
        """Whether a final invoice is still to come, which bills what the others leave open."""
        return any(one.invoice.kind == "final" and not one.invoice.number for one in self.plan)

    def chosen(self) -> dict[int, str]:
        """The choice as sent, by invoice; an invoice without one is left out."""
        ids = [one.invoice.pk for one in self.plan]
        sent = {key: self[_field(key)].value() for key in ids}
        return {key: str(value) for key, value in sent.items() if value}

    def last_day(self) -> date | None:
        """The day after which nothing goes out. Raises Invalid where it cannot be read."""
        if self.has_error("no_further_after"):
            raise Invalid([])  # the field says what is wrong
        day: date | None = self.cleaned_data["no_further_after"]
        return day

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Show each fault at its row or field."""
        for fault in faults:
            row = fault.field.removeprefix("invoices[").removesuffix("]")
            add_fault(self, _field(int(row)) if row.isdecimal() else fault.field, fault)


def plan_of(order: Order) -> list[Planned]:
    """The invoices of the order's plan, in its order; cancellation invoices are none of them."""
    rows = Invoice.objects.filter(order=order.pk).exclude(kind="cancellation")
    invoices, payment = list(rows.order_by("position", "pk")), payment_of(order)
    count = plan_length(invoices)
    return [
        Planned(one, invoice_words(payment, InvoiceKind(one.kind), one.position, count))
        for one in invoices
    ]


def _field(invoice_id: int) -> str:
    return f"invoice-{invoice_id}"
