"""The auditor's export: what is in it, what is not, and that its hashes hold."""

import csv
import io
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from kontor.actions import cancel_one, run_night
from kontor.clients.models import Client
from kontor.foundation import jobs
from kontor.foundation.written import BERLIN
from kontor.invoicing.auditor_export import write_export
from kontor.invoicing.models import Document, Invoice
from kontor.orders.draft import Contact
from tests.builders import orders
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
LATER = datetime(2027, 6, 1, 9, tzinfo=BERLIN)
SECRET = "zq-only-between-them"


@pytest.fixture
def people() -> Cast:
    return cast()


def issue(people: Cast, title: str = "Spring catalogue") -> Invoice:
    order = orders.active(
        *(people.owner, people.advisor, people.client),
        title=title,
        comment=f"comment {SECRET}",
        contact=Contact(f"Chloé {SECRET}", "chloe@lefevre.example", f"+33 {SECRET}", "en"),
    )
    day = Invoice.objects.get(order=order).billing_date + timedelta(days=1)
    for night in (day - timedelta(days=2), day):
        run_night.run(datetime(night.year, night.month, night.day, 23, tzinfo=BERLIN))
    return Invoice.objects.get(order=order)


def exported(first: date = FIRST, last: date = LAST) -> bytes:
    target = io.BytesIO()
    write_export(target, first, last, "Smart Beispiel eG")
    return target.getvalue()


def table(data: bytes, name: str) -> list[dict[str, str]]:
    with ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_an_invoice_and_its_cancellation(people: Cast, tmp_path: Path) -> None:
    """The whole of it, and its hashes hold for `sha256sum -c`."""
    invoice = issue(people)
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    jobs.run_waiting()

    data = exported()

    index = table(data, "index.csv")
    assert [(row["number"], row["kind"], row["status"]) for row in index] == [
        ("RE-2027-000001", "invoice", "cancelled"),
        ("ST-2027-000001", "cancellation", "issued"),
    ]
    assert (index[0]["cancelled_by"], index[1]["cancels"]) == ("ST-2027-000001", "RE-2027-000001")
    assert (index[0]["gross"], index[1]["gross"]) == ("2100,00", "-2100,00")
    assert (index[0]["net AE 0"], index[0]["vat AE 0"], index[0]["category"]) == (
        *("2100,00", "0,00", "AE"),
    )
    assert index[0]["client"] == "Imprimerie Lefèvre SARL"
    assert (index[0]["vat_number"], index[0]["country"]) == ("FR40303265045", "FR")
    kept = Document.objects.get(invoice=invoice, kind="pdf")
    assert (index[0]["pdf"], index[0]["pdf_sha256"]) == (
        *("documents/RE-2027-000001.pdf", kept.sha256),
    )
    assert [row["event"] for row in table(data, "history.csv")] == [
        *("create", "submit", "approve", "client_confirm"),
        *("invoice_draft", "invoice_issue", "invoice_cancel"),
    ]
    assert [(row["series"], row["last"], row["missing"]) for row in table(data, "numbers.csv")] == [
        ("RE-2027", "RE-2027-000001", ""),
        ("ST-2027", "ST-2027-000001", ""),
    ]
    with ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    checked = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"],  # noqa: S607
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert checked.stdout.count(": OK") == 8
    readme = (tmp_path / "README.txt").read_text("utf-8-sig")
    assert "Ausgangsrechnungen vom 2027-01-01 bis 2027-12-31: 2" in readme
    assert "Outgoing invoices from 2027-01-01 to 2027-12-31: 2" in readme


def test_the_same_data_give_the_same_bytes(people: Cast) -> None:
    issue(people)
    assert exported() == exported()


def test_neither_contact_persons_nor_comments_are_in_its_tables(people: Cast) -> None:
    issue(people)
    data = exported()
    with ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert SECRET.encode() not in archive.read(name), name
    who = {(row["who"], row["name"]) for row in table(data, "history.csv")}
    assert ("client", "") in who
    assert ("advisor", "Jonas Wiebold") in who


def test_only_what_was_issued_in_the_period_both_days_counted(people: Cast) -> None:
    invoice = issue(people)
    day = invoice.issued_on
    assert day is not None
    one_day = timedelta(days=1)
    assert [row["number"] for row in table(exported(day, day), "index.csv")] == [invoice.number]
    for first, last in ((FIRST, day - one_day), (day + one_day, LAST)):
        data = exported(first, last)
        assert table(data, "index.csv") == []
        assert table(data, "history.csv") == []
        assert len(table(data, "numbers.csv")) == 1


def test_a_pending_document_is_an_empty_cell(people: Cast) -> None:
    issue(people)
    (row,) = table(exported(), "index.csv")
    assert (row["pdf"], row["pdf_sha256"], row["xml"]) == ("", "", "")


def test_a_document_that_is_gone_ends_the_export(
    people: Cast, settings: Settings, tmp_path: Path
) -> None:
    issue(people)
    jobs.run_waiting()
    settings.DOCUMENTS = tmp_path
    with pytest.raises(FileNotFoundError):
        exported()


def test_a_name_that_is_a_formula_is_made_harmless(people: Cast) -> None:
    Client.objects.filter(pk=people.client.pk).update(name="=HYPERLINK(1)")
    issue(people)
    (row,) = table(exported(), "index.csv")
    assert row["client"] == "'=HYPERLINK(1)"


def test_the_number_of_queries_does_not_grow_with_the_invoices(people: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            exported()
        return len(queries)

    issue(people)
    before = asked()
    issue(people, "Autumn catalogue")
    assert asked() == before
    assert before <= 12
