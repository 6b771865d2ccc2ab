"""How an invoice was delivered, as the team sees it: each mail, and whom it has not been sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from kontor.actions import post
from kontor.foundation.address import normalise
from kontor.foundation.mails import MailState, mails_caused_by
from kontor.foundation.models import HistoryEntry
from kontor.invoicing.delivery import PURPOSES, cause_of
from kontor.invoicing.models import Dispute, Invoice
from kontor.invoicing.recipients import Addressee
from kontor.invoicing.states import ISSUED, InvoiceStatus
from kontor.orders.naming import about
from kontor.pages.shared.history_lines import HistoryLine, lines
from kontor.pages.shared.mail_lines import MailLine, mail_lines
from kontor.pages.team.invoice_forms import BounceForm
from kontor.people.models import Person
from kontor.receivables import reminding


@dataclass(frozen=True)
class DeliveryRow:
    """A mail with the form for its having come back, where that can be."""

    mail: MailLine
    form: BounceForm | None
    open: bool


@dataclass(frozen=True)
class Delivery:
    """`failed`: some mail with the invoice did not arrive. `fresh`: who has not been sent it."""

    rows: Sequence[DeliveryRow]
    failed: bool
    fresh: Sequence[Addressee]


def delivery_of(
    invoice: Invoice,
    disputes: Sequence[Dispute],
    typed: Mapping[int, BounceForm],
    *,
    names_client: bool,
) -> Delivery:
    """One query for the mails. `typed`: by mail, a form that was not taken.

    `names_client`: whether this reader may see the contact person's address (R19).
    """
    causes = [cause_of(invoice.pk), *reminding.causes_of(invoice.pk)]
    causes += [f"dispute:{each.pk}" for each in disputes]
    mails = mails_caused_by(causes)
    carrying = [each for each in mails if each.purpose in PURPOSES]
    return Delivery(
        rows=[_row(line, typed) for line in mail_lines(mails, names_client=names_client)],
        failed=any(each.state == "failed" for each in carrying),
        fresh=_fresh(invoice, carrying),
    )


def history_of(invoice: Invoice, person: Person, *, names_client: bool) -> list[HistoryLine]:
    """What the history of its order tells of this invoice."""
    entries = HistoryEntry.objects.filter(about=about(invoice.order_id))
    of_it = Q(data__invoice=invoice.pk)
    if invoice.number:
        of_it |= Q(data__number=invoice.number)
    return lines(entries.filter(of_it).order_by("-id"), person, names_client=names_client)


def _row(line: MailLine, typed: Mapping[int, BounceForm]) -> DeliveryRow:
    form = typed.get(line.id) or (_empty(line.id) if line.can_have_bounced else None)
    return DeliveryRow(line, form, open=line.id in typed)


def _empty(mail_id: int) -> BounceForm:
    return BounceForm(auto_id=f"id_{mail_id}_%s")


def _fresh(invoice: Invoice, carrying: Sequence[MailState]) -> list[Addressee]:
    """Present addressees whose mailbox has not been sent it; none while its document is pending."""
    if not carrying or InvoiceStatus(invoice.status) not in ISSUED:
        return []
    had = {normalise(each.to) for each in carrying}
    present = post.invoice_addressees(invoice.order)
    return [each for each in present if normalise(each.address) not in had]
