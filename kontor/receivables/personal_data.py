"""All that the house holds of one person, part by part: what is handed out, what goes, what stays.

No column is named that its member may not read: no note of the team, no link, no hash of one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from kontor.clients.change_models import ClientProposal
from kontor.clients.models import Client, ClientMessage, ClientQuestion
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import CancellationRequest, Document, Invoice
from kontor.orders.models import Order, Proof, Revision
from kontor.orders.review_models import ReviewClaim
from kontor.orders.thread_models import OrderMessage
from kontor.people.models import (
    AccountInvitation,
    HeldNotice,
    NotificationChoice,
    PasswordReset,
    Person,
)
from kontor.people.sessions import Session
from kontor.receivables.dunning_models import DemandQuestion, Reminder
from kontor.receivables.models import CreditLine, GuaranteeCase
from kontor.receivables.personal_duties import Duty

Rows = Callable[[Person], QuerySet[Any]]


@dataclass(frozen=True)
class Part:
    """A kind of data: its rows, the columns that are handed out, and why it stays, if it does."""

    key: str
    title: Sentence
    rows: Rows
    fields: tuple[str, ...]
    duty: Duty = Duty.NONE

    @property
    def goes(self) -> bool:
        return self.duty is Duty.NONE


def _of(model: Any, path: str) -> Rows:
    return lambda person: QuerySet(model).filter(**{path: person}).order_by("pk")


def _drafts(person: Person) -> QuerySet[Order]:
    """Never submitted: nobody but the member has seen them."""
    return Order.objects.filter(owner=person, status="draft", submitted_at=None).order_by("pk")


def _submitted(person: Person) -> QuerySet[Order]:
    return Order.objects.filter(owner=person, submitted_at__isnull=False).order_by("pk")


def _loose_proofs(person: Person) -> QuerySet[Proof]:
    """Files that nobody has judged, of orders that nothing was issued for."""
    issued = Invoice.objects.filter(order=OuterRef("order"), number__isnull=False)
    waiting = Proof.objects.filter(order__owner=person, state="waiting").order_by("pk")
    return waiting.filter(~Exists(issued))


def _kept_proofs(person: Person) -> QuerySet[Proof]:
    loose = _loose_proofs(person).order_by().values("pk")
    return Proof.objects.filter(order__owner=person).exclude(pk__in=loose).order_by("pk")


def _commented(person: Person) -> QuerySet[Order]:
    return _submitted(person).exclude(comment="")


def _proposals(person: Person, *, is_open: bool) -> QuerySet[ClientProposal]:
    rows = ClientProposal.objects.filter(member=person).order_by("pk")
    return rows.filter(state="open") if is_open else rows.exclude(state="open")


def _account_mails(person: Person) -> QuerySet[OutboxMail]:
    return OutboxMail.objects.filter(about=f"person:{person.pk}").order_by("pk")


def _other_mails(person: Person) -> QuerySet[OutboxMail]:
    to_them = OutboxMail.objects.filter(to__iexact=person.email).order_by("pk")
    return to_them.exclude(about=f"person:{person.pk}")


def _lines(person: Person) -> QuerySet[HistoryEntry]:
    """What they did, and what was done with their account."""
    theirs = Q(actor_id=person.pk) | Q(about=f"person:{person.pk}")
    return HistoryEntry.objects.filter(theirs).order_by("pk")


_ORDER = (
    *("number", "status", "created_at", "submitted_at", "title", "description", "sector"),
    *("client__name", "contact_name", "contact_email", "contact_phone", "service_from"),
    *("service_to", "hours", "special_agreement", "comment"),
)
_PROOF = ("order__number", "name", "size", "uploaded_at", "state", "reason")
_MAIL = ("to", "subject", "text", "state", "queued_at", "sent_at")
_PROPOSAL = ("client__name", "at", "changes", "note", "state", "reason")
_MESSAGE = ("author__name", "side", "text", "at")

PARTS: tuple[Part, ...] = (
    Part(
        "addresses",
        S("Addresses for signing in"),
        _of(EmailAddress, "user"),
        ("email", "verified", "primary"),
    ),
    Part(
        "second_factors",
        S("Passkeys, app and recovery codes"),
        _of(Authenticator, "user"),
        ("type", "created_at", "last_used_at"),
    ),
    Part("sessions", S("Sessions"), _of(Session, "person"), ("browser", "signed_in_at")),
    Part("password_links", S("Links to a password"), _of(PasswordReset, "person"), ("created_at",)),
    Part("invitations", S("Invitations"), _of(AccountInvitation, "person"), ("created_at",)),
    Part("news", S("Choices of news"), _of(NotificationChoice, "person"), ("kind", "how")),
    Part(
        "notices",
        S("Lines of daily digests"),
        _of(HeldNotice, "person"),
        ("subject", "url", "day", "told_at"),
    ),
    Part("account_mails", S("E-mails about the account"), _account_mails, _MAIL),
    Part("drafts", S("Drafts never submitted"), _drafts, _ORDER),
    Part("loose_proofs", S("Proofs that nobody has looked at"), _loose_proofs, _PROOF),
    Part("comments", S("Comments for the team"), _commented, ("number", "comment")),
    Part(
        "open_proposals",
        S("Open proposals about clients"),
        lambda person: _proposals(person, is_open=True),
        _PROPOSAL,
    ),
    Part(
        "questions",
        S("Waiting questions about clients"),
        _of(ClientQuestion, "member"),
        ("client__name", "since"),
    ),
    Part("claims", S("Orders taken for review"), _of(ReviewClaim, "advisor"), ("since", "until")),
    Part("orders", S("Submitted orders"), _submitted, _ORDER, Duty.LETTERS),
    Part(
        "revisions",
        S("Revisions of orders, as they were offered"),
        _of(Revision, "order__owner"),
        ("order__number", "number", "content"),
        Duty.LETTERS,
    ),
    Part(
        "order_messages",
        S("Conversations about orders"),
        _of(OrderMessage, "order__owner"),
        ("order__number", *_MESSAGE),
        Duty.LETTERS,
    ),
    Part(
        "client_messages",
        S("Conversations about clients"),
        _of(ClientMessage, "member"),
        ("client__name", *_MESSAGE),
        Duty.LETTERS,
    ),
    Part(
        "proposals",
        S("Decided proposals about clients"),
        lambda person: _proposals(person, is_open=False),
        _PROPOSAL,
        Duty.EVIDENCE,
    ),
    Part("proofs", S("Proofs"), _kept_proofs, _PROOF, Duty.LETTERS),
    Part("mails", S("E-mails about orders and invoices"), _other_mails, _MAIL, Duty.LETTERS),
    Part(
        "cancellations",
        S("Requests to cancel"),
        _of(CancellationRequest, "order__owner"),
        ("order__number", "requested_at", "text", "state", "reason"),
        Duty.LETTERS,
    ),
    Part(
        "invoices",
        S("Invoices"),
        _of(Invoice, "order__owner"),
        (
            *("number", "kind", "status", "billing_date", "issued_on", "due_on", "net", "vat"),
            *("gross", "held_text", "printed"),
        ),
        Duty.BOOKS,
    ),
    Part(
        "documents",
        S("Documents of invoices"),
        _of(Document, "invoice__order__owner"),
        ("invoice__number", "kind", "sha256", "size", "created_at"),
        Duty.BOOKS,
    ),
    Part(
        "reminders",
        S("Reminders to clients"),
        _of(Reminder, "invoice__order__owner"),
        ("invoice__number", "level", "sent_on", "open"),
        Duty.LETTERS,
    ),
    Part(
        "demand_answers",
        S("Answers about formal demands"),
        _of(DemandQuestion, "invoice__order__owner"),
        ("invoice__number", "asked_on", "answer", "text", "answered_at"),
        Duty.LETTERS,
    ),
    Part(
        "guarantee_cases",
        S("Guarantee cases"),
        _of(GuaranteeCase, "invoice__order__owner"),
        ("invoice__number", "opened_on", "state", "decided_at"),
        Duty.BOOKS,
    ),
    Part(
        "credit",
        S("Lines of the account"),
        _of(CreditLine, "member"),
        ("invoice__number", "on", "reason", "amount", "fee_percent"),
        Duty.BOOKS,
    ),
    Part(
        "clients",
        S("Clients they entered"),
        _of(Client, "created_by"),
        ("name", "town", "country", "created_at"),
        Duty.SHARED,
    ),
    Part(
        "history",
        S("Lines of the history by and about them"),
        _lines,
        ("about", "event", "at", "actor"),
        Duty.EVIDENCE,
    ),
)


def part(key: str) -> Part:
    """The part of this key."""
    return next(each for each in PARTS if each.key == key)


def counts(person: Person) -> dict[str, int]:
    """How many rows there are of each part that has some; one query."""
    first, *others = (
        each.rows(person)
        .order_by()
        .values(part=Value(each.key))
        .annotate(n=Count("pk"))
        .values_list("part", "n")
        for each in PARTS
    )
    return dict(first.union(*others, all=True))
