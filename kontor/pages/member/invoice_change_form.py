"""The form that changes one invoice draft: its days, its agreement, and its lines downward."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.changing import Content, InvoiceChange, LineChange
from kontor.orders.limits import (
    HIGHEST_AMOUNT,
    HIGHEST_QUANTITY,
    PRICE_DECIMALS,
    QUANTITY_DECIMALS,
    SEVERAL_LINES,
)
from kontor.orders.offer import OfferLine
from kontor.pages.shared.forms import (
    AmountField,
    DayField,
    TypedField,
    add_fault,
    written_amount,
    written_day,
    written_number,
)
from kontor.pages.shared.offer_sheet import price_said, quantity_words

NEEDED = {
    "service_from": S("Enter the first day."),
    "service_to": S("Enter the last day."),
    "billing_date": S("Enter the billing date."),
}
_QUANTITY, _PRICE = S("Enter the quantity."), S("Enter the net price per unit.")


@dataclass(frozen=True)
class LineRow:
    """A line with its fields; a part of an order has no quantity of its own.

    `quantity_help`, `price_help`: what the client confirmed, in words.
    """

    text: Sentence | str
    quantity: BoundField | None
    unit_price: BoundField
    quantity_help: Sentence
    price_help: Sentence


class ChangeForm(forms.Form):
    """Everything of one invoice that its member may change; nothing else is read.

    `content`: as it stands, `confirmed`: the lines as the client confirmed them. `part`: what the
    invoice is called if it is over a part of its order; its lines then have only a price.
    """

    use_required_attribute = False

    service_from = DayField(label=_("Service from"))
    service_to = DayField(label=_("Service to"))
    billing_date = DayField(label=_("Billing date"))
    special_agreement = TypedField(
        label=_("Special agreement for the invoice"),
        max_length=SEVERAL_LINES["special_agreement"],
        widget=forms.Textarea,
    )

    def __init__(
        self,
        content: Content,
        confirmed: tuple[OfferLine, ...],
        typed: QueryDict | None,
        *,
        part: str = "",
    ) -> None:
        super().__init__(typed, initial=_as_typed(content))
        self.content, self.confirmed, self.part = content, confirmed, part
        for at in range(len(content.lines)):
            if not part:
                self.fields[_quantity(at)] = AmountField(
                    label=_("Quantity"), decimals=QUANTITY_DECIMALS, maximum=HIGHEST_QUANTITY
                )
            self.fields[_price(at)] = AmountField(
                label=_("Net amount") if part else _("Net price"),
                decimals=PRICE_DECIMALS,
                maximum=HIGHEST_AMOUNT,
            )

    @property
    def rows(self) -> list[LineRow]:
        """The lines of the form, in the order of the invoice."""
        return [
            LineRow(
                text=self._name(line),
                quantity=None if self.part else self[_quantity(at)],
                unit_price=self[_price(at)],
                quantity_help=S("at most {most}", most=quantity_words(line)),
                price_help=S("at most {most}", most=price_said(line.unit_price)),
            )
            for at, line in enumerate(self.confirmed)
        ]

    def change(self) -> InvoiceChange | None:
        """What was typed; None where something is missing or cannot be read, said at its field."""
        self.is_valid()
        for name, sentence in self._missing():
            add_fault(self, name, Fault(name, sentence, missing=True))
        if self.errors:
            return None
        typed = self.cleaned_data
        return InvoiceChange(
            service_from=typed["service_from"],
            service_to=typed["service_to"],
            billing_date=typed["billing_date"],
            special_agreement=typed["special_agreement"],
            lines=tuple(self._line(at, line) for at, line in enumerate(self.content.lines)),
        )

    def show_fault(self, fault: Fault) -> None:
        """Show a refusal of the act at its field; one about all lines at the first of them."""
        line, _, name = fault.field.partition("].")
        at = int(line.removeprefix("lines[")) if name else 0
        if fault.field == "lines" or name == "unit_price" or (name and self.part):
            add_fault(self, _price(at), fault)
        else:
            add_fault(self, _quantity(at) if name else fault.field, fault)

    def _line(self, at: int, line: OfferLine) -> LineChange:
        quantity: Decimal = line.quantity if self.part else self.cleaned_data[_quantity(at)]
        return LineChange(quantity, self.cleaned_data[_price(at)])

    def _name(self, line: OfferLine) -> Sentence | str:
        if self.part and len(self.confirmed) > 1:
            return S("{part}, VAT {rate} %", part=self.part, rate=line.rate)
        return self.part or line.text

    def _missing(self) -> Iterator[tuple[str, Sentence]]:
        needed = dict(NEEDED)
        for at in range(len(self.content.lines)):
            needed |= {_quantity(at): _QUANTITY, _price(at): _PRICE}
        for name, sentence in needed.items():
            if name in self.fields and self.cleaned_data.get(name) is None:
                yield name, sentence


def _as_typed(content: Content) -> dict[str, str]:
    """The content as it would be typed."""
    typed = {
        "service_from": written_day(content.service_from),
        "service_to": written_day(content.service_to),
        "billing_date": written_day(content.billing_date),
        "special_agreement": content.special_agreement,
    }
    for at, line in enumerate(content.lines):
        typed |= {
            _quantity(at): written_number(line.quantity),
            _price(at): written_amount(line.unit_price),
        }
    return typed


def _quantity(at: int) -> str:
    return f"line-{at}-quantity"


def _price(at: int) -> str:
    return f"line-{at}-unit_price"
