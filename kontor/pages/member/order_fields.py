"""The fields of the order form, in the order of the member manual (R12)."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.foundation.saying import say
from kontor.orders.draft import Unit
from kontor.orders.limits import (
    HIGHEST_AMOUNT,
    HIGHEST_HOURS,
    HIGHEST_QUANTITY,
    HOURS_DECIMALS,
    LONGEST_TERM,
    MOST_LINES,
    ONE_LINE,
    PRICE_DECIMALS,
    QUANTITY_DECIMALS,
)
from kontor.orders.skip_reasons import SKIP_REASONS
from kontor.pages.shared.choices import country_choices, sector_choices
from kontor.pages.shared.forms import AmountField, DayField, PickField, TypedField, WholeField

LANGUAGES = [
    ("", _("As for the client")),
    ("de", pgettext_lazy("language", "German")),
    ("en", pgettext_lazy("language", "English")),
]
UNITS = [
    (Unit.HOUR.value, pgettext_lazy("unit", "hour")),
    (Unit.DAY.value, pgettext_lazy("unit", "day")),
    (Unit.PIECE.value, pgettext_lazy("unit", "piece")),
    (Unit.FLAT.value, pgettext_lazy("unit", "flat")),
]


ASK, SKIP = "ask", "skip"
CONFIRMATIONS = [
    (ASK, _("Ask the client to confirm")),
    (SKIP, _("Skip client confirmation and create an invoice")),
]


def skip_choices() -> list[tuple[str, str]]:
    """Every reason for skipping the confirmation; the empty one first."""
    return [("", "–"), *((key.value, say(words)) for key, words in SKIP_REASONS.items())]


class OrderFields(forms.Form):
    """What the member types, but for the lines. Nothing is required: a draft may be incomplete."""

    use_required_attribute = False

    client = TypedField(label=_("Client"))
    contact_name = TypedField(label=_("Name"))
    contact_email = TypedField(
        label=_("E-mail"), widget=forms.TextInput(attrs={"inputmode": "email"})
    )
    contact_phone = TypedField(label=_("Phone"), widget=forms.TextInput(attrs={"inputmode": "tel"}))
    contact_language = PickField(label=_("Language of the e-mails"), choices=LANGUAGES)
    sector = PickField(label=_("Sector"), choices=sector_choices)
    title = TypedField(label=_("Order description"), max_length=ONE_LINE["title"])
    description = TypedField(label=_("Service description"), widget=forms.Textarea)
    service_from = DayField(label=_("Service from"))
    service_to = DayField(label=_("Service to"))
    hours = AmountField(label=_("Working time"), decimals=HOURS_DECIMALS, maximum=HIGHEST_HOURS)
    place_country = PickField(label=_("Place of performance"), choices=country_choices)
    confirmation = PickField(label=_("Client confirmation"), choices=CONFIRMATIONS)
    valid_until = DayField(label=_("Offer valid until"))
    skip_reason = PickField(label=_("Reason"), choices=skip_choices)
    skip_text = TypedField(label=_("The reason in a few words"))
    billing_date = DayField(label=_("Billing date"))
    term_days = WholeField(label=_("Payment term"), maximum=LONGEST_TERM)
    purchase_order = TypedField(label=_("Purchase order number"))
    buyer_reference = TypedField(label=_("Buyer reference or Leitweg-ID"))
    special_agreement = TypedField(label=_("Special agreement"), widget=forms.Textarea)
    comment = TypedField(label=_("Comment"), widget=forms.Textarea)


# The fields by their path in a draft, where the two differ.
PATHS = {
    "contact_name": "contact.name",
    "contact_email": "contact.email",
    "contact_phone": "contact.phone",
    "contact_language": "contact.language",
    "confirmation": "confirmation.ask",
    "valid_until": "confirmation.valid_until",
    "skip_reason": "confirmation.skip_reason",
    "skip_text": "confirmation.skip_text",
    "billing_date": "payment.billing_date",
    "term_days": "payment.term_days",
}
FIELD_AT = {path: name for name, path in PATHS.items()}
LAST_BEFORE_LINES = "place_country"


class LineFields(forms.Form):
    """One fee or expense line."""

    use_required_attribute = False

    text = TypedField(label=_("Text"))
    quantity = AmountField(
        label=_("Quantity"), decimals=QUANTITY_DECIMALS, maximum=HIGHEST_QUANTITY
    )
    unit = PickField(label=_("Unit"), choices=UNITS)
    unit_price = AmountField(label=_("Net price"), decimals=PRICE_DECIMALS, maximum=HIGHEST_AMOUNT)

    net: Any = None


class Lines(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    """The rows of one kind; a row that is added on the page begins with the kind's usual unit."""

    usual_unit = Unit.HOUR

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        given: dict[str, Any] = super().get_form_kwargs(index)
        return given if index is not None else {**given, "initial": {"unit": self.usual_unit}}


class ExpenseLines(Lines):
    usual_unit = Unit.PIECE


def line_set(of: type[Lines]) -> type[Lines]:
    """The set of rows as Django makes it."""
    made = forms.formset_factory(
        LineFields,
        formset=of,
        extra=0,
        can_delete=True,
        max_num=MOST_LINES,
        absolute_max=5 * MOST_LINES,
    )
    return cast("type[Lines]", made)


SETS = {"fees": line_set(Lines), "expenses": line_set(ExpenseLines)}
