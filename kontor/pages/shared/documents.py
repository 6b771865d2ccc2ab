"""Documents as downloads: PDF and XML of an issued invoice."""

from django.http import HttpResponse

from kontor.foundation.refusal import Conflict, NotFound
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import Document, Invoice
from kontor.pages.shared import stored

MEDIA_TYPES = {"pdf": "application/pdf", "xml": "application/xml"}


def download(invoice: Invoice, kind: str) -> HttpResponse:
    """The document of an invoice that the reader may see; `kind` is pdf or xml.

    Raises NotFound for another kind, Conflict while it is not issued or still being made.
    """
    if kind not in MEDIA_TYPES:
        raise NotFound
    document = Document.objects.filter(invoice=invoice, kind=kind).first()
    if document is None:
        raise Conflict(_why_not(invoice))
    response = HttpResponse(stored.bytes_of(document.sha256), content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{invoice.number}.{kind}"'
    return response


def _why_not(invoice: Invoice) -> Sentence:
    if invoice.number is None:
        return S("This invoice is not issued yet, so it has no document.")
    return S("The document is being made. Try again in a minute.")
