"""A house words its mails: what is kept, refused and written down, and what mails then say."""

import pytest

from kontor.actions import keep_mail_texts
from kontor.actions.keep_mail_texts import Place, as_row, kept
from kontor.actions.letter_samples import samples, wordings
from kontor.cooperative.mail_texts import own_words
from kontor.cooperative.models import MailText
from kontor.cooperative.own_data import read_once
from kontor.cooperative.shown import shown
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.people.models import HeldNotice, NotificationChoice, Person
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

APPROVED = "Approved: {title}"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def admin(people: Cast) -> Person:
    return house.person("Hedda Brink", Role.ADMIN)


def key_of(purpose: str, message: str) -> str:
    return next(w.key for w in wordings(samples()[purpose]) if w.message == message)


def keep(admin: Person, purpose: str, texts: dict[Place, str], seen: str | None = None) -> bool:
    """Texts by message id and language, seen as they stand now."""
    typed: dict[Place, str] = {
        (key_of(purpose, message), language): text for (message, language), text in texts.items()
    }
    mark = shown(as_row(kept(purpose))) if seen is None else seen
    return keep_mail_texts.keep(admin, purpose, typed, mark, MONDAY)


def test_the_next_mail_is_in_the_houses_words_and_a_queued_one_keeps_its_own(
    people: Cast, admin: Person
) -> None:
    before = orders.approved(people.owner, people.advisor, people.client)
    keep(admin, "order_approved", {(APPROVED, "de"): "Alles gut: {title}"})
    after = orders.approved(people.owner, people.advisor, people.client, title="Spring catalogue")
    subjects = {
        mail.about: mail.subject for mail in OutboxMail.objects.filter(purpose="order_approved")
    }
    assert subjects[f"order:{before.pk}"] == "Freigegeben: Autumn catalogue"
    assert subjects[f"order:{after.pk}"] == "Alles gut: Spring catalogue"


def test_other_languages_and_purposes_keep_the_usual_words(people: Cast, admin: Person) -> None:
    keep(admin, "order_approved", {(APPROVED, "de"): "Alles gut: {title}"})
    assert own_words("order_approved", "member", "en") == {}
    assert own_words("order_rejected", "member", "de") == {}


def test_manners_are_said_around_every_mail_to_such_readers(people: Cast, admin: Person) -> None:
    keep(admin, "manners_member", {("Hello {name},", "de"): "Moin {name},"})
    orders.approved(people.owner, people.advisor, people.client)
    assert "Moin Ada Brandt," in OutboxMail.objects.get(purpose="order_approved").text
    assert "Moin" not in OutboxMail.objects.get(purpose="client_confirmation").text


def test_the_line_in_a_digest_is_the_subject_in_the_houses_words(
    people: Cast, admin: Person
) -> None:
    keep(admin, "order_approved", {(APPROVED, "de"): "Alles gut: {title}"})
    NotificationChoice.objects.create(person=people.owner, kind="review", how="digest")
    orders.approved(people.owner, people.advisor, people.client)
    assert HeldNotice.objects.get().subject == "Alles gut: Autumn catalogue"


def test_before_and_after_stand_in_the_history(admin: Person) -> None:
    keep(admin, "order_approved", {(APPROVED, "en"): "Fine: {title}"})
    keep(admin, "order_approved", {(APPROVED, "en"): "Good: {title}"})
    keep(admin, "order_approved", {})
    entries = HistoryEntry.objects.filter(about="settings:mails").order_by("id")
    assert [
        (entry.data["changes"][0]["before"], entry.data["changes"][0]["after"]) for entry in entries
    ] == [("", "Fine: {title}"), ("Fine: {title}", "Good: {title}"), ("Good: {title}", "")]
    assert {(entry.event, entry.actor_name) for entry in entries} == {
        ("change_mail_texts", "Hedda Brink")
    }
    assert MailText.objects.count() == 0


@pytest.mark.parametrize("text", ["", "   ", "Approved: {title}"])
def test_blank_or_usual_words_are_not_kept(admin: Person, text: str) -> None:
    assert keep(admin, "order_approved", {(APPROVED, "en"): text}) is False
    assert MailText.objects.count() == HistoryEntry.objects.count() == 0


def test_every_fault_is_named_at_its_field_and_nothing_is_kept(admin: Person) -> None:
    with pytest.raises(Invalid) as refused:
        keep(
            admin, "order_approved", {(APPROVED, "en"): "Fine", (APPROVED, "de"): "{oops} {title}"}
        )
    key = key_of("order_approved", APPROVED)
    assert {fault.field for fault in refused.value.faults} == {f"{key}.en", f"{key}.de"}
    assert MailText.objects.count() == 0


def test_the_slower_of_two_administrators_overwrites_nothing(admin: Person) -> None:
    seen = shown(as_row(kept("order_approved")))
    keep(admin, "order_approved", {(APPROVED, "en"): "Fine: {title}"})
    with pytest.raises(Conflict):
        keep(admin, "order_approved", {(APPROVED, "en"): "Good: {title}"}, seen)
    assert MailText.objects.get().text == "Fine: {title}"


def test_only_administrators_and_only_mails_that_exist(people: Cast, admin: Person) -> None:
    for person in (people.owner, people.advisor, people.accountant):
        with pytest.raises(Forbidden):
            keep_mail_texts.keep(person, "order_approved", {}, "", MONDAY)
    with pytest.raises(NotFound):
        keep_mail_texts.keep(admin, "love_letter", {}, "", MONDAY)


def test_words_for_a_sentence_that_is_gone_are_listed_kept_and_never_said(admin: Person) -> None:
    MailText.objects.create(
        purpose="order_approved", message="Gone: {title}", language="de", text="Weg: {title}"
    )
    assert [row.message for row in keep_mail_texts.unused()] == ["Gone: {title}"]
    keep(admin, "order_approved", {(APPROVED, "en"): "Fine: {title}"})
    assert MailText.objects.filter(message="Gone: {title}").exists()


def test_own_words_cost_no_query_of_their_own(
    admin: Person, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    keep(admin, "order_approved", {(APPROVED, "en"): "Fine: {title}"})
    own_words("order_approved", "member", "en")
    with read_once(), django_assert_num_queries(1):  # type: ignore[operator]
        for _ in range(5):
            assert own_words("order_approved", "member", "en") == {APPROVED: "Fine: {title}"}
