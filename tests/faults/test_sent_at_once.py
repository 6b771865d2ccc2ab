"""Clicks at the same moment on an invoice draft and its mails: one effect, and no reproach."""

from datetime import datetime
from functools import partial

import pytest

from kontor.actions import change_invoice, note_bounce, run_night, send_invoice
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Refusal
from kontor.foundation.written import BERLIN
from kontor.invoicing.changing import InvoiceChange
from kontor.invoicing.content import agreement_of, shown_state
from kontor.invoicing.models import Invoice, NumberSeries
from tests.builders import orders
from tests.builders.delivery import LATER, delivered
from tests.cast import Cast, cast
from tests.faults.own_database import at_once

pytestmark = pytest.mark.faults

DRAFTED = datetime(2027, 1, 11, 9, tzinfo=BERLIN)
WORDS = "Sketches stay with the client."


@pytest.fixture
def people(own_database: str) -> Cast:
    return cast()


@pytest.fixture
def draft(people: Cast) -> Invoice:
    order = orders.active(people.owner, people.advisor, people.client)
    run_night.run(DRAFTED)
    return Invoice.objects.get(order=order)


def events(name: str) -> int:
    return HistoryEntry.objects.filter(event=name).count()


def test_six_clicks_on_send_now_show_the_one_invoice_that_was_sent(
    people: Cast, draft: Invoice
) -> None:
    click = partial(send_invoice.send_now, people.owner, draft.pk, DRAFTED, shown_state(draft))
    sent = at_once(*[click] * 6)
    assert [getattr(each, "number", each) for each in sent] == ["RE-2027-000001"] * 6
    assert events("invoice_send_now") == 1
    assert NumberSeries.objects.get(key="RE-2027").last == 1


def test_what_is_sent_and_changed_at_once_is_sent_as_it_was_seen(
    people: Cast, draft: Invoice
) -> None:
    shown = shown_state(draft)
    sent, changed = at_once(
        partial(send_invoice.send_now, people.owner, draft.pk, DRAFTED, shown),
        partial(
            change_invoice.change,
            people.owner,
            draft.pk,
            InvoiceChange(special_agreement=WORDS),
            DRAFTED,
            shown,
        ),
    )
    draft.refresh_from_db()
    was_sent = draft.number is not None
    assert isinstance(changed, Refusal) is was_sent
    assert isinstance(sent, Refusal) is not was_sent
    assert (agreement_of(draft) == WORDS) is not was_sent


def test_six_clicks_on_a_mail_that_came_back_tell_the_member_once(people: Cast) -> None:
    delivered(people)
    OutboxMail.objects.filter(purpose="invoice").update(state="sent", attempts=1)
    mail = OutboxMail.objects.filter(purpose="invoice").earliest("pk")
    click = partial(note_bounce.note_bounce, people.advisor, mail.pk, "550", LATER)
    assert not [each for each in at_once(*[click] * 6) if isinstance(each, Refusal)]
    assert events("mail_bounced") == 1
    assert OutboxMail.objects.filter(purpose="invoice_not_delivered").count() == 1
