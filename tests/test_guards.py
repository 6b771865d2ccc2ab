"""What the database refuses by itself, written past Python to prove it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from kontor.actions import run_night
from kontor.foundation.models import HistoryEntry
from kontor.invoicing.models import Document, Invoice
from tests.actions.test_first_path import night
from tests.builders import orders
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def issued(people: Cast) -> Invoice:
    orders.active(people.owner, people.advisor, people.client)
    for day in (date(2027, 1, 11), date(2027, 1, 18)):
        run_night.run(night(day))
    invoice = Invoice.objects.get()
    Document.objects.create(
        invoice=invoice, kind="pdf", sha256="0" * 64, size=1, created_at=night(date(2027, 1, 18))
    )
    return invoice


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(IntegrityError), transaction.atomic():
        yield


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["historyentry", "revision", "decision", "document"])
def test_append_only_rows_are_neither_changed_nor_deleted(table: str, issued: Invoice) -> None:
    with refused():
        sql(f"UPDATE kontor_{table} SET id = id")
    with refused():
        sql(f"DELETE FROM kontor_{table}")
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # else TRUNCATE stops earlier, at waiting foreign keys
    with refused():
        sql(f"TRUNCATE kontor_{table} CASCADE")
    assert HistoryEntry.objects.exists()
    assert issued.number


@pytest.mark.parametrize(
    "change",
    [
        "number = 'RE-2027-000009'",
        "gross = gross + 1, net = net + 1",
        "printed = '{}'",
        "issued_on = issued_on - 1",
        "due_on = due_on + 7",
        "guarantee = NULL",
        "number = NULL, printed = NULL, status = 'draft'",
    ],
)
def test_an_issued_invoice_keeps_every_value_but_its_status(change: str, issued: Invoice) -> None:
    with refused():
        sql(f"UPDATE kontor_invoice SET {change}")
    with refused():
        sql("DELETE FROM kontor_invoice")
    sql("UPDATE kontor_invoice SET status = 'paid'")
    issued.refresh_from_db()
    assert issued.status == "paid"


def test_a_plan_row_is_invoiced_once_and_a_number_stands_once(issued: Invoice) -> None:
    columns = [field.attname for field in Invoice._meta.concrete_fields if field.attname != "id"]
    with refused():
        sql(
            f"INSERT INTO kontor_invoice ({', '.join(columns)}) "
            f"SELECT {', '.join(columns)} FROM kontor_invoice"
        )
    with refused():
        sql(
            f"INSERT INTO kontor_invoice ({', '.join(columns)}) "
            f"SELECT {', '.join('99' if name == 'position' else name for name in columns)}"
            " FROM kontor_invoice"
        )
    assert issued.number == "RE-2027-000001"


def test_an_order_is_not_active_before_both_gates(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    with refused():
        sql(f"UPDATE kontor_order SET status = 'active' WHERE id = {order.pk}")


def test_one_mail_per_cause_purpose_and_mailbox(issued: Invoice) -> None:
    with refused():
        sql(
            "INSERT INTO kontor_outboxmail SELECT (jsonb_populate_record(mail, "
            "jsonb_build_object('id', id + 1000, 'message_id', message_id || 'x'))).* "
            "FROM kontor_outboxmail mail WHERE purpose = 'client_confirmation'"
        )
    assert issued.number


def test_no_invoice_asks_for_more_than_the_client_confirmed(people: Cast) -> None:
    orders.active(people.owner, people.advisor, people.client)
    planned = Invoice.objects.get()
    with refused():
        sql(f"UPDATE kontor_invoice SET net = {planned.net + 1}, gross = gross + 1")
    with refused():
        sql("UPDATE kontor_invoice SET most_net = most_net + 1")


def test_only_a_cancelled_invoice_is_replaced_and_only_in_its_own_place(people: Cast) -> None:
    for _ in range(2):
        orders.active(people.owner, people.advisor, people.client)
    first, other = Invoice.objects.order_by("id").values_list("pk", flat=True)
    names = [field.attname for field in Invoice._meta.concrete_fields if field.attname != "id"]

    def again(position: str = "position", replaced: int = first) -> str:
        own = {"position": position, "replaces_id": str(replaced)} | {
            "status": "'draft'",
            "number": "NULL",
            "printed": "NULL",
            "issued_on": "NULL",
        }
        values = ", ".join(own.get(name, name) for name in names)
        return (
            f"INSERT INTO kontor_invoice ({', '.join(names)}) SELECT {values}"
            f" FROM kontor_invoice WHERE id = {first}"
        )

    with refused():
        sql(again())  # it is not cancelled
    sql(
        "UPDATE kontor_invoice SET status = 'cancelled', number = 'RE-2027-' || id,"
        " issued_on = billing_date, printed = '{}'"
    )
    with refused():
        sql(again(position="2"))
    with refused():
        sql(again(replaced=other))
    sql(again())
    with refused():
        sql(again())
    with refused():
        sql("UPDATE kontor_invoice SET position = 2 WHERE replaces_id IS NOT NULL")
