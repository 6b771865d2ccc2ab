"""Uploaded files are judged by what is in them, and hostile ones take nothing with them."""

import pytest

from kontor.foundation.refusal import Unreadable
from kontor.foundation.uploads import LARGEST, LONGEST_NAME, read_upload, safe_name
from tests.builders import files

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (files.pdf(), PDF),
        (files.pdf(pages=200), PDF),
        (files.picture("PNG"), PNG),
        (files.picture("JPEG"), JPEG),
        (files.picture("JPEG", (8000, 6000)), JPEG),
    ],
)
def test_whole_files_are_taken_for_what_is_in_them(data: bytes, media_type: str) -> None:
    assert read_upload("anything.exe", data).media_type == media_type


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "is empty", id="zero bytes"),
        pytest.param(b"%PDF-1.7 " + b"0" * LARGEST, "larger than 10 MB", id="too large"),
        pytest.param(b"<!doctype html><script>1</script>", "no PDF, PNG or JPEG", id="html"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PDF, PNG", id="svg"),
        pytest.param(files.picture("GIF"), "no PDF, PNG or JPEG", id="gif"),
        pytest.param(b"PK\x03\x04 a word processor's", "no PDF, PNG or JPEG", id="zip"),
        pytest.param(files.pdf_with_password(), "by a password", id="password"),
        pytest.param(files.pdf_with_password(user=""), "by a password", id="owner password"),
        pytest.param(files.pdf(pages=3)[:-200], "damaged or incomplete", id="pdf cut off"),
        pytest.param(b"%PDF-1.7\n<script>", "damaged or incomplete", id="html behind pdf"),
        pytest.param(files.pdf(pages=201), "more than 200 pages", id="pages"),
        pytest.param(files.picture()[:-300], "damaged or incomplete", id="png cut off"),
        pytest.param(files.picture("JPEG")[:-300], "damaged or incomplete", id="jpeg cut off"),
        pytest.param(b"\xff\xd8\xff\xe0 and text", "damaged or incomplete", id="no jpeg"),
        pytest.param(files.bomb(), "more than 50 million pixels", id="png bomb"),
        pytest.param(files.bomb(7000), "damaged or incomplete", id="png that lies"),
        pytest.param(files.pdf_bomb(), "damaged or incomplete", id="pdf bomb"),
    ],
)
def test_what_is_no_whole_readable_file_is_refused_with_a_way_out(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_upload("agreement.pdf", data)
    assert says in refused.value.sentence.english()
    assert read_upload("after.pdf", files.pdf()).media_type == PDF


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Agreement Müller.pdf", "Agreement Müller.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ada\\signed.PDF", "signed.pdf"),
        ("two\r\nlines: x.pdf", "two lines x.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe.pdf"),
        ('"quoted"; filename=x.html', "quoted ; filename=x.html.pdf"),
        ("picture.png", "picture.png.pdf"),
        ("..", "proof.pdf"),
        ("", "proof.pdf"),
        ("\0\x1b", "proof.pdf"),
        ("契約書.pdf", "契約書.pdf"),
    ],
)
def test_a_name_leads_nowhere_and_ends_as_its_content_does(name: str, kept: str) -> None:
    assert safe_name(name, PDF) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("a" * 500 + ".jpeg", JPEG)
    assert len(name) == LONGEST_NAME
    assert name.endswith(".jpeg")
