"""The demo's orders: each mode of payment once, each standing somewhere else. All invented."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from kontor.actions import draft_order, review_order, submit_order
from kontor.clients.models import Client
from kontor.foundation.days import day_of, later_by, month_end
from kontor.orders.draft import (
    ClientConfirmation,
    Contact,
    Draft,
    First,
    Line,
    LineKind,
    Mode,
    Part,
    Payment,
    Recurrence,
    Share,
    SkipReason,
    Unit,
)
from kontor.orders.models import Order
from kontor.people.models import Person

WEEK = timedelta(days=7)


def seed(member: Person, advisor: Person, now: datetime) -> None:
    """Written by the member: a draft, one with the team, one with the client, one active."""
    today = day_of(now)
    draft_order.create(member, _picture_book(today), now)
    _submit(member, _exhibition(today), now)
    _submit(member, _poster(today), now, First.CLIENT)
    approved(member, advisor, _newsletter(today), now)


def approved(member: Person, advisor: Person, draft: Draft, now: datetime) -> Order:
    """Written by the member and approved by the advisor."""
    order = _submit(member, draft, now)
    if order.revision:
        review_order.approve(advisor, order.pk, order.revision.hash, now)
    return order


def _submit(member: Person, draft: Draft, now: datetime, to: First = First.TEAM) -> Order:
    order = draft_order.create(member, draft, now)
    return submit_order.submit(member, order.pk, to, order.version, now)


def _picture_book(today: date) -> Draft:
    begin = today + 2 * WEEK
    return Draft(
        client_id=_client("Verlag Birkenhain GmbH"),
        contact=Contact("Ruben Ostrau", "ruben.ostrau@birkenhain.example"),
        title="Bilderbuch „Der Hafen schläft“ – Illustration",
        description="24 Doppelseiten, farbig.\nSkizzen, Reinzeichnung und Umschlag.",
        service_from=begin,
        service_to=begin + 20 * WEEK,
        sector="illustration",
        hours=Decimal(240),
        lines=(Line("Illustrationen", Decimal(24), Unit.PIECE, Decimal(350)),),
        confirmation=ClientConfirmation(valid_until=today + WEEK),
        payment=Payment(
            Mode.INSTALMENTS,
            parts=(
                Part(begin + 4 * WEEK, Share(percent=Decimal(30))),
                Part(begin + 12 * WEEK, Share(percent=Decimal(30))),
                Part(begin + 20 * WEEK, Share(percent=Decimal(40))),
            ),
        ),
    )


def _exhibition(today: date) -> Draft:
    begin = today + 3 * WEEK
    return Draft(
        client_id=_client("Museum Lumenau gGmbH"),
        contact=Contact("Nora Ellerbek", "nora.ellerbek@museum-lumenau.example"),
        title="Ausstellungsgrafik „Wasserwege“",
        description="Konzept, Layout und Reinzeichnung für 18 Tafeln (120 × 80 cm).",
        service_from=begin,
        service_to=begin + 6 * WEEK,
        sector="exhibition-design",
        hours=Decimal(62),
        lines=(
            Line("Konzept und Entwurf", Decimal(1), Unit.FLAT, Decimal(1640)),
            Line("Reinzeichnung je Tafel", Decimal(18), Unit.PIECE, Decimal(95)),
            Line(
                "Bahnfahrt Lumenau, hin und zurück",
                Decimal(2),
                Unit.PIECE,
                Decimal("74.50"),
                LineKind.EXPENSE,
            ),
        ),
        confirmation=ClientConfirmation(valid_until=today + 2 * WEEK),
        payment=Payment(
            Mode.ADVANCE,
            begin,
            deposit=Share(percent=Decimal(30)),
            final_date=begin + 6 * WEEK,
        ),
        comment="Das Museum entscheidet am Donnerstag.",
    )


def _poster(today: date) -> Draft:
    begin = today + 2 * WEEK
    return Draft(
        client_id=_client("Ortenwall B.V."),
        contact=Contact("Marijke Voss", "marijke.voss@ortenwall.example"),
        title="Poster series A1",
        description="One motif in two sizes.\nOne round of corrections is included.",
        service_from=begin,
        service_to=begin + 2 * WEEK,
        sector="graphic-design",
        lines=(Line("Design", Decimal(16), Unit.HOUR, Decimal(65)),),
        confirmation=ClientConfirmation(valid_until=today + WEEK),
        payment=Payment(Mode.SINGLE, begin + 3 * WEEK),
    )


def _newsletter(today: date) -> Draft:
    begin = later_by(today.replace(day=1), 1, "month")
    return Draft(
        client_id=_client("Auvelin SARL"),
        contact=Contact("Colette Marchand", "colette.marchand@auvelin.example"),
        title="Monthly newsletter",
        description="Text and layout of one newsletter a month.",
        service_from=begin,
        sector="copywriting",
        lines=(Line("Newsletter", Decimal(8), Unit.HOUR, Decimal(70)),),
        confirmation=ClientConfirmation(ask=False, skip_reason=SkipReason.FRAMEWORK_CONTRACT),
        payment=Payment(Mode.RECURRENT, month_end(begin), recurrence=Recurrence(last_day=True)),
    )


def _client(name: str) -> int:
    return Client.objects.get(name=name).pk
