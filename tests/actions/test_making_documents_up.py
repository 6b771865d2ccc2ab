"""Documents whose job is gone are made up by the next night, so that none is pending for ever."""

from datetime import date, datetime

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from kontor.actions import run_night
from kontor.foundation import jobs
from kontor.foundation.mailer import delivering_to
from kontor.foundation.models import OutboxMail
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Document, Invoice
from tests.builders import orders
from tests.cast import cast

pytestmark = pytest.mark.django_db
DRAFT_DAY, BILLING_DAY = date(2027, 1, 11), date(2027, 1, 18)


def night(day: date) -> run_night.Night:
    return run_night.run(datetime(day.year, day.month, day.day, 23, tzinfo=BERLIN))


@pytest.fixture
def issued(db: None) -> Invoice:
    """An invoice that was issued a moment ago; its documents are still to be made."""
    people = cast()
    orders.active(people.owner, people.advisor, people.client)
    night(DRAFT_DAY)
    work()
    night(BILLING_DAY)
    return Invoice.objects.get()


def work() -> None:
    with delivering_to(lambda _: "250 Taken"):
        jobs.run_waiting()


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def waiting() -> int:
    return len(jobs.under_way("make_documents"))


def test_a_job_that_is_queued_is_left_to_itself(issued: Invoice) -> None:
    assert night(BILLING_DAY).made_up == 0
    assert waiting() == 1


def test_a_job_that_has_failed_for_good_is_queued_once_more(issued: Invoice) -> None:
    job = ProcrastinateJob.objects.get(task_name="make_documents")
    sql(f"UPDATE procrastinate_jobs SET status = 'failed' WHERE id = {job.pk}")
    assert (night(BILLING_DAY).made_up, night(BILLING_DAY).made_up) == (1, 0)
    work()
    assert Document.objects.filter(invoice=issued).count() == 2
    assert OutboxMail.objects.filter(cause=f"invoice:{issued.pk}", state="sent").count() == 3
    assert night(BILLING_DAY).made_up == 0


def test_so_is_one_that_was_lost(issued: Invoice) -> None:
    sql("DELETE FROM procrastinate_jobs")
    assert night(BILLING_DAY).made_up == 1
    work()
    assert Document.objects.filter(invoice=issued).count() == 2
