"""Proofs of confirmation: uploaded, judged, and what they count for (R34/R35, spec § 6, § 8)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import Error, transaction

from kontor.actions import (
    answer_offer,
    draft_order,
    keep_proofs,
    review_order,
    submit_order,
    turn_down_order,
)
from kontor.actions.answer_offer import Answer
from kontor.actions.order_facts import checks_of
from kontor.foundation import files as store
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.invoicing.guaranteed import is_guaranteed
from kontor.invoicing.models import Invoice
from kontor.orders.draft import ClientConfirmation, First, SkipReason
from kontor.orders.guarantee import Guarantee
from kontor.orders.guarantee_facts import confirmed_on, guarantee_for
from kontor.orders.invited import OfferState, open_offer
from kontor.orders.kept_proofs import proofs_of
from kontor.orders.models import Invitation, Order, Proof
from kontor.orders.queue import waiting
from kontor.orders.record import draft_of
from tests.builders import clients, files, invoices, orders
from tests.builders.orders import MONDAY
from tests.builders.proofs import uploaded
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)
SKIPPED = ClientConfirmation(ask=False, skip_reason=SkipReason.SIGNED_AGREEMENT)


@pytest.fixture
def people() -> Cast:
    return cast()


def skipped(people: Cast) -> Order:
    """An active order whose client was not asked."""
    order = orders.submitted(people.owner, people.client, confirmation=SKIPPED)
    return orders.approve(people.advisor, order)


def guarantee(order: Order) -> Guarantee:
    return guarantee_for(Order.objects.get(pk=order.pk), TUESDAY.date())


def mails(purpose: str) -> list[str]:
    return list(OutboxMail.objects.filter(purpose=purpose).values_list("to", flat=True))


def events(order: Order) -> list[str]:
    lines = HistoryEntry.objects.filter(about=f"order:{order.pk}").order_by("id")
    return list(lines.values_list("event", flat=True))


def stored(proof: Proof) -> Path:
    return Path(str(settings.DOCUMENTS)) / proof.sha256[:2] / proof.sha256


# --- Uploading ------------------------------------------------------------------------------


def test_a_member_uploads_to_a_draft_and_at_every_later_status(people: Cast) -> None:
    draft = orders.drafted(people.owner, people.client)
    later = [
        orders.submitted(people.owner, people.client),
        orders.approved(people.owner, people.advisor, people.client),
        orders.changes_requested(people.owner, people.advisor, people.client, "Shorter."),
        orders.active(people.owner, people.advisor, people.client),
        orders.rejected(people.owner, people.advisor, people.client),
    ]
    for order in (draft, *later):
        before = order.status
        proof = uploaded(order)
        order.refresh_from_db()
        assert (proof.state, proof.media_type, order.status) == (
            "waiting",
            "application/pdf",
            before,
        )
        assert events(order)[-1] == "upload_proof"
        assert store.read(proof.sha256) == files.pdf("agreement.pdf")


def test_the_same_file_waits_once(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    first = uploaded(order)
    assert uploaded(order, "again.pdf", files.pdf("agreement.pdf")).pk == first.pk
    assert events(order).count("upload_proof") == 1


def test_nobody_else_uploads_or_removes(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    proof = uploaded(order)
    for person, refusal in ((people.stranger, NotFound), (people.advisor, Forbidden)):
        with pytest.raises(refusal):
            keep_proofs.upload(person, order.pk, "x.pdf", files.pdf(), MONDAY)
        with pytest.raises(refusal):
            keep_proofs.remove(person, order.pk, proof.key, MONDAY)


def test_a_file_that_is_none_is_refused_at_the_field_and_leaves_nothing(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    with pytest.raises(Invalid) as refused:
        keep_proofs.upload(people.owner, order.pk, "page.pdf", b"<html>", MONDAY)
    assert [fault.field for fault in refused.value.faults] == ["proof"]
    assert not Proof.objects.exists()
    assert "upload_proof" not in events(order)


def test_the_twenty_first_file_is_one_too_many(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client)
    for number in range(20):
        uploaded(order, f"{number}.pdf")
    with pytest.raises(Invalid) as refused:
        uploaded(order, "one too many.pdf")
    assert "20 files" in str(refused.value.faults[0].sentence)


def test_a_proof_that_waits_is_removed_with_its_file(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    proof = uploaded(order)
    keep_proofs.remove(people.owner, order.pk, proof.key, MONDAY)
    assert not Proof.objects.exists()
    assert not stored(proof).exists()
    assert events(order)[-1] == "remove_proof"
    with pytest.raises(NotFound):
        keep_proofs.remove(people.owner, order.pk, proof.key, MONDAY)


def test_a_file_that_another_row_names_stays(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    document = invoices.issued(order).documents.get(kind="pdf")
    other = uploaded(orders.submitted(people.owner, people.client, title="Another"))
    proof = uploaded(order)
    Proof.objects.bulk_create(
        [
            Proof(
                order=order,
                key="k" * 43,
                name="invoice.pdf",
                media_type="application/pdf",
                sha256=document.sha256,
                size=document.size,
                uploaded_at=MONDAY,
            )
        ]
    )
    keep_proofs.remove(people.owner, order.pk, proof.key, MONDAY)
    keep_proofs.remove(people.owner, order.pk, "k" * 43, MONDAY)
    assert stored(other).exists()
    assert store.read(document.sha256)


def test_a_deleted_draft_takes_its_files_with_it(people: Cast) -> None:
    order = orders.drafted(people.owner, people.client)
    proof = uploaded(order)
    draft_order.delete(people.owner, order.pk)
    assert not stored(proof).exists()


def test_what_is_judged_is_neither_removed_nor_changed(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    proof = uploaded(order)
    keep_proofs.refuse(people.advisor, order.pk, "Not signed.", MONDAY)
    with pytest.raises(Conflict):
        keep_proofs.remove(people.owner, order.pk, proof.key, MONDAY)
    for change in ({"state": "accepted"}, {"name": "other.pdf"}, {"reason": ""}):
        with pytest.raises(Error), transaction.atomic():
            Proof.objects.filter(pk=proof.pk).update(**change)
    with pytest.raises(Error), transaction.atomic():
        proof.delete()


# --- Judging: the rows of the table ---------------------------------------------------------


def test_accepted_in_the_review_it_counts_and_approving_makes_the_order_active(
    people: Cast,
) -> None:
    order = orders.submitted(people.owner, people.client)
    uploaded(order)
    order = keep_proofs.accept(people.advisor, order.pk, TUESDAY)
    assert order.status == "team_review"
    assert order.confirmed_revision_id == order.revision_id
    assert orders.approve(people.advisor, order).status == "active"
    assert not mails("client_confirmation")


def test_accepted_while_the_client_has_the_link_the_approved_order_becomes_active(
    people: Cast,
) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    link, shown = orders.token(order), orders.shown(order)
    uploaded(order)
    order = keep_proofs.accept(people.advisor, order.pk, TUESDAY)
    assert order.status == "active"
    assert Invoice.objects.get(order=order).status == "planned"
    assert not Invitation.objects.filter(order=order, ended_at=None).exists()
    assert mails("offer_withdrawn") == ["chloe.martin@lefevre.example"]
    assert mails("proof_accepted") == [people.owner.email]
    with pytest.raises(Conflict):
        answer_offer.confirm(link, Answer(hash=shown, name="Chloé Martin"), TUESDAY)
    assert open_offer(link, TUESDAY.date()).state is OfferState.SETTLED


def test_accepted_before_the_team_has_approved_the_order_goes_to_the_review(
    people: Cast,
) -> None:
    order = orders.submitted(people.owner, people.client, to=First.CLIENT)
    uploaded(order)
    order = keep_proofs.accept(people.advisor, order.pk, TUESDAY)
    assert order.status == "team_review"
    assert mails("offer_withdrawn") == ["chloe.martin@lefevre.example"]
    assert [(each.id, each.since) for each in waiting(TUESDAY)] == [(order.pk, TUESDAY)]
    assert review_order.approve(people.advisor, order.pk, orders.shown(order), TUESDAY).status == (
        "active"
    )


def test_a_proof_accepted_in_the_review_does_not_move_the_promise(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    uploaded(order)
    keep_proofs.accept(people.advisor, order.pk, TUESDAY)
    assert [(each.id, each.since) for each in waiting(MONDAY)] == [(order.pk, MONDAY)]


def test_accepted_in_active_nothing_moves_but_the_guarantee(people: Cast) -> None:
    order = skipped(people)
    assert not guarantee(order).granted
    uploaded(order)
    assert guarantee(order).answer == "not_yet"
    order = keep_proofs.accept(people.advisor, order.pk, TUESDAY)
    assert order.status == "active"
    assert guarantee(order).granted
    assert Invoice.objects.filter(order=order).count() == 1


def test_elsewhere_a_proof_can_only_be_refused(people: Cast) -> None:
    for order in (
        orders.changes_requested(people.owner, people.advisor, people.client, "Shorter."),
        orders.rejected(people.owner, people.advisor, people.client),
    ):
        before = order.status
        uploaded(order)
        with pytest.raises(Conflict):
            keep_proofs.accept(people.advisor, order.pk, TUESDAY)
        after = keep_proofs.refuse(people.advisor, order.pk, "The order has ended.", TUESDAY)
        assert after.status == before


def test_without_a_proof_that_waits_there_is_nothing_to_judge(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    with pytest.raises(Conflict, match="No proof is waiting"):
        keep_proofs.accept(people.advisor, order.pk, MONDAY)
    with pytest.raises(Conflict, match="No proof is waiting"):
        keep_proofs.refuse(people.advisor, order.pk, "No.", MONDAY)


def test_the_oldest_is_judged_first_and_a_key_names_another(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    first, second, third = (uploaded(order, f"{n}.pdf") for n in range(3))
    keep_proofs.refuse(people.advisor, order.pk, "Blank.", MONDAY, second.key)
    keep_proofs.accept(people.advisor, order.pk, MONDAY)
    states = {proof.pk: proof.state for proof in Proof.objects.all()}
    assert states == {first.pk: "accepted", second.pk: "refused", third.pk: "waiting"}
    with pytest.raises(Conflict, match="already judged"):
        keep_proofs.accept(people.advisor, order.pk, MONDAY, first.key)
    with pytest.raises(NotFound):
        keep_proofs.accept(people.advisor, order.pk, MONDAY, "elsewhere")


def test_refusing_needs_a_reason_that_the_member_reads(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    uploaded(order)
    for text in ("", "  ", "x" * 2001, "\0"):
        with pytest.raises(Invalid) as refused:
            keep_proofs.refuse(people.advisor, order.pk, text, MONDAY)
        assert {fault.field for fault in refused.value.faults} == {"text"}
    keep_proofs.refuse(people.advisor, order.pk, "The signature is missing.", MONDAY)
    mail = OutboxMail.objects.get(purpose="proof_refused")
    assert "The signature is missing." in mail.text
    assert mail.to == people.owner.email
    proof = Proof.objects.get()
    assert (proof.judged_by, proof.reason) == (people.advisor, "The signature is missing.")


def test_only_advisors_judge_and_never_proofs_of_their_own_order(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    uploaded(order)
    people.owner.roles = ["member", "advisor"]
    people.owner.save()
    for person, refusal in (
        (people.accountant, Forbidden),
        (people.stranger, Forbidden),
        (people.owner, Forbidden),
    ):
        with pytest.raises(refusal):
            keep_proofs.accept(person, order.pk, MONDAY)
        with pytest.raises(refusal):
            keep_proofs.refuse(person, order.pk, "No.", MONDAY)


def test_a_draft_is_invisible_to_the_team_and_so_are_its_proofs(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    uploaded(order)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    with pytest.raises(NotFound):
        keep_proofs.accept(people.advisor, order.pk, MONDAY)


def test_a_page_that_showed_another_revision_accepts_nothing(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    uploaded(order)
    with pytest.raises(Conflict):
        keep_proofs.accept(people.advisor, order.pk, MONDAY, shown_hash="0" * 64)
    assert Proof.objects.get().state == "waiting"


# --- The guarantee --------------------------------------------------------------------------


def test_a_proof_confirms_from_the_day_it_was_uploaded(people: Cast) -> None:
    order = skipped(people)
    uploaded(order, now=TUESDAY)
    keep_proofs.accept(people.advisor, order.pk, TUESDAY + timedelta(days=9))
    order.refresh_from_db()
    assert confirmed_on(order) == TUESDAY.date()
    assert "confirmed on 5 January 2027" in guarantee(order).sentence.english()


def test_the_earlier_of_click_and_proof_counts(people: Cast) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    uploaded(order, now=TUESDAY + timedelta(days=5))
    keep_proofs.accept(people.advisor, order.pk, TUESDAY + timedelta(days=6))
    order.refresh_from_db()
    assert confirmed_on(order) == TUESDAY.date()


def test_a_change_that_the_client_sees_voids_the_proof(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client, confirmation=SKIPPED)
    uploaded(order)
    keep_proofs.accept(people.advisor, order.pk, MONDAY)
    assert guarantee(order).granted
    submit_order.take_back(people.owner, order.pk, MONDAY)
    order.refresh_from_db()
    changed = replace(draft_of(order), title="Spring catalogue")
    order = draft_order.save(people.owner, order.pk, changed, order.version, MONDAY)
    order = orders.submit(people.owner, order)
    verdict = guarantee(order)
    assert not verdict.granted
    assert "confirmation_void" in verdict.keys
    newest = HistoryEntry.objects.filter(about=f"order:{order.pk}", event="submit").latest("id")
    assert newest.data["voids"] == ["confirmed"]


def test_a_change_that_the_client_does_not_see_voids_nothing(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client, confirmation=SKIPPED)
    uploaded(order)
    keep_proofs.accept(people.advisor, order.pk, MONDAY)
    turn_down_order.return_with_question(
        people.advisor, order.pk, orders.shown(order), "How many hours?", MONDAY
    )
    order.refresh_from_db()
    changed = replace(draft_of(order), comment="It stays.")
    order = draft_order.save(people.owner, order.pk, changed, order.version, MONDAY)
    assert guarantee(orders.submit(people.owner, order)).granted


def test_outside_the_eu_a_proof_grants_nothing_and_the_mail_says_so(people: Cast) -> None:
    swiss = clients.client(name="Zürcher Verlag AG", country="CH", vat_number="")
    order = orders.submitted(people.owner, swiss, confirmation=SKIPPED)
    uploaded(order)
    keep_proofs.accept(people.advisor, order.pk, MONDAY)
    assert not guarantee(order).granted
    text = OutboxMail.objects.get(purpose="proof_accepted").text
    assert "keine Zahlungsgarantie" in text


def test_the_check_counts_what_waits(people: Cast) -> None:
    order = orders.submitted(people.owner, people.client)
    uploaded(order, "a.pdf")
    uploaded(order, "b.pdf")
    found = {check.key: check for check in checks_of([order], MONDAY)[order.pk]}
    assert found["proof_waiting"].level == "look"
    assert "2 proofs" in found["proof_waiting"].text.english()


def test_an_issued_invoice_is_guaranteed_by_a_later_proof_only_before_it_was_due(
    people: Cast,
) -> None:
    order = skipped(people)
    invoice = invoices.issued(order)  # due on 1 February 2027
    frozen = {"granted": False, "reasons": ["seated_in_eu", "skipped_without_proof"]}
    late = replace_guarantee(invoice, frozen)
    assert is_guaranteed(late, proofs_of(order)) is False
    proof = uploaded(order, now=MONDAY + timedelta(days=27))  # 31 January
    keep_proofs.accept(people.advisor, order.pk, MONDAY + timedelta(days=60))
    proof.refresh_from_db()
    assert is_guaranteed(late, proofs_of(order)) is True
    late.due_on = date(2027, 1, 31)
    assert is_guaranteed(late, proofs_of(order)) is False
    abroad = replace_guarantee(invoice, {"granted": False, "reasons": ["outside_eu"]})
    assert is_guaranteed(abroad, proofs_of(order)) is False


def replace_guarantee(invoice: Invoice, frozen: dict[str, object]) -> Invoice:
    """The invoice as it would be read with another frozen verdict."""
    again = Invoice.objects.get(pk=invoice.pk)
    again.guarantee = frozen
    return again
