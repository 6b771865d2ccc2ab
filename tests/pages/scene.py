"""What the walk over every route finds: one of everything, and people of every role."""

from dataclasses import dataclass

from kontor.cooperative import rates
from kontor.cooperative.models import Rate
from kontor.people.roles import Role
from tests.builders import bank, clients, house, orders
from tests.builders.guarantees import opened_for
from tests.builders.links import linked
from tests.builders.proofs import uploaded
from tests.builders.proposals import proposed
from tests.builders.unpaid import paused, reminded
from tests.cast import cast
from tests.pages.member.reading import Reader

WHO = ("nobody", "owner", "other", "advisor", "accountant", "admin")
MISSING = 10**9


@dataclass(frozen=True)
class Scene:
    """`readers`: somebody at a browser, by the words of WHO. `ids`: what an address may hold."""

    readers: dict[str, Reader]
    ids: dict[str, object]


def scene() -> Scene:
    """An active order of the owner, with an invoice, a proof and a failed mail."""
    people = cast()
    order = orders.active(people.owner, people.advisor, people.client)
    invoice = linked(order)
    waiting = orders.submitted(people.stranger, people.client)
    uploaded(waiting)  # the same file: it stays stored
    proposal = proposed(people.owner, people.client, town="Kehl")
    paid, to_pay_back = bank.entry(), bank.to_pay_back(people)
    mail = orders.mailed(order, f"invoice:{invoice.invoice.pk}", "x@client.example", state="failed")
    return Scene(
        readers={
            "nobody": Reader(None),
            "owner": Reader(people.owner),
            "other": Reader(people.stranger),
            "advisor": Reader(people.advisor),
            "accountant": Reader(people.accountant),
            "admin": Reader(house.person("Rosa Ohlsen", Role.ADMIN)).shown_again(),
        },
        ids={
            "order_id": order.pk,
            "other_order_id": waiting.pk,
            "invoice_id": invoice.invoice.pk,
            "client_id": people.client.pk,
            "other_id": clients.client(name="Lefèvre & fils").pk,
            "proposal_id": proposal.pk,
            "member_id": people.owner.pk,
            "person_id": people.accountant.pk,
            "mail_id": mail.pk,
            "entry_id": paid.pk,
            "file_id": paid.statement.file_id,
            "refund_id": to_pay_back.pk,
            "transfer_id": bank.transfers(people).pk,
            "key": uploaded(order).key,
            "kind": "pdf",
            "level": reminded(invoice.invoice).level,
            "pause_id": paused(people).pk,
            "token": invoice.token,
            "offer": orders.token(order),
            "case_id": opened_for(invoice.invoice).pk,
            "pk": 1,
            "name": "1.eml",
            "number": 1,
            "who": "mira",
            "purpose": "invoice",
            "rate": rates.FEE,
            "rate_id": Rate.objects.get(key=rates.FEE).pk,  # has begun
            "sector": "photography",
            "ground": "licence",
            "series": "invoice",
            "what": "open-items",
        },
    )
