"""Authenticator app, recovery codes, passkeys (spec § 17); a browser's part has its journey."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from kontor.foundation.models import OutboxMail
from kontor.people.models import Person
from tests.builders import house
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db

PASSWORD = "long enough to be good"
Commits = Callable[..., AbstractContextManager[object]]


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person() -> Person:
    house.cooperative()
    return house.person("Ada Brandt", password=PASSWORD)


def signed_in(person: Person) -> Reader:
    reader = Reader(None)
    reader.post("/sign-in/", login=person.email, password=PASSWORD)
    return reader


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def set_up_app(reader: Reader) -> str:
    """The secret of the app that is set up now."""
    asked = reader.get("/profile/app/add")
    if asked.status == 302:
        path, _, _ = asked.url.partition("?")
        page = reader.get(asked.url)
        assert page.headline == "Is it you?"
        reader.post(path, password=PASSWORD, next="/profile/app/add")
    page = reader.get("/profile/app/add")
    secret = page.one("//p[@class='as-typed code']")
    done = reader.post("/profile/app/add", code=code_of(secret))
    assert done.url == "/profile/codes"
    return secret


def test_who_changes_the_sign_in_shows_first_who_they_are(person: Person) -> None:
    reader = signed_in(person)
    asked = reader.get("/profile/app/add")
    assert asked.url == "/profile/again?next=%2Fprofile%2Fapp%2Fadd"
    wrong = reader.post("/profile/again", password="no", next="/profile/app/add")
    assert wrong.fault_at("id_password") == "That is not your password."
    right = reader.post("/profile/again", password=PASSWORD, next="/profile/app/add")
    assert right.url == "/profile/app/add"


def test_with_the_app_a_password_alone_opens_nothing(person: Person) -> None:
    secret = set_up_app(signed_in(person))
    reader = Reader(None)
    sent = reader.post("/sign-in/", login=person.email, password=PASSWORD, next="/orders")
    assert sent.url.startswith("/sign-in/code/")
    assert reader.get("/orders").url.startswith("/sign-in/?next=")
    wrong = reader.post("/sign-in/code/", code="000000")
    assert wrong.fault_at("id_code") == "That did not match. Try again."
    reader.post("/sign-in/code/", code=code_of(secret))
    assert reader.get("/orders").status == 200


def test_a_recovery_code_stands_in_once(person: Person) -> None:
    owner = signed_in(person)
    set_up_app(owner)
    codes = owner.get("/profile/codes").all("//ul[@class='codes']/li")
    assert len(codes) == 10
    reader = Reader(None)
    for code, opens in ((codes[0], True), (codes[0], False)):
        reader = Reader(None)
        reader.post("/sign-in/", login=person.email, password=PASSWORD)
        reader.post("/sign-in/code/", code=code)
        assert (reader.get("/").status == 200) is opens
    assert "9 codes are left" in owner.get("/profile").words


def test_the_secret_is_not_kept_in_clear_and_the_owner_is_told(
    person: Person, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_app(signed_in(person))
    row = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(row.data)
    told = OutboxMail.objects.get(purpose="account_changed")
    assert told.to == person.email
    assert secret not in told.text


def test_after_another_secret_key_no_code_fits_and_nothing_breaks(
    person: Person, settings: Any
) -> None:
    secret = set_up_app(signed_in(person))
    settings.SECRET_KEY = "another key of at least thirty-two letters"
    reader = Reader(None)
    reader.post("/sign-in/", login=person.email, password=PASSWORD)
    page = reader.post("/sign-in/code/", code=code_of(secret))
    assert page.fault_at("id_code")


def test_the_app_is_removed_by_a_click_and_the_codes_with_it(person: Person) -> None:
    reader = signed_in(person)
    set_up_app(reader)
    assert reader.get("/profile/app/remove").headline == "Remove the authenticator app?"
    reader.post("/profile/app/remove")
    assert not Authenticator.objects.exists()
    assert signed_in(person).get("/").status == 200


def test_a_passkey_is_asked_for_with_our_own_name(person: Person) -> None:
    reader = signed_in(person)
    reader.post("/profile/again", password=PASSWORD, next="/profile")
    page = reader.get("/profile/passkeys/add")
    options = page.one("//form[@data-passkey='create']/@data-passkey-options")
    assert '"rp": {"name": "Smart", "id": "127.0.0.1"}' in options
    wrong = reader.post("/profile/passkeys/add", credential='{"id": "x"}', passwordless="on")
    assert wrong.status == 200
    assert not Authenticator.objects.exists()


def test_where_the_address_is_a_number_the_page_says_where_passkeys_work(person: Person) -> None:
    reader = signed_in(person)
    assert "http://localhost" not in reader.get("/profile").html
    by_number = reader.browser.get("/profile", headers={"host": "127.0.0.1:8000"})
    assert "http://localhost:8000/profile" in by_number.content.decode()


def test_a_strange_answer_of_a_browser_signs_nobody_in(person: Person) -> None:
    for credential in ("{}", "[]", '{"response": {"userHandle": "x"}}', "not json", ""):
        sent = Reader(None).post("/sign-in/passkey/", credential=credential)
        assert sent.status == 302
        assert sent.url == "/sign-in/"


def test_nobody_removes_the_passkey_of_another(person: Person) -> None:
    theirs = Authenticator.objects.create(
        user=house.person("Bo Carlsen"), type=Authenticator.Type.WEBAUTHN, data={"name": "Key"}
    )
    reader = signed_in(person)
    reader.post("/profile/again", password=PASSWORD, next="/profile")
    assert reader.post(f"/profile/passkeys/{theirs.pk}/remove").status == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()
