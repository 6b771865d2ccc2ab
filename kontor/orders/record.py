"""The order's rows as the `Draft` value of the pure rules, and back."""

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from kontor.foundation.written import Language
from kontor.orders.draft import (
    ClientConfirmation,
    Contact,
    Draft,
    Every,
    Line,
    LineKind,
    Mode,
    Part,
    Payment,
    Recurrence,
    Share,
    SkipReason,
    Treatment,
    Unit,
)
from kontor.orders.models import Order
from kontor.orders.row_models import Instalment, OrderLine

Choice = TypeVar("Choice", bound=StrEnum)
NO_RECURRENCE = Recurrence(every=None, unit=None)


def draft_of(order: Order) -> Draft:
    """Everything the member typed, as a value."""
    return Draft(
        client_id=order.client_id,
        contact=Contact(
            name=order.contact_name,
            email=order.contact_email,
            phone=order.contact_phone,
            language=_language(order.contact_language),
        ),
        title=order.title,
        description=order.description,
        service_from=order.service_from,
        service_to=order.service_to,
        place_country=order.place_country,
        sector=order.sector,
        hours=order.hours,
        lines=tuple(_line_of(line) for line in order.lines.all()),
        confirmation=ClientConfirmation(
            ask=order.ask_client,
            valid_until=order.valid_until,
            skip_reason=_chosen(SkipReason, order.skip_reason),
            skip_text=order.skip_text,
        ),
        payment=payment_of(order),
        buyer_reference=order.buyer_reference,
        purchase_order=order.purchase_order,
        special_agreement=order.special_agreement,
        comment=order.comment,
    )


def write(order: Order, draft: Draft, at: datetime) -> None:
    """Keep what was typed: the row, its lines, and one version more."""
    order.client_id = draft.client_id
    order.contact_name = draft.contact.name
    order.contact_email = draft.contact.email
    order.contact_phone = draft.contact.phone
    order.contact_language = draft.contact.language or ""
    order.title = draft.title
    order.description = draft.description
    order.service_from = draft.service_from
    order.service_to = draft.service_to
    order.place_country = draft.place_country
    order.sector = draft.sector
    order.hours = draft.hours
    order.ask_client = draft.confirmation.ask
    order.skip_reason = draft.confirmation.skip_reason or ""
    order.skip_text = draft.confirmation.skip_text
    order.valid_until = draft.confirmation.valid_until
    _keep_payment(order, draft.payment)
    order.buyer_reference = draft.buyer_reference
    order.purchase_order = draft.purchase_order
    order.special_agreement = draft.special_agreement
    order.comment = draft.comment
    order.changed_at = at
    order.version += 1
    order.save()
    OrderLine.objects.filter(order=order).delete()
    OrderLine.objects.bulk_create(
        _line_row(order, position, line) for position, line in enumerate(draft.lines, start=1)
    )
    _keep_parts(order, draft.payment)


def payment_of(order: Order) -> Payment:
    """How the client pays, as typed."""
    mode = Mode(order.payment_mode)
    # Asking for the parts only where there can be some spares all other orders a query.
    rows = order.instalments.all() if mode is Mode.INSTALMENTS else ()
    return Payment(
        mode=mode,
        billing_date=order.billing_date,
        term_days=order.term_days,
        parts=tuple(Part(row.on, Share(row.amount, row.percent)) for row in rows),
        deposit=Share(order.deposit_amount, order.deposit_percent) if order.has_deposit else None,
        final_date=order.final_date,
        recurrence=recurrence_of(order),
    )


def recurrence_of(order: Order) -> Recurrence | None:
    """The rule of a recurrent payment; None where nothing of it was typed."""
    recurrence = Recurrence(
        every=order.recurrence_every,
        unit=_chosen(Every, order.recurrence_unit),
        last_day=order.recurrence_last_day,
        times=order.recurrence_times,
        until=order.recurrence_until,
    )
    return None if recurrence == NO_RECURRENCE else recurrence


def _keep_payment(order: Order, payment: Payment) -> None:
    deposit, recurrence = payment.deposit or Share(), payment.recurrence or NO_RECURRENCE
    order.payment_mode = payment.mode
    order.billing_date = payment.billing_date
    order.term_days = payment.term_days
    order.has_deposit = payment.deposit is not None
    order.deposit_amount = deposit.amount
    order.deposit_percent = deposit.percent
    order.final_date = payment.final_date
    order.recurrence_every = recurrence.every
    order.recurrence_unit = recurrence.unit or ""
    order.recurrence_last_day = recurrence.last_day
    order.recurrence_times = recurrence.times
    order.recurrence_until = recurrence.until


def _keep_parts(order: Order, payment: Payment) -> None:
    Instalment.objects.filter(order=order).delete()
    if payment.mode is Mode.INSTALMENTS:
        Instalment.objects.bulk_create(
            Instalment(
                order=order,
                position=position,
                on=part.on,
                amount=part.share.amount,
                percent=part.share.percent,
            )
            for position, part in enumerate(payment.parts, start=1)
        )


def _line_of(row: OrderLine) -> Line:
    return Line(
        text=row.text,
        quantity=row.quantity,
        unit=_chosen(Unit, row.unit),
        unit_price=row.unit_price,
        kind=LineKind(row.kind),
        vat=_chosen(Treatment, row.vat),
    )


def _line_row(order: Order, position: int, line: Line) -> OrderLine:
    return OrderLine(
        order=order,
        position=position,
        kind=line.kind,
        text=line.text,
        quantity=line.quantity,
        unit=line.unit or "",
        unit_price=line.unit_price,
        vat=line.vat or "",
    )


def _chosen(kind: type[Choice], value: str) -> Choice | None:
    return kind(value) if value else None


def _language(code: str) -> Language | None:
    return "en" if code == "en" else "de" if code == "de" else None
