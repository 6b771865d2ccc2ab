"""What the settings are called on their pages and in their history."""

from decimal import Decimal

from kontor.cooperative.deadline_list import Unit
from kontor.cooperative.rate_rules import RATE_KINDS
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.orders.sectors import Mark

OWN_DATA: dict[str, Sentence] = {
    "name": S("Name"),
    "short_name": S("Short name"),
    "strapline_de": S("Line below the name, German"),
    "strapline_en": S("Line below the name, English"),
    "street": S("Street and number"),
    "postcode": S("Postcode"),
    "town": S("Town"),
    "country": S("Country"),
    "state": S("Federal state"),
    "vat_number": S("VAT number"),
    "tax_number": S("Tax number"),
    "register_number": S("Register number"),
    "register_court": S("Court of registration"),
    "board": S("Board"),
    "contact_name": S("Contact on invoices"),
    "phone": S("Telephone"),
    "email": S("E-mail"),
    "website": S("Website"),
    "exemption_certificate": S("Certificate for exempt services"),
    "account_holder": S("Account holder"),
    "iban": S("IBAN"),
    "bic": S("BIC"),
}
SECTOR: dict[str, Sentence] = {
    "german": S("German name"),
    "english": S("English name"),
    "mark": S("In the review"),
    "treatment": S("Usual VAT in Germany"),
    "offered": S("On the list"),
}
MARKS: dict[str, Sentence] = {
    Mark.FINE: S("Nothing to look out for"),
    Mark.LICENCE: S("Needs a licence"),
    Mark.NOT_PROCESSABLE: S("Cannot be processed"),
}
TEXTS: dict[str, Sentence] = {"text_de": S("German"), "text_en": S("English")}


def span_text(unit: Unit, n: int) -> Sentence:
    """A number of days, hours or what the unit is."""
    match unit:
        case Unit.MINUTES:
            return S.plural("{n} minute", "{n} minutes", n)
        case Unit.HOURS:
            return S("{n} hour", n=n) if n == 1 else S("{n} hours", n=n)
        case Unit.DAYS:
            return S.plural("{n} day", "{n} days", n)
        case Unit.MONTHS:
            return S.plural("{n} month", "{n} months", n)


def rate_text(key: str, value: Decimal) -> Sentence:
    """A rate with its unit."""
    if RATE_KINDS[key].euros:
        return S("{amount}", amount=Money(value))
    return S("{percent} %", percent=value)
