"""Two advisors never review the same order unknowingly: who has taken it, and until when."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kontor.actions import (
    adjust_order,
    claim_review,
    keep_people,
    review_order,
    submit_order,
    turn_down_order,
)
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Conflict, Forbidden, NotFound
from kontor.orders.adjusting import Adjustment
from kontor.orders.draft import First
from kontor.orders.models import Order
from kontor.orders.review_models import ReviewClaim
from kontor.pages.shared import history_lines
from kontor.people.models import Person
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def other(people: Cast) -> Person:
    return house.person("Henrike Ahrens", Role.ADVISOR)


@pytest.fixture
def order(people: Cast) -> Order:
    return orders.submitted(people.owner, people.client)


def events() -> list[str]:
    told = HistoryEntry.objects.filter(event__contains="review").order_by("id")
    return list(told.values_list("event", flat=True))


def holders() -> list[tuple[int, int]]:
    return list(ReviewClaim.objects.values_list("order", "advisor"))


def test_taking_lasts_an_hour_and_is_told_once(people: Cast, order: Order) -> None:
    claim = claim_review.take(people.advisor, order.pk, MONDAY)
    assert (claim.since, claim.until) == (MONDAY, MONDAY + HOUR)
    renewed = claim_review.take(people.advisor, order.pk, MONDAY + 30 * MINUTE)
    assert (renewed.since, renewed.until) == (MONDAY, MONDAY + HOUR + 30 * MINUTE)
    assert events() == ["take_review"]


def test_what_another_has_is_refused_with_their_name_and_the_time(
    people: Cast, other: Person, order: Order
) -> None:
    claim_review.take(other, order.pk, MONDAY)
    with pytest.raises(Conflict) as refused:
        claim_review.take(people.advisor, order.pk, MONDAY + MINUTE)
    assert refused.value.sentence.english().startswith(
        "Henrike Ahrens is reviewing this order until 10:00."
    )
    assert holders() == [(order.pk, other.pk)]


def test_a_claim_that_ran_out_is_free(people: Cast, other: Person, order: Order) -> None:
    claim_review.take(other, order.pk, MONDAY)
    claim = claim_review.take(people.advisor, order.pk, MONDAY + HOUR)
    assert (claim.advisor, claim.since) == (people.advisor, MONDAY + HOUR)


def test_taking_over_is_from_the_holder_that_was_shown(
    people: Cast, other: Person, order: Order
) -> None:
    third = house.person("Ida Roth", Role.ADVISOR)
    claim_review.take(other, order.pk, MONDAY)
    claim_review.take_over(third, order.pk, other.pk, MONDAY)
    with pytest.raises(Conflict) as refused:
        claim_review.take_over(people.advisor, order.pk, other.pk, MONDAY)
    assert "By now Ida Roth is reviewing this order" in refused.value.sentence.english()
    assert holders() == [(order.pk, third.pk)]
    assert events() == ["take_review", "take_over_review"]


def test_a_second_click_on_take_over_changes_nothing(
    people: Cast, other: Person, order: Order
) -> None:
    claim_review.take(other, order.pk, MONDAY)
    for _ in range(2):
        claim_review.take_over(people.advisor, order.pk, other.pk, MONDAY)
    assert events() == ["take_review", "take_over_review"]


def test_taking_over_what_was_let_go_is_taking(people: Cast, other: Person, order: Order) -> None:
    claim_review.take(other, order.pk, MONDAY)
    claim_review.let_go(other, order.pk, MONDAY)
    claim_review.take_over(people.advisor, order.pk, other.pk, MONDAY)
    assert events() == ["take_review", "let_go_review", "take_review"]


def test_only_ones_own_claim_is_let_go(people: Cast, other: Person, order: Order) -> None:
    claim_review.take(other, order.pk, MONDAY)
    claim_review.let_go(people.advisor, order.pk, MONDAY)
    assert holders() == [(order.pk, other.pk)]
    claim_review.let_go(other, order.pk, MONDAY)
    assert holders() == []


def test_nobody_takes_their_own_order_nor_without_being_an_advisor(people: Cast) -> None:
    both = house.person("Both Roles", Role.MEMBER, Role.ADVISOR)
    own = orders.submitted(both, people.client)
    with pytest.raises(Forbidden):
        claim_review.take(both, own.pk, MONDAY)
    with pytest.raises(Forbidden):
        claim_review.take(people.accountant, own.pk, MONDAY)
    with pytest.raises(Forbidden):
        claim_review.take_next(people.accountant, MONDAY)
    assert claim_review.take_next(both, MONDAY) is None


def test_only_what_is_in_review_is_taken(people: Cast) -> None:
    draft = orders.drafted(people.owner, people.client)
    with pytest.raises(NotFound):
        claim_review.take(people.advisor, draft.pk, MONDAY)
    approved = orders.approved(people.owner, people.advisor, people.client, title="Other")
    with pytest.raises(Conflict):
        claim_review.take(people.advisor, approved.pk, MONDAY)


DECISIONS: dict[str, Callable[[Person, Order], object]] = {
    "approve": lambda advisor, order: review_order.approve(
        advisor, order.pk, orders.shown(order), MONDAY
    ),
    "return": lambda advisor, order: turn_down_order.return_with_question(
        advisor, order.pk, orders.shown(order), "Why?", MONDAY
    ),
    "reject": lambda advisor, order: turn_down_order.reject(
        advisor, order.pk, orders.shown(order), ["statute"], "", MONDAY
    ),
    "refuse": lambda advisor, order: turn_down_order.refuse(
        advisor, order.pk, ["client_debt"], "", MONDAY
    ),
    "adjust": lambda advisor, order: adjust_order.adjust(
        advisor, order.pk, orders.shown(order), Adjustment(sector="photography"), MONDAY
    ),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_another_does_not_decide_before_taking_over(
    people: Cast, other: Person, order: Order, decision: str
) -> None:
    claim_review.take(other, order.pk, MONDAY)
    with pytest.raises(Conflict) as refused:
        DECISIONS[decision](people.advisor, order)
    assert "Take it over first if you want to decide" in refused.value.sentence.english()
    claim_review.take_over(people.advisor, order.pk, other.pk, MONDAY)
    DECISIONS[decision](people.advisor, order)


@pytest.mark.parametrize("decision", sorted(set(DECISIONS) - {"adjust"}))
def test_a_decision_ends_the_claim(people: Cast, order: Order, decision: str) -> None:
    claim_review.take(people.advisor, order.pk, MONDAY)
    DECISIONS[decision](people.advisor, order)
    assert holders() == []


def test_taken_back_by_its_member_the_order_is_free(people: Cast, order: Order) -> None:
    claim_review.take(people.advisor, order.pk, MONDAY)
    submit_order.take_back(people.owner, order.pk, MONDAY)
    assert holders() == []


def test_the_next_is_the_oldest_that_is_free_or_ones_own(people: Cast, other: Person) -> None:
    first, second, third = (
        orders.submitted(people.owner, people.client, now=MONDAY + n * MINUTE, title=f"Order {n}")
        for n in range(3)
    )
    later = MONDAY + HOUR / 2
    claim_review.take(other, first.pk, later)
    assert claim_review.take_next(people.advisor, later) == second
    assert claim_review.take_next(people.advisor, later) == second
    assert claim_review.take_next(other, later) == first
    review_order.approve(people.advisor, second.pk, orders.shown(second), later)
    assert claim_review.take_next(people.advisor, later) == third
    assert claim_review.take_next(people.advisor, later + 2 * HOUR) == first


def test_the_next_of_a_sector(people: Cast) -> None:
    orders.submitted(people.owner, people.client)
    wanted = orders.submitted(people.owner, people.client, sector="translation", title="Other")
    assert claim_review.take_next(people.advisor, MONDAY, "translation") == wanted
    assert claim_review.take_next(people.advisor, MONDAY, "craft") is None


def test_an_order_that_waits_for_its_client_is_never_next(people: Cast) -> None:
    orders.submitted(people.owner, people.client, to=First.CLIENT)
    assert claim_review.take_next(people.advisor, MONDAY) is None


def test_the_member_does_not_read_who_took_it(people: Cast, other: Person, order: Order) -> None:
    claim_review.take(other, order.pk, MONDAY)
    claim_review.take_over(people.advisor, order.pk, other.pk, MONDAY)
    claim_review.let_go(people.advisor, order.pk, MONDAY)
    read = history_lines.lines(history_lines.for_member(order.pk), people.owner)
    assert [line.sentence.english() for line in read] == [
        "You submitted the order for review.",
        "You began the order.",
    ]
    told = history_lines.order_history(order.pk, people.advisor)
    assert [line.sentence.english() for line in told][:3] == [
        "Jonas Wiebold left the order to the others.",
        "Jonas Wiebold took the review over from Henrike Ahrens.",
        "Henrike Ahrens took the order to review it.",
    ]


@pytest.mark.parametrize("closes", [True, False])
def test_whoever_leaves_the_team_holds_no_order_from_the_others(
    people: Cast, other: Person, order: Order, *, closes: bool
) -> None:
    claim_review.take(people.advisor, order.pk, MONDAY)
    boss = house.person("Alma Quint", Role.ADMIN)
    if closes:
        keep_people.deactivate(people.advisor.email, MONDAY, boss)
    else:
        roles = [Role.MEMBER], [Role.ADVISOR]
        keep_people.set_roles(boss, people.advisor.pk, *roles, MONDAY)
    assert claim_review.take_next(other, MONDAY) == order
