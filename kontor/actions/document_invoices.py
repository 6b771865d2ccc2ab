"""The documents of an issued invoice (spec § 9): XML and PDF, stored once, then mailed."""

from datetime import datetime

from kontor.actions import act, post
from kontor.formats.einvoice import inspection, pdf, rules
from kontor.formats.einvoice import xml as einvoice_xml
from kontor.foundation import files, secret_link
from kontor.foundation.outbox import Attachment, SecretLink
from kontor.invoicing import access, issuing, official_check
from kontor.invoicing.issued_letters import letters_of
from kontor.invoicing.models import Document, Invoice, InvoiceLink

INVOICE_PATH = "/i/"


class DocumentFault(Exception):
    """A document that must not be stored: its job fails visibly and is tried again."""


def make_documents(invoice_id: int, now: datetime) -> None:
    """XML and PDF from the frozen data alone, checked, stored with their hashes, then mailed.

    Harmless to repeat: the same data give the same bytes, and rows and mails exist once.
    """
    invoice = Invoice.objects.get(pk=invoice_id)
    if Document.objects.filter(invoice=invoice).count() == len(issuing.DOCUMENT_KINDS):
        return
    data = issuing.printed_of(invoice)
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
    invoice = access.locked(invoice_id)
    if Document.objects.filter(invoice=invoice).exists():
        return  # another worker finished it while this one rendered
    Document.objects.bulk_create(
        Document(invoice=invoice, kind=kind, sha256=sha256, size=size, created_at=now)
        for kind, (sha256, size) in kept.items()
    )
    _mail(invoice, Attachment(f"{invoice.number}.pdf", "application/pdf", kept["pdf"][0]), now)


def _mail(invoice: Invoice, document: Attachment, now: datetime) -> None:
    """To the contact person, the e-mail for invoices (R20–R25) and the member."""
    order, cause, letters = invoice.order, f"invoice:{invoice.pk}", letters_of(invoice)
    for addressee in post.invoice_addressees(order):
        seed = secret_link.new_seed()
        mail = post.to_addressee(
            order,
            addressee,
            letters.to_client,
            purpose=letters.client_purpose,
            cause=cause,
            link=SecretLink(INVOICE_PATH, seed),
            attachments=[document],
            now=now,
        )
        if mail is not None:
            digest = secret_link.digest(secret_link.token_of(seed))
            InvoiceLink.objects.create(invoice=invoice, token_hash=digest, created_at=now)
    post.to_member(
        order,
        letters.to_member,
        purpose=letters.member_purpose,
        cause=cause,
        attachments=[document],
        now=now,
    )
