"""The PDF: what was checked is inside, everything of the law is on the page, nothing else."""

import io
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pypdf
import pytest

from kontor.formats.child import Child
from kontor.formats.einvoice import inspection, pdf, xml, xmp
from kontor.formats.einvoice.values import (
    LEITWEG,
    ElectronicAddress,
    LineKind,
    PrintedInvoice,
    Profile,
    Unit,
)
from kontor.formats.girocode import NoPaymentCode
from tests.formats.einvoice import invoices


def made(invoice: PrintedInvoice) -> bytes:
    return pdf.render(invoice, xml.build(invoice))


def pages(invoice: PrintedInvoice) -> list[str]:
    """The text of each page, with every run of white space as one space."""
    reader = pypdf.PdfReader(io.BytesIO(made(invoice)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def text(invoice: PrintedInvoice) -> str:
    return " ".join(pages(invoice))


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize(
    "invoice",
    [
        invoices.domestic(),
        invoices.two_rates(),
        invoices.reverse_charge(),
        invoices.outside(),
        invoices.exempt(),
        invoices.zero_rated(),
        invoices.deposit(),
        invoices.final(),
        invoices.nothing_left(),
        invoices.cancellation(),
        invoices.cancellation(invoices.final()),
    ],
    ids=[
        "domestic",
        "two rates",
        "reverse charge",
        "outside",
        "exempt",
        "zero",
        "deposit",
        "final",
        "nothing left",
        "cancellation",
        "cancelled final",
    ],
)
def test_a_document_passes_every_inspection(invoice: PrintedInvoice, profile: Profile) -> None:
    invoice = invoices.in_profile(invoice, profile)
    assert inspection.inspect(made(invoice), xml.build(invoice)) == []


def test_the_xml_inside_is_the_checked_xml_byte_for_byte() -> None:
    invoice = invoices.domestic()
    with pikepdf.open(io.BytesIO(made(invoice))) as document:
        assert list(document.attachments) == ["factur-x.xml"]
        inside = document.attachments["factur-x.xml"].get_file().read_bytes()
    assert inside == xml.build(invoice)


def test_the_same_record_gives_the_same_bytes_from_a_new_child_too() -> None:
    first = made(invoices.two_rates())
    assert made(invoices.two_rates()) == first
    pdf.typesetter.stop()
    assert made(invoices.two_rates()) == first
    again = PrintedInvoice.from_json(invoices.two_rates().to_json())
    assert made(again) == first


def test_the_page_carries_what_the_law_asks_for() -> None:
    page = text(invoices.domestic())
    for fact in (
        "Smart Beispiel eG · Beispielufer 12 · 10999 Berlin",
        "Museum Lumenau gGmbH Uferstraße 4 20000 Lumenau",
        "RE-2027-000123",
        "31.03.2027",
        "22.03. – 23.04.2027",
        "USt-IdNr. / VAT no. DE123456788",
        "Steuernummer / Tax no. 00/000/00000",
        "GnR 0000 B",
        "Amtsgericht Berlin (Charlottenburg) · Vorstand: Ada Muster, Ben Muster",
        "Gestaltung der Tafeln 34,99 Std. / h 30,00 19 % 1.049,70",
        "Netto / Net 1.049,70 €",
        "Umsatzsteuer 19 % / VAT 19 % 199,44 €",
        "Rechnungsbetrag / Total 1.249,14 €",
        "Bitte zahlen Sie 1.249,14 € bis 14.04.2027",
        "Please pay €1,249.14 by 14 April 2027",
        "DE89 3704 0044 0532 0130 00",
        "Leistung durch Service by Mira Falkenau",
        "Seite / Page 1 von / of 1",
        "ZUGFeRD, EN 16931",
    ):
        assert fact in page


def test_two_rates_show_the_net_of_each() -> None:
    page = text(invoices.two_rates())
    assert "Umsatzsteuer 7 % auf 333,33 € / VAT 7 % 23,33 €" in page
    assert "Umsatzsteuer 19 % auf 1.140,69 € / VAT 19 % 216,73 €" in page


def test_reverse_charge_is_said_in_both_languages_with_both_numbers() -> None:
    page = text(invoices.reverse_charge())
    assert "Steuerschuldnerschaft des Leistungsempfängers / Reverse charge" in page
    assert "Ihre USt-IdNr. Your VAT number FR40303265045" in page
    assert "DE123456788" in page
    assert "67000 Strasbourg FRANKREICH" in page


def test_outside_the_eu_is_said_and_no_vat_number_asked() -> None:
    page = text(invoices.outside())
    assert "Nicht im Inland steuerbare Leistung (§ 3a Abs. 2 UStG)" in page
    assert "Not subject to German VAT" in page
    assert "Your VAT number" not in page


def test_a_cancellation_is_called_so_and_asks_for_nothing() -> None:
    page = text(invoices.cancellation(invoices.domestic()))
    assert "Stornorechnung / Cancellation invoice" in page
    assert "zur Rechnung RE-2027-000123 vom 31.03.2027" in page
    assert "−1.249,14 €" in page
    assert "Gutschrift" not in page
    assert "IBAN" not in page
    assert "Es ist nichts zu zahlen." in page


def test_a_deposit_says_what_it_is_a_part_of_in_both_languages() -> None:
    page = text(invoices.deposit())
    assert "Anzahlungsrechnung / Deposit invoice" in page
    assert "Teil des Auftrags A-2027-0418 über 1.474,02 € netto" in page
    assert "Part of order A-2027-0418 for €1,474.02 net; the final invoice deducts" in page
    assert "Anzahlung 30 % gemäß Auftrag A-2027-0418 Deposit of 30 % under order" in page
    assert "Bitte zahlen Sie 514,23 €" in page


def test_a_final_invoice_lists_the_whole_and_each_earlier_one_with_net_and_vat() -> None:
    page = text(invoices.final())
    for fact in (
        "Schlussrechnung / Final invoice",
        "Gesamter Auftrag netto / Whole order, net 1.474,02",
        "Bereits berechnet / Already invoiced",
        "Anzahlung 30 %: RE-2027-000101 vom 01.02.2027",
        "Deposit of 30 %: RE-2027-000101 of 1 February 2027 −65,02 19 % −342,21",
        "−7,00 7 % −100,00",
        "Rest netto / Remaining net 1.031,81 €",
        "Umsatzsteuer 19 % auf 798,48 € / VAT 19 % 151,71 €",
        "Restbetrag / Remaining amount 1.199,85 €",
        "Bitte zahlen Sie 1.199,85 €",
    ):
        assert fact in page, fact
    assert "abzüglich Rechnung" not in page


def test_a_final_invoice_without_a_rest_is_valid_and_asks_for_nothing() -> None:
    nothing = invoices.nothing_left()
    assert nothing.net == nothing.gross == Decimal(0)
    page = text(nothing)
    assert "Restbetrag / Remaining amount 0,00 €" in page
    assert "Es ist nichts zu zahlen. / There is nothing to pay." in page
    assert "IBAN" not in page


def test_the_cancellation_of_a_final_invoice_gives_back_what_was_deducted() -> None:
    page = text(invoices.cancellation(invoices.final()))
    assert "abzüglich Rechnung RE-2027-000101 vom 01.02.2027 (Anzahlung 30 %)" in page
    assert "Stornobetrag / Cancelled total −1.199,85 €" in page


def test_an_expense_is_marked() -> None:
    line = replace(invoices.line("Bahnfahrt"), kind=LineKind.EXPENSE)
    assert "Bahnfahrt Auslage / Expense" in text(invoices.with_lines(line))


def test_a_special_agreement_stands_as_typed() -> None:
    invoice = replace(invoices.domestic(), special_agreement="Skizzen bleiben beim Museum.")
    assert "Special agreement Skizzen bleiben beim Museum." in text(invoice)


def test_over_page_breaks_the_head_is_repeated_and_the_sum_carried() -> None:
    lines = [invoices.line(f"Position {number}", quantity="1") for number in range(1, 41)]
    first, second, third = pages(invoices.with_lines(*lines))
    assert "Übertrag / Carried over" not in first
    for page, following in ((first, second), (second, third)):
        carried = page.split("Übertrag / Carried forward ")[1].split()[0]
        assert f"Übertrag / Carried over {carried} Position" in following
        count = page.split("Übertrag / Carried forward")[0].rsplit("Position ", 1)[1].split()[0]
        assert carried == f"{30 * int(count):,}".replace(",", ".") + ",00"
        assert "Menge Quantity" in following
    assert "Carried forward" not in third
    assert "Seite / Page 3 von / of 3" in third


def test_the_longest_description_runs_over_pages_complete() -> None:
    words = [f"Wort{number}" for number in range(1000)]
    description = " ".join(words)[:8000]
    found = text(replace(invoices.domestic(), description=description)).split()
    assert [each for each in found if each.startswith("Wort")] == description.split()


def test_the_sums_never_stand_on_a_page_without_a_row_of_what_they_sum_up() -> None:
    for count in range(9, 17):
        lines = [invoices.line(f"Position {number}", quantity="1") for number in range(count)]
        with_sums = next(
            page for page in pages(invoices.with_lines(*lines)) if "Netto / Net " in page
        )
        assert f"Position {count - 1} 1 Std." in with_sums


def test_the_columns_are_as_wide_as_their_numbers() -> None:
    great = invoices.line(quantity="999999.999", unit_price="9999999.9999", unit=Unit.DAY)
    page = text(invoices.with_lines(great))
    assert "999.999,999 Tage / days 9.999.999,9999 19 % 9.999.999.989.900,00" in page


def test_a_leitweg_id_is_called_by_its_name() -> None:
    invoice = invoices.in_profile(invoices.domestic(), Profile.XRECHNUNG)
    address = ElectronicAddress(address="991-33333TEST-33", scheme=LEITWEG)
    buyer = replace(invoice.buyer, buyer_reference="991-33333TEST-33", electronic_address=address)
    page = text(replace(invoice, buyer=buyer))
    assert "Leitweg-ID Buyer reference 991-33333TEST-33" in page
    assert "XRechnung, EN 16931" in page


def test_a_blank_line_stays_blank_but_never_begins_a_page() -> None:
    invoice = replace(invoices.domestic(), description="one\n\n\ntwo")
    assert "one two" in text(invoice)
    long = "\n\n".join(f"Absatz {number}" for number in range(60))
    assert text(replace(invoice, description=long)).count("Absatz") == 60


def test_an_invoice_without_a_number_is_not_printed() -> None:
    with pytest.raises(ValueError, match="without a number"):
        made(replace(invoices.domestic(), number=None))


def test_a_text_that_cannot_be_set_is_refused_with_the_typesetters_words() -> None:
    with pytest.raises(pdf.NotRendered, match="PDF/A-3b error") as refusal:
        made(replace(invoices.domestic(), description="漢"))
    assert refusal.value.sentence == pdf.REFUSED
    assert made(invoices.domestic())


def test_a_wrong_bank_account_is_not_printed() -> None:
    bank = replace(invoices.domestic().seller.bank, iban="DE89370400440532013001")
    seller = replace(invoices.domestic().seller, bank=bank)
    with pytest.raises(NoPaymentCode):
        made(replace(invoices.domestic(), seller=seller))


@pytest.mark.parametrize(
    ("module", "sentence"),
    [("hanging_child", pdf.TIMED_OUT), ("dying_child", pdf.CRASHED), ("lazy_child", pdf.CRASHED)],
)
def test_a_child_that_fails_makes_no_document(module: str, sentence: str) -> None:
    child = Child(f"tests.formats.{module}", seconds=1)
    with pytest.raises(pdf.NotRendered) as failure:
        pdf.render(invoices.domestic(), xml.build(invoices.domestic()), by=child)
    assert failure.value.sentence == sentence
    child.stop()


def test_after_a_kill_the_next_document_is_made() -> None:
    made(invoices.domestic())
    idle = pdf.typesetter.pid or 0
    os.kill(idle, signal.SIGKILL)
    os.waitid(os.P_PID, idle, os.WEXITED | os.WNOWAIT)
    assert made(invoices.domestic())


def spoiled(change: Callable[[pikepdf.Pdf], None]) -> list[str]:
    """What the inspection says of a good document after a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(invoices.domestic()))) as document:
        change(document)
        document.save(
            out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
        )
    return inspection.inspect(out.getvalue(), xml.build(invoices.domestic()))


def without_colours(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents


def without_attachment(document: pikepdf.Pdf) -> None:
    del document.Root.AF


def as_supplement(document: pikepdf.Pdf) -> None:
    document.Root.AF[0].AFRelationship = pikepdf.Name("/Supplement")


def renamed(document: pikepdf.Pdf) -> None:
    document.Root.AF[0].UF = "other.xml"


def with_another_xml(document: pikepdf.Pdf) -> None:
    document.Root.AF[0].EF.F.write(xml.build(invoices.two_rates()))


def without_date(document: pikepdf.Pdf) -> None:
    del document.Root.AF[0].EF.F.Params


def without_factur_x(document: pikepdf.Pdf) -> None:
    packet = document.Root.Metadata.read_bytes()
    document.Root.Metadata.write(packet.replace(xmp.FACTUR_X.encode(), b"urn:other#"))


def with_two_bags(document: pikepdf.Pdf) -> None:
    packet = document.Root.Metadata.read_bytes()
    second = (
        b'<rdf:Description rdf:about=""><pdfaExtension:schemas '
        b'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"/></rdf:Description></rdf:RDF>'
    )
    document.Root.Metadata.write(packet.replace(b"</rdf:RDF>", second))


def as_pdfa_2(document: pikepdf.Pdf) -> None:
    packet = document.Root.Metadata.read_bytes()
    document.Root.Metadata.write(packet.replace(b"part>3<", b"part>2<"))


def without_fonts(document: pikepdf.Pdf) -> None:
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and "/FontFile3" in each:
            del each["/FontFile3"]
        if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each:
            del each["/FontFile2"]


def with_script(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")
    document.Root.OpenAction = document.make_indirect(action)


def without_prefix(document: pikepdf.Pdf) -> None:
    packet = document.Root.Metadata.read_bytes()
    document.Root.Metadata.write(packet.replace(b"prefix>fx<", b"prefix>ab<"))


def listed_as_another(document: pikepdf.Pdf) -> None:
    copy = pikepdf.Dictionary(dict(document.Root.AF[0].items()))
    document.Root.Names.EmbeddedFiles.Names[1] = document.make_indirect(copy)


def with_two_files(document: pikepdf.Pdf) -> None:
    document.Root.AF.append(document.Root.AF[0])


def with_an_act_on_a_page(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"))
    link = pikepdf.Dictionary(Type=pikepdf.Name("/Annot"), A=action)
    document.pages[0].Annots = pikepdf.Array([link])


def with_named_script(document: pikepdf.Pdf) -> None:
    document.Root.Names.JavaScript = pikepdf.Dictionary()


def with_a_font_of_the_reader(document: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name("/Font"),
        Subtype=pikepdf.Name("/Type1"),
        BaseFont=pikepdf.Name("/Helvetica"),
    )
    document.pages[0].Resources.Font.F9 = font


def with_old_compression(document: pikepdf.Pdf) -> None:
    stream = document.make_stream(b"")
    stream.write(b"\x80\x0b\x60", filter=pikepdf.Name.LZWDecode)
    document.Root.PieceInfo = stream


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (without_prefix, "do not declare the four Factur-X properties"),
        (listed_as_another, "not listed among the embedded files"),
        (with_two_files, "2 associated files"),
        (with_an_act_on_a_page, "contains a script"),
        (with_named_script, "contains a script"),
        (with_a_font_of_the_reader, "The font /Helvetica is not embedded"),
        (with_old_compression, "a compression that PDF/A forbids"),
        (without_colours, "no output intent"),
        (without_attachment, "0 associated files"),
        (as_supplement, "not marked as an alternative"),
        (renamed, "not called factur-x.xml"),
        (with_another_xml, "not the one that was checked"),
        (without_date, "has no date"),
        (without_factur_x, "do not declare the four Factur-X properties"),
        (without_factur_x, "do not say ConformanceLevel EN 16931"),
        (with_two_bags, "2 bags"),
        (as_pdfa_2, "do not say PDF/A-3b"),
        (without_fonts, "is not embedded"),
        (with_script, "contains a script"),
        (with_script, "acts by itself"),
    ],
)
def test_the_inspection_notices(change: Callable[[pikepdf.Pdf], None], fault: str) -> None:
    assert any(fault in each for each in spoiled(change))


def test_the_inspection_notices_encryption_and_rubbish() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made(invoices.domestic()))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    document_xml = xml.build(invoices.domestic())
    assert "The PDF is encrypted." in inspection.inspect(out.getvalue(), document_xml)
    assert inspection.inspect(b"no PDF", document_xml)[0].startswith("The document cannot be read")
    assert inspection.inspect(made(invoices.domestic()), b"<a/>") != []


def test_an_amount_beyond_a_payment_code_is_asked_for_in_words_alone() -> None:
    huge = invoices.with_lines(invoices.line(quantity="1", unit_price="1000000000"))
    assert huge.gross > Decimal("999999999.99")
    document = made(huge)
    assert inspection.inspect(document, xml.build(huge)) == []
    assert "Bitte zahlen Sie 1.190.000.000,00 €" in text(huge)
