"""The fields of a client, typed by a member from within an order or by the team (spec § 4)."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.clients.facts import LIMITS, ClientFacts, Kind
from kontor.foundation.written import Language
from kontor.pages.shared.choices import country_choices
from kontor.pages.shared.forms import PickField, TypedField

KINDS = [
    (Kind.COMPANY.value, _("Company")),
    (Kind.PUBLIC.value, _("Public body")),
    (Kind.ASSOCIATION.value, _("Association")),
    (Kind.PRIVATE.value, _("Private person")),
]
LANGUAGES = [
    ("de", pgettext_lazy("language", "German")),
    ("en", pgettext_lazy("language", "English")),
]


class ClientFields(forms.Form):
    """Every field of spec § 4 that a member may type too."""

    use_required_attribute = False

    kind = PickField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    name = TypedField(label=_("Legal name"), max_length=LIMITS["name"])
    addition = TypedField(label=_("Addition"))
    street = TypedField(label=_("Street and number"))
    postcode = TypedField(label=_("Postcode"))
    town = TypedField(label=_("Town"))
    country = PickField(label=_("Country"), choices=country_choices)
    vat_number = TypedField(label=_("VAT number"))
    buyer_reference = TypedField(label=_("Buyer reference or Leitweg-ID"))
    invoice_email = TypedField(label=_("E-mail for invoices"))
    language = PickField(label=_("Language"), choices=LANGUAGES)

    def facts(self) -> ClientFacts:
        """What is typed; a choice that cannot be read is the usual one, and named by its field."""
        self.is_valid()
        value = self.cleaned_data.get
        language: Language = "en" if value("language") == "en" else "de"
        texts = {name: value(name, "") for name in (*LIMITS, "country")}
        return ClientFacts(**texts, kind=Kind(value("kind") or Kind.COMPANY), language=language)
