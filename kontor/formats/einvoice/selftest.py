"""Does every layer of the official check really look?

A layer that is skipped without a word would let every invoice pass. So at start each profile's
good document must pass, and for each layer a document broken on purpose must be caught by it.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kontor.formats.child import Child
from kontor.formats.einvoice import sample, xml
from kontor.formats.einvoice.official import LAYERS, Layer
from kontor.formats.einvoice.rules import Verdict, validate, validator
from kontor.formats.einvoice.values import PrintedInvoice, Profile

GOOD_REFUSED: Final = "The official check refuses an invoice that is in order ({layer})."
BAD_PASSED: Final = "The official check does not notice a broken invoice ({layer})."

GOOD: Final = {Profile.EN16931: sample.INVOICE, Profile.XRECHNUNG: sample.XRECHNUNG}


def self_test(*, by: Child = validator) -> tuple[tuple[str, str], ...]:
    """What is wrong with the official check: sentence and what stands for {layer}; empty = fine."""
    return tuple(fault for profile in Profile for fault in _faults(profile, by))


def _faults(profile: Profile, by: Child) -> Iterator[tuple[str, str]]:
    good = GOOD[profile]
    verdict = validate(xml.build(good), profile, by=by)
    if not verdict.valid:
        yield GOOD_REFUSED, f"{profile}: {_first_reason(verdict)}"
    for layer in LAYERS[profile]:
        verdict = validate(broken(good, layer), profile, by=by)
        if not any(each.layer == layer and each.blocks for each in verdict.findings):
            yield BAD_PASSED, f"{profile}: {layer}"


def _first_reason(verdict: Verdict) -> str:
    reasons = [verdict.detail, *(each.rule for each in verdict.findings if each.blocks)]
    return next(filter(None, reasons), "?")


def broken(good: PrintedInvoice, layer: Layer) -> bytes:
    """A document that `layer` must refuse."""
    if layer is Layer.XSD:
        return xml.build(good).replace(b"ram:CountryID", b"ram:CountryName")
    if layer is Layer.KOSIT:  # BR-DE-15
        return xml.build(replace(good, buyer=replace(good.buyer, buyer_reference="")))
    if layer is Layer.SUMS:
        line = replace(good.lines[0], unit_price=good.lines[0].unit_price + 1)
        return xml.build(replace(good, lines=(line, *good.lines[1:])))
    return xml.build(replace(good, gross=good.gross + Decimal(1)))  # BR-CO-15
