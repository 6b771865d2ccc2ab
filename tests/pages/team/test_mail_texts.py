"""`/team/settings/mails/`: the house words its mails, sees them first, and loses nothing typed."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.actions.letter_samples import samples, wordings
from kontor.cooperative.models import MailText
from kontor.foundation.models import HistoryEntry
from kontor.foundation.written import Language
from kontor.people.roles import Role
from tests.builders import house
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

INDEX = "/team/settings/mails/"
PAGE = INDEX + "order_approved"
PREVIEW = PAGE + "/preview"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def admin(people: Cast) -> Reader:
    return Reader(house.person("Hedda Brink", Role.ADMIN))


def field(language: Language, message: str, purpose: str = "order_approved") -> str:
    found = next(w for w in wordings(samples()[purpose]) if w.message == message)
    return f"{language}-{found.key}"


def typed_on(page: Page) -> dict[str, Any]:
    """The fields of the one form in the page's content."""
    form = page.tree.xpath("//main//form")[0]
    values = {name: value or "" for name, value in form.form_values()}
    areas = set(form.xpath(".//textarea/@name"))
    return {n: v.removeprefix("\n") if n in areas else v for n, v in values.items()}


SUBJECT = "Approved: {title}"


def test_the_list_groups_mails_by_their_readers_and_marks_own_words(admin: Reader) -> None:
    page = admin.get(INDEX)
    heads = ["To clients", "To members", "To the team", "About an account", "Around every e-mail"]
    assert [head for head in page.all("//main//h2") if head in heads] == heads
    assert "Own words" not in page.words
    admin.post(PAGE, **{**typed_on(admin.get(PAGE)), field("en", SUBJECT): "Fine: {title}"})
    page = admin.get(INDEX)
    assert page.words.count("Own words") == 1
    assert "Fine: Ausstellungsgrafik" in page.words


def test_each_sentence_has_its_usual_words_in_both_languages_and_its_placeholders(
    admin: Reader,
) -> None:
    page = admin.get(PAGE)
    typed = typed_on(page)
    assert typed[field("en", SUBJECT)] == "Approved: {title}"
    assert typed[field("de", SUBJECT)] == "Freigegeben: {title}"
    assert "{title} title of the order: Ausstellungsgrafik „Wasserwege“" in page.words
    assert "{day} the day: Monday 22 March 2027" in page.words


def test_own_words_are_kept_shown_beside_the_usual_ones_and_taken_back(admin: Reader) -> None:
    sent = {**typed_on(admin.get(PAGE)), field("de", SUBJECT): "Alles gut: {title}"}
    assert admin.post(PAGE, **sent, act="save").status == 302
    page = admin.get(PAGE)
    assert typed_on(page)[field("de", SUBJECT)] == "Alles gut: {title}"
    assert "Usual words: Freigegeben: {title}" in page.words
    assert "Hedda Brink changed the words of “News: approved”." in page.words
    assert admin.post(PAGE, **typed_on(page), act="usual").status == 302
    assert MailText.objects.count() == 0
    assert HistoryEntry.objects.filter(about="settings:mails").count() == 2


def test_a_fault_stands_at_its_field_and_all_that_was_typed_stays(admin: Reader) -> None:
    heading = field("en", "Your order is approved")
    for address in (PAGE, PREVIEW):
        sent = {
            **typed_on(admin.get(PAGE)),
            field("en", SUBJECT): "Fine",
            heading: "All is well",
        }
        page = admin.post(address, **sent)
        assert page.status == 422
        fault = page.fault_at(f"id_{field('en', SUBJECT)}")
        assert fault == "Keep {title}: its readers need it."
        typed = typed_on(page)
        assert (typed[field("en", SUBJECT)], typed[heading]) == ("Fine", "All is well")
    assert MailText.objects.count() == 0


def test_a_preview_says_what_is_typed_in_both_languages_and_stores_nothing(admin: Reader) -> None:
    sent = {**typed_on(admin.get(PAGE)), field("de", SUBJECT): "Alles gut: {title}"}
    page = admin.post(PREVIEW, **sent)
    assert page.status == 200
    assert "Alles gut: Ausstellungsgrafik „Wasserwege“" in page.words
    assert "Approved: Ausstellungsgrafik „Wasserwege“" in page.words
    assert "Hallo Mira Falkenau," in page.words
    assert MailText.objects.count() == HistoryEntry.objects.filter(about="settings:mails").count()
    assert MailText.objects.count() == 0
    again = admin.post(PAGE, **typed_on(page), act="again")
    assert typed_on(again)[field("de", SUBJECT)] == "Alles gut: {title}"
    assert admin.post(PAGE, **typed_on(page), act="save").status == 302
    assert MailText.objects.get().text == "Alles gut: {title}"


def test_the_preview_opens_as_the_document_that_is_sent(admin: Reader) -> None:
    sent = {**typed_on(admin.get(PAGE)), field("de", "Your order is approved"): "<b>Gut</b>"}
    page = admin.post(PREVIEW, **sent, show="1-de")
    assert "<!DOCTYPE html>" in page.html
    assert "&lt;b&gt;Gut&lt;/b&gt;" in page.html
    assert "<script" not in page.html
    policy = page.answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert admin.post(PREVIEW, **sent, show="99-de").status == 404


def test_the_manners_are_shown_with_a_mail_as_they_are_typed(admin: Reader) -> None:
    address = INDEX + "manners_client"
    typed = typed_on(admin.get(address))
    typed[field("en", "Dear Sir or Madam,", "manners_client")] = "Dear reader,"
    page = admin.post(address + "/preview", **typed)
    assert "Dear reader," in page.words
    assert "Dear Nora Ellerbek," in page.words


def test_the_slower_of_two_sees_both_and_saves_over_it_only_knowingly(admin: Reader) -> None:
    other = Reader(house.person("Ole Admin", Role.ADMIN))
    slow = {**typed_on(admin.get(PAGE)), field("en", SUBJECT): "Good: {title}"}
    other.post(PAGE, **{**typed_on(other.get(PAGE)), field("en", SUBJECT): "Fine: {title}"})
    page = admin.post(PAGE, **slow)
    assert page.status == 409
    assert "Somebody has changed this in the meantime." in page.words
    assert "Saved in the meantime: Fine: {title}" in page.words
    assert typed_on(page)[field("en", SUBJECT)] == "Good: {title}"
    assert MailText.objects.get().text == "Fine: {title}"
    assert admin.post(PAGE, **typed_on(page)).status == 302
    assert MailText.objects.get().text == "Good: {title}"


def test_a_preview_does_not_hide_that_somebody_was_faster(admin: Reader) -> None:
    slow = {**typed_on(admin.get(PAGE)), field("en", SUBJECT): "Good: {title}"}
    Reader(house.person("Ole Admin", Role.ADMIN)).post(
        PAGE, **{**typed_on(admin.get(PAGE)), field("en", SUBJECT): "Fine: {title}"}
    )
    page = admin.post(PREVIEW, **slow)
    assert admin.post(PAGE, **typed_on(page)).status == 409


def test_words_that_nothing_says_any_more_are_listed(admin: Reader) -> None:
    MailText.objects.create(purpose="gone", message="Old words", language="de", text="Alte Worte")
    page = admin.get(INDEX)
    assert "Own words that no e-mail says any more" in page.words
    assert "Alte Worte" in page.words


def test_only_administrators_find_the_pages(people: Cast) -> None:
    for person, area in ((people.owner, 403), (people.advisor, 403), (people.accountant, 403)):
        reader = Reader(person)
        assert reader.get(INDEX).status == area
        assert reader.get(PAGE).status == reader.post(PAGE).status == 404
        assert reader.post(PREVIEW).status == 404
    assert Reader(None).get(INDEX).status == 302
    assert Reader(None).post(PREVIEW).status == 302


def test_a_mail_that_does_not_exist_is_not_found(admin: Reader) -> None:
    assert admin.get(INDEX + "love_letter").status == 404
    assert admin.post(INDEX + "love_letter/preview").status == 404
    assert admin.get(PREVIEW).status == 405


def test_the_pages_take_few_queries_however_much_was_worded(admin: Reader) -> None:
    admin.get(INDEX)
    for purpose in samples():
        for wording in wordings(samples()[purpose])[:1]:
            MailText.objects.create(
                purpose=purpose, message=wording.message, language="en", text=wording.message + "."
            )
    admin.get(INDEX)
    for address in (INDEX, PAGE):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert admin.get(address).status == 200
        assert len(queries) <= 12, address


@pytest.mark.parametrize("purpose", ["invoice", "account_changed", "digest", "order_cancelled"])
def test_every_example_is_shown_in_both_languages(admin: Reader, purpose: str) -> None:
    page = admin.post(INDEX + purpose + "/preview")
    shown = page.all("//button[@name='show']/@value")
    assert len(shown) == 2 * len(samples()[purpose].letters)
    assert not re.search(r"\{\w+\}", page.words)
