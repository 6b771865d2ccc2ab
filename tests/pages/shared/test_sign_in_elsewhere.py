"""Sessions that began elsewhere: none gets by without the second factor, none lasts for ever."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from kontor.foundation import clock
from kontor.people.sessions import BEGAN, LAST_HERE
from tests.cast import Cast, cast
from tests.pages.member.reading import Reader
from tests.pages.shared.test_second_factor import code_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def people() -> Cast:
    return cast()


def test_who_knew_the_password_alone_is_out_once_a_second_factor_is_set_up(people: Cast) -> None:
    Authenticator.objects.filter(user=people.advisor).delete()
    elsewhere, here = Reader(people.advisor), Reader(people.advisor).shown_again()
    assert elsewhere.get("/team/").url == "/profile/second-factor-needed"
    secret = here.get("/profile/app/add").one("//p[@class='as-typed code']")
    assert here.post("/profile/app/add", code=code_of(secret)).url == "/profile/codes"
    assert here.get("/team/").status == 200
    assert elsewhere.get("/team/").url.startswith("/sign-in/")


def test_a_member_who_sets_one_up_is_signed_out_elsewhere_too(people: Cast) -> None:
    elsewhere, here = Reader(people.owner), Reader(people.owner).shown_again()
    secret = here.get("/profile/app/add").one("//p[@class='as-typed code']")
    here.post("/profile/app/add", code=code_of(secret))
    assert here.get("/").status == 200
    assert elsewhere.get("/").url.startswith("/sign-in/")


@pytest.mark.parametrize(("hours", "stays"), [(11, True), (13, False)])
def test_the_team_signs_in_every_day_however_busy(people: Cast, hours: int, *, stays: bool) -> None:
    reader = Reader(people.advisor)
    session = reader.browser.session
    session[BEGAN] = (clock.real() - timedelta(hours=hours)).isoformat()
    session[LAST_HERE] = clock.real().isoformat()
    session.save()
    assert (reader.get("/team/").status == 200) is stays
