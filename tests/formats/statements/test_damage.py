"""Whatever is done to a file, it is read wholly or refused with a reason: never half, no crash."""

import io
import zipfile
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kontor.formats.entry_keys import keys_of_file
from kontor.formats.statement import NoteCode, StatementFile, Trouble, Unreadable
from kontor.formats.statement_json import statements_json
from kontor.formats.statement_reader import LARGEST, MOST_MEMBERS, read

FILES = Path(__file__).parent / "files"
GOOD = (FILES / "camt053-v2-one-payment.xml").read_bytes()
READABLE = sorted(path for path in FILES.iterdir() if path.suffix in (".xml", ".sta"))
OF_ONE_STATEMENT = [
    *("camt053-v2-one-payment.xml", "camt053-v8-prefixed-one-line.xml", "camt053-utf16.xml"),
    *("mt940-subfields.sta", "mt940-returns.sta", "mt940-keywords-in-strokes.sta"),
]


def trouble_with(data: bytes) -> Trouble:
    with pytest.raises(Unreadable) as refused:
        read(data, "statement")
    return refused.value.code


@pytest.mark.parametrize("name", OF_ONE_STATEMENT)
def test_a_file_that_is_cut_off_is_refused_or_does_not_add_up(name: str) -> None:
    data = (FILES / name).read_bytes()
    whole = statements_json(read(data, name))
    for end in range(0, len(data), 7):
        with suppress(Unreadable):
            file = read(data[:end], name)
            assert statements_json(file) == whole or not file.statements[-1].balanced


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300, deadline=None)
@given(st.data())
def test_a_file_that_is_damaged_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(READABLE)).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 12))
        pieces = st.one_of(
            st.binary(max_size=6),
            st.sampled_from([b"9" * 30, b"<Amt>", b":61:", b"?20", b"\n", b"-"]),
        )
        content[at : at + length] = data.draw(pieces)
    with suppress(Unreadable):
        file = read(bytes(content), "damaged")
        assert file.statements
        keys_of_file(file)
        statements_json(file)


def test_two_hundred_megabytes_are_refused_unread() -> None:
    assert trouble_with(bytes(200 << 20)) is Trouble.TOO_LARGE


def test_a_zip_that_unpacks_to_too_much_is_refused_unpacked() -> None:
    assert trouble_with(zipped({"bomb.xml": bytes(LARGEST + 1)})) is Trouble.TOO_LARGE


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    lying = zipped({"a.xml": GOOD}).replace(
        len(GOOD).to_bytes(4, "little"), (100).to_bytes(4, "little")
    )
    assert trouble_with(lying) is Trouble.ZIP_BROKEN


def test_a_zip_of_very_many_files_is_refused() -> None:
    many = {f"{number}.xml": b"" for number in range(MOST_MEMBERS + 1)}
    assert trouble_with(zipped(many)) is Trouble.ZIP_MANY


def test_a_zip_in_a_zip_is_not_opened() -> None:
    inner = zipped({"a.xml": GOOD})
    assert trouble_with(zipped({"inner.zip": inner})) is Trouble.IN_ZIP


def test_what_systems_put_into_a_zip_is_passed_over() -> None:
    found = read(zipped({"a.xml": GOOD, "__MACOSX/._a.xml": b"\0", ".DS_Store": b"\0"}), "a.zip")
    assert len(found.statements) == 1


@pytest.mark.parametrize("heap", [b"<a>" * 100_000, b"<a/>" * 300_000])
def test_xml_that_nests_or_heaps_up_without_end_is_refused(heap: bytes) -> None:
    assert trouble_with(GOOD.replace(b"<Stmt>", b"<Stmt>" + heap)) is Trouble.TANGLED


def test_other_xml_is_told_however_large_it_is() -> None:
    other = b"<Invoice>" + b"<Line>1</Line>" * 300_000 + b"</Invoice>"
    assert trouble_with(other) is Trouble.OTHER_XML


def test_a_text_of_a_million_references_to_signs_is_read_in_no_time() -> None:
    text = b"&#65;" * 1_000_000
    (statement,) = read(GOOD.replace(b"Facture", text), "long.xml").statements
    assert statement.entries[0].reference.startswith("A" * 1000)


@pytest.mark.parametrize("count", ["²", "9" * 5000, "-1", "three", ""])
def test_a_count_that_is_none_is_passed_over(count: str) -> None:
    odd = GOOD.decode().replace("<NtryDtls>", f"<NtryDtls><Btch><NbOfTxs>{count}</NbOfTxs></Btch>")
    (statement,) = read(odd.encode(), "odd.xml").statements
    assert len(statement.entries) == 1


@pytest.mark.parametrize(
    "piece", [b"{1:", b"{1:}{2:", b":86:?20", b"\n:86:/EREF", b"EREF+ ", b"@@", b"\xe4", b"\n"]
)
def test_no_repetition_makes_it_slow(piece: bytes) -> None:
    good = (FILES / "mt940-subfields.sta").read_bytes()
    long = good.replace(b"Facture", piece * (3_000_000 // len(piece)))
    with suppress(Unreadable):
        read(long, "long.sta")


def test_of_one_kind_of_note_there_are_no_more_than_somebody_reads() -> None:
    batch = (FILES / "camt053-batch-without-details.xml").read_bytes()
    begin, end = batch.index(b"<Ntry>"), batch.index(b"</Ntry>") + len(b"</Ntry>")
    notes = read(batch[:begin] + batch[begin:end] * 500 + batch[end:], "many.xml").notes
    assert len(notes) < 30
    assert notes[-1].code is NoteCode.MORE
    assert notes[-1].values == {"n": 480}


def test_comments_and_instructions_are_no_text() -> None:
    odd = GOOD.replace(b"LEFEVRE SAS", b"LEFEVRE<!-- x --> <?y z?>SAS")
    assert read(odd, "odd.xml").statements[0].entries[0].name == "LEFEVRE SAS"


def test_many_bookings_are_all_read() -> None:
    begin, end = GOOD.index(b"<Ntry>"), GOOD.index(b"</Ntry>") + len(b"</Ntry>")
    booking = GOOD[begin:end]
    count = 3000
    many = b"".join(booking.replace(b"12345678", str(number).encode()) for number in range(count))
    data = (GOOD[:begin] + many + GOOD[end:]).replace(b">14600.00<", b">6312500.00<")
    file: StatementFile = read(data, "many.xml")
    (statement,) = file.statements
    assert (len(statement.entries), statement.balanced) == (count, True)
    assert sum(each.amount for each in statement.entries) == Decimal(2100) * count
    assert len(set(keys_of_file(file)[0])) == count


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()
