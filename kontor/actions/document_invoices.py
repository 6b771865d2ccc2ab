"""The documents of an issued invoice (spec § 9): XML and PDF, stored once, then mailed."""

from datetime import datetime

from kontor.actions import act, mail_invoice, post
from kontor.formats.einvoice import inspection, pdf, rules
from kontor.formats.einvoice import xml as einvoice_xml
from kontor.foundation import crash_points, files, jobs
from kontor.foundation.outbox import Attachment
from kontor.invoicing import access, issuing, official_check
from kontor.invoicing.delivery import cause_of
from kontor.invoicing.issued_letters import letters_of, with_xml
from kontor.invoicing.models import Document, Invoice


class DocumentFault(Exception):
    """A document that must not be stored: its job fails visibly and is tried again."""


def make_documents(invoice_id: int, now: datetime) -> None:
    """XML and PDF from the frozen data alone, checked, stored with their hashes, then mailed.

    Harmless to repeat: the same data give the same bytes, and rows and mails exist once.
    """
    invoice = Invoice.objects.get(pk=invoice_id)
    if Document.objects.filter(invoice=invoice).count() == len(issuing.DOCUMENT_KINDS):
        return
    crash_points.here("P2")
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
    keep_documents(invoice_id, kept, now)


def missing() -> list[int]:
    """Issued invoices without documents whose job is gone, the oldest first.

    It has failed for good, after a long trouble of the store, or was lost with a restored backup.
    """
    coming = [arguments["invoice_id"] for arguments in jobs.under_way("make_documents")]
    made = Document.objects.values("invoice")
    late = Invoice.objects.exclude(number=None).exclude(pk__in=made).exclude(pk__in=coming)
    return list(late.order_by("issued_on", "id").values_list("pk", flat=True))


@act.one_transaction
def make_up(invoice_id: int, now: datetime) -> bool:  # noqa: ARG001  # as every act of the night
    """Queue its documents once more."""
    jobs.defer("make_documents", invoice_id=invoice_id)
    return True


@act.one_transaction
def keep_documents(invoice_id: int, kept: dict[str, tuple[str, int]], now: datetime) -> None:
    """The stored documents (hash and size by kind) become the invoice's, and its mails go out."""
    invoice = access.locked(invoice_id)
    if Document.objects.filter(invoice=invoice).exists():
        return  # another worker finished it while this one rendered
    Document.objects.bulk_create(
        Document(invoice=invoice, kind=kind, sha256=sha256, size=size, created_at=now)
        for kind, (sha256, size) in kept.items()
    )
    mail_client(invoice, now)
    _mail_member(invoice, now)


def mail_client(invoice: Invoice, now: datetime) -> int:
    """Part of an act: to the contact person and the e-mail for invoices (R20–R25).

    How many mails that made; a mailbox that has the invoice gets it no second time.
    """
    letters = letters_of(invoice)
    kinds = ("pdf", "xml") if with_xml(invoice) else ("pdf",)
    return mail_invoice.to_client(
        invoice,
        letters.to_client,
        purpose=letters.client_purpose,
        cause=cause_of(invoice.pk),
        attachments=attached(invoice, *kinds),
        now=now,
    )


def _mail_member(invoice: Invoice, now: datetime) -> None:
    """The member's copy is a mail of its own: no link of the client's is in it."""
    letters = letters_of(invoice)
    post.to_member(
        invoice.order,
        letters.to_member,
        purpose=letters.member_purpose,
        cause=cause_of(invoice.pk),
        attachments=attached(invoice, "pdf"),
        now=now,
    )


def attached(invoice: Invoice, *kinds: str) -> list[Attachment]:
    """Its stored documents of these kinds, called by its number."""
    kept = dict(Document.objects.filter(invoice=invoice).values_list("kind", "sha256"))
    return [
        Attachment(f"{invoice.number}.{kind}", f"application/{kind}", kept[kind]) for kind in kinds
    ]
