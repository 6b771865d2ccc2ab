"""Joins the rooms' models, so that Django finds them under one label."""

from kontor.clients.change_models import ClientProposal, VatCheck
from kontor.clients.models import Client, ClientMessage, ClientQuestion
from kontor.clients.search_models import ClientWord, KnownWord
from kontor.cooperative.models import Cooperative, Deadline, LedgerAccount, MailText, Rate
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
from kontor.receivables.bank_models import BankAccount, BankEntry, BankFile, BankStatement
from kontor.receivables.dunning_models import DemandQuestion, Reminder, ReminderPause
from kontor.receivables.models import (
    Allocation,
    BlockProposal,
    CreditLine,
    CreditTransferFile,
    GuaranteeCase,
    Refund,
)

__all__ = [
    "AccountInvitation",
    "Allocation",
    "BankAccount",
    "BankEntry",
    "BankFile",
    "BankStatement",
    "BlockProposal",
    "CancellationChoice",
    "CancellationRequest",
    "Client",
    "ClientMessage",
    "ClientProposal",
    "ClientQuestion",
    "ClientWord",
    "ClockShift",
    "Cooperative",
    "CreditLine",
    "CreditTransferFile",
    "Deadline",
    "Decision",
    "DemandQuestion",
    "Dispute",
    "Document",
    "GroundText",
    "GuaranteeCase",
    "HeldNotice",
    "HistoryEntry",
    "Instalment",
    "Invitation",
    "Invoice",
    "InvoiceLink",
    "KnownWord",
    "LedgerAccount",
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
    "Refund",
    "Reminder",
    "ReminderPause",
    "ReviewClaim",
    "Revision",
    "SectorEntry",
    "SeriesPrefix",
    "Session",
    "Tally",
    "VatCheck",
]
