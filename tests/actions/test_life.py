"""Any sequence of events leads the order and a small model of § 6 to the same place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from PIL import Image

from kontor.actions import (
    adjust_order,
    answer_offer,
    cancel_order,
    change_contact,
    draft_order,
    keep_proofs,
    review_order,
    run_night,
    submit_order,
    turn_down_order,
)
from kontor.actions.answer_offer import Answer
from kontor.foundation.days import day_of
from kontor.foundation.models import OutboxMail
from kontor.foundation.refusal import Refusal
from kontor.foundation.secret_link import token_of
from kontor.orders.adjusting import Adjustment
from kontor.orders.draft import Contact, First
from kontor.orders.guarantee_facts import guarantee_for
from kontor.orders.models import Order
from kontor.orders.record import draft_of
from tests.actions.small_model import Life, Mails, Refused
from tests.builders import orders
from tests.builders.orders import MONDAY
from tests.cast import cast

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
# What the plan and the calendar bring by themselves is another test's subject.
BESIDE = {"draft_invoice", "valid_until_reminder", "valid_until_reminder_member", "invoice_fault"}


class LifeOfAnOrder(RuleBasedStateMachine):
    """Every event at every moment, by the one who may; the model says what must come of it."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.people = cast()
        self.now: datetime = MONDAY
        self.order: Order = orders.drafted(self.people.owner, self.people.client)
        self.model = Life(today=day_of(self.now), until=self.order.valid_until or date.max)
        self.told = self.papers = self.contacts = self.adjusted = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    def both(self, model: Callable[[], None], act: Callable[[], object]) -> None:
        """The event in the model and for real: both do it, or both refuse it."""
        self.model.mails.clear()
        self.now += timedelta(minutes=1)
        before = (self.model.status, self.model.revision)
        try:
            model()
        except Refused:
            with pytest.raises(Refusal):
                act()
            assert (self.model.status, self.model.revision) == before
        else:
            lapsing = self.model.lapsed
            try:
                act()
            except Refusal:
                assert lapsing  # a late click ends the offer and is told so
        assert sorted(self.new_mails()) == sorted(self.model.mails)

    def new_mails(self) -> Mails:
        mails = OutboxMail.objects.filter(id__gt=self.told).exclude(audience="team").order_by("id")
        found = [(mail.pk, mail.audience, mail.purpose) for mail in mails]
        self.told = max([self.told, *(pk for pk, _, _ in found)])
        return [(audience, purpose) for _, audience, purpose in found if purpose not in BESIDE]

    def fresh(self) -> Order:
        return Order.objects.select_related("revision").get(pk=self.order.pk)

    @property
    def shown(self) -> str:
        revision = self.fresh().revision
        return revision.hash if revision else ""

    def token(self) -> str:
        mail = OutboxMail.objects.filter(purpose="client_confirmation").order_by("-id").first()
        return token_of(mail.link_seed) if mail else "no link was ever sent"

    def edit(self, *, visible: bool) -> None:
        order, until = self.fresh(), self.model.today + WEEK
        draft = draft_of(order)
        asked = replace(draft.confirmation, valid_until=until)
        new = replace(draft, confirmation=asked, comment=f"{draft.comment}.")
        if visible:
            new = replace(new, title=f"{draft.title}.")
        self.both(
            lambda: self.model.edit(visible=visible, until=until),
            lambda: draft_order.save(
                self.people.owner, order.pk, new, order.version, self.now, page=""
            ),
        )

    def submit(self, to: First) -> None:
        order = self.fresh()
        self.both(
            lambda: self.model.submit(to_client=to is First.CLIENT),
            lambda: submit_order.submit(self.people.owner, order.pk, to, order.version, self.now),
        )

    def take_back(self) -> None:
        self.both(
            self.model.take_back,
            lambda: submit_order.take_back(self.people.owner, self.order.pk, self.now),
        )

    def approve(self) -> None:
        self.both(
            self.model.approve,
            lambda: review_order.approve(self.people.advisor, self.order.pk, self.shown, self.now),
        )

    def return_with_a_question(self) -> None:
        self.both(
            self.model.return_,
            lambda: turn_down_order.return_with_question(
                self.people.advisor, self.order.pk, self.shown, "On which days?", self.now
            ),
        )

    def reject(self) -> None:
        self.both(
            self.model.reject,
            lambda: turn_down_order.reject(
                self.people.advisor, self.order.pk, self.shown, ["licence"], "", self.now
            ),
        )

    def refuse(self) -> None:
        if self.model.status == "cancelled":
            return  # depends on what is still planned, which this model does not know
        self.both(
            self.model.refuse,
            lambda: turn_down_order.refuse(
                self.people.advisor, self.order.pk, ["no_cooperation"], "", self.now
            ),
        )

    def the_client_answers(self, kind: str) -> None:
        answer = Answer(hash=self.shown, name="Chloé Martin", text="Please.")
        self.both(
            lambda: self.model.answer(kind),
            lambda: getattr(answer_offer, kind)(self.token(), answer, self.now),
        )

    def set_valid_until(self) -> None:
        until = self.model.today + WEEK
        self.both(
            lambda: self.model.set_valid_until(until),
            lambda: submit_order.set_valid_until(self.people.owner, self.order.pk, until, self.now),
        )

    def send_link_again(self) -> None:
        self.both(
            self.model.send_link_again,
            lambda: submit_order.send_link_again(self.people.owner, self.order.pk, self.now),
        )

    def upload_proof(self) -> None:
        self.papers += 1
        paper = BytesIO()
        Image.new("L", (self.papers, 1)).save(paper, "PNG")
        self.both(
            self.model.upload_proof,
            lambda: keep_proofs.upload(
                self.people.owner, self.order.pk, "signed.png", paper.getvalue(), self.now
            ),
        )

    def accept_proof(self) -> None:
        self.both(
            self.model.accept_proof,
            lambda: keep_proofs.accept(self.people.advisor, self.order.pk, self.now),
        )

    def refuse_proof(self) -> None:
        self.both(
            self.model.refuse_proof,
            lambda: keep_proofs.refuse(self.people.advisor, self.order.pk, "Not signed.", self.now),
        )

    def change_contact(self) -> None:
        self.contacts += 1
        contact = Contact("Léa Roux", f"lea.{self.contacts}@lefevre.example")
        self.both(
            self.model.change_contact,
            lambda: change_contact.change(self.people.owner, self.order.pk, contact, self.now),
        )

    def request_cancellation(self) -> None:
        self.both(
            self.model.request_cancellation,
            lambda: cancel_order.request(self.people.owner, self.order.pk, {}, self.now),
        )

    def close_request(self, how: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "withdraw": lambda: cancel_order.withdraw(self.people.owner, self.order.pk, self.now),
            "decline": lambda: cancel_order.decline(
                self.people.advisor, self.order.pk, "Let us talk first.", self.now
            ),
            "carry_out": lambda: cancel_order.carry_out(
                self.people.advisor, self.order.pk, {}, self.now
            ),
        }
        self.both(lambda: self.model.close_request(how), acts[how])

    def put_away(self) -> None:
        self.both(
            self.model.put_away,
            lambda: draft_order.put_away(self.people.owner, self.order.pk, self.now),
        )

    def adjust(self, *, visible: bool) -> None:
        self.adjusted += 1
        first = self.fresh().billing_date or MONDAY.date()
        by = (
            Adjustment(dates=(first + timedelta(days=1),))
            if visible
            else Adjustment(purchase_order=f"PO {self.adjusted}")
        )
        self.both(
            lambda: self.model.adjust(visible=visible),
            lambda: adjust_order.adjust(
                self.people.advisor, self.order.pk, self.shown, by, self.now
            ),
        )

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        """Mostly what may happen now; now and then anything, which is refused then."""
        name = data.draw(
            st.sampled_from(MOMENTS[self.model.status]) | st.sampled_from(sorted(EVENTS))
        )
        EVENTS[name](self)

    @rule(days=st.integers(1, 9))
    def nights_pass(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.both(lambda: self.model.night(day_of(self.now)), lambda: run_night.run(self.now))

    @invariant()
    def both_stand_at_the_same_place(self) -> None:
        order = self.fresh()
        revision = order.revision.number if order.revision else 0
        assert (order.status, order.lapsed, revision) == (
            self.model.status,
            self.model.lapsed,
            self.model.revision,
        )
        assert guarantee_for(order, self.model.today).granted == self.model.guarantee


EVENTS: dict[str, Callable[[LifeOfAnOrder], None]] = {
    "edit the offer": lambda life: life.edit(visible=True),
    "edit the comment": lambda life: life.edit(visible=False),
    "submit to the team": lambda life: life.submit(First.TEAM),
    "submit to the client": lambda life: life.submit(First.CLIENT),
    "take back": LifeOfAnOrder.take_back,
    "approve": LifeOfAnOrder.approve,
    "return": LifeOfAnOrder.return_with_a_question,
    "reject": LifeOfAnOrder.reject,
    "refuse": LifeOfAnOrder.refuse,
    "client confirms": lambda life: life.the_client_answers("confirm"),
    "client asks for changes": lambda life: life.the_client_answers("request_changes"),
    "client rejects": lambda life: life.the_client_answers("reject"),
    "set a new date": LifeOfAnOrder.set_valid_until,
    "send the link again": LifeOfAnOrder.send_link_again,
    "upload a proof": LifeOfAnOrder.upload_proof,
    "accept a proof": LifeOfAnOrder.accept_proof,
    "refuse a proof": LifeOfAnOrder.refuse_proof,
    "name another contact person": LifeOfAnOrder.change_contact,
    "ask to cancel": LifeOfAnOrder.request_cancellation,
    "withdraw the request": lambda life: life.close_request("withdraw"),
    "decline the request": lambda life: life.close_request("decline"),
    "carry the request out": lambda life: life.close_request("carry_out"),
    "put away": LifeOfAnOrder.put_away,
    "adjust a billing date": lambda life: life.adjust(visible=True),
    "adjust a number": lambda life: life.adjust(visible=False),
}
WRITING = ["edit the offer", "edit the comment", "submit to the team", "submit to the client"]
MOMENTS = {
    "draft": [*WRITING, "upload a proof", "put away"],
    "changes_requested": [*WRITING, "refuse", "name another contact person"],
    "team_review": [
        *("approve", "approve", "return", "take back", "reject", "refuse"),
        *("adjust a billing date", "adjust a number", "accept a proof", "upload a proof"),
    ],
    "client_confirmation": [
        *("client confirms", "client confirms", "client asks for changes", "client rejects"),
        *("take back", "set a new date", "send the link again", "refuse"),
        *("name another contact person", "upload a proof", "accept a proof", "refuse a proof"),
    ],
    "active": [
        *("ask to cancel", "ask to cancel", "withdraw the request", "decline the request"),
        *("carry the request out", "accept a proof", "upload a proof", "refuse"),
    ],
    "rejected": ["set a new date", "refuse a proof"],
    "cancelled": ["refuse a proof", "name another contact person"],
}


def test_every_life_of_an_order_is_the_one_that_the_table_tells() -> None:
    run_state_machine_as_test(
        LifeOfAnOrder,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
