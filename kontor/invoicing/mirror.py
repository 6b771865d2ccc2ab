"""The cancellation invoice: the printed data of the cancelled one, mirrored. Pure."""

from dataclasses import replace
from datetime import date

from kontor.formats.einvoice.values import Kind, Preceding, PrintedInvoice


def mirrored(original: PrintedInvoice, issued_on: date, number: str | None) -> PrintedInvoice:
    """What cancels an issued invoice in full: negative quantities, same prices (spec § 9).

    Parties and texts stay as they were printed, whatever has changed since. `number` is None while
    it is rehearsed. Raises ValueError for an invoice without a number.
    """
    if original.number is None:
        message = "only an issued invoice is cancelled"
        raise ValueError(message)
    return replace(
        original,
        number=number,
        kind=Kind.CANCELLATION,
        issued_on=issued_on,
        due_on=None,
        lines=tuple(
            replace(line, quantity=-line.quantity, net=-line.net) for line in original.lines
        ),
        vat_groups=tuple(
            replace(group, basis=-group.basis, tax=-group.tax) for group in original.vat_groups
        ),
        net=-original.net,
        vat=-original.vat,
        gross=-original.gross,
        payment_terms_de="Storno, keine Zahlung.",
        payment_terms_en="Cancellation, no payment.",
        preceding=(Preceding(number=original.number, issued_on=original.issued_on),),
        whole_net=None,
    )
