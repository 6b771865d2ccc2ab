"""The cooperative of a simulation."""

from collections.abc import Mapping
from decimal import Decimal

from kontor.cli.demo_house import COOPERATIVE
from kontor.cli.simulate.shape import Reader
from kontor.cooperative.own_data_rules import FIELDS, own_data_faults
from kontor.cooperative.rate_rules import (
    EMPLOYER_SHARE,
    FEE,
    MINIMUM_WAGE,
    VAT_REDUCED,
    VAT_STANDARD,
)

RATE_KEYS = (FEE, EMPLOYER_SHARE, MINIMUM_WAGE, VAT_STANDARD, VAT_REDUCED)


def house_of(given: Mapping[str, str]) -> dict[str, str]:
    """The cooperative of the demo with what the file says of it.

    Under a name of its own nothing that it prints or mails names the demo's any more.
    """
    own: dict[str, str] = {}
    if "name" in given or "short_name" in given:
        short = given.get("short_name", given.get("name", "")[:40])
        name = given.get("name", short)
        own = {
            "name": name,
            "short_name": short,
            "contact_name": short,
            "account_holder": name[:70],
            "email": "invoices@cooperative.example",
            "website": "cooperative.example",
        }
    return {**COOPERATIVE, **own, **given}


def read_house(top: Reader) -> tuple[dict[str, str], dict[str, Decimal]]:
    """The overrides of settings in the file: texts, and rates that then hold on every day."""
    part = top.part("cooperative")
    if part is None:
        return {}, {}
    given = {key: part.text(key) for key in FIELDS if part.has(key)}
    texts = {key: text for key, text in given.items() if isinstance(part.value[key], str)}
    rates: dict[str, Decimal] = {}
    for key in RATE_KEYS:
        value = part.number(key, 4, Decimal(100 if key.endswith("percent") else 9_999))
        if value is not None:
            rates[key] = value
    part.finish()
    part.faults += [fault.under("cooperative") for fault in own_data_faults(texts)]
    return texts, rates
