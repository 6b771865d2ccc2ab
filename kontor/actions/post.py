"""Part of an act: queue a mail to the client, to a member, or to the team."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from kontor.clients.proposals import invoice_email
from kontor.cooperative.mail_texts import OwnWords, own_words
from kontor.cooperative.own_data import cooperative, read_once
from kontor.foundation import outbox
from kontor.foundation.letter import Letter, Recipient, Sender
from kontor.foundation.models import OutboxMail
from kontor.foundation.outbox import Attachment, Link, PlainLink, SecretLink
from kontor.foundation.saying import say
from kontor.invoicing.models import Invoice
from kontor.invoicing.recipients import Addressee, of_invoice
from kontor.orders.invited import language_of
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.people import held
from kontor.people.models import Person
from kontor.people.notices import How, how_to_tell


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
    return _queue(
        letter,
        purpose=purpose,
        cause=cause,
        about=about(order.pk),
        recipient=Recipient(addressee.address, addressee.name, language_of(order), "client"),
        link=link,
        attachments=attachments,
        now=now,
    )


def to_member(  # noqa: PLR0913  # the parts of a mail
    order: Order,
    letter: Letter,
    *,
    purpose: str,
    cause: str,
    now: datetime,
    attachments: Sequence[Attachment] = (),
    place: str = "",
) -> OutboxMail | None:
    """A mail to the owner, with a link to (a `place` on) the order's page behind the sign-in."""
    return to_person(
        order.owner,
        letter,
        purpose=purpose,
        cause=cause,
        about=about(order.pk),
        page=f"/orders/{order.pk}/{place}",
        attachments=attachments,
        now=now,
    )


def on_invoice(  # noqa: PLR0913  # the parts of a mail
    invoice: Invoice,
    letter: Letter,
    *,
    purpose: str,
    cause: str,
    now: datetime,
    place: str = "",
) -> OutboxMail | None:
    """A mail to the owner about one of their invoices, with a link to (a `place` on) its page."""
    return to_person(
        invoice.order.owner,
        letter,
        purpose=purpose,
        cause=cause,
        about=about(invoice.order_id),
        page=f"/invoices/{invoice.pk}{place}",
        now=now,
    )


def to_team(  # noqa: PLR0913  # the parts of a mail
    order: Order, letter: Letter, *, purpose: str, cause: str, now: datetime, place: str = ""
) -> None:
    """A mail to the team's mailbox, with a link to (a `place` on) the order's page."""
    to_house(
        letter,
        purpose=purpose,
        cause=cause,
        about=about(order.pk),
        page=f"/team/orders/{order.pk}/{place}",
        now=now,
    )


def to_outside(  # noqa: PLR0913  # the parts of a mail
    recipient: Recipient, letter: Letter, *, purpose: str, cause: str, about: str, now: datetime
) -> OutboxMail | None:
    """A mail without any link to somebody at a client, about no single order."""
    return _queue(
        letter,
        purpose=purpose,
        cause=cause,
        about=about,
        recipient=recipient,
        link=None,
        now=now,
    )


def to_person(  # noqa: PLR0913  # the parts of a mail
    person: Person,
    letter: Letter,
    *,
    purpose: str,
    cause: str,
    about: str,
    page: str,
    now: datetime,
    attachments: Sequence[Attachment] = (),
) -> OutboxMail | None:
    """A mail to a member in their language; `about` names what it concerns, `page` shows it.

    None where they want such news in a digest or only on the pages (people/notices.py).
    """
    how = how_to_tell(purpose, held.choices_of(person), is_active=person.is_active)
    link = PlainLink(f"{settings.KONTOR_URL}{page}")
    if how is How.DIGEST:
        subject = say(letter.subject, held.language_of(person), _own(purpose, addressed(person)))
        held.hold(person, subject, purpose=purpose, cause=cause, url=link.url, at=now)
    if how is not How.AT_ONCE:
        return None
    return _queue(
        letter,
        purpose=purpose,
        cause=cause,
        about=about,
        recipient=addressed(person),
        link=link,
        attachments=attachments,
        now=now,
    )


def to_account(  # noqa: PLR0913  # the parts of a mail
    person: Person,
    letter: Letter,
    *,
    purpose: str,
    cause: str,
    now: datetime,
    link: SecretLink | PlainLink,
) -> OutboxMail | None:
    """A mail about somebody's own account: at once, whatever they chose about news."""
    return _queue(
        letter,
        purpose=purpose,
        cause=cause,
        about=f"person:{person.pk}",
        recipient=addressed(person),
        link=link,
        now=now,
    )


def to_house(  # noqa: PLR0913  # the parts of a mail
    letter: Letter, *, purpose: str, cause: str, about: str, page: str, now: datetime
) -> None:
    """A mail to the team's mailbox; `about` names what it concerns, `page` shows it."""
    house = cooperative()
    _queue(
        letter,
        purpose=purpose,
        cause=cause,
        about=about,
        recipient=Recipient(house.email, house.contact_name, "de", "team"),
        link=PlainLink(f"{settings.KONTOR_URL}{page}"),
        now=now,
    )


def _queue(  # noqa: PLR0913  # the parts of a mail
    letter: Letter,
    *,
    purpose: str,
    cause: str,
    about: str,
    recipient: Recipient,
    link: Link | None,
    now: datetime,
    attachments: Sequence[Attachment] = (),
) -> OutboxMail | None:
    """From the cooperative, in its own words where it has some."""
    with read_once():
        return outbox.queue(
            letter,
            purpose=purpose,
            cause=cause,
            about=about,
            recipient=recipient,
            sender=sender(),
            link=link,
            at=now,
            attachments=attachments,
            own_words=_own(purpose, recipient),
        )


def _own(purpose: str, recipient: Recipient) -> OwnWords:
    return own_words(purpose, recipient.audience, recipient.language)


def invoice_addressees(order: Order) -> list[Addressee]:
    """Contact person and the e-mail for invoices, equal mailboxes once (R20–R25)."""
    client = order.client
    return of_invoice(
        Addressee(order.contact_email, order.contact_name),
        invoice_email(client, order.owner_id) if client else "",
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


def addressed(person: Person) -> Recipient:
    """Somebody with an account as the reader of a mail."""
    return Recipient(person.email, person.name, held.language_of(person), "member")
