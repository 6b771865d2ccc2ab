"""`/i/<token>`: an issued invoice with its state, its payment code and its documents."""

from decimal import Decimal
from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from kontor.actions import dispute_invoice
from kontor.formats import girocode
from kontor.formats.einvoice.sheet import STANDARDS
from kontor.formats.einvoice.values import Kind, PrintedInvoice
from kontor.foundation import tally
from kontor.foundation.refusal import Conflict, Invalid, NotFound
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, amount_text
from kontor.invoicing.disputes import LONGEST_TEXT
from kontor.invoicing.linked import LinkedInvoice, linked_invoice
from kontor.pages.client import invoice_lines
from kontor.pages.shared.asker import address_of
from kontor.pages.shared.documents import download
from kontor.pages.shared.forms import TypedField, add_fault
from kontor.pages.shared.house import house_of
from kontor.pages.shared.invoice_sheet import vat_notes
from kontor.pages.shared.language import speak
from kontor.pages.shared.now import now_of, today_of
from kontor.pages.shared.parts.shapes import SumLine
from kontor.pages.shared.parts.words import reader_language
from kontor.pages.shared.payment_lines import payment_lines
from kontor.receivables.dunning import DEMAND
from kontor.receivables.dunning_models import Reminder
from kontor.receivables.payments import Payments, payments_of

DISPUTES_A_MINUTE = 10


class DisputeForm(forms.Form):
    """What is wrong with the invoice, in the client's words."""

    text = TypedField(max_length=LONGEST_TEXT, widget=forms.Textarea)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """State and amount, how to pay, the documents; a POST says that something is wrong."""
    linked = _linked(request, token)
    if request.method == "POST":
        return _dispute(request, token, linked)
    return _page(request, token, linked, DisputeForm())


def _dispute(request: HttpRequest, token: str, linked: LinkedInvoice) -> HttpResponse:
    tally.count_up_to(DISPUTES_A_MINUTE, f"dispute:{address_of(request)}", tally.MINUTE)
    form = DisputeForm(request.POST)
    words = str(form.cleaned_data["text"]) if form.is_valid() else ""
    try:
        dispute_invoice.dispute(token, words, now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _page(request, token, linked, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except Conflict as conflict:
        latest = _linked(request, token)
        refused = HTTPStatus.CONFLICT
        return _page(request, token, latest, form, refusal=conflict.sentence, status=refused)
    return HttpResponseRedirect(f"{request.path}#dispute")


def _page(  # noqa: PLR0913  # the parts of a page
    request: HttpRequest,
    token: str,
    linked: LinkedInvoice,
    form: DisputeForm,
    *,
    refusal: Sentence | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    printed, payments = linked.printed, payments_of(linked.row)
    context = {
        "token": token,
        "linked": linked,
        "printed": printed,
        "heading": _heading(linked),
        "overdue": -linked.days_left,
        "lines": invoice_lines.own_lines(printed),
        "deductions": invoice_lines.deductions(printed),
        "whole_net": printed.whole_net,
        "sums": _sums(printed),
        "total": SumLine(_total_words(linked, payments), printed.gross),
        "payments": payments,
        "payment_lines": payment_lines(payments),
        "demanded": _demanded(linked),
        "notes": tuple(vat_notes(printed)),
        "standard": STANDARDS[printed.profile],
        "iban": " ".join(_fours(printed.seller.bank.iban)),
        "has_code": linked.to_pay and _transfer(linked, payments.open) is not None,
        "pdf_size": _kilobytes(linked.sizes.get("pdf", 0)),
        "xml_size": _kilobytes(linked.sizes.get("xml", 0)),
        "bare_amount": amount_text(payments.open, reader_language()),
        "house": house_of(request),
        "form": form,
        "refusal": refusal,
        "typed": form["text"].value() if refusal else "",
    }
    return render(request, "client/invoice.html", context, status=status)


def _demanded(linked: LinkedInvoice) -> Sentence | None:
    """What the formal demand asked for beyond the invoice, while something is to be paid."""
    demand = Reminder.objects.filter(invoice=linked.row, level=DEMAND).first()
    if demand is None or not linked.to_pay or not demand.interest + demand.lump_sum:
        return None
    return S(
        "Our formal demand of {sent} asks for {total} by {day}, with what default costs. Its PDF"
        " has the payment code for that.",
        sent=demand.sent_on,
        total=Money(demand.open + demand.interest + demand.lump_sum),
        day=demand.pay_by,
    )


@require_safe
def pay_code(request: HttpRequest, token: str) -> HttpResponse:
    """The payment code as an SVG picture; 404 where nothing is to be paid."""
    linked = _linked(request, token)
    transfer = _transfer(linked, payments_of(linked.row).open)
    if not linked.to_pay or transfer is None:
        raise NotFound
    return HttpResponse(girocode.svg(transfer), content_type="image/svg+xml")


@require_safe
def document(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """The PDF or the XML."""
    return download(_linked(request, token).row, kind)


@require_safe
def counterpart(request: HttpRequest, token: str) -> HttpResponse:
    """The PDF of what cancels this invoice, or of what this one cancels; 404 without one."""
    linked = _linked(request, token)
    if linked.counterpart is None:
        raise NotFound
    return download(linked.counterpart, "pdf")


def _linked(request: HttpRequest, token: str) -> LinkedInvoice:
    linked = linked_invoice(token, today_of(request))
    speak(request, linked.language)
    return linked


def _heading(linked: LinkedInvoice) -> Sentence:
    number, day = linked.number, linked.printed.issued_on
    match linked.printed.kind:
        case Kind.INVOICE:
            return S("Invoice {number} of {day}", number=number, day=day)
        case Kind.DEPOSIT:
            return S("Deposit invoice {number} of {day}", number=number, day=day)
        case Kind.FINAL:
            return S("Final invoice {number} of {day}", number=number, day=day)
        case Kind.CANCELLATION:
            return S("Cancellation invoice {number} of {day}", number=number, day=day)


def _transfer(linked: LinkedInvoice, amount: Decimal) -> girocode.Transfer | None:
    """None where these data make no payment code: then the bank data alone must do."""
    bank = linked.printed.seller.bank
    transfer = girocode.Transfer(
        holder=bank.holder,
        iban=bank.iban,
        bic=bank.bic,
        amount=amount,
        text=linked.number,
    )
    try:
        girocode.payload(transfer)
    except girocode.NoPaymentCode:
        return None
    return transfer


def _total_words(linked: LinkedInvoice, payments: Payments) -> Sentence:
    return S("To pay") if linked.to_pay and not payments.is_part_paid else S("Gross")


def _sums(printed: PrintedInvoice) -> list[SumLine]:
    taxed = [group for group in printed.vat_groups if group.rate]
    vat = [SumLine(S("VAT {rate} %", rate=group.rate), group.tax) for group in taxed]
    net = S("Remaining net") if printed.kind is Kind.FINAL and printed.preceding else S("Net")
    return [SumLine(net, printed.net), *vat]


def _kilobytes(size: int) -> str:
    return f"{max(1, round(size / 1000))} KB"


def _fours(iban: str) -> list[str]:
    return [iban[start : start + 4] for start in range(0, len(iban), 4)]
