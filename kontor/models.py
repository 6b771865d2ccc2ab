"""Joins the rooms' models, so that Django finds them under one label."""

from kontor.clients.change_models import ClientProposal, VatCheck
from kontor.clients.models import Client, ClientMessage, ClientQuestion
from kontor.clients.search_models import ClientWord, KnownWord
from kontor.cooperative.models import Cooperative, Deadline, MailText, Rate
from kontor.foundation.models import ClockShift, HistoryEntry, OutboxAttachment, OutboxMail, Tally
from kontor.invoicing.models import (
    CancellationChoice,
    CancellationRequest,
    Dispute,
    Document,
    Invoice,
    InvoiceLink,
    NumberSeries,
    SeriesPrefix,
)
from kontor.orders.models import (
    Decision,
    Invitation,
    Order,
    Proof,
    Revision,
)
from kontor.orders.review_models import GroundText, ReviewClaim, SectorEntry
from kontor.orders.row_models import Instalment, OrderLine
from kontor.orders.thread_models import OrderMessage, OrderQuestion
from kontor.people.models import (
    AccountInvitation,
    HeldNotice,
    NotificationChoice,
    PasswordReset,
    Person,
)
from kontor.people.sessions import Session

__all__ = [
    "AccountInvitation",
    "CancellationChoice",
    "CancellationRequest",
    "Client",
    "ClientMessage",
    "ClientProposal",
    "ClientQuestion",
    "ClientWord",
    "ClockShift",
    "Cooperative",
    "Deadline",
    "Decision",
    "Dispute",
    "Document",
    "GroundText",
    "HeldNotice",
    "HistoryEntry",
    "Instalment",
    "Invitation",
    "Invoice",
    "InvoiceLink",
    "KnownWord",
    "MailText",
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
    "ReviewClaim",
    "Revision",
    "SectorEntry",
    "SeriesPrefix",
    "Session",
    "Tally",
    "VatCheck",
]
