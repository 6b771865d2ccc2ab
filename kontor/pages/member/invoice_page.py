"""What the page of one invoice shows its member: the paper, where it stands, what can be done."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kontor.actions.talk import LONGEST_MESSAGE
from kontor.foundation.mails import mails_caused_by
from kontor.foundation.refusal import NotFound
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.invoicing import final
from kontor.invoicing.access import own
from kontor.invoicing.content import shown_state
from kontor.invoicing.disputes import newest_dispute
from kontor.invoicing.kinds import KINDS
from kontor.invoicing.models import Document, Invoice
from kontor.invoicing.paper import paper_of
from kontor.invoicing.queries import held_by_request
from kontor.invoicing.states import UNISSUED, InvoiceStatus
from kontor.orders.guarantee_facts import guarantee_for
from kontor.pages.member.invoice_guarantee import fixed_guarantee
from kontor.pages.member.invoice_reminders import VetoFields, reminders_shown
from kontor.pages.member.invoice_rows import expected_day, fault_words
from kontor.pages.member.invoice_words import overdue_days, recipients, standing_words
from kontor.pages.member.order_summary import guarantee_shown
from kontor.pages.shared.cancellation import CANCELLABLE
from kontor.pages.shared.counterparts import counterparts_of, with_counterparts
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import TypedField
from kontor.pages.shared.house import house_of
from kontor.pages.shared.invoice_sheet import sheet_of
from kontor.pages.shared.mail_lines import mail_lines
from kontor.pages.shared.now import today_of
from kontor.pages.shared.payment_lines import payment_lines
from kontor.receivables import reminding
from kontor.receivables.guarantee_cases import with_case
from kontor.receivables.owed import with_open
from kontor.receivables.payments import Payments, payments_of


class HoldFields(forms.Form):
    """Why a draft is held, to the team."""

    use_required_attribute = False

    text = TypedField(
        label=_("Message to the team"), max_length=LONGEST_MESSAGE, widget=forms.Textarea
    )


def invoice_shown(request: HttpRequest, invoice_id: int) -> Invoice:
    """The reader's own invoice. `waits_for_team`: an open request to cancel holds it."""
    rows = with_case(with_counterparts(own(reader(request))))
    rows = rows.annotate(waits_for_team=held_by_request())
    rows = reminding.with_facts(with_open(rows))
    rows = rows.select_related(
        "order__client", "order__owner", "order__revision", "revision", "replaces", "cancels"
    )
    invoice: Invoice | None = rows.filter(pk=invoice_id).first()
    if invoice is None:
        raise NotFound
    return invoice


def waits_for_team(invoice: Invoice) -> bool:
    """Of an invoice from `invoice_shown`."""
    return bool(getattr(invoice, "waits_for_team", False))


def is_open(invoice: Invoice) -> bool:
    """Whether its member can change or send it now."""
    drafted = invoice.status in (InvoiceStatus.DRAFT, InvoiceStatus.AWAITING_UPDATE)
    return drafted and not waits_for_team(invoice)


def show(  # noqa: PLR0913  # the forms on it, and what became of them
    request: HttpRequest,
    invoice_id: int,
    *,
    refused: Sentence | None = None,
    hold: HoldFields | None = None,
    veto: VetoFields | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `refused` says why an act was not done, `hold` and `veto` keep what was typed."""
    invoice, today = invoice_shown(request, invoice_id), today_of(request)
    payments = payments_of(invoice)
    context = {
        "invoice": invoice,
        "name": _name(invoice),
        "shown": shown_state(invoice),
        **_standing(invoice, payments, today),
        "payments": payments,
        "payment_lines": payment_lines(payments),
        "sheet": sheet_of(paper_of(invoice, house_of(request), today)),
        "counterparts": counterparts_of(invoice),
        "hold": hold or HoldFields(),
        "reminders": reminders_shown(invoice, today),
        "veto": veto or VetoFields(),
        "refused": refused,
        **_delivery(invoice),
        **_guarantee(invoice, today),
    }
    return render(request, "member/invoice.html", context, status=status)


def _name(invoice: Invoice) -> Sentence:
    kind = KINDS[invoice.kind]
    return S("{kind} {number}", kind=kind, number=invoice.number) if invoice.number else kind


def _standing(invoice: Invoice, payments: Payments, today: date) -> dict[str, object]:
    """Where it stands, and what its member can do about it."""
    unissued = invoice.status in UNISSUED
    waits = unissued and final.waits(invoice)
    held = waits_for_team(invoice)
    words = standing_words(invoice, today, waits_for_team=held, waits_for_earlier=waits)
    return {
        "standing": _part_paid(payments) if payments.is_part_paid else words,
        "is_over": _is_over(invoice) or invoice.status == InvoiceStatus.PAID,
        "unissued": unissued,
        "expected": expected_day(invoice) if unissued else None,
        "overdue": overdue_days(invoice, today),
        "fault": fault_words(invoice) if unissued else None,
        "recipients": recipients(invoice) if unissued else (),
        "can_change": is_open(invoice),
        "can_hold": is_open(invoice) and invoice.status == InvoiceStatus.DRAFT,
        "can_send": is_open(invoice) and not waits,
        "can_cancel": invoice.order.status in CANCELLABLE and not _is_over(invoice),
    }


def _part_paid(payments: Payments) -> Sentence:
    return S(
        "A part is paid: {paid} have come in, {open} are still open.",
        paid=Money(payments.paid),
        open=Money(payments.open),
    )


def _is_over(invoice: Invoice) -> bool:
    return invoice.cancels_id is not None or invoice.status in ("cancelled", "stopped")


def _delivery(invoice: Invoice) -> dict[str, object]:
    """What became of an issued invoice: its mails to the client, its documents, its dispute."""
    if invoice.number is None:
        return {}
    mails = mails_caused_by([f"invoice:{invoice.pk}", *reminding.causes_of(invoice.pk)])
    return {
        "mails": mail_lines(
            [mail for mail in mails if mail.audience == "client"], names_client=True
        ),
        "has_documents": Document.objects.filter(invoice=invoice, kind="pdf").exists(),
        "dispute": newest_dispute(invoice),
    }


def _guarantee(invoice: Invoice, today: date) -> dict[str, object]:
    """The verdict fixed at issue; before it, how it stands now with its reasons."""
    if invoice.cancels_id is not None or invoice.status == InvoiceStatus.STOPPED:
        return {}
    if invoice.number is not None:
        return {"guaranteed": fixed_guarantee(invoice)}
    return {"guarantee": guarantee_shown(guarantee_for(invoice.order, today))}
