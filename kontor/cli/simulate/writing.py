"""What a simulation leaves behind in its folder (the contract's output)."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from kontor.actions.order_facts import checks_of_draft
from kontor.cli.simulate.stage import Play
from kontor.clients.record import facts_of
from kontor.foundation import files
from kontor.foundation.days import day_of, end_of_day
from kontor.foundation.models import HistoryEntry
from kontor.invoicing.models import Document, Invoice
from kontor.invoicing.preview import preview
from kontor.orders.guarantee_facts import guarantee_for
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from kontor.orders.totals import Totals
from kontor.orders.wage import Wage
from kontor.receivables.dunning_models import Reminder
from kontor.receivables.owed import open_of

WRITTEN = (
    "timeline.json",
    "order.json",
    "invoices.json",
    "documents/??-????-??????.pdf",
    "documents/??-????-??????.xml",
    "mails/???.eml",
    "mails/????.eml",
)


def clear(folder: Path) -> None:
    """Take away what an earlier simulation left behind, and nothing else."""
    for pattern in WRITTEN:
        for path in folder.glob(pattern):
            path.unlink()


def write_timeline(play: Play, folder: Path) -> None:
    """What happened, by day and order of happening."""
    _write_json(folder / "timeline.json", play.timeline)


def write_all(play: Play, folder: Path) -> None:
    """Timeline, order, invoices, their documents, and the mails in the order of sending."""
    write_timeline(play, folder)
    _write_json(folder / "order.json", _order(play))
    (folder / "documents").mkdir(exist_ok=True)
    cancellations = Invoice.objects.filter(order=play.order, kind="cancellation").order_by("pk")
    rows = [*play.invoices(), *cancellations]
    _write_json(folder / "invoices.json", [_invoice(invoice, folder) for invoice in rows])
    (folder / "mails").mkdir(exist_ok=True)
    for number, mail in enumerate(play.mails, start=1):
        (folder / "mails" / f"{number:03d}.eml").write_bytes(mail)


def _order(play: Play) -> dict[str, Any]:
    order: Order = play.fresh()
    if order.client is None:
        message = "a played order has a client"
        raise ValueError(message)
    newest = HistoryEntry.objects.order_by("-at").values_list("at", flat=True)[0]
    draft = draft_of(order)
    seen = preview(draft, newest)
    guarantee = guarantee_for(order, day_of(newest))
    wage: Wage = seen.wage
    totals: Totals = seen.totals
    checks = checks_of_draft(order, draft, facts_of(order.client), end_of_day(day_of(newest)))
    return {
        "status": order.status,
        "revision": order.revision.number if order.revision else None,
        "hash": order.revision.hash if order.revision else None,
        "guarantee": {
            "granted": guarantee.granted,
            "reasons": [reason.key for reason in guarantee.reasons],
        },
        "hourly_wage": _amount(wage.hourly),
        "minimum_wage": _amount(wage.minimum),
        "checks": [
            {"key": check.key, "level": check.level, "text": str(check.text)} for check in checks
        ],
        "net": _amount(totals.net),
        "vat": _amount(totals.vat),
        "gross": _amount(totals.gross),
    }


def _open(invoice: Invoice) -> str | None:
    """What is still to be paid; nothing of what is cancelled."""
    if not invoice.number:
        return None
    return _amount(open_of(invoice))


def _invoice(invoice: Invoice, folder: Path) -> dict[str, Any]:
    sent = Reminder.objects.filter(invoice=invoice).order_by("level")
    reminders = sent.values_list("sent_on", flat=True)
    paths = {
        document.kind: _copy(document, invoice, folder) for document in invoice.documents.all()
    }
    return {
        "number": invoice.number,
        "kind": invoice.kind,
        "status": invoice.status,
        "billing_date": invoice.billing_date.isoformat(),
        "issued_on": invoice.issued_on.isoformat() if invoice.issued_on else None,
        "due_on": invoice.due_on.isoformat() if invoice.due_on else None,
        "service_from": invoice.service_from.isoformat(),
        "service_to": invoice.service_to.isoformat(),
        "net": _amount(invoice.net),
        "vat": _amount(invoice.vat),
        "gross": _amount(invoice.gross),
        "open": _open(invoice),
        "vat_category": invoice.vat_category,
        "cancels": invoice.cancels.number if invoice.cancels else None,
        "reminders": [day.isoformat() for day in reminders],
        "pdf": paths.get("pdf"),
        "xml": paths.get("xml"),
    }


def _copy(document: Document, invoice: Invoice, folder: Path) -> str:
    path = f"documents/{invoice.number}.{document.kind}"
    (folder / path).write_bytes(files.read(document.sha256))
    return path


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
