"""A job belongs to the transaction that causes it, wherever that runs."""

from typing import cast

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from kontor.foundation import jobs


def number_of_jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_in_a_worker_too_a_job_is_queued_only_if_the_transaction_commits() -> None:
    worker = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(worker):
        with transaction.atomic():
            jobs.defer("send_mail", mail_id=1)
            transaction.set_rollback(True)
        assert number_of_jobs() == 0
        jobs.defer("send_mail", mail_id=1)
    assert number_of_jobs() == 1
