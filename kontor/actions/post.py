"""Part of an act: queue a mail to the client or to the member."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from kontor.cooperative.own_data import cooperative
from kontor.foundation import outbox
from kontor.foundation.letter import Letter, Recipient, Sender
from kontor.foundation.models import OutboxMail
from kontor.foundation.outbox import Attachment, PlainLink, SecretLink
from kontor.foundation.written import Language
from kontor.invoicing.recipients import Addressee, of_invoice
from kontor.orders.invited import language_of
from kontor.orders.models import Order
from kontor.orders.naming import about


def to_contact(  # noqa: PLR0913  # the parts of a mail
    order: Order,
    letter: Letter,
    *,
    purpose: str,
    cause: str,
    now: datetime,
    link: SecretLink | None = None,
) -> OutboxMail | None:
    """A mail to the contact person of the order (R20)."""
    return to_addressee(
        order,
        Addressee(order.contact_email, order.contact_name),
        letter,
        purpose=purpose,
        cause=cause,
        now=now,
        link=link,
    )


def to_addressee(  # noqa: PLR0913  # the parts of a mail
    order: Order,
    addressee: Addressee,
    letter: Letter,
    *,
    purpose: str,
    cause: str,
    now: datetime,
    link: SecretLink | None = None,
    attachments: Sequence[Attachment] = (),
) -> OutboxMail | None:
    """A mail to somebody at the client; None if this address has it already (R24)."""
    return outbox.queue(
        letter,
        purpose=purpose,
        cause=cause,
        about=about(order.pk),
        recipient=Recipient(addressee.address, addressee.name, language_of(order), "client"),
        sender=sender(),
        link=link,
        attachments=attachments,
        at=now,
    )


def to_member(  # noqa: PLR0913  # the parts of a mail
    order: Order,
    letter: Letter,
    *,
    purpose: str,
    cause: str,
    now: datetime,
    attachments: Sequence[Attachment] = (),
) -> OutboxMail | None:
    """A mail to the owner, with a link to the order's page behind the sign-in."""
    owner = order.owner
    return outbox.queue(
        letter,
        purpose=purpose,
        cause=cause,
        about=about(order.pk),
        recipient=Recipient(owner.email, owner.name, _language(owner.language), "member"),
        sender=sender(),
        link=PlainLink(f"{settings.KONTOR_URL}/orders/{order.pk}/"),
        attachments=attachments,
        at=now,
    )


def to_team(order: Order, letter: Letter, *, purpose: str, cause: str, now: datetime) -> None:
    """A mail to the team's mailbox, with a link to the order's page behind the sign-in."""
    house = cooperative()
    outbox.queue(
        letter,
        purpose=purpose,
        cause=cause,
        about=about(order.pk),
        recipient=Recipient(house.email, house.contact_name, "de", "team"),
        sender=sender(),
        link=PlainLink(f"{settings.KONTOR_URL}/team/orders/{order.pk}/"),
        at=now,
    )


def invoice_addressees(order: Order) -> list[Addressee]:
    """Contact person and the client's e-mail for invoices, equal mailboxes once (R20–R25)."""
    client = order.client
    return of_invoice(
        Addressee(order.contact_email, order.contact_name),
        client.invoice_email if client else "",
        client.name if client else "",
    )


def sender() -> Sender:
    """The cooperative as the sender of a mail."""
    house = cooperative()
    return Sender(
        name=house.name,
        short_name=house.short_name,
        address=f"{house.street}, {house.postcode} {house.town}",
        register=house.register_number,
        vat_number=house.vat_number,
        phone=house.phone,
        from_address=house.email,
        reply_to=house.email,
    )


def house_name() -> str:
    """The cooperative's full name."""
    return cooperative().name


def _language(code: str) -> Language:
    return "en" if code == "en" else "de"
