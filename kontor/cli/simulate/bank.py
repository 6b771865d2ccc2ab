"""The bank of a simulation: it reports every day, and what arrives goes through the real intake."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from kontor.actions import answer_demand, decide_entry, take_in_statement
from kontor.actions.take_in_statement import Taken
from kontor.cli.made_statement import Booked, made_statement
from kontor.cli.simulate.stage import Play
from kontor.foundation.days import day_of
from kontor.foundation.money import ZERO
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing.models import Invoice
from kontor.receivables.bank_models import BankEntry, BankStatement
from kontor.receivables.given import Given
from kontor.receivables.intake import own_ibans
from kontor.receivables.owed import open_invoices, open_of

# An account of nobody, from the examples of the IBAN standard: what clients here pay from.
PAYER_IBAN = "FR1420041010050500013M02606"
SAID_SO = "The simulation says that this is what the bank sent."


def report(play: Play, now: datetime) -> None:
    """The bank's daily statements without an entry, while money is waited for."""
    if not open_invoices().exists():
        return
    for iban in sorted(own_ibans()):
        _take_in(play, _statement(iban, (), now), f"{iban}.xml", now)


def _statement_event(play: Play, says: Any, now: datetime) -> None:
    file = says["path"]
    _take_in(play, file.data, file.name, now)


def _payment_event(play: Play, says: Any, now: datetime) -> None:
    invoice = play.invoice(says["invoice"])
    if not invoice.number:
        raise Conflict(S("Invoice {n} is not issued yet.", n=says["invoice"]))
    amount = says.get("amount") or open_of(invoice)
    if not amount:
        raise Conflict(S("Nothing is open of invoice {n}.", n=says["invoice"]))
    client = invoice.order.client
    arrived = Booked(
        amount=amount,
        bank_reference=f"SIM{BankEntry.objects.count() + 1:07d}",
        name=client.name if client else "",
        iban=PAYER_IBAN,
        reference=invoice.number,
    )
    iban = min(own_ibans())
    taken = _take_in(play, _statement(iban, [arrived], now), f"{iban}.xml", now)
    for entry in BankEntry.objects.filter(statement__file=taken.file).exclude(rest=ZERO):
        _decide(play, entry, play.invoice(says["invoice"]), now)


def _decide(play: Play, entry: BankEntry, invoice: Invoice, now: datetime) -> None:
    """What is not certain the accountant decides: it pays the invoice; what is over is kept."""
    paid = min(entry.rest, open_of(invoice))
    kept = entry.rest - paid
    parts = [Given("invoice", paid, invoice_id=invoice.pk)] if paid else []
    if kept:
        parts.append(Given("credit", kept, client_id=invoice.order.client_id))
    decide_entry.decide(play.accountant, entry.pk, parts, entry.rest, now)


def _statement(iban: str, entries: Sequence[Booked], now: datetime) -> bytes:
    newest = BankStatement.objects.filter(account__iban=iban).exclude(closing=None)
    before = newest.order_by("-to_day", "-pk").values_list("closing", flat=True).first()
    return made_statement(iban, day_of(now), before or Decimal(0), entries)


def _take_in(play: Play, data: bytes, name: str, now: datetime) -> Taken:
    taken = take_in_statement.take_in(play.accountant, name, data, now)
    if taken.file.state == "held":
        return take_in_statement.book_held(play.accountant, taken.file.pk, SAID_SO, now)
    return taken


def _veto_demand(play: Play, says: Any, now: datetime) -> None:
    answer_demand.veto(play.owner, play.invoice(says["invoice"]).pk, says.get("text", ""), now)


def _agree_demand(play: Play, says: Any, now: datetime) -> None:
    answer_demand.agree(play.owner, play.invoice(says["invoice"]).pk, now)


MONEY_ACTS: dict[str, Callable[[Play, Any, datetime], None]] = {
    "statement": _statement_event,
    "payment": _payment_event,
    "veto_demand": _veto_demand,
    "agree_demand": _agree_demand,
}
