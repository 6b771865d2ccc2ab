"""What the page of one order shows: where it stands, its money, and what can be done (R3, R38)."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django import forms
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kontor.cooperative.deadlines import deadline
from kontor.foundation.days import day_of
from kontor.foundation.mails import MailState, mails_about
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import NotFound
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import Sentence
from kontor.foundation.workdays import one_workday_later
from kontor.invoicing.models import Invoice
from kontor.invoicing.states import UNISSUED
from kontor.orders.blocked import is_blocked
from kontor.orders.guarantee_facts import guarantee_for
from kontor.orders.kept_proofs import with_confirmations
from kontor.orders.models import Invitation, Order
from kontor.orders.naming import about
from kontor.orders.newest_said import newest_of, with_newest
from kontor.orders.next_step import Ahead, next_step
from kontor.orders.queries import own
from kontor.orders.sector_list import sectors
from kontor.orders.standing import deadline_passed, standing
from kontor.orders.states import Event, Status, possible_events
from kontor.pages.member import proofs
from kontor.pages.member.invoice_rows import InvoiceRow, table_of
from kontor.pages.member.order_answer import answer_of
from kontor.pages.member.order_changes import changing_of
from kontor.pages.member.order_content import content_of
from kontor.pages.member.order_summary import guarantee_shown
from kontor.pages.member.order_talk import thread_shown
from kontor.pages.shared import history_lines
from kontor.pages.shared.cancellation import Asked, open_request
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import DayField, written_day
from kontor.pages.shared.house import house_of
from kontor.pages.shared.mail_lines import mail_lines
from kontor.pages.shared.now import now_of
from kontor.pages.shared.order_life import life_line, past_of
from kontor.pages.shared.parts.shapes import Guarantee
from kontor.pages.shared.wage_lines import wage_shown
from kontor.people.models import Person
from kontor.receivables.demand_questions import with_questions

INVOICE_MAILS = ("invoice", "cancellation_invoice")
ENDED = ("rejected", "cancelled")


class DeadlineFields(forms.Form):
    """The new date of an offer."""

    use_required_attribute = False

    valid_until = DayField(label=_("Offer valid until"))


def order_shown(request: HttpRequest, order_id: int) -> Order:
    """The reader's own order, with `waiting_link`: the id of the link that waits for an answer."""
    waiting = Invitation.objects.filter(order=OuterRef("pk"), ended_at=None).values("pk")[:1]
    orders = (
        own(reader(request))
        .select_related("revision", "changes")
        .annotate(waiting_link=Subquery(waiting))
    )
    order = with_questions(with_confirmations(with_newest(orders))).filter(pk=order_id).first()
    if order is None:
        raise NotFound
    return order


def show(
    request: HttpRequest,
    order_id: int,
    *,
    refused: Sentence | None = None,
    deadline: DeadlineFields | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `refused` says why an act was not done, `deadline` is a date that was not taken."""
    order, now = order_shown(request, order_id), now_of(request)
    entries = list(history_lines.for_member(order.pk))
    mails = mails_about(about(order.pk))
    content = content_of(order, now)
    invoices = Invoice.objects.filter(order=order).order_by("position")
    ended = order.status in ENDED
    table = table_of(list(invoices), mails, () if ended else content.plan, content.payment)
    today, house, asked = day_of(now), house_of(request), open_request(order)
    context = {
        "order": order,
        "edit_url": f"/orders/{order.pk}/edit",
        "content": content,
        "wage": wage_shown(content.wage),
        "sector": _sector(order),
        "steps": life_line(order, past_of(entries), house.short_name, today),
        "next": next_step(Status(order.status), _ahead(request, order, table.rows, asked)),
        "invoices": table,
        "guarantee": None if ended else _guarantee(order, today),
        "mails": mail_lines(_besides_invoices(mails), names_client=True),
        "talk": thread_shown(request, order, newest_of(order)),
        **proofs.shown(order, invoices),
        **_told(order, entries, reader(request)),
        "can": {event.value for event in _possible(order, today, asked)},
        "cancellation": asked,
        "changing": changing_of(order),
        "copy_key": secrets.token_urlsafe(12),
        "deadline": deadline or _usual_deadline(order, today),
        "refused": refused,
    }
    return render(request, "member/order.html", context, status=status)


def _sector(order: Order) -> str:
    known = sectors().get(order.sector)
    return known.name(spoken()) if known else ""


def _guarantee(order: Order, today: date) -> Guarantee | None:
    return guarantee_shown(guarantee_for(order, today)) if order.client else None


def _told(order: Order, entries: Sequence[HistoryEntry], person: Person) -> dict[str, object]:
    lines = history_lines.lines(entries, person)
    return {"answer": answer_of(order, entries, lines), "history": lines}


def _possible(order: Order, today: date, asked: Asked | None) -> frozenset[Event]:
    facts = standing(
        order,
        deadline_passed=deadline_passed(order, today),
        client_blocked=is_blocked(order),
        cancellation_requested=asked is not None,
    )
    return possible_events(Status(order.status), facts)


def _ahead(
    request: HttpRequest, order: Order, rows: Sequence[InvoiceRow], asked: Asked | None
) -> Ahead:
    house, facts = house_of(request), standing(order)
    coming = [row.day for row in rows if row.status in UNISSUED]
    submitted = order.submitted_at
    return Ahead(
        house=house.short_name,
        contact_name=order.contact_name,
        asked=order.ask_client,
        approved=facts.approved,
        confirmed=facts.confirmed,
        valid_until=order.valid_until,
        review_by=one_workday_later(submitted, house.state) if submitted else None,
        billing_date=min(coming, default=None),
        lapsed=order.lapsed,
        cancellation_requested=asked is not None,
    )


def _usual_deadline(order: Order, today: date) -> DeadlineFields:
    later = timedelta(days=deadline("offer_days"))
    proposed = max(order.valid_until or today, today) + later
    return DeadlineFields(initial={"valid_until": written_day(proposed)})


def _besides_invoices(mails: Sequence[MailState]) -> list[MailState]:
    """What went to the client about the order itself; invoices show theirs in their own row."""
    to_client = [mail for mail in mails if mail.audience == "client"]
    return [mail for mail in to_client if mail.purpose not in INVOICE_MAILS]
