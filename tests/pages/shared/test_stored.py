"""A file that its store does not give is answered with a sentence, 503 and when to try again."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from kontor.actions import keep_proofs
from tests.builders import files, orders, proofs
from tests.builders.links import linked
from tests.cast import cast
from tests.pages.member.reading import Reader

pytestmark = pytest.mark.django_db


def test_a_document_that_cannot_be_read_right_now(settings: Settings, tmp_path: Path) -> None:
    people = cast()
    order = orders.active(people.owner, people.advisor, people.client)
    invoice = linked(order)
    proof = proofs.uploaded(order)
    settings.DOCUMENTS = tmp_path
    for reader, path in (
        (Reader(None), f"/i/{invoice.token}/pdf"),
        (Reader(people.owner), f"/invoices/{invoice.invoice.pk}/pdf"),
        (Reader(people.owner), f"/orders/{order.pk}/proofs/{proof.key}"),
    ):
        answer = reader.browser.get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert "cannot be read right now" in answer.content.decode()


def test_a_file_that_cannot_be_stored_right_now(settings: Settings, tmp_path: Path) -> None:
    people = cast()
    order = orders.active(people.owner, people.advisor, people.client)
    nowhere = tmp_path / "a file where the folder should be"
    nowhere.touch()
    settings.DOCUMENTS = nowhere
    answer = Reader(people.owner).browser.post(
        f"/orders/{order.pk}/proofs",
        {keep_proofs.FIELD: SimpleUploadedFile("agreement.pdf", files.pdf("agreement"))},
    )
    assert answer.status_code == 503
    assert "cannot be stored right now" in answer.content.decode()
