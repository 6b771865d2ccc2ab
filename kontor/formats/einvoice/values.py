"""Everything an invoice says, as one frozen value.

`PrintedInvoice` is frozen as JSON in the database when the number is drawn (spec § 9); XML and
PDF are made from it alone, so both always say the same. Amounts are euro with two decimals,
unit prices with up to four, days are calendar days in Berlin. The BT numbers are the business
terms of EN 16931.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Self

from kontor.formats.einvoice import record


class Kind(StrEnum):
    """What the document is (BT-3)."""

    INVOICE = "invoice"
    DEPOSIT = "deposit"
    FINAL = "final"
    CANCELLATION = "cancellation"


class Profile(StrEnum):
    """Which rules the XML obeys (BT-24): ZUGFeRD's EN 16931, or XRechnung for public bodies."""

    EN16931 = "en16931"
    XRECHNUNG = "xrechnung"


class Category(StrEnum):
    """The VAT category (BT-118, BT-151; UNTDID 5305)."""

    STANDARD = "S"
    REVERSE_CHARGE = "AE"
    OUTSIDE = "O"
    EXEMPT = "E"
    ZERO = "Z"
    EXPORT = "G"


class Unit(StrEnum):
    """The unit of a line."""

    HOUR = "hour"
    DAY = "day"
    PIECE = "piece"
    FLAT = "flat"


class LineKind(StrEnum):
    """A fee, money laid out (travel, material), or what a final invoice takes off again."""

    FEE = "fee"
    EXPENSE = "expense"
    DEDUCTION = "deduction"


@dataclass(frozen=True, kw_only=True)
class Address:
    """A postal address; `country` is ISO 3166-1 alpha-2, `country_name` is printed if given."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str
    country_name: str = ""


LEITWEG: Final = "0204"


@dataclass(frozen=True, kw_only=True)
class ElectronicAddress:
    """Where e-invoices are sent (BT-34, BT-49); scheme EM = e-mail, 0204 = Leitweg-ID."""

    address: str
    scheme: str = "EM"


@dataclass(frozen=True, kw_only=True)
class Bank:
    """The account to pay into; `iban` without spaces."""

    holder: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who answers questions about the invoice (BT-41 to BT-43)."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Seller:
    """The cooperative as it stood on the day of issue; `board` as § 25a GenG wants it named."""

    name: str
    short_name: str
    address: Address
    vat_number: str
    tax_number: str
    register_number: str
    contact: Contact
    electronic_address: ElectronicAddress
    bank: Bank
    register_court: str = ""
    board: str = ""
    website: str = ""
    strapline_de: str = ""
    strapline_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """The client as it stood on the day of issue."""

    name: str
    address: Address
    addition: str = ""
    vat_number: str = ""
    buyer_reference: str = ""
    electronic_address: ElectronicAddress | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: `net` is `quantity` × `unit_price`, rounded half up to the cent.

    `text` stands as typed. `text_en` is the English of a text the house itself wrote (a deposit).
    `rate` is the VAT rate in percent, 0 for every category but S.
    """

    text: str
    quantity: Decimal
    unit: Unit
    unit_price: Decimal
    net: Decimal
    category: Category
    rate: Decimal
    kind: LineKind = LineKind.FEE
    text_en: str = ""


@dataclass(frozen=True, kw_only=True)
class VatGroup:
    """The VAT of all lines with one category and rate (BG-23), rounded once for the group.

    Every category but S and Z gives its reason in both languages (BT-120) and, where there is
    one, the code from the VATEX list (BT-121).
    """

    category: Category
    rate: Decimal
    basis: Decimal
    tax: Decimal
    reason_de: str = ""
    reason_en: str = ""
    reason_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Preceding:
    """An earlier invoice this one refers to (BG-3): the cancelled one, or one deducted.

    Of a deducted one `name_de`, `name_en` say what it was for, and `vat_groups` what was invoiced.
    """

    number: str
    issued_on: date
    name_de: str = ""
    name_en: str = ""
    vat_groups: tuple[VatGroup, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PrintedInvoice:
    """All that is printed; `number` is None only while the invoice is rehearsed.

    `title` and `description` (R8), `special_agreement` and the lines' texts stand character for
    character. `payment_terms_de`, `payment_terms_en` say how to pay in a sentence (BT-20);
    `due_on` is None where nothing is to be paid. `whole_net` is the net of the order where the
    invoice is over a part of it.
    """

    number: str | None
    kind: Kind
    profile: Profile = Profile.EN16931
    issued_on: date
    due_on: date | None
    seller: Seller
    buyer: Buyer
    order_number: str
    purchase_order: str = ""
    member_name: str
    title: str
    description: str
    service_from: date
    service_to: date
    lines: tuple[Line, ...]
    vat_groups: tuple[VatGroup, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    special_agreement: str = ""
    payment_terms_de: str
    payment_terms_en: str
    preceding: tuple[Preceding, ...] = ()
    whole_net: Decimal | None = None

    def to_json(self) -> str:
        """The same value as JSON, exact to the last zero; equal values give equal text."""
        return record.dump(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The value `to_json` wrote; keys added since then take their default.

        Raises:
            record.NotARecord: the text is no such value; the message names the place.
        """
        return record.load(cls, text)
