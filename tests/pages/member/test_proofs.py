"""Proofs on the member's pages: with the form, on the order's page, as a download (R34/R35)."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kontor.actions import keep_proofs
from kontor.foundation.uploads import LARGEST
from kontor.orders.models import Order, Proof
from tests.builders import files, invoices, orders
from tests.builders.orders import MONDAY
from tests.builders.proofs import uploaded
from tests.cast import Cast, cast
from tests.pages.member.filled import typed
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def member(people: Cast) -> Reader:
    return Reader(people.owner)


def a_file(name: str = "agreement.pdf", data: bytes | None = None) -> SimpleUploadedFile:
    """As a browser sends it, with a type that means nothing."""
    return SimpleUploadedFile(name, data or files.pdf(name), content_type="text/html")


def on_the_page(member: Reader, order: Order, *sent: SimpleUploadedFile) -> Page:
    return member.post(f"/orders/{order.pk}/proofs", proof=list(sent))


# --- On the order's page --------------------------------------------------------------------


def test_a_proof_is_uploaded_shown_and_removed_while_it_waits(people: Cast, member: Reader) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    assert on_the_page(member, order, a_file()).url == f"/orders/{order.pk}/#proofs"
    page = member.get(f"/orders/{order.pk}/")
    assert "agreement.pdf" in page.words
    assert "1 kB" in page.words
    assert "Waits for the team" in page.words
    assert "The team has not accepted the proof yet." in page.words
    assert "You uploaded a proof." in page.words
    proof = Proof.objects.get()
    remove = f"/orders/{order.pk}/proofs/{proof.key}/remove"
    assert page.form(remove)
    for _ in range(2):
        assert member.post(remove).url == f"/orders/{order.pk}/#proofs"
    assert not Proof.objects.exists()


def test_what_is_wrong_with_a_file_stands_at_the_field(people: Cast, member: Reader) -> None:
    order = orders.submitted(people.owner, people.client)
    page = on_the_page(
        member,
        order,
        a_file("page.pdf", b"<html>"),
        a_file(),
        a_file("locked.pdf", files.pdf_with_password()),
    )
    assert page.status == 422
    said = page.fault_at("id_proof")
    assert "“page.pdf”: This is no PDF, PNG or JPEG." in said
    assert "“locked.pdf”: The PDF is protected by a password." in said
    assert [proof.name for proof in Proof.objects.all()] == ["agreement.pdf"]
    assert "agreement.pdf" in page.words


def test_without_a_file_it_is_asked_for(people: Cast, member: Reader) -> None:
    order = orders.submitted(people.owner, people.client)
    page = member.post(f"/orders/{order.pk}/proofs")
    assert (page.status, page.fault_at("id_proof")) == (422, "Choose a file.")


def test_a_file_beyond_the_limit_is_named_and_never_kept(people: Cast, member: Reader) -> None:
    order = orders.submitted(people.owner, people.client)
    page = on_the_page(member, order, a_file("film.pdf", b"%PDF-" + b"0" * LARGEST), a_file())
    assert page.status == 422
    assert "“film.pdf”: The file is larger than 10 MB." in page.fault_at("id_proof")
    assert [proof.name for proof in Proof.objects.all()] == ["agreement.pdf"]


def test_too_many_files_at_once_are_refused_with_a_sentence(people: Cast, member: Reader) -> None:
    order = orders.submitted(people.owner, people.client)
    page = on_the_page(member, order, *(a_file(f"{number}.pdf") for number in range(21)))
    assert page.status == 400
    assert "Send at most 20 files at once. Go back one page." in page.words


def test_a_judged_proof_says_by_whom_and_why_and_cannot_be_removed(
    people: Cast, member: Reader
) -> None:
    order = orders.submitted(people.owner, people.client)
    proof = uploaded(order)
    keep_proofs.refuse(people.advisor, order.pk, "The signature is missing.", MONDAY)
    page = member.get(f"/orders/{order.pk}/")
    assert "Not accepted by Jonas Wiebold on 4 January 2027." in page.words
    assert "The signature is missing." in page.words
    page = member.post(f"/orders/{order.pk}/proofs/{proof.key}/remove")
    assert page.status == 409
    assert "already judged" in page.words


def test_an_issued_invoice_says_whether_it_is_guaranteed(people: Cast, member: Reader) -> None:
    order = orders.active(people.owner, people.advisor, people.client)
    frozen = {"granted": False, "reasons": ["seated_in_eu", "not_confirmed"]}
    invoices.issued(order, guarantee=frozen)
    invoice = "//div[@class='sheet-part'][.//a[contains(@href, '/invoices/')] or .//p]"
    path = f"/orders/{order.pk}/"
    assert "Payment guarantee: no" in " ".join(member.get(path).all(invoice))
    uploaded(order)
    keep_proofs.accept(people.advisor, order.pk, MONDAY)
    assert "Payment guarantee: no" not in member.get(path).words


# --- On the form ----------------------------------------------------------------------------


def test_a_file_goes_with_the_draft_and_with_any_other_button(people: Cast, member: Reader) -> None:
    page = member.get("/orders/new")
    sent = {**page.form(), **typed(people.client), "confirmation": "skip"}
    found = member.post("/orders/new", **sent, act="draft", proof=a_file())
    order = Order.objects.get()
    assert found.url == f"/orders/{order.pk}/edit#headline"
    page = member.get(f"/orders/{order.pk}/edit")
    assert "agreement.pdf" in page.words
    assert "Not submitted yet" in page.words
    assert "The team has not accepted the proof yet." in page.words
    path = f"/orders/{order.pk}/edit"
    page = member.post(path, **page.form(), add_line="fees", proof=a_file("second.pdf"))
    assert page.status == 200
    assert "second.pdf" in page.words
    assert order.proofs.count() == 2


def test_a_faulty_file_keeps_the_order_from_being_submitted(people: Cast, member: Reader) -> None:
    page = member.get("/orders/new")
    sent = {**page.form(), **typed(people.client), "skip_reason": "signed_agreement"}
    page = member.post(
        "/orders/new", **sent | {"confirmation": "skip"}, act="submit", proof=a_file("x.pdf", b"x")
    )
    assert page.status == 422
    assert "no PDF, PNG or JPEG" in page.fault_at("id_proof")
    assert page.all("//a[@href='#id_proof']")
    order = Order.objects.get()
    assert order.status == "draft"
    sent = page.form()
    assert (
        member.post(f"/orders/{order.pk}/edit", **sent, act="submit", proof=a_file()).status == 302
    )
    order.refresh_from_db()
    assert (order.status, order.proofs.count()) == ("team_review", 1)


def test_a_file_is_removed_from_the_form_without_losing_what_is_typed(
    people: Cast, member: Reader
) -> None:
    order = orders.drafted(people.owner, people.client)
    proof = uploaded(order)
    path = f"/orders/{order.pk}/edit"
    sent = {**member.get(path).form(), "title": "Half typed", "remove_proof": proof.key}
    for _ in range(2):
        page = member.post(path, **sent)
        assert page.status == 200
        assert page.form()["title"] == "Half typed"
    assert not Proof.objects.exists()


def test_a_chosen_file_is_uploaded_at_once_and_keeps_the_draft(
    people: Cast, member: Reader
) -> None:
    sent = {**member.get("/orders/new").form(), **typed(people.client)}
    answer = member.post("/orders/proofs", **sent, proof=a_file())
    order = Order.objects.get()
    assert answer.answer.headers["X-Draft-Url"] == f"/orders/{order.pk}/edit"
    assert answer.one("//*[@data-set='order']") == str(order.pk)
    assert "agreement.pdf" in answer.words
    again = {**sent, "order": str(order.pk)}
    answer = member.post("/orders/proofs", **again, proof=a_file("x.pdf", b"x"))
    assert "no PDF, PNG or JPEG" in answer.words
    assert order.proofs.count() == 1


def test_the_summary_knows_that_a_proof_waits(people: Cast, member: Reader) -> None:
    sent = typed(people.client, confirmation="skip")
    assert "no accepted proof" in member.post("/orders/summary", **sent).words
    waiting = member.post("/orders/summary", **sent, proof_waiting="1")
    assert "not yet" in waiting.words


# --- As a download --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Vertrag Müller.pdf", "filename*=utf-8''Vertrag%20M%C3%BCller.pdf"),
        ("../../x.html", 'filename="x.html.pdf"'),
        ('"><script>.pdf', 'filename="script.pdf"'),
        ("a\r\nSet-Cookie: x=1.pdf", 'filename="a Set-Cookie x=1.pdf"'),
        ("\u202efdp.exe", 'filename="fdp.exe.pdf"'),
    ],
)
def test_the_owner_downloads_it_and_no_browser_runs_it(
    people: Cast, member: Reader, name: str, says: str
) -> None:
    order = orders.submitted(people.owner, people.client)
    data = files.pdf()
    proof = keep_proofs.upload(people.owner, order.pk, name, data, MONDAY)
    answer = member.browser.get(f"/orders/{order.pk}/proofs/{proof.key}")
    assert answer.content == data
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; ")
    assert says in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cache-Control"] == "private, no-store"


def test_it_is_found_under_its_key_and_its_order_only(people: Cast, member: Reader) -> None:
    order = orders.submitted(people.owner, people.client)
    other = orders.submitted(people.owner, people.client, title="Another")
    proof = uploaded(order)
    for path in (
        f"/orders/{other.pk}/proofs/{proof.key}",
        f"/orders/{order.pk}/proofs/{proof.sha256}",
        f"/orders/{order.pk}/proofs/{proof.pk}",
    ):
        assert member.get(path).status == 404
    assert Path(proof.key).name == proof.key


def test_the_client_sees_nothing_of_it(people: Cast) -> None:
    order = orders.approved(people.owner, people.advisor, people.client)
    proof = uploaded(order)
    page = Reader(None).get(f"/c/{orders.token(order)}")
    assert proof.key not in page.html
    assert "agreement.pdf" not in page.html
