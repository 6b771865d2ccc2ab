"""What may be typed can be printed, and comes out of the PDF as it went in."""

import io
import shutil
import subprocess
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from kontor.formats.einvoice import pdf, printable, xml
from kontor.formats.einvoice.printable import unprintable, unprintable_in
from kontor.formats.einvoice.values import PrintedInvoice
from tests.formats.einvoice import invoices

with TTFont(printable.FONT, lazy=True) as font:
    GLYPHS = font.getBestCmap()
LETTERS = [
    each
    for each in sorted(printable._printable() - {"\n"})  # noqa: SLF001
    if unicodedata.category(each)[0] != "M"
]
# Characters that share a glyph (① and ➀, ▶ and ►) in one document come out right only where a
# reader knows ActualText.
SHARED = {glyph for glyph, count in Counter(GLYPHS.values()).items() if count > 1}
TWINS = [each for each in LETTERS if GLYPHS[ord(each)] in SHARED or each in "►▻◄◅"]
ALONE = [each for each in LETTERS if each not in TWINS]


def printed(invoice: PrintedInvoice) -> str:
    """All text of the PDF, without the white space that wrapping moves."""
    document = pdf.render(invoice, xml.build(invoice))
    pages = pypdf.PdfReader(io.BytesIO(document)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def printed_for_readers_of_actual_text(invoice: PrintedInvoice, folder: Path) -> str:
    """The same, read by a program that knows ActualText."""
    file = folder / "invoice.pdf"
    file.write_bytes(pdf.render(invoice, xml.build(invoice)))
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"]
    return squeezed(subprocess.run(command, check=True, capture_output=True).stdout.decode())


def squeezed(text: str) -> str:
    return "".join(text.split())


def is_set(text: str) -> bool:
    """Whether the typesetter takes the text in PDF/A."""
    invoice = replace(invoices.domestic(), description=text)
    try:
        pdf.render(invoice, xml.build(invoices.domestic()))
    except pdf.NotRendered as refusal:
        return refusal.sentence != pdf.REFUSED
    return True


EUROPE = (
    "ÄÖÜäöüß ÀÂÆÇÉÈÊËÎÏÔŒÙÛŸ ÁÍÓÚÑñ ÃÕãõ ÅØåø ĄĆĘŁŃŚŹŻ ČĎĚŇŘŠŤŮŽ ŐŰ ĂÂÎȘȚ ĀĒĢĪĶĻŅŪ ĖĮŲ ĊĠĦŻ ÐÞ ŊŦ "
    "Ελληνικά κείμενο άέήίόύώϊϋΐΰ Български език Українська ЄІЇҐ Српски ЂЈЉЊЋЏ Македонски ЃЌЅ "
    "„Zitat“ »Zitat« ‚x‘ – — … € £ § † × ½ ² ° • → ✓"
)


def test_all_letters_of_europe_can_be_printed() -> None:
    assert unprintable(EUROPE) == []
    assert unprintable(unicodedata.normalize("NFD", EUROPE.replace("½", "").replace("…", ""))) == []
    assert squeezed(EUROPE) in printed(replace(invoices.domestic(), description=EUROPE))


@pytest.mark.parametrize("start", range(0, len(ALONE), 300))
def test_everything_called_printable_comes_out_of_the_pdf_as_it_went_in(start: int) -> None:
    words = [f"a{each}b" for each in ALONE[start : start + 300]]
    assert unprintable(" ".join(words)) == []
    page = printed(replace(invoices.domestic(), description=" ".join(words)))
    assert [word for word in words if squeezed(word) not in page] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_characters_that_share_a_glyph_come_out_too(tmp_path: Path) -> None:
    text = " ".join(f"a{each}b" for each in TWINS if not each.isspace())
    invoice = replace(invoices.domestic(), description=text)
    assert unprintable(text) == []
    assert squeezed(text) in printed_for_readers_of_actual_text(invoice, tmp_path)


REFUSED = {
    "emoji": "😀🎉👍🏽",
    "Chinese, Japanese, Korean": "漢あア한",
    "Hebrew, Arabic, Hindi, Thai": "אعहक",
    "Georgian, Armenian": "ႠԱ",
    "musical and mathematical signs": "𝄞𝔸∮",
    "control characters": "\x01\x07\x1b\x7f\x9f",
    "unassigned": "\u0378",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_the_typesetter_refuses_is_called_unprintable(text: str) -> None:
    for each in text:
        assert unprintable(f"a{each}b") == [each]
        assert not is_set(f"a{each}b")


DROPPED = {
    "tab": "\t",
    "carriage return": "\r",
    "soft hyphen": "\u00ad",
    "zero width space and joiners": "\u200b\u200c\u200d\u2060\ufeff",
    "line and paragraph separator": "\u2028\u2029\u0085",
    "direction marks": "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "variation selector": "\ufe0f",
    "ideographic space": "\u3000",
    "tag": "\U000e0041",
}


@pytest.mark.parametrize("text", DROPPED.values(), ids=DROPPED)
def test_what_the_typesetter_takes_but_does_not_show_is_called_unprintable_too(text: str) -> None:
    for each in text:
        assert unprintable(f"a{each}b") == [each]
    assert is_set(f"a{text}b")


def test_a_sample_of_all_of_unicode_agrees_with_the_typesetter() -> None:
    for code in range(0x20, 0x30000, 2003):
        each = chr(code)
        if unicodedata.category(each) not in ("Cs", "Co"):
            assert is_set(f"a{each}b") == (unprintable(f"a{each}b") == []), hex(code)


def test_a_mark_prints_where_it_joins_its_letter() -> None:
    assert unprintable("e\u0301 a\u030a Z\u030c o\u0323\u0302") == []
    assert squeezed("xe\u0301y") in printed(replace(invoices.domestic(), description="xe\u0301y"))
    assert unprintable("x\u030c a\u0301\u0302 \u0301") == ["\u030c", "\u0302", "\u0301"]


def test_no_break_spaces_are_printed() -> None:
    text = "10\u00a0000\u202f€"
    assert unprintable(text) == []
    assert squeezed(text) in printed(replace(invoices.domestic(), description=text))


def test_each_character_is_named_once_in_order() -> None:
    assert unprintable("漢a😀漢\tb\n") == ["漢", "😀", "\t"]


def test_every_text_of_an_invoice_is_looked_at() -> None:
    invoice = invoices.domestic()
    assert unprintable_in(invoice) == []
    line = replace(invoice.lines[0], text="漢")
    buyer = replace(invoice.buyer, name="Муз\x07ей 😀")
    assert unprintable_in(replace(invoice, buyer=buyer, lines=(line,))) == ["\x07", "😀", "漢"]


texts = st.text(st.sampled_from([*ALONE, *" \n\"'-–fil0123456789" * 40]), min_size=1, max_size=800)


@given(title=texts, description=texts)
@settings(max_examples=25, deadline=None)
def test_any_printable_title_and_description_stand_in_the_pdf_character_for_character(
    title: str, description: str
) -> None:
    invoice = replace(invoices.domestic(), title=title, description=description)
    if unprintable(title + description) == []:
        assert squeezed(title) + squeezed(description) in printed(invoice)


@given(
    line=texts.map(lambda text: text[:200].replace("\n", " ")),
    agreement=texts.map(lambda text: text[:300]).filter(lambda text: text.count("\n") < 12),
)
@settings(max_examples=25, deadline=None)
def test_so_do_any_printable_line_and_special_agreement(line: str, agreement: str) -> None:
    invoice = invoices.with_lines(invoices.line(line))
    invoice = replace(invoice, description="x", special_agreement=agreement)
    if unprintable(line + agreement) == []:
        page = printed(invoice)
        assert squeezed(line) in page
        assert squeezed(agreement) in page


TYPED = [
    "Straight \"quotes\" and 'apostrophes' stay",
    "office ffi fl ff Schifffahrt stays unligated",
    "12x80 -> (c) 1/2 --- ... stays",
    "two  spaces   stay, and  three",
    "    an indented line stays indented",
    '#read("/etc/passwd") $x$ #eval("1+1") *bold* _it_ = Heading @ref <label> \\n // comment',
    '"); #panic("x")',
    "- no list\n+ no list\n/ no: term",
]


def test_what_was_typed_is_neither_replaced_nor_read_as_markup() -> None:
    text = "\n".join(TYPED)
    invoice = replace(invoices.domestic(), description=text)
    document = pdf.render(invoice, xml.build(invoice))
    page = pypdf.PdfReader(io.BytesIO(document)).pages[0].extract_text()
    lines = [each.rstrip() for each in page.split("\n")]
    assert [each for each in text.split("\n") if each not in lines] == []


def test_a_word_longer_than_the_page_breaks_without_a_new_character() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
    invoice = replace(invoices.domestic(), title=word, description=word, purchase_order=word)
    assert printed(invoice).count(word) == 3
