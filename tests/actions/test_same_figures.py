"""Awkward amounts: database, XML, PDF and the client's page say the same to the cent."""

import io
from datetime import date, datetime
from decimal import Decimal

import pypdf
import pytest
from django.test import Client as Browser
from lxml import etree, html

from kontor.actions import document_invoices, run_night
from kontor.formats.einvoice.figures import english_euro, german_euro
from kontor.formats.einvoice.xml import NAMESPACES
from kontor.foundation import files
from kontor.foundation.models import OutboxMail
from kontor.foundation.secret_link import token_of
from kontor.foundation.written import BERLIN
from kontor.invoicing.final import groups_in
from kontor.invoicing.models import Document, Invoice
from kontor.orders.draft import Line, Mode, Payment, Share, Treatment, Unit
from tests.builders import clients, orders
from tests.cast import cast

pytestmark = pytest.mark.django_db

BILLED, REST = date(2027, 1, 18), date(2027, 1, 25)
NIGHTS = (date(2027, 1, 11), BILLED, REST)
PARTS = Payment(Mode.ADVANCE, BILLED, deposit=Share(percent=Decimal("33.33")), final_date=REST)


def line(quantity: str, price: str, vat: Treatment = Treatment.STANDARD) -> Line:
    return Line("Layout", Decimal(quantity), Unit.DAY, Decimal(price), vat=vat)


AWKWARD = {
    "3 × 33.335": (line("3", "33.335"),),
    "each line is rounded, VAT once": tuple(line("1", "0.035") for _ in range(3)),
    "half a cent of VAT": (line("1", "0.50"), line("0.333", "99.9999")),
    "two groups": (line("3", "33.335"), line("7", "14.2857", Treatment.REDUCED)),
    "millions": (line("612.345", "9876.5432"), line("1", "0.04", Treatment.REDUCED)),
}


@pytest.mark.parametrize("payment", [Payment(billing_date=BILLED), PARTS], ids=["whole", "parts"])
@pytest.mark.parametrize("lines", AWKWARD.values(), ids=AWKWARD)
def test_page_pdf_xml_and_database_say_the_same(lines: tuple[Line, ...], payment: Payment) -> None:
    people = cast()
    client = clients.german_client()
    order = orders.active(people.owner, people.advisor, client, lines=lines, payment=payment)
    for night in NIGHTS:
        run_night.run(datetime(night.year, night.month, night.day, 23, tzinfo=BERLIN))
    for invoice in Invoice.objects.filter(order=order):
        document_invoices.make_documents(invoice.pk, datetime(2027, 1, 26, tzinfo=BERLIN))
        amounts = [invoice.net, *(group.vat for group in groups_in(invoice)), invoice.gross]
        assert in_xml(invoice) == amounts
        printed, page = in_pdf(invoice), on_page(invoice)
        assert [each for each in amounts if german_euro(each) not in printed] == []
        assert [each for each in amounts if english_euro(each) not in page] == []


def in_xml(invoice: Invoice) -> list[Decimal]:
    root = etree.fromstring(stored(invoice, "xml"))
    settlement = ".//ram:ApplicableHeaderTradeSettlement"
    totals = f"{settlement}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
    paths = (
        f"{totals}/ram:TaxBasisTotalAmount",
        f"{settlement}/ram:ApplicableTradeTax/ram:CalculatedAmount",
        f"{totals}/ram:GrandTotalAmount",
    )
    return [Decimal(each.text or "") for path in paths for each in root.findall(path, NAMESPACES)]


def in_pdf(invoice: Invoice) -> str:
    reader = pypdf.PdfReader(io.BytesIO(stored(invoice, "pdf")))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def on_page(invoice: Invoice) -> str:
    mail = OutboxMail.objects.filter(cause=f"invoice:{invoice.pk}", audience="client").first()
    assert mail is not None
    answer = Browser().get(f"/i/{token_of(mail.link_seed)}")
    return " ".join("".join(map(str, html.fromstring(answer.content).itertext())).split())


def stored(invoice: Invoice, kind: str) -> bytes:
    return files.read(Document.objects.get(invoice=invoice, kind=kind).sha256)
