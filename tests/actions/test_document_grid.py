"""At least sixty documents by the real acts: each clean by the official rules, each the same.

The grid (document_grid.py) is client kind × country × VAT case × plan × kind of document; the
client's kind decides about the profile.
"""

import hashlib
import io
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pytest
from django.db import transaction
from lxml import etree
from pytest_django import DjangoDbBlocker

from kontor.clients.facts import Kind
from kontor.formats.einvoice import inspection, rules
from kontor.formats.einvoice.official import LAYERS
from kontor.formats.einvoice.values import PrintedInvoice, Profile
from kontor.formats.einvoice.xml import NAMESPACES
from kontor.foundation.models import OutboxMail
from kontor.invoicing.delivery import cause_of
from kontor.invoicing.issuing import printed_of
from kontor.invoicing.models import Document
from tests.actions.document_grid import LEITWEG, Made, grid

pytestmark = pytest.mark.django_db

Grid = dict[str, Made]


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Grid]:
    """The whole grid, made once for all tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield grid()
        transaction.set_rollback(True)


def profile_of(each: Made) -> Profile:
    return Profile.XRECHNUNG if each.case.client["kind"] is Kind.PUBLIC else Profile.EN16931


def texts(each: Made, path: str) -> list[str]:
    found = etree.fromstring(each.xml).findall(path, NAMESPACES)
    return [element.text or "" for element in found]


def data(each: Made) -> PrintedInvoice:
    return printed_of(each.invoice)


def test_the_grid_holds_every_kind_in_both_profiles(made: Grid) -> None:
    kinds = Counter((profile_of(each), each.invoice.kind) for each in made.values())
    assert len(made) >= 60
    assert set(kinds) == {
        (profile, kind)
        for profile in Profile
        for kind in ("invoice", "deposit", "final", "cancellation")
    }
    assert {each.invoice.vat_category for each in made.values()} == {"S", "E", "AE", "O"}
    groups = {len(data(each).vat_groups) for each in made.values()}
    assert {1, 2, 3} <= groups


def test_every_document_is_clean_in_every_layer_without_even_a_warning(made: Grid) -> None:
    verdicts = {name: rules.validate(each.xml, profile_of(each)) for name, each in made.items()}
    assert {name: verdict for name, verdict in verdicts.items() if verdict.findings} == {}
    assert all(each.valid for each in verdicts.values())
    assert {each.layers for each in verdicts.values()} == set(LAYERS.values())


def test_every_pdf_passes_the_inspection_and_holds_what_the_database_names(made: Grid) -> None:
    names = {Profile.EN16931: "factur-x.xml", Profile.XRECHNUNG: "xrechnung.xml"}
    for name, each in made.items():
        assert inspection.inspect(each.pdf, each.xml) == [], name
        with pikepdf.open(io.BytesIO(each.pdf)) as document:
            inside = document.attachments[names[profile_of(each)]].get_file().read_bytes()
        kept = Document.objects.get(invoice=each.invoice, kind="xml")
        assert hashlib.sha256(inside).hexdigest() == kept.sha256, name


def test_row_print_and_xml_have_the_same_totals(made: Grid) -> None:
    for name, each in made.items():
        row = [str(amount) for amount in (each.invoice.net, each.invoice.vat, each.invoice.gross)]
        printed = data(each)
        assert [str(amount) for amount in (printed.net, printed.vat, printed.gross)] == row, name
        summed = ("TaxBasisTotalAmount", "TaxTotalAmount", "GrandTotalAmount")
        assert [text for total in summed for text in texts(each, f".//ram:{total}")] == row, name


def test_the_type_says_what_it_is(made: Grid) -> None:
    types = {"invoice": "380", "final": "380", "cancellation": "384"}
    for name, each in made.items():
        deposit = "326" if profile_of(each) is Profile.XRECHNUNG else "386"
        (code,) = texts(each, ".//rsm:ExchangedDocument/ram:TypeCode")
        assert code == types.get(each.invoice.kind, deposit), name


def test_a_final_invoice_and_a_cancellation_name_the_earlier_ones(made: Grid) -> None:
    for name, each in made.items():
        named = texts(each, ".//ram:InvoiceReferencedDocument/ram:IssuerAssignedID")
        if each.invoice.cancels:
            assert named == [each.invoice.cancels.number], name
        elif each.invoice.kind == "final":
            earlier = {"deposit": 1, "four instalments": 3}
            assert len(named) == earlier.get(each.plan, 0), name
        else:
            assert named == [], name


def test_reverse_charge_names_both_vat_numbers_and_outside_neither(made: Grid) -> None:
    for name, each in made.items():
        numbers = texts(each, ".//ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']")
        if each.case.category == "AE":
            assert len(numbers) == 2, name
        elif each.case.category == "O":
            assert numbers == [], name
            assert texts(each, ".//ram:SpecifiedTaxRegistration/ram:ID[@schemeID='FC']"), name
            assert texts(each, ".//ram:SpecifiedLegalOrganization/ram:ID"), name


def test_a_public_body_is_reached_by_its_leitweg_id_or_by_e_mail(made: Grid) -> None:
    path = ".//ram:BuyerTradeParty/ram:URIUniversalCommunication/ram:URIID"
    public = [each for each in made.values() if profile_of(each) is Profile.XRECHNUNG]
    for each in public:
        (reference,) = texts(each, ".//ram:BuyerReference")
        assert reference == each.case.client["buyer_reference"]
        (address,) = etree.fromstring(each.xml).findall(path, NAMESPACES)
        if reference == LEITWEG:
            assert (address.get("schemeID"), address.text) == ("0204", LEITWEG)
        else:
            assert (address.get("schemeID"), address.text) == ("EM", "chloe.martin@lefevre.example")


def test_others_are_reached_at_their_e_mail_for_invoices_never_at_a_contact_person(
    made: Grid,
) -> None:
    path = ".//ram:BuyerTradeParty/ram:URIUniversalCommunication/ram:URIID"
    for name, each in made.items():
        if profile_of(each) is Profile.EN16931:
            email = each.case.client.get("invoice_email")
            assert texts(each, path) == ([email] if email else []), name
            assert b"chloe.martin@lefevre.example" not in each.xml + each.pdf, name


def test_public_bodies_are_mailed_the_xml_beside_the_pdf(made: Grid) -> None:
    for name, each in made.items():
        mails = OutboxMail.objects.filter(cause=cause_of(each.invoice.pk))
        number = each.invoice.number
        for mail in mails:
            files = [(file.name, file.media_type) for file in mail.attachments.order_by("id")]
            expected = [(f"{number}.pdf", "application/pdf")]
            if mail.audience == "client" and profile_of(each) is Profile.XRECHNUNG:
                expected.append((f"{number}.xml", "application/xml"))
                assert "XRechnung" in mail.text, name
            assert files == expected, name
        assert {mail.audience for mail in mails} == {"client", "member"}, name
