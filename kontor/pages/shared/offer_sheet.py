"""An offer as it is shown: to the client, and to the team and the member as the client sees it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.country_names import country_name
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, amount_text, money_text
from kontor.orders.draft import LineKind, Mode, Treatment, Unit
from kontor.orders.offer import Offer, OfferInvoice, OfferLine
from kontor.orders.payment_words import invoice_words, terms_words
from kontor.orders.plan import sum_of
from kontor.orders.totals import Amounts, VatGroup
from kontor.pages.shared.parts.shapes import SumLine
from kontor.pages.shared.parts.words import period, reader_language

ROWS_SHOWN = 12


@dataclass(frozen=True)
class SheetLine:
    """A line of the price; `quantity` and `unit_price` are ready to be read."""

    text: str
    expense: bool
    flat: bool
    quantity: Sentence
    unit_price: str
    net: Decimal


@dataclass(frozen=True)
class SheetInvoice:
    """A planned invoice; `period`: the days it bills, where each bills days of its own."""

    day: date
    label: Sentence
    gross: Decimal
    due: date
    period: str


@dataclass(frozen=True)
class SheetPlan:
    """The terms of payment and the planned invoices, those beyond the first dozen `folded`.

    `sum`: of all invoices, where the offer's amounts are those of each one.
    """

    terms: Sentence | None
    shown: tuple[SheetInvoice, ...]
    folded: tuple[SheetInvoice, ...]
    periods: bool
    sum: SumLine | None
    goes_on: bool

    @property
    def more(self) -> Sentence:
        """What opens the fold."""
        return S("and {n} more until {day}", n=len(self.folded), day=self.folded[-1].day)


@dataclass(frozen=True)
class OfferSheet:
    """What the template part `parts/offer.html` shows; `offer` holds the rest.

    `amount`: what the offer comes to with its name, of a recurrent payment each invoice.
    """

    offer: Offer
    place: str
    amount: SumLine
    lines: tuple[SheetLine, ...]
    sums: tuple[SumLine, ...]
    total: SumLine
    vat_notes: tuple[Sentence, ...]
    net_and_vat: Sentence
    plan: SheetPlan


def sheet_of(offer: Offer) -> OfferSheet:
    """The offer in the reader's language."""
    amounts, each = offer.amounts, offer.mode is Mode.RECURRENT
    taxed = [group for group in amounts.groups if group.rate]
    return OfferSheet(
        offer=offer,
        place=country_name(offer.place_country, reader_language()),
        amount=SumLine(S("Each invoice, gross") if each else S("Total, gross"), amounts.gross),
        lines=tuple(_line(line) for line in offer.lines),
        sums=(
            SumLine(S("Net"), amounts.net),
            *(SumLine(S("VAT {rate} %", rate=group.rate), group.vat) for group in taxed),
        ),
        total=SumLine(S("Gross, each invoice") if each else S("Gross"), amounts.gross),
        vat_notes=tuple(NOTES[group.treatment] for group in amounts.groups if not group.rate),
        net_and_vat=_net_and_vat(amounts, taxed),
        plan=_plan(offer),
    )


NOTES: dict[Treatment, Sentence] = {
    Treatment.REVERSE_CHARGE: S("Reverse charge: the client owes the VAT."),
    Treatment.OUTSIDE: S("Not taxable in Germany."),
    Treatment.EXEMPT: S("Exempt from VAT."),
}


def _net_and_vat(amounts: Amounts, taxed: list[VatGroup]) -> Sentence:
    net = Money(amounts.net)
    match taxed:
        case []:
            return S("without German VAT")
        case [group]:
            return S("{net} net + {rate} % VAT", net=net, rate=group.rate)
    return S("{net} net + {vat} VAT", net=net, vat=Money(amounts.vat))


def _line(line: OfferLine) -> SheetLine:
    return SheetLine(
        text=line.text,
        expense=line.kind is LineKind.EXPENSE,
        flat=line.unit is Unit.FLAT and line.quantity == 1,
        quantity=quantity_words(line),
        unit_price=unit_price_words(line),
        net=line.net,
    )


def quantity_words(line: OfferLine) -> Sentence:
    """`5 days`; a flat price without its number."""
    return units_said(line.quantity, line.unit)


def units_said(n: Decimal, unit: Unit) -> Sentence:
    """So many of a unit."""
    one = n == 1
    match unit:
        case Unit.HOUR:
            return S("{n} hour", n=n) if one else S("{n} hours", n=n)
        case Unit.DAY:
            return S("{n} day", n=n) if one else S("{n} days", n=n)
        case Unit.PIECE:
            return S("{n} piece", n=n) if one else S("{n} pieces", n=n)
        case Unit.FLAT:
            return S("flat") if one else S("{n} × flat", n=n)


def unit_price_words(line: OfferLine) -> str:
    """With all its decimals: a unit price has up to four."""
    return price_said(line.unit_price)


def price_said(price: Decimal) -> str:
    """A unit price in euros with all its decimals."""
    language = reader_language()
    decimals = max(2, len(f"{price.normalize():f}".partition(".")[2]))
    if decimals == 2:  # noqa: PLR2004  # cents
        return money_text(price, language)
    amount = amount_text(price, language, decimals)
    return f"€{amount}" if language == "en" else f"{amount}\N{NO-BREAK SPACE}€"


def _plan(offer: Offer) -> SheetPlan:
    rows = tuple(_invoice(offer, at, row) for at, row in enumerate(offer.invoices, start=1))
    shown = rows if len(rows) <= ROWS_SHOWN + 1 else rows[:ROWS_SHOWN]
    recurrent, goes_on = offer.mode is Mode.RECURRENT, offer.payment.open_ended
    total = SumLine(S("Sum of all invoices, gross"), sum_of(offer.invoices).gross)
    return SheetPlan(
        terms=terms_words(offer.payment, offer.invoices),
        shown=shown,
        folded=rows[len(shown) :],
        periods=recurrent,
        sum=total if recurrent and not goes_on else None,
        goes_on=goes_on,
    )


def _invoice(offer: Offer, position: int, row: OfferInvoice) -> SheetInvoice:
    words = invoice_words(offer.payment, row.kind, position, len(offer.invoices))
    recurrent = offer.mode is Mode.RECURRENT
    return SheetInvoice(
        day=row.billing_date,
        label=S("Invoice for the whole amount") if offer.mode is Mode.SINGLE else words,
        gross=row.gross,
        due=row.due_on,
        period=period(row.service_from, row.service_to) if recurrent else "",
    )
