"""The fields of the order form, in the order of the member manual (R12)."""

from typing import Any, ClassVar, cast

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
    MOST_EVERY,
    MOST_INVOICES,
    MOST_LINES,
    ONE_LINE,
    PRICE_DECIMALS,
    QUANTITY_DECIMALS,
    SHARE_DECIMALS,
)
from kontor.orders.skip_reasons import SKIP_REASONS
from kontor.pages.member.payment_fields import (
    ADVANCES,
    ENDS,
    MEASURES,
    MEASURES_OF_PARTS,
    MODES,
    UNITS_OF_TIME,
    PartFields,
)
from kontor.pages.member.proof_field import ProofField
from kontor.pages.shared.choices import country_choices, sector_choices
from kontor.pages.shared.forms import AmountField, DayField, PickField, TypedField, WholeField
from kontor.pages.shared.treatment_words import treatment_choices

LANGUAGES = [
    ("", _("The client’s language")),
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
    vat_per_line = forms.BooleanField(label=_("Choose the VAT of each line"), required=False)
    confirmation = PickField(label=_("Client confirmation"), choices=CONFIRMATIONS)
    valid_until = DayField(label=_("Offer valid until"))
    skip_reason = PickField(label=_("Reason"), choices=skip_choices)
    skip_text = TypedField(label=_("The reason in a few words"))
    proof = ProofField()
    mode = PickField(label=_("Mode of payment"), choices=MODES)
    billing_date = DayField(label=_("Billing date"))
    parts_in = PickField(
        label=_("The parts are given"), choices=MEASURES_OF_PARTS, widget=forms.RadioSelect
    )
    advance = PickField(label=_("Paid in advance"), choices=ADVANCES)
    advance_date = DayField(label=_("Billing date"))
    deposit = AmountField(label=_("Deposit"), decimals=SHARE_DECIMALS, maximum=HIGHEST_AMOUNT)
    deposit_in = PickField(label=_("In"), choices=MEASURES)
    final_date = DayField(label=_("Final invoice on"))
    first_date = DayField(label=_("First billing date"))
    every = WholeField(label=_("Every"), maximum=MOST_EVERY)
    every_unit = PickField(label=_("Interval"), choices=UNITS_OF_TIME)
    last_day = forms.BooleanField(label=_("Always on the last day of the month"), required=False)
    ends = PickField(label=_("Ends"), choices=ENDS)
    times = WholeField(label=_("Number of invoices"), maximum=MOST_INVOICES)
    until = DayField(label=_("No invoice after"))
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
    "mode": "payment.mode",
    "billing_date": "payment.billing_date",
    "advance_date": "payment.billing_date",
    "deposit": "payment.deposit",
    "final_date": "payment.final_date",
    "first_date": "payment.billing_date",
    "every": "payment.every",
    "every_unit": "payment.unit",
    "last_day": "payment.last_day",
    "times": "payment.times",
    "until": "payment.until",
    "term_days": "payment.term_days",
}
FIELD_AT = {path: name for name, path in PATHS.items()}
SETS_AFTER = {"vat_per_line": ("fees", "expenses"), "parts_in": ("parts",)}


class LineFields(forms.Form):
    """One fee or expense line."""

    use_required_attribute = False

    text = TypedField(label=_("Text"))
    quantity = AmountField(
        label=_("Quantity"), decimals=QUANTITY_DECIMALS, maximum=HIGHEST_QUANTITY
    )
    unit = PickField(label=_("Unit"), choices=UNITS)
    unit_price = AmountField(label=_("Net price"), decimals=PRICE_DECIMALS, maximum=HIGHEST_AMOUNT)

    vat = PickField(label=_("VAT of this line"), choices=treatment_choices)

    net: Any = None


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    """Rows of one kind; a row that is added on the page begins with the kind's usual measure."""

    row: type[forms.Form] = LineFields
    usual: ClassVar[dict[str, str]] = {"unit": Unit.HOUR.value}

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        given: dict[str, Any] = super().get_form_kwargs(index)
        return given if index is not None else {**given, "initial": self.usual}


class ExpenseLines(Rows):
    usual: ClassVar = {"unit": Unit.PIECE.value}


class Parts(Rows):
    row = PartFields
    usual: ClassVar = {}


def row_set(of: type[Rows]) -> type[Rows]:
    """The set of rows as Django makes it."""
    made = forms.formset_factory(
        of.row,
        formset=of,
        extra=0,
        can_delete=True,
        max_num=MOST_LINES,
        absolute_max=5 * MOST_LINES,
    )
    return cast("type[Rows]", made)


SETS = {"fees": row_set(Rows), "expenses": row_set(ExpenseLines), "parts": row_set(Parts)}
