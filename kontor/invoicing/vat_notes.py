"""What e-invoice and printed invoice say about each treatment of VAT. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kontor.clients.eu import in_eu
from kontor.clients.facts import Kind
from kontor.invoicing.vat import HOME
from kontor.orders.draft import Treatment
from kontor.orders.offer import Offer

Note = tuple[str, str]


@dataclass(frozen=True)
class Category:
    """`code`: UNTDID 5305 (S, E, AE, O). `exemption_code`: VATEX. The legal note in both languages.

    All but the code are empty for taxed services.
    """

    code: str
    exemption_code: str = ""
    note_de: str = ""
    note_en: str = ""


CODES: dict[Treatment, str] = {
    Treatment.STANDARD: "S",
    Treatment.REDUCED: "S",
    Treatment.EXEMPT: "E",
    Treatment.REVERSE_CHARGE: "AE",
    Treatment.OUTSIDE: "O",
}
"""Z (zero rated) and G (export of goods) are no category of a German service."""

# Where the certificate begins with its paragraph, as the settings ask.
_PARAGRAPH = re.compile(r"(§ ?4 Nr\. ?(2[01])\b([^,;:§]*?) ?UStG)[,;:. ]*([^§]*)")

# § 3a (3): land and events, where they are. (4): a catalogue of services to private persons
# outside the EU. (2): businesses, where they sit.
_OUTSIDE: tuple[tuple[Callable[[Offer], bool], Note], ...] = (
    (
        lambda offer: offer.place_country not in (offer.client.country, HOME),
        ("§ 3a Abs. 3 UStG", "section 3a (3) of the German VAT Act"),
    ),
    (
        lambda offer: offer.client.kind is not Kind.PRIVATE,
        ("§ 3a Abs. 2 UStG", "section 3a (2) of the German VAT Act"),
    ),
    (
        lambda offer: not in_eu(offer.client.country, offer.service_to or offer.service_from),
        ("§ 3a Abs. 4 UStG", "section 3a (4) of the German VAT Act"),
    ),
    (lambda _: True, ("§ 3a UStG", "section 3a of the German VAT Act")),
)


def category_of(treatment: Treatment, offer: Offer, certificate: str) -> Category:
    """Code and legal note of a treatment in this order.

    `certificate`: the cooperative's own behind exempt services, empty where it has none.
    """
    code = CODES[treatment]
    match treatment:
        case Treatment.EXEMPT:
            return Category(code, "", *_exempt(certificate))
        case Treatment.REVERSE_CHARGE:  # § 14a (1) UStG
            german, english = "Steuerschuldnerschaft des Leistungsempfängers", "Reverse charge"
            return Category(code, "VATEX-EU-AE", german, english)
        case Treatment.OUTSIDE:
            return Category(code, "VATEX-EU-O", *_outside(offer))
    return Category(code)


def _exempt(certificate: str) -> Note:
    german, number, issued = "§ 4 UStG", "", certificate
    if found := _PARAGRAPH.fullmatch(certificate):
        german, issued = found[1], found[4]
        number = f" no. {found[2]}{found[3].replace('Buchst.', 'letter')}"
    english = f"Exempt from VAT under section 4{number} of the German VAT Act"
    if not issued:
        return f"Steuerfrei nach {german}", english
    return f"Steuerfrei nach {german}. Bescheinigung: {issued}", f"{english}, with certificate"


def _outside(offer: Offer) -> Note:
    german, english = next(note for applies, note in _OUTSIDE if applies(offer))
    return (
        f"In Deutschland nicht steuerbare Leistung ({german})",
        f"Service not taxable in Germany ({english})",
    )
