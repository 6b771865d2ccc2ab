"""Joins the rooms' models, so that Django finds them under one label."""

from kontor.clients.models import Client
from kontor.cooperative.models import Cooperative, Rate
from kontor.foundation.models import ClockShift, HistoryEntry, OutboxAttachment, OutboxMail
from kontor.invoicing.models import Document, Invoice, InvoiceLink, NumberSeries
from kontor.orders.models import Decision, Invitation, Order, OrderLine, Revision
from kontor.people.models import Person

__all__ = [
    "Client",
    "ClockShift",
    "Cooperative",
    "Decision",
    "Document",
    "HistoryEntry",
    "Invitation",
    "Invoice",
    "InvoiceLink",
    "NumberSeries",
    "Order",
    "OrderLine",
    "OutboxAttachment",
    "OutboxMail",
    "Person",
    "Rate",
    "Revision",
]
