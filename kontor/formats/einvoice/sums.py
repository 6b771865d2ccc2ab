"""The one sum the official rules leave unchecked: line = quantity × price."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from lxml import etree

_RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"


def faults(invoice: etree._Element) -> Iterator[tuple[str, str]]:
    """Rule and text for each line whose net is not its quantity × price, rounded half up."""
    for line in invoice.iter(f"{_RAM}IncludedSupplyChainTradeLineItem"):
        quantity, price, net = (
            _number(line, name) for name in ("BilledQuantity", "ChargeAmount", "LineTotalAmount")
        )
        expected = (quantity * price).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        if net != expected:
            number = line.findtext(f".//{_RAM}LineID")
            yield "KONTOR-LINE", f"Line {number}: {quantity} × {price} is {expected}, not {net}."


def _number(line: etree._Element, name: str) -> Decimal:
    """The number in the named element; NaN, which equals nothing, where there is none."""
    try:
        return Decimal(line.findtext(f".//{_RAM}{name}", "NaN"))
    except InvalidOperation:
        return Decimal("NaN")
