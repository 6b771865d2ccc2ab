"""I2: every issued invoice has one PDF and one XML, as they were stored and saying what it says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kontor.formats.einvoice.reading import Totals, UnreadableDocument, attached_xml, totals_in
from kontor.foundation import files, jobs
from kontor.foundation.audit import Audit, in_chunks
from kontor.invoicing.models import Document, Invoice

KINDS = ("pdf", "xml")


def documents_hold() -> Audit:
    """I2: the bytes are read from the store and hashed.

    A missing document is no fault while its job is queued.
    """
    faults, notes, documents = [], [], 0
    waiting = _waiting()
    numbered = Invoice.objects.filter(number__isnull=False).only("number", "net", "vat", "gross")
    for invoices in in_chunks(numbered):
        kept = _documents(invoices)
        for invoice in invoices:
            own = kept[invoice.pk]
            documents += len(own)
            if not own and invoice.pk in waiting:
                notes.append(f"{invoice.number}: document pending, its job is queued")
                continue
            faults += [f"{invoice.number}: {fault}" for fault in _faults(invoice, own)]
    return Audit(f"{documents} documents", tuple(faults), tuple(notes))


def _waiting() -> set[int]:
    """The invoices whose documents are to be made by a job that is queued or being done."""
    return {int(arguments["invoice_id"]) for arguments in jobs.under_way("make_documents")}


def _documents(invoices: Iterable[Invoice]) -> dict[int, dict[str, Document]]:
    kept: dict[int, dict[str, Document]] = defaultdict(dict)
    for document in Document.objects.filter(invoice__in=invoices):
        kept[document.invoice_id][document.kind] = document
    return kept


def _faults(invoice: Invoice, own: dict[str, Document]) -> Iterator[str]:
    read: dict[str, bytes] = {}
    for kind in KINDS:
        document = own.get(kind)
        if document is None:
            yield f"has no {kind.upper()}, and no job that makes it"
            continue
        try:
            read[kind] = files.read(document.sha256)
        except FileNotFoundError:
            yield f"its {kind.upper()} {document.sha256} is not in the store"
        except files.DamagedFile:
            yield f"its {kind.upper()} {document.sha256} was changed in the store"
        else:
            if len(read[kind]) != document.size:
                yield f"its {kind.upper()} has {len(read[kind])} bytes instead of {document.size}"
    yield from _disagreements(invoice, read)


def _disagreements(invoice: Invoice, read: dict[str, bytes]) -> Iterator[str]:
    stated = Totals(str(invoice.number), invoice.net, invoice.vat, invoice.gross)
    try:
        if "xml" in read and totals_in(read["xml"]) != stated:
            yield "its XML states another number or other totals"
        if "xml" in read and "pdf" in read and attached_xml(read["pdf"]) != read["xml"]:
            yield "the XML inside its PDF is not the one that is stored"
    except UnreadableDocument as fault:
        yield str(fault)
