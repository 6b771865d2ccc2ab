"""From planned to issued (spec § 9): draft, rehearse, one short transaction, documents, mails."""

import json
from datetime import datetime
from enum import StrEnum

from kontor.actions import act, post
from kontor.cooperative.own_data import cooperative
from kontor.formats.einvoice import inspection, pdf, rules, values
from kontor.formats.einvoice import xml as einvoice_xml
from kontor.formats.einvoice.printable import unprintable_in
from kontor.foundation import files, history, jobs, secret_link
from kontor.foundation.days import day_of
from kontor.foundation.history import CLOCK
from kontor.foundation.outbox import Attachment, SecretLink
from kontor.foundation.text import character_name
from kontor.invoicing import issuing, letters, lifecycle, official_check
from kontor.invoicing.models import Document, Invoice, InvoiceLink
from kontor.invoicing.printed import printed
from kontor.invoicing.schedule import issue_day
from kontor.invoicing.states import InvoiceEvent
from kontor.orders.models import Order
from kontor.orders.naming import about

INVOICE_PATH = "/i/"


class Outcome(StrEnum):
    ISSUED = "issued"
    REFUSED = "refused"
    NOT_DUE = "not_due"


class DocumentFault(Exception):
    """A document that must not be stored: its job fails visibly and is tried again."""


@act.one_transaction
def draft(invoice_id: int, now: datetime) -> bool:
    """The planned invoice becomes a draft and the member is told; False if it no longer is due."""
    invoice = _locked(invoice_id)
    if invoice.status != "planned":
        return False
    lifecycle.move(invoice, InvoiceEvent.DRAFT)
    invoice.drafted_on = day_of(now)
    invoice.save()
    _note(invoice, "invoice_draft", now)
    post.to_member(
        invoice.order,
        letters.draft_invoice(
            invoice.order.title, invoice.gross, issue_day(invoice.billing_date, day_of(now))
        ),
        purpose="draft_invoice",
        cause=f"draft:{invoice.pk}",
        now=now,
    )
    return True


def issue(invoice_id: int, now: datetime) -> Outcome:
    """Rehearse, then draw the number and freeze the printed data in one short transaction.

    An invoice that fails the rehearsal gets no number; its fault stands on the team's desk.
    """
    rehearsed = _as_printed(Invoice.objects.select_related("order").get(pk=invoice_id), now)
    fault = _fault_in(rehearsed)
    with act.one_transaction():
        invoice = _locked(invoice_id)
        if invoice.status != "draft" or not _due(invoice, now):
            return Outcome.NOT_DUE  # another run issued it while this one rehearsed
        if _as_printed(invoice, now) != rehearsed:
            return Outcome.NOT_DUE  # it changed meanwhile; the next run rehearses it anew
        if fault:
            _refuse(invoice, fault, now)
            return Outcome.REFUSED
        lifecycle.move(invoice, InvoiceEvent.ISSUE)
        invoice.fault = ""
        issuing.number_and_freeze(invoice, cooperative(), day_of(now))
        _note(invoice, "invoice_issue", now)
        jobs.defer("make_documents", invoice_id=invoice.pk)
    return Outcome.ISSUED


def make_documents(invoice_id: int, now: datetime) -> None:
    """XML and PDF from the frozen data alone, checked, stored with their hashes, then mailed.

    Harmless to repeat: the same data give the same bytes, and rows and mails exist once.
    """
    invoice = Invoice.objects.get(pk=invoice_id)
    if Document.objects.filter(invoice=invoice).count() == len(issuing.DOCUMENT_KINDS):
        return
    data = values.PrintedInvoice.from_json(json.dumps(invoice.printed))
    xml = einvoice_xml.build(data)
    verdict = rules.validate(xml, data.profile)
    if not verdict.valid:
        raise DocumentFault(official_check.fault_text(verdict))
    rendered = pdf.render(data, xml)
    faults = inspection.inspect(rendered, xml)
    if faults:
        raise DocumentFault("; ".join(faults))
    kept = {"xml": (files.store(xml), len(xml)), "pdf": (files.store(rendered), len(rendered))}
    _keep_documents(invoice_id, kept, now)


@act.one_transaction
def _keep_documents(invoice_id: int, kept: dict[str, tuple[str, int]], now: datetime) -> None:
    invoice = _locked(invoice_id)
    if Document.objects.filter(invoice=invoice).exists():
        return  # another worker finished it while this one rendered
    Document.objects.bulk_create(
        Document(invoice=invoice, kind=kind, sha256=sha256, size=size, created_at=now)
        for kind, (sha256, size) in kept.items()
    )
    _mail(invoice, kept, now)


def _mail(invoice: Invoice, kept: dict[str, tuple[str, int]], now: datetime) -> None:
    order, facts = invoice.order, _facts(invoice)
    attachments = [Attachment(f"{invoice.number}.pdf", "application/pdf", kept["pdf"][0])]
    for addressee in post.invoice_addressees(order):
        seed = secret_link.new_seed()
        mail = post.to_addressee(
            order,
            addressee,
            letters.invoice(facts),
            purpose="invoice",
            cause=f"invoice:{invoice.pk}",
            link=SecretLink(INVOICE_PATH, seed),
            attachments=attachments,
            now=now,
        )
        if mail is not None:
            digest = secret_link.digest(secret_link.token_of(seed))
            InvoiceLink.objects.create(invoice=invoice, token_hash=digest, created_at=now)
    post.to_member(
        order,
        letters.invoice_issued(facts),
        purpose="invoice_issued",
        cause=f"invoice:{invoice.pk}",
        attachments=attachments,
        now=now,
    )


def _as_printed(invoice: Invoice, now: datetime) -> values.PrintedInvoice:
    """What would be printed today, with the number still blank."""
    return printed(invoice, cooperative(), day_of(now), number=None)


def _fault_in(data: values.PrintedInvoice) -> str:
    """What forbids issuing it, or nothing: a glyph the fonts lack, or the official rules."""
    missing = unprintable_in(data)
    if missing:
        return "The fonts cannot print: " + ", ".join(character_name(each) for each in missing)
    untrusted = official_check.trouble()
    if untrusted:
        return untrusted
    verdict = rules.validate(einvoice_xml.build(data), data.profile)
    return "" if verdict.valid else official_check.fault_text(verdict)


def _refuse(invoice: Invoice, fault: str, now: datetime) -> None:
    if invoice.fault == fault:
        return
    invoice.fault = fault
    invoice.save(update_fields=["fault"])
    _note(invoice, "invoice_refused", now, fault=fault)
    client = invoice.order.client
    post.to_team(
        invoice.order,
        letters.invoice_fault(
            invoice.order.title, client.name if client else "", invoice.gross, fault
        ),
        purpose="invoice_fault",
        cause=f"refusal:{invoice.pk}:{now.isoformat()}",
        now=now,
    )


def _facts(invoice: Invoice) -> letters.InvoiceFacts:
    client = invoice.order.client
    if invoice.number is None or invoice.due_on is None or client is None:
        message = "only an issued invoice is mailed"
        raise ValueError(message)
    return letters.InvoiceFacts(
        number=invoice.number,
        title=invoice.order.title,
        client=client.name,
        member=invoice.order.owner.name,
        gross=invoice.gross,
        due_on=invoice.due_on,
    )


def _locked(invoice_id: int) -> Invoice:
    # The order first, as every act does: cancelling and issuing then never deadlock.
    order_id = Invoice.objects.values_list("order_id", flat=True).get(pk=invoice_id)
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    invoice.order = order
    return invoice


def _due(invoice: Invoice, now: datetime) -> bool:
    return invoice.drafted_on is not None and (
        issue_day(invoice.billing_date, invoice.drafted_on) <= day_of(now)
    )


def _note(invoice: Invoice, event: str, now: datetime, **more: str) -> None:
    history.write(
        about(invoice.order_id),
        event,
        CLOCK,
        now,
        status=invoice.order.status,
        invoice=invoice.pk,
        position=invoice.position,
        number=invoice.number,
        **more,
    )
