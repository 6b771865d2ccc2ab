"""Where an invoice stands, in one sentence to its member, and who gets it."""

from collections.abc import Sequence
from datetime import date, timedelta

from kontor.clients.proposals import invoice_email
from kontor.cooperative.deadlines import deadline
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, Weekday
from kontor.invoicing.models import Invoice
from kontor.invoicing.recipients import Addressee, of_invoice
from kontor.invoicing.states import InvoiceStatus
from kontor.pages.member.invoice_rows import expected_day
from kontor.receivables import reminding
from kontor.receivables.dunning import DEMAND, Answer


def standing_words(
    invoice: Invoice, today: date, *, waits_for_team: bool, waits_for_earlier: bool
) -> Sentence:
    """What happens next, or what has become of it; `invoice` from `invoice_page.invoice_shown`."""
    match InvoiceStatus(invoice.status):
        case InvoiceStatus.PLANNED:
            return _planned(invoice)
        case InvoiceStatus.DRAFT:
            return _draft(invoice, today, waits_for_earlier=waits_for_earlier)
        case InvoiceStatus.AWAITING_UPDATE if waits_for_team:
            return S("It waits until the team has answered your request to cancel.")
        case InvoiceStatus.AWAITING_UPDATE:
            return S("It waits for you and does not go out until you change it or send it.")
        case InvoiceStatus.STOPPED:
            return S("It was stopped and never goes out.")
    return _numbered(invoice, today)


def _draft(invoice: Invoice, today: date, *, waits_for_earlier: bool) -> Sentence:
    day = expected_day(invoice)
    if waits_for_earlier:
        return S(
            "It goes out by itself once the earlier invoices of this order are issued, on {day}"
            " at the earliest, unless you change or hold it.",
            day=Weekday(day),
        )
    if invoice.fault and not invoice.waits:
        return S("It has not gone out yet. Once the check finds nothing more, it goes by itself.")
    if day <= today:
        return S(
            "It goes out by itself with the next nightly run, unless you change or hold it. If it"
            " is right, there is nothing to do."
        )
    return S(
        "It goes out by itself on {day}, unless you change or hold it. If it is right, there is"
        " nothing to do.",
        day=Weekday(day),
    )


def _planned(invoice: Invoice) -> Sentence:
    becomes_draft = invoice.billing_date - timedelta(days=deadline("draft_days"))
    return S(
        "On {draft} it becomes a draft that you can change, hold or send, and you get an e-mail."
        " On {day} it goes out by itself.",
        draft=becomes_draft,
        day=Weekday(invoice.billing_date),
    )


def _numbered(invoice: Invoice, today: date) -> Sentence:
    if invoice.cancels_id is not None:
        return S("It cancels another invoice; nothing is to be paid.")
    match InvoiceStatus(invoice.status):
        case InvoiceStatus.CANCELLED:
            return S("It is cancelled; nothing is to be paid.")
        case InvoiceStatus.PAID:
            return S("Nothing is left to pay.")
        case InvoiceStatus.DISPUTED:
            return S("The client says that something is wrong with it. The team takes care of it.")
    if invoice.due_on is None:
        return S("Nothing is to be paid.")
    return _to_pay(invoice, invoice.due_on, today)


def _to_pay(invoice: Invoice, due_on: date, today: date) -> Sentence:
    gross, day = Money(invoice.gross), Weekday(due_on)
    if due_on >= today:
        return S("The client is to pay {gross} by {day}.", gross=gross, day=day)
    case, asked = getattr(invoice, "guarantee_case", None), reminding.asked_of(invoice)
    if case and case["state"] == "taken":
        return S(
            "The client was to pay {gross} by {day}. The payment guarantee has credited you; there"
            " is nothing left for you to do.",
            gross=gross,
            day=day,
        )
    if any(sent.level == DEMAND for sent in reminding.sent_of(invoice)):
        return S(
            "The client was to pay {gross} by {day}. The formal demand is out; now the team decides"
            " how it goes on.",
            gross=gross,
            day=day,
        )
    if asked is not None and asked.answer is Answer.VETOED and not asked.lifted:
        return S(
            "The client was to pay {gross} by {day}. The formal demand waits because of your veto.",
            gross=gross,
            day=day,
        )
    return S(
        "The client was to pay {gross} by {day}. We remind them by ourselves.",
        gross=gross,
        day=day,
    )


def recipients(invoice: Invoice) -> Sequence[Addressee]:
    """Who at the client gets it by e-mail (R20–R25)."""
    order, client = invoice.order, invoice.order.client
    return of_invoice(
        Addressee(order.contact_email, order.contact_name),
        invoice_email(client, order.owner_id) if client else "",
        client.name if client else "",
    )


def overdue_days(invoice: Invoice, today: date) -> int:
    """How long an open invoice is late; 0 where it is not."""
    if invoice.status != InvoiceStatus.ISSUED or invoice.due_on is None:
        return 0
    return max(0, (today - invoice.due_on).days)
