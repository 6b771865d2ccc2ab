"""A member changes one invoice draft, never above what the client confirmed (spec § 9)."""

from datetime import datetime
from decimal import Decimal

from kontor.actions import act, own_draft
from kontor.formats.einvoice.printable import unprintable
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.history import Actor
from kontor.foundation.plain import to_plain
from kontor.foundation.refusal import Fault, Invalid, refuse_faults
from kontor.foundation.sentence import S
from kontor.invoicing import final, lifecycle
from kontor.invoicing.changing import (
    Content,
    InvoiceChange,
    Limits,
    change_faults,
    changed,
    groups_of,
    overdrawn,
)
from kontor.invoicing.content import confirmed_of, content_of, lines_of, put
from kontor.invoicing.models import Invoice
from kontor.invoicing.states import InvoiceEvent, InvoiceStatus
from kontor.orders.naming import about
from kontor.orders.plan import InvoiceKind
from kontor.people.models import Person

_OVER_FINAL = S(
    "The final invoice of this order was lowered. With this amount nothing would be left for it;"
    " raise it first."
)


@act.one_transaction
def change(
    owner: Person, invoice_id: int, change: InvoiceChange, now: datetime, shown: str = ""
) -> Invoice:
    """Change this invoice only; what was held is a draft again and goes out on its day.

    A final invoice still to come takes the rest. `shown`: the `shown_state` that the page showed.
    A draft that has these values already stays untouched. Raises NotFound, Forbidden, Invalid
    (fields as in `changing.change_faults`) or Conflict.
    """
    actor = act.member(owner)
    invoice = own_draft.locked(owner, invoice_id)
    before = content_of(invoice)
    if invoice.status == InvoiceStatus.DRAFT and changed(before, change) == before:
        _refuse(invoice, before, change, now)  # a line too many changes nothing and is a fault
        return invoice
    own_draft.refuse_closed(invoice, InvoiceEvent.CHANGE)
    own_draft.refuse_stale(invoice, shown)
    _refuse(invoice, before, change, now)
    sums = invoice.net, invoice.gross
    lifecycle.move(invoice, InvoiceEvent.CHANGE)
    put(invoice, changed(before, change))
    invoice.fault = ""  # it was of what is no longer there; the next rehearsal looks anew
    _settle(invoice)
    invoice.save()
    _settle_rest(invoice)
    _note(invoice, actor, now, _changes(before, sums, invoice))
    return invoice


def _refuse(invoice: Invoice, before: Content, change: InvoiceChange, now: datetime) -> None:
    is_final = invoice.kind == InvoiceKind.FINAL
    earlier = tuple(final.groups_in(row) for row in final.earlier(invoice)) if is_final else None
    limits = Limits(day_of(now), confirmed_of(invoice), unprintable, earlier)
    refuse_faults(change_faults(before, change, limits))


def _settle(invoice: Invoice) -> None:
    """The amounts of the row from its lines, VAT once for each group at the law of its days."""
    invoice.groups = to_plain(groups_of(lines_of(invoice)))
    final.settle(invoice)


def _settle_rest(invoice: Invoice) -> None:
    """The final invoice still to come takes the rest. Raises Invalid where nothing would be left.

    That happens only where the whole was lowered before and a part is set higher again.
    """
    rest = final.still_to_come(invoice)
    if rest is None:
        return
    if overdrawn(groups_of(lines_of(rest)), [final.groups_in(row) for row in final.earlier(rest)]):
        raise Invalid([Fault("lines", _OVER_FINAL)])
    final.settle(rest)
    rest.save(update_fields=["groups", "net", "vat", "gross"])


def _changes(before: Content, sums: tuple[Decimal, Decimal], invoice: Invoice) -> dict[str, object]:
    """What differs, by name: before and after. `sums`: net and gross before."""
    after = content_of(invoice)
    pairs = {
        name: [getattr(content, name) for content in (before, after)]
        for name in ("service_from", "service_to", "billing_date", "special_agreement")
    }
    pairs["net"], pairs["gross"] = [sums[0], invoice.net], [sums[1], invoice.gross]
    changes = {name: to_plain(pair) for name, pair in pairs.items() if pair[0] != pair[1]}
    if before.lines != after.lines:
        changes["lines"] = [
            to_plain([[line.quantity, line.unit_price] for line in content.lines])
            for content in (before, after)
        ]
    return changes


def _note(invoice: Invoice, actor: Actor, now: datetime, changes: dict[str, object]) -> None:
    history.write(
        about(invoice.order_id),
        InvoiceEvent.CHANGE,
        actor,
        now,
        status=invoice.order.status,
        invoice=invoice.pk,
        position=invoice.position,
        changes=changes,
    )
