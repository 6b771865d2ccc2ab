"""`kontor check --data`: clean after real acts, and every invariant catches its damage.

Damage is written past Python, and past the guards of the database.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.actions import cancel_one, run_night
from kontor.cli import check_data
from kontor.foundation import jobs
from kontor.foundation.models import OutboxMail
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Document, Invoice
from tests.builders import drafts, orders, proofs
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

TODAY = date(2027, 1, 20)
LATER = datetime(2027, 3, 20, 9, tzinfo=BERLIN)
GUARDED = ("invoice", "document", "decision", "revision", "historyentry")
NUMBERS_MAY_REPEAT = """
DO $$ DECLARE name text := (
  SELECT conname FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
   WHERE conrelid = 'kontor_invoice'::regclass AND contype = 'u' AND attname = 'number');
BEGIN EXECUTE 'ALTER TABLE kontor_invoice DROP CONSTRAINT ' || name; END $$
"""


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    """The first of two that were issued on one day."""
    for title in ("Spring catalogue", "Autumn catalogue"):
        orders.active(people.owner, people.advisor, people.client, title=title)
    nights_to_issue()
    return Invoice.objects.get(number="RE-2027-000001")


def nights_to_issue() -> None:
    """Every planned invoice becomes a draft, and is issued the day after its billing date."""
    day = Invoice.objects.latest("billing_date").billing_date + timedelta(days=1)
    for night in (day - timedelta(days=2), day):
        run_night.run(datetime(night.year, night.month, night.day, 23, tzinfo=BERLIN))


def past_the_guards(sql: str, *values: str | int) -> None:
    tables = [f"kontor_{name}" for name in GUARDED]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values or None)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def past_python(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql)


def faults(today: date = TODAY) -> list[str]:
    """`I2: …` for each fault."""
    return [
        f"{name}: {fault}" for name, _, look in check_data.audits(today) for fault in look().faults
    ]


def in_store(sha256: str) -> Path:
    return Path(str(settings.DOCUMENTS)) / sha256[:2] / sha256


# --- Clean ----------------------------------------------------------------------------------


def test_nothing_is_found_after_an_order_went_its_whole_way(
    people: Cast, invoice: Invoice, capsys: pytest.CaptureFixture[str]
) -> None:
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    jobs.run_waiting()
    capsys.readouterr()

    assert check_data.report(TODAY)

    printed = capsys.readouterr().out
    assert "I1   holds  number series without gaps: 2 series, 3 numbers" in printed
    assert "I2   holds  documents as they were stored: 6 documents" in printed
    assert "I7   holds  cancellations: 1 cancellation invoices" in printed
    assert "I9   holds  bank entries once, and given away once: 0 entries" in printed


def test_a_pending_document_is_named_and_no_fault(
    invoice: Invoice, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_data.report(TODAY)
    assert f"{invoice.number}: document pending, its job is queued" in capsys.readouterr().out


def test_each_fault_has_a_line_of_its_own_and_the_check_fails(
    invoice: Invoice, capsys: pytest.CaptureFixture[str]
) -> None:
    past_the_guards("UPDATE kontor_invoice SET number = 'RE-2027-000009' WHERE id = %s", invoice.pk)
    assert not check_data.report(TODAY)
    printed = capsys.readouterr().out
    assert "I1   FAULT  number series" in printed
    assert "fault: RE-2027-000001 is missing" in printed


def test_the_number_of_queries_does_not_grow_with_the_rows(people: Cast, invoice: Invoice) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            faults()
        return len(queries)

    before = asked()
    orders.active(people.owner, people.advisor, people.client, title="Winter catalogue")
    nights_to_issue()
    assert asked() == before


# --- I1 -------------------------------------------------------------------------------------


def test_a_gap_and_a_number_that_nobody_drew(invoice: Invoice) -> None:
    past_the_guards("UPDATE kontor_invoice SET number = 'RE-2027-000005' WHERE id = %s", invoice.pk)
    found = faults()
    assert "I1: RE-2027-000001 is missing" in found
    assert "I1: RE-2027-000003 – RE-2027-000004 is missing" in found
    assert "I1: RE-2027-000005 was not drawn: the series stands at 2" in found


def test_the_last_number_lost(invoice: Invoice) -> None:
    past_python("UPDATE kontor_numberseries SET last = 3")
    assert faults() == ["I1: RE-2027-000003 is missing"]


def test_a_number_given_twice(invoice: Invoice) -> None:
    past_python(NUMBERS_MAY_REPEAT)
    past_the_guards("UPDATE kontor_invoice SET number = 'RE-2027-000001' WHERE number IS NOT NULL")
    assert "I1: RE-2027-000001 stands twice" in faults()


def test_a_number_on_an_earlier_day(invoice: Invoice) -> None:
    past_the_guards(
        "UPDATE kontor_invoice SET issued_on = issued_on - 9 WHERE number = 'RE-2027-000002'"
    )
    assert faults() == ["I1: RE-2027-000002 bears an earlier day than the number before it"]


def test_a_number_of_no_series(invoice: Invoice) -> None:
    past_the_guards("UPDATE kontor_invoice SET number = 'seven' WHERE id = %s", invoice.pk)
    assert "I1: seven belongs to no series" in faults()


# --- I2 -------------------------------------------------------------------------------------


def test_documents_that_are_gone_changed_cut_or_exchanged(invoice: Invoice) -> None:
    jobs.run_waiting()
    assert faults() == []
    kept = {each.kind: each for each in Document.objects.filter(invoice=invoice)}
    other = Document.objects.exclude(invoice=invoice).get(kind="xml")
    own, pdf = in_store(kept["xml"].sha256), in_store(kept["pdf"].sha256)
    whole, printed = own.read_bytes(), pdf.read_bytes()

    own.write_bytes(whole + b" ")
    assert faults() == [f"I2: RE-2027-000001: its XML {own.name} was changed in the store"]
    own.unlink()
    assert faults() == [f"I2: RE-2027-000001: its XML {own.name} is not in the store"]
    own.write_bytes(whole)

    past_the_guards("UPDATE kontor_document SET size = 7 WHERE id = %s", kept["pdf"].pk)
    assert faults() == [f"I2: RE-2027-000001: its PDF has {len(printed)} bytes instead of 7"]
    past_the_guards(
        "UPDATE kontor_document SET size = %s WHERE id = %s", len(printed), kept["pdf"].pk
    )

    past_the_guards(
        "UPDATE kontor_document SET sha256 = %s, size = %s WHERE id = %s",
        *(other.sha256, other.size, kept["xml"].pk),
    )
    assert faults() == [
        "I2: RE-2027-000001: its XML states another number or other totals",
        "I2: RE-2027-000001: the XML inside its PDF is not the one that is stored",
    ]


def test_a_document_that_nobody_will_make(invoice: Invoice) -> None:
    past_python("UPDATE procrastinate_jobs SET status = 'failed' WHERE task_name LIKE 'make%'")
    assert "I2: RE-2027-000001: has no PDF, and no job that makes it" in faults()


def test_a_proof_that_is_gone_or_changed(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    own = in_store(proofs.uploaded(order, "signed by both.pdf").sha256)
    assert faults() == []
    whole = own.read_bytes()
    own.write_bytes(b"%PDF")
    assert faults() == [f"I2: order {order.number}: proof {own.name} was changed"]
    own.unlink()
    assert faults() == [f"I2: order {order.number}: proof {own.name} is not in the store"]
    own.write_bytes(whole)


# --- I3, I4, I5 -----------------------------------------------------------------------------


def test_two_mails_to_one_mailbox(invoice: Invoice) -> None:
    mail = OutboxMail.objects.earliest("pk")
    mail.pk, mail.to, mail.message_id = None, mail.to.upper(), "<another>"
    mail.address = "elsewhere@client.example"
    mail.save()
    found = [fault for fault in faults() if fault.startswith("I3")]
    assert found == [
        f"I3: mail {mail.pk}: {mail.purpose} for {mail.cause} goes there twice",
        f"I3: mail {mail.pk}: its mailbox is not that of its recipient",
    ]


def test_a_place_of_the_plan_that_is_missing(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    past_the_guards("DELETE FROM kontor_invoice WHERE order_id = %s", order.pk)
    assert faults() == [f"I4: order {order.number}: the invoice in place 1 of its plan is missing"]


def test_a_period_of_an_open_ended_payment_that_is_missing(people: Cast) -> None:
    order = orders.active(
        *(people.owner, people.advisor, people.client),
        payment=drafts.recurrent("2027-01-31"),
        service_to=None,
    )
    assert faults(date(2027, 12, 1)) == []
    past_the_guards("DELETE FROM kontor_invoice WHERE order_id = %s AND position = 3", order.pk)
    missing = f"I4: order {order.number}: the invoice in place 3 of its plan is missing"
    assert faults(date(2027, 12, 1)) == [missing]
    assert faults(date(2027, 3, 30)) == []


def test_a_place_of_the_plan_taken_twice(invoice: Invoice) -> None:
    past_python("DROP INDEX invoice_once_per_plan_row")
    twin = Invoice.objects.get(pk=invoice.pk)
    twin.pk, twin.number, twin.printed = None, None, None
    twin.status, twin.issued_on = "planned", None
    twin.save()
    assert faults() == [f"I4: order {invoice.order.number}: place 1 of its plan is taken twice"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("vat = vat + 0.01, gross = gross + 0.01", "what is printed is not what its row says"),
        (
            "groups = jsonb_set(groups, '{0,basis}', '\"1.00\"')",
            "its VAT groups do not sum to its net",
        ),
        (
            "printed = jsonb_set(printed, '{lines,0,net}', '\"1.00\"')",
            "its lines do not sum to its VAT groups",
        ),
        (
            "printed = jsonb_set(printed, '{lines,0,quantity}', '\"7\"')",
            "line 1 is not quantity × price",
        ),
        ("printed = '{}'", "what is printed cannot be read"),
    ],
)
def test_amounts_that_do_not_add_up(invoice: Invoice, change: str, fault: str) -> None:
    past_the_guards(f"UPDATE kontor_invoice SET {change} WHERE id = %s", invoice.pk)
    assert any(f"I5: RE-2027-000001: {fault}" in found for found in faults())


# --- I6 to I12 ------------------------------------------------------------------------------


def test_an_order_that_is_not_where_its_history_leads(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    past_the_guards("UPDATE kontor_order SET status = 'rejected' WHERE id = %s", order.pk)
    found = f"I6: order {order.number}: the history leads to team_review, the order is rejected"
    assert faults() == [found]


def test_a_line_that_is_gone_from_the_history(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    past_the_guards("DELETE FROM kontor_historyentry WHERE event = 'approve'")
    assert faults() == [
        f"I6: order {order.number}: “client_confirm” leads from team_review to active"
    ]


def test_an_invoice_that_is_not_where_its_history_leads(invoice: Invoice) -> None:
    past_the_guards("UPDATE kontor_invoice SET status = 'disputed' WHERE id = %s", invoice.pk)
    assert faults() == [
        "I6: RE-2027-000001 is disputed, though its history ends with “invoice_issue”"
    ]


def test_a_line_in_the_midst_of_an_invoice_that_leads_elsewhere(
    people: Cast, invoice: Invoice
) -> None:
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    assert faults() == []
    past_the_guards(
        "UPDATE kontor_historyentry SET event = 'dispute'"
        " WHERE event = 'invoice_draft' AND data->>'invoice' = %s",
        str(invoice.pk),
    )
    assert faults() == [
        "I6: RE-2027-000001 has “dispute” in its history after “planned”",
        "I6: RE-2027-000001 has “invoice_issue” in its history after “dispute”",
    ]


def test_a_cancelled_invoice_without_its_cancellation(invoice: Invoice) -> None:
    past_the_guards("UPDATE kontor_invoice SET status = 'cancelled' WHERE id = %s", invoice.pk)
    assert "I7: RE-2027-000001 is cancelled without a cancellation invoice" in faults()


def test_a_cancellation_that_does_not_undo_the_invoice(people: Cast, invoice: Invoice) -> None:
    cancel_one.cancel_one(people.advisor, invoice.pk, LATER)
    past_the_guards("UPDATE kontor_invoice SET net = -1, gross = -1 WHERE kind = 'cancellation'")
    found = "I7: ST-2027-000001: the cancelled invoice and its cancellation are not zero together"
    assert found in faults()


def test_a_revision_that_is_not_what_was_confirmed(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    past_the_guards("UPDATE kontor_decision SET hash = 'another'")
    fault = "the client confirmed another hash than that of revision 1"
    assert faults() == [f"I8: order {order.number}: {fault}"]


def test_a_frozen_text_that_was_changed(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    past_the_guards("UPDATE kontor_revision SET content = jsonb_set(content, '{title}', '\"X\"')")
    assert faults() == [f"I8: order {order.number}: its revision is not what its hash was of"]


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        (
            "UPDATE kontor_decision SET decided_at = decided_at - interval '3 days'",
            "is guaranteed, though nobody confirmed it on the day that it names",
        ),
        (
            "UPDATE kontor_revision SET content = jsonb_set(content, '{client,country}', '\"CH\"')",
            "is guaranteed, though its client is not seated in the EU",
        ),
        (
            "UPDATE kontor_invoice SET due_on = '2027-01-05'",
            "is guaranteed, though it was due when it was confirmed",
        ),
    ],
)
def test_a_guarantee_without_its_conditions(invoice: Invoice, sql: str, fault: str) -> None:
    assert invoice.guarantee is not None
    assert invoice.guarantee["granted"]
    past_the_guards(sql)
    assert f"I8: RE-2027-000001: {fault}" in faults()


def test_a_job_that_hangs(invoice: Invoice) -> None:
    past_python("UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name LIKE 'make%'")
    assert faults() == []
    past_python("UPDATE procrastinate_events SET at = at - interval '6 minutes'")
    assert [fault[:8] for fault in faults()] == ["I11: job", "I11: job"]


def test_a_guard_that_is_turned_off_or_gone(people: Cast) -> None:
    past_python("ALTER TABLE kontor_revision DISABLE TRIGGER kontor_revision_keep")
    past_python("DROP TRIGGER kontor_historyentry_keep ON kontor_historyentry")
    assert faults() == [
        "I12: the guard kontor_historyentry_keep is missing",
        "I12: the guard kontor_revision_keep is turned off",
    ]


def test_a_line_of_the_history_that_was_moved_to_another_day(people: Cast) -> None:
    orders.drafted(people.owner, people.client)
    past_the_guards("UPDATE kontor_historyentry SET at = at - interval '2 days'")
    assert "bears another day than its instant" in " ".join(faults())
