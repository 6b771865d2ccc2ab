"""A document store that fails: the number stays, nothing is mailed, the job is tried again."""

from datetime import date, datetime

import pytest
from pytest_django import Settings

from kontor.actions import document_invoices, run_night
from kontor.foundation import files, jobs
from kontor.foundation.file_bucket import StoreTrouble
from kontor.foundation.models import OutboxMail
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Document, Invoice
from tests.builders import orders
from tests.cast import cast
from tests.s3_peer import bad_store, s3_store

pytestmark = pytest.mark.django_db


def issued() -> Invoice:
    people = cast()
    order = orders.active(people.owner, people.advisor, people.client)
    invoice = Invoice.objects.get(order=order)
    for day in (invoice.billing_date, date(2027, 12, 1)):
        run_night.run(datetime(day.year, day.month, day.day, 23, tzinfo=BERLIN))
    invoice.refresh_from_db()
    return invoice


def test_what_the_store_refuses_is_pending_and_finished_once_it_answers(
    settings: Settings,
) -> None:
    invoice = issued()
    assert invoice.number == "RE-2027-000001"
    mailed = OutboxMail.objects.count()
    with bad_store("error") as bad:
        settings.DOCUMENTS = bad
        with pytest.raises(StoreTrouble, match="500"):
            jobs.run_waiting()
    assert not Document.objects.exists()
    assert OutboxMail.objects.count() == mailed

    with s3_store() as good:
        settings.DOCUMENTS = good
        document_invoices.make_documents(invoice.pk, datetime(2027, 12, 2, tzinfo=BERLIN))
        for document in Document.objects.filter(invoice=invoice):
            assert len(files.read(document.sha256)) == document.size
    assert Document.objects.filter(invoice=invoice).count() == 2
    assert OutboxMail.objects.count() > mailed
