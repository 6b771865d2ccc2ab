"""The team checks proofs: the pile, the files, the two verdicts (R34/R35, spec § 7)."""

import pytest

from kontor.actions import keep_proofs, submit_order
from kontor.orders.models import Order, Proof
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.builders.proofs import uploaded
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def proof(people: Cast) -> Proof:
    return uploaded(orders.approved(people.owner, people.advisor, people.client))


@pytest.fixture
def advisor(people: Cast) -> Reader:
    return Reader(people.advisor)


def place(proof: Proof) -> str:
    return f"/team/orders/{proof.order_id}/proofs/{proof.key}"


def verdict(reader: Reader, proof: Proof, **values: str) -> Page:
    path = f"{place(proof)}/check"
    shown = orders.shown(Order.objects.get(pk=proof.order_id))
    return reader.post(path, **{"hash": shown, **values})


def test_the_desk_counts_what_waits_and_the_pile_lists_it(advisor: Reader, proof: Proof) -> None:
    desk = advisor.get("/team/")
    assert "Proofs to check 1" in desk.words
    pile = advisor.get("/team/proofs/")
    assert pile.headline == "1 proof waits to be checked"
    assert "Autumn catalogue" in pile.words
    assert pile.all(f"//a[@href='{place(proof)}/check']")


def test_an_order_that_is_its_members_again_is_in_no_pile(
    people: Cast, advisor: Reader, proof: Proof
) -> None:
    submit_order.take_back(people.owner, proof.order_id, MONDAY)
    assert advisor.get("/team/proofs/").headline == "No proof waits to be checked"
    assert advisor.get(place(proof)).status == 404
    assert advisor.get(f"{place(proof)}/check").status == 404


def test_the_review_shows_the_proof_and_leads_to_the_check(people: Cast, advisor: Reader) -> None:
    proof = uploaded(orders.submitted(people.owner, people.client))
    page = advisor.get(f"/team/orders/{proof.order_id}/")
    assert "agreement.pdf" in page.words
    assert "Waits for the team" in page.words
    assert "1 proof waits to be accepted or refused." in page.words
    assert page.all(f"//a[@href='{place(proof)}/check']")


def test_the_check_shows_what_must_be_proved_and_accepting_says_what_follows(
    advisor: Reader, proof: Proof
) -> None:
    page = advisor.get(f"{place(proof)}/check")
    assert "Does this prove the client’s confirmation?" in page.headline
    assert "Then the order is active, and the client’s link ends." in page.words
    assert "€2,100.00" in page.words
    done = verdict(advisor, proof, verdict="accept")
    assert done.url == f"/team/orders/{proof.order_id}/#proofs"
    order = advisor.get(f"/team/orders/{proof.order_id}/")
    assert "Accepted by Jonas Wiebold on 4 January 2027." in order.words
    assert "Jonas Wiebold accepted a proof." in order.words


def test_refusing_without_a_reason_is_asked_back_with_everything_kept(
    advisor: Reader, proof: Proof
) -> None:
    page = verdict(advisor, proof, verdict="refuse", text="   ")
    assert page.status == 422
    assert "Write what is missing" in page.fault_at("id_text")
    assert verdict(advisor, proof, verdict="refuse", text="No signature.").status == 302
    proof.refresh_from_db()
    assert (proof.state, proof.reason) == ("refused", "No signature.")


def test_a_second_verdict_is_explained(advisor: Reader, proof: Proof) -> None:
    verdict(advisor, proof, verdict="refuse", text="No signature.")
    page = verdict(advisor, proof, verdict="accept")
    assert page.status == 409
    assert "No proof is waiting for this order." in page.words
    assert "No signature." in page.words


def test_a_page_of_another_revision_accepts_nothing(advisor: Reader, proof: Proof) -> None:
    page = verdict(advisor, proof, verdict="accept", hash="0" * 64)
    assert page.status == 409
    assert verdict(advisor, proof, verdict="").status == 422


def test_where_an_order_has_ended_a_proof_can_only_be_refused(
    people: Cast, advisor: Reader
) -> None:
    proof = uploaded(orders.rejected(people.owner, people.advisor, people.client))
    page = advisor.get(f"{place(proof)}/check")
    assert "a proof cannot be accepted" in page.words
    assert not page.all("//button[@value='accept']")
    assert verdict(advisor, proof, verdict="accept").status == 409


def test_nobody_checks_a_proof_of_their_own_order(people: Cast, proof: Proof) -> None:
    people.owner.roles = ["member", "advisor"]
    people.owner.save()
    house.second_factor(people.owner)
    page = Reader(people.owner).get(f"{place(proof)}/check")
    assert "another advisor reviews it" in page.words
    assert not page.all("//button[@name='verdict']")
    assert verdict(Reader(people.owner), proof, verdict="accept").status == 403


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.ADMIN])
def test_accountant_and_admin_read_the_file_and_judge_nothing(proof: Proof, role: Role) -> None:
    reader = Reader(house.person("Some Body", role))
    with_file = reader.browser.get(place(proof))
    assert with_file.status_code == 200
    assert reader.get("/team/proofs/").status == 200
    assert reader.get(f"{place(proof)}/check").status == 403
    assert verdict(reader, proof, verdict="accept").status == 403


def test_the_file_of_another_order_is_not_found_under_this_one(
    people: Cast, advisor: Reader, proof: Proof
) -> None:
    other = orders.submitted(people.owner, people.client, title="Another")
    assert advisor.get(f"/team/orders/{other.pk}/proofs/{proof.key}").status == 404


def test_pages_stay_within_twelve_queries(
    people: Cast, advisor: Reader, django_assert_max_num_queries: object, settings: object
) -> None:
    settings.KONTOR_DEMO = True  # type: ignore[attr-defined]
    proofs = []
    for number in range(3):
        order = orders.submitted(people.owner, people.client, title=f"Order {number}")
        proofs += [uploaded(order, f"{number}-{n}.pdf") for n in range(4)]
        keep_proofs.refuse(people.advisor, order.pk, "No.", MONDAY)
    for path in (
        "/team/",
        "/team/proofs/",
        f"/team/orders/{proofs[-1].order_id}/",
        f"{place(proofs[-1])}/check",
    ):
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert advisor.browser.get(path).status_code == 200, path
