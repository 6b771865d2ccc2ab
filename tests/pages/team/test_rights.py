"""What the table of tests/pages/routes.py cannot say: roles that change, and several at once."""

import pytest

from kontor.people.roles import Role
from tests.builders import house, orders
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_role_that_is_taken_away_ends_at_the_next_request(people: Cast) -> None:
    reader = Reader(people.advisor)
    assert reader.get("/team/").status == 200
    people.advisor.roles = [Role.MEMBER.value]
    people.advisor.save()
    assert reader.get("/team/").status == 403
    people.advisor.is_active = False
    people.advisor.save()
    assert reader.get("/team/").status == 302


def test_a_member_in_the_team_sees_no_drafts_of_their_own_there(people: Cast) -> None:
    both = house.person("Both Roles", Role.MEMBER, Role.ADVISOR)
    draft = orders.drafted(both, people.client)
    reader = Reader(both)
    assert reader.get(f"/team/orders/{draft.pk}/").status == 404
    page = reader.get("/team/")
    assert page.all("//div[@class='menu-list']//a[.='To your own orders']")
