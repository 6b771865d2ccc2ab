"""What the event `invoice_change` may say, as the change it means; keys as in the order file."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kontor.cli.simulate.shape import Reader
from kontor.foundation.refusal import Fault, Invalid
from kontor.foundation.sentence import S
from kontor.invoicing.changing import InvoiceChange, LineChange
from kontor.orders import limits
from kontor.orders.offer import OfferLine

DAYS = ("service_from", "service_to", "billing_date")
NUMBERS = {
    "quantity": (limits.QUANTITY_DECIMALS, limits.HIGHEST_QUANTITY),
    "unit_price": (limits.PRICE_DECIMALS, limits.HIGHEST_AMOUNT),
}
# They may stand there as they are: whoever changes a line may copy it from the order.
AS_THEY_ARE = ("text", "unit", "kind", "vat")
STAYS = S("stays as the client confirmed it")
EVERY_LINE = S("must name every line of the invoice, in its order")


def change_in(fields: Mapping[str, Any], lines: Sequence[OfferLine]) -> InvoiceChange:
    """The change of an invoice with these lines. Raises Invalid."""
    faults: list[Fault] = []
    top = Reader(fields, "fields", faults)
    change = InvoiceChange(
        **{key: top.day(key) for key in DAYS},
        special_agreement=top.text("special_agreement") if top.has("special_agreement") else None,
        lines=_lines(top, lines) if top.has("lines") else None,
    )
    top.finish()
    if faults:
        raise Invalid(faults)
    return change


def faults_of_shape(fields: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with the fields whatever the invoice looks like by then."""
    faults: list[Fault] = []
    top = Reader(fields, "fields", faults)
    first, last, _ = (top.day(key) for key in DAYS)
    if first and last and last < first:
        top.fault("service_to", S("must not be before service_from"))
    top.text("special_agreement")
    for part in top.parts("lines"):
        for key in NUMBERS:
            _number(part, key)
        part.known.update(AS_THEY_ARE)
        part.finish()
    top.finish()
    return faults


def _lines(top: Reader, lines: Sequence[OfferLine]) -> tuple[LineChange, ...] | None:
    parts = top.parts("lines")
    if len(parts) != len(lines):
        top.fault("lines", EVERY_LINE)
        return None
    return tuple(_line(part, line) for part, line in zip(parts, lines, strict=True))


def _line(part: Reader, line: OfferLine) -> LineChange:
    stands = {"text": line.text, "unit": line.unit, "kind": line.kind, "vat": line.treatment}
    for key, value in stands.items():
        if part.has(key) and part.value[key] != value:
            part.fault(key, STAYS)
    quantity, unit_price = (_number(part, key) for key in NUMBERS)
    part.finish()
    return LineChange(
        quantity=line.quantity if quantity is None else quantity,
        unit_price=line.unit_price if unit_price is None else unit_price,
    )


def _number(part: Reader, key: str) -> Decimal | None:
    decimals, most = NUMBERS[key]
    return part.number(key, decimals, most)
