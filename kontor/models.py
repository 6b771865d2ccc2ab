"""Joins the rooms' models, so that Django finds them under one label."""

from kontor.clients.models import Client, ClientMessage, ClientQuestion
from kontor.cooperative.models import Cooperative, Rate
from kontor.foundation.models import ClockShift, HistoryEntry, OutboxAttachment, OutboxMail
from kontor.invoicing.models import (
    CancellationChoice,
    CancellationRequest,
    Document,
    Invoice,
    InvoiceLink,
    NumberSeries,
)
from kontor.orders.models import (
    Decision,
    Invitation,
    Order,
    Proof,
    Revision,
)
from kontor.orders.row_models import Instalment, OrderLine
from kontor.orders.thread_models import OrderMessage, OrderQuestion
from kontor.people.models import HeldNotice, NotificationChoice, PasswordReset, Person
from kontor.people.sessions import Session

__all__ = [
    "CancellationChoice",
    "CancellationRequest",
    "Client",
    "ClientMessage",
    "ClientQuestion",
    "ClockShift",
    "Cooperative",
    "Decision",
    "Document",
    "HeldNotice",
    "HistoryEntry",
    "Instalment",
    "Invitation",
    "Invoice",
    "InvoiceLink",
    "NotificationChoice",
    "NumberSeries",
    "Order",
    "OrderLine",
    "OrderMessage",
    "OrderQuestion",
    "OutboxAttachment",
    "OutboxMail",
    "PasswordReset",
    "Person",
    "Proof",
    "Rate",
    "Revision",
    "Session",
]
