"""Part of an act: a mail about an issued invoice to everybody at the client who gets it (R20–R25).

Each addressee has a link of their own. Once mailed, it is the same in every further mail.
"""

from collections.abc import Sequence
from datetime import datetime

from kontor.actions import post
from kontor.foundation import secret_link
from kontor.foundation.address import normalise
from kontor.foundation.letter import Letter
from kontor.foundation.models import OutboxMail
from kontor.foundation.outbox import Attachment, SecretLink
from kontor.invoicing.delivery import cause_of
from kontor.invoicing.models import Invoice, InvoiceLink
from kontor.invoicing.recipients import Addressee

INVOICE_PATH = "/i/"


def to_client(  # noqa: PLR0913  # the parts of a mail
    invoice: Invoice,
    letter: Letter,
    *,
    purpose: str,
    cause: str,
    now: datetime,
    attachments: Sequence[Attachment] = (),
) -> int:
    """To contact person and e-mail for invoices as they are now; how many had none of it yet."""
    return sum(
        _mail(invoice, addressee, letter, purpose, cause, attachments, now)
        for addressee in post.invoice_addressees(invoice.order)
    )


def _mail(  # noqa: PLR0913, PLR0917  # the parts of a mail
    invoice: Invoice,
    addressee: Addressee,
    letter: Letter,
    purpose: str,
    cause: str,
    attachments: Sequence[Attachment],
    now: datetime,
) -> bool:
    known = _seed_of(invoice, addressee)
    seed = known or secret_link.new_seed()
    mail = post.to_addressee(
        invoice.order,
        addressee,
        letter,
        purpose=purpose,
        cause=cause,
        link=SecretLink(INVOICE_PATH, seed),
        attachments=attachments,
        now=now,
    )
    if mail is not None and not known:
        digest = secret_link.digest(secret_link.token_of(seed))
        InvoiceLink.objects.create(invoice=invoice, token_hash=digest, created_at=now)
    return mail is not None


def _seed_of(invoice: Invoice, addressee: Addressee) -> str:
    """The seed of the link that this mailbox was sent with the invoice, if it was."""
    had = OutboxMail.objects.filter(
        cause=cause_of(invoice.pk), audience="client", address=normalise(addressee.address)
    )
    return had.exclude(link_seed="").values_list("link_seed", flat=True).first() or ""
