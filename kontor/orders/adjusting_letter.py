"""The letter that tells a member what the team adjusted."""

from datetime import date

from kontor.foundation.letter import Fact, Letter, Typed
from kontor.foundation.sentence import S, Sentence
from kontor.orders.adjusting import Change

_LABELS = {
    "contact": S("Contact person"),
    "sector": S("Sector"),
    "place_country": S("Place of performance"),
    "lines": S("VAT"),
    "payment": S("Billing date"),
    "purchase_order": S("Purchase order number"),
    "buyer_reference": S("Buyer reference"),
}


def order_adjusted(title: str, advisor: str, made: tuple[Change, ...]) -> Letter:
    """Names each field with what stands there now; the page shows before and after."""
    return Letter(
        subject=S("Adjusted in the review: {title}", title=title),
        heading=S("{advisor} has adjusted your order", advisor=advisor),
        paragraphs=(
            S(
                "Scope and amounts are as you wrote them. Your order’s page shows what stood"
                " there before."
            ),
        ),
        facts=tuple(_fact(each) for each in made),
        button=S("See the order"),
    )


def label_of(field: str) -> Sentence:
    """What the field is called, as on the form."""
    return _LABELS[field.partition(".")[0].partition("[")[0]]


def _fact(change: Change) -> Fact:
    if change.field.startswith("payment"):
        return Fact(label_of(change.field), date.fromisoformat(change.after))
    if change.field in {"contact.name", "contact.phone", "purchase_order", "buyer_reference"}:
        return Fact(label_of(change.field), Typed(change.after or "–"))
    return Fact(label_of(change.field), S("adjusted"))
