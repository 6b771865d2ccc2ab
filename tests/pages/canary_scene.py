"""A house in which every protected field holds a string of its own, and all that is made of them.

A canary is `zq` and letters only, so that neither HTML, nor a mail, nor a PDF writes it otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from kontor.actions import (
    answer_demand,
    block_client,
    cancel_order,
    change_client,
    decide_entry,
    dispute_invoice,
    document_invoices,
    note_bounce,
    pause_reminders,
    refund,
    resolve_dispute,
    review_order,
    run_night,
    submit_order,
    talk,
    talk_client,
    turn_down_order,
    verify_client,
)
from kontor.actions.decide_entry import Given
from kontor.clients.blocks import Block
from kontor.clients.change_models import VatCheck
from kontor.clients.models import Client
from kontor.clients.record import facts_of
from kontor.foundation.models import OutboxMail
from kontor.foundation.secret_link import token_of
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.orders.draft import ClientConfirmation, Contact, SkipReason
from kontor.orders.models import Order
from kontor.people.models import Person
from kontor.people.roles import Role
from kontor.people.sessions import BROWSER
from kontor.receivables.bank_models import BankEntry
from kontor.receivables.dunning_models import DemandQuestion
from kontor.receivables.models import Refund
from tests.actions.test_first_path import night
from tests.builders import bank, clients, files, house, orders
from tests.builders.guarantees import opened_for
from tests.builders.orders import MONDAY
from tests.builders.proofs import uploaded
from tests.builders.unpaid import reminded
from tests.pages.member.reading import Reader

LATER = datetime(2027, 1, 19, 10, tzinfo=BERLIN)
WHO = ("nobody", "owner", "other", "advisor", "accountant", "admin", "offer", "invoice")
SEARCHED, OTHER = "Quellmann", "Bo Carlsen"

CONFIRMATION = ClientConfirmation(valid_until=date(2027, 2, 2))


@dataclass(frozen=True)
class Scene:
    """`readers`: browsers by the words of WHO. `ids`: what the addresses of routes may hold.

    `tokens`: what a client's link opens, by reader. `secrets`: strings that only arise in the act.
    """

    readers: Mapping[str, Reader]
    ids: Mapping[str, Sequence[object]]
    tokens: Mapping[str, str]
    secrets: Mapping[str, str]


def scene() -> Scene:
    """Two members who work with one client, and what else they keep from each other."""
    house.cooperative()
    people = {
        "owner": _person("Ada Brandt", "zqowner"),
        "other": _person(OTHER, "zqother"),
        "advisor": _person("Jonas Wiebold", "zqadvisor", Role.ADVISOR),
        "accountant": _person("Henrike Sollig", "zqaccountant", Role.ACCOUNTANT),
        "admin": _person("Rosa Ohlsen", "zqadmin", Role.ADMIN),
    }
    owner, other, advisor = people["owner"], people["other"], people["advisor"]
    shared = _shared(advisor)
    alone = clients.german_client(name="Nur Adas Kundschaft GmbH", invoice_email=_mail("zqalone"))
    private = _private(owner)
    invoiced = _invoiced(owner, advisor, shared)
    waiting = _waiting(other, advisor, shared)
    # The same file once more, so that it stays stored when an answer takes the first away.
    uploaded(waiting, "agreement.pdf", files.pdf("zqproofwords"))
    rejected = _rejected(owner, advisor, shared)
    overruled = _overruled(owner, advisor, alone)
    hidden = _hidden_from_team(owner, shared)
    personal = orders.submitted(
        owner, private, now=LATER, title="zqprivateorder", confirmation=CONFIRMATION
    )
    proposal = _proposal(other, shared)
    entry, to_pay_back = _money(people["accountant"], shared)
    _talked(owner, advisor, shared)
    _blocked(advisor, shared)
    seen = (invoiced, waiting, rejected, overruled, personal, *hidden)
    invoice = Invoice.objects.filter(order=invoiced).earliest("position")
    tokens = {"offer": orders.token(waiting), "invoice": _invoice_token(invoice)}
    _second_factor(owner)
    return Scene(
        readers={who: _reader(people.get(who)) for who in WHO},
        ids={
            "order_id": [each.pk for each in seen],
            "client_id": [shared.pk, alone.pk, private.pk],
            "member_id": [owner.pk, other.pk],
            "person_id": [owner.pk, advisor.pk],
            "invoice_id": [invoice.pk],
            "kind": ["pdf", "xml"],
            "key": [_proof_key(invoiced)],
            "mail_id": [OutboxMail.objects.filter(audience="client").earliest("pk").pk],
            "proposal_id": [proposal],
            "entry_id": [entry.pk],
            "file_id": [entry.statement.file_id],
            "refund_id": [to_pay_back.pk],
            "level": [1],
            "pause_id": [_reminded(invoice, owner, people["accountant"])],
            "case_id": [opened_for(invoice).pk],
        },
        tokens=tokens,
        secrets={"offer-link": tokens["offer"], "invoice-link": tokens["invoice"]},
    )


def _mail(name: str) -> str:
    return f"{name}mail@people.example"


def _person(name: str, canary: str, *roles: Role) -> Person:
    person = house.person(name, *roles, email=_mail(canary))
    Person.objects.filter(pk=person.pk).update(password=make_password("zq", salt=f"{canary}salt"))
    person.refresh_from_db()
    return person


def _reader(person: Person | None) -> Reader:
    """Signed in with a browser that says its own name."""
    reader = Reader(person, LATER)
    if person is not None:
        session = reader.browser.session
        session[BROWSER] = f"zqbrowserof{person.email[2:7]}"
        session.save()
    return reader


def _money(accountant: Person, client: Client) -> tuple[BankEntry, Refund]:
    """A payment of which a part is not ours, and a part was to be paid back but is not."""
    entry = bank.entry("100.00", name="zqpayername", reference="zqpaymenttext")
    parts = [
        Given("other", Decimal("1.00"), words="zqnotours"),
        Given("refund", Decimal("2.00"), client_id=client.pk),
    ]
    decide_entry.decide(accountant, entry.pk, parts, entry.rest, bank.LATER)
    dropped = Refund.objects.get()
    return entry, refund.drop(accountant, dropped.pk, "zqnotpaidback", bank.LATER)


def _second_factor(person: Person) -> None:
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": "zqtotpsecret"}
    )
    Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": "zqrecoveryseed", "used_mask": 0},
    )


def _shared(advisor: Person) -> Client:
    client = clients.client(invoice_email=_mail("zqshared"), verified=False)
    Client.objects.filter(pk=client.pk).update(team_note="zqteamnote")
    VatCheck.objects.create(
        client=client,
        number=client.vat_number,
        verdict="valid",
        name="zqregistername",
        address="zqregisteraddress",
        at=MONDAY,
    )
    client.refresh_from_db()
    return verify_client.verify(advisor, client.pk, client.version, "zqverifiedhow", MONDAY)


def _private(owner: Person) -> Client:
    return clients.german_client(
        created_by=owner,
        kind="private",
        name=f"{SEARCHED} zqprivate",
        street="zqprivatestreet 7",
        invoice_email=_mail("zqprivate"),
    )


def _invoiced(owner: Person, advisor: Person, client: Client) -> Order:
    """Confirmed, talked about, billed, and to be cancelled: the whole path."""
    order = orders.submitted(
        owner,
        client,
        title="zqtitle",
        description="zqdescription",
        comment="zqcomment",
        contact=Contact("Chloé zqcontact", _mail("zqcontact"), "+33zqphone"),
    )
    talk.say(owner, order.pk, "zqaskedteam", "ask", MONDAY)
    talk.say(advisor, order.pk, "zqtoldmember", "tell", MONDAY)
    orders.approve(advisor, order)
    orders.confirm(order, MONDAY)
    uploaded(order, "zqproofname.pdf", files.pdf("zqproofwords"))
    for day in (date(2027, 1, 11), date(2027, 1, 18)):
        run_night.run(night(day))
    invoice = Invoice.objects.filter(order=order).earliest("position")
    document_invoices.make_documents(invoice.pk, night(date(2027, 1, 18)))
    _in_trouble(invoice, advisor)
    cancel_order.request(owner, order.pk, {}, LATER, text="zqcancelwish")
    return order


def _in_trouble(invoice: Invoice, advisor: Person) -> None:
    """Disputed by its client, answered, and one of its mails came back."""
    dispute_invoice.dispute(_invoice_token(invoice), "zqdisputed", LATER)
    resolve_dispute.resolve(advisor, invoice.pk, "keep", "zqdisputeanswer", LATER)
    mail = OutboxMail.objects.get(purpose="invoice", address=_mail("zqshared"))
    OutboxMail.objects.filter(pk=mail.pk).update(state="sent")
    note_bounce.note_bounce(advisor, mail.pk, "zqbouncewords", LATER)


def _reminded(invoice: Invoice, owner: Person, accountant: Person) -> int:
    """A reminder went out, a veto was lifted, and reminders are paused; the id of a pause."""
    reminded(invoice, files.pdf("zqreminderwords"), LATER)
    DemandQuestion.objects.create(invoice=invoice, asked_on=LATER.date())
    answer_demand.veto(owner, invoice.pk, "zqvetowords", LATER)
    answer_demand.lift_veto(accountant, invoice.pk, "zqliftedwhy", LATER)
    pause_reminders.pause_invoice(accountant, invoice.pk, "zqpausewhy", None, LATER)
    client_id = invoice.order.client_id or 0
    return pause_reminders.pause_client(accountant, client_id, "zqclientpausewhy", None, LATER).pk


def _waiting(other: Person, advisor: Person, client: Client) -> Order:
    """Of the other member, with the client now."""
    return orders.approved(
        other,
        advisor,
        client,
        now=LATER,
        title="zqothertitle",
        comment="zqothercomment",
        contact=Contact("Luc zqothercontact", _mail("zqothercontact"), "+33zqotherphone"),
        confirmation=CONFIRMATION,
    )


def _rejected(owner: Person, advisor: Person, client: Client) -> Order:
    order = orders.submitted(owner, client, now=LATER, confirmation=CONFIRMATION)
    return turn_down_order.reject(
        advisor, order.pk, orders.shown(order), ["licence"], "zqrejected", LATER
    )


def _overruled(owner: Person, advisor: Person, client: Client) -> Order:
    """Approved over a stop, with the reason in the history; skipped with a reason of its own."""
    skip = ClientConfirmation(ask=False, skip_reason=SkipReason.OTHER, skip_text="zqskipped")
    order = orders.submitted(owner, client, now=LATER, sector="craft", confirmation=skip)
    return review_order.approve(advisor, order.pk, orders.shown(order), LATER, "zqoverruled")


def _hidden_from_team(owner: Person, client: Client) -> list[Order]:
    """A draft, and an order taken back with its conversation (R52)."""
    draft = orders.drafted(owner, client, LATER, title="zqdraft", comment="zqdraftcomment")
    back = orders.submitted(
        owner, client, now=LATER, title="zqtakenback", confirmation=CONFIRMATION
    )
    talk.say(owner, back.pk, "zqtakenbacktalk", "back", LATER)
    return [draft, submit_order.take_back(owner, back.pk, LATER)]


def _proposal(other: Person, client: Client) -> int:
    client.refresh_from_db()
    facts = replace(facts_of(client), invoice_email=_mail("zqproposed"))
    made = change_client.change(other, client.pk, client.version, facts, "zqproposalnote", LATER)
    assert made is not None
    return made.pk


def _talked(owner: Person, advisor: Person, client: Client) -> None:
    """About a client: with the team, and with the client by mail."""
    talk_client.say(owner, client.pk, owner.pk, "zqaboutclient", "about", LATER)
    talk_client.write_to_client(
        advisor, client.pk, owner.pk, _mail("zqthird"), "", "zqtoclient", "mail", LATER
    )
    talk_client.note_answer(advisor, client.pk, owner.pk, "zqanswered", "answer", LATER)


def _blocked(advisor: Person, client: Client) -> None:
    client.refresh_from_db()
    block_client.block(
        advisor, client.pk, Block.ADVANCE_ONLY, LATER, "zqblockreason", LATER.date(), client.version
    )
    run_night.run(LATER)


def _invoice_token(invoice: Invoice) -> str:
    mail = OutboxMail.objects.filter(purpose="invoice", audience="client").earliest("pk")
    return token_of(mail.link_seed)


def _proof_key(order: Order) -> str:
    return str(order.proofs.get().key)
