"""Where things stand on the page: columns, heads and sums that a reader's eye follows."""

import io
from dataclasses import replace

import pypdf
import pytest

from kontor.formats.einvoice import pdf, xml
from kontor.formats.einvoice.values import PrintedInvoice
from tests.formats.einvoice import invoices


def runs(invoice: PrintedInvoice) -> list[tuple[int, float, str]]:
    """Page, left edge in points and text of each run."""
    found: list[tuple[int, float, str]] = []
    reader = pypdf.PdfReader(io.BytesIO(_pdf(invoice)))
    for number, page in enumerate(reader.pages, start=1):

        def keep(text: str, cm: list[float], tm: list[float], *_: object, at: int = number) -> None:
            if text.strip():
                found.append((at, cm[0] * tm[4] + cm[4], text.strip()))

        page.extract_text(visitor_text=keep)
    return found


def left_of(words: str, invoice: PrintedInvoice) -> float:
    """The left edge of the first run that begins with the words."""
    return next(left for _, left, text in runs(invoice) if text.startswith(words))


def page_count(invoice: PrintedInvoice) -> int:
    return max(page for page, _, _ in runs(invoice))


def one_rate() -> PrintedInvoice:
    return invoices.with_lines(invoices.line("Layout", quantity="5", unit_price="420.00"))


@pytest.mark.parametrize(
    "invoice",
    [
        invoices.final(one_rate()),
        invoices.final(invoices.two_rates()),
        invoices.final(one_rate(), (invoices.deposit(one_rate()),) * 3),
    ],
    ids=["one rate", "two rates", "three deposits"],
)
def test_the_sums_of_a_final_invoice_stand_where_those_of_any_other_do(
    invoice: PrintedInvoice,
) -> None:
    usual = left_of("Rechnungsbetrag", one_rate())
    assert left_of("Restbetrag", invoice) == pytest.approx(usual, abs=0.1)


def test_commas_of_prices_stand_below_each_other() -> None:
    lines = (
        invoices.line("A", quantity="1", unit_price="30"),
        invoices.line("B", quantity="2", unit_price="45.495"),
        invoices.line("C", quantity="1000", unit_price="10.0123"),
    )
    invoice = invoices.with_lines(*lines)
    lefts = [left_of(price, invoice) for price in ("30,00", "45,495", "10,0123")]
    assert lefts == pytest.approx([lefts[0]] * 3, abs=0.05)


def test_over_a_page_break_earlier_invoices_keep_a_head_of_their_own() -> None:
    whole = invoices.two_rates()
    invoice = invoices.final(whole, (invoices.deposit(whole, "5"),) * 12)
    second = [text for page, _, text in runs(invoice) if page == 2]
    head = second[: next(at for at, text in enumerate(second) if text.startswith("Anzahlung"))]
    assert "Bereits berechnet" in head
    assert "Übertrag" in head
    assert "USt €" in head
    assert "Einzelpreis €" not in head


def test_sums_over_many_digits_put_the_other_language_below_and_break_no_word() -> None:
    lines = (
        invoices.line("A", quantity="1", unit_price="86144999.99"),
        invoices.line("B", quantity="1", unit_price="13581999.15", rate="7"),
    )
    texts = [text for _, _, text in runs(invoices.with_lines(*lines))]
    assert "Umsatzsteuer 19 % auf 86.144.999,99 €" in texts
    assert "VAT 19 %" in texts


@pytest.mark.parametrize(
    "invoice",
    [
        invoices.deposit(),
        invoices.final(one_rate()),
        replace(invoices.two_rates(), special_agreement="Skizzen bleiben beim Museum.\nAlle."),
    ],
    ids=["deposit", "final", "with an agreement"],
)
def test_a_short_invoice_is_one_page_with_its_payment_box(invoice: PrintedInvoice) -> None:
    assert page_count(invoice) == 1


def test_a_payment_box_that_fits_nowhere_else_has_a_page_with_all_its_room() -> None:
    lines = [invoices.line(f"Position {number}") for number in range(9)]
    crowded = invoices.with_lines(*lines)
    assert page_count(crowded) == 2
    code = left_of("IBAN", one_rate())
    assert left_of("IBAN", crowded) == pytest.approx(code, abs=0.1)


def test_a_line_longer_than_a_page_runs_on_and_never_into_the_foot() -> None:
    words = "\n".join(f"Absatz {number}" for number in range(90))
    lines = (invoices.line(words), invoices.line("Kurz"))
    reader = pypdf.PdfReader(io.BytesIO(_pdf(invoices.with_lines(*lines))))
    for page in reader.pages:
        foot = _bottoms(page, "Amtsgericht")
        assert min(_bottoms(page, "Absatz"), default=foot[0] + 100) > foot[0] + 20
    assert sum(len(_bottoms(page, "Absatz")) for page in reader.pages) == 90


def _pdf(invoice: PrintedInvoice) -> bytes:
    return pdf.render(invoice, xml.build(invoice))


def _bottoms(page: pypdf.PageObject, words: str) -> list[float]:
    """How high each run with these words stands, in points."""
    found: list[float] = []

    def keep(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        found.extend([cm[3] * tm[5] + cm[5]] * text.count(words))

    page.extract_text(visitor_text=keep)
    return found
