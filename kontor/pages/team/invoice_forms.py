"""What the team can type on the page of an invoice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.actions.note_bounce import LONGEST_WORDS
from kontor.actions.resolve_dispute import Outcome
from kontor.invoicing.disputes import LONGEST_TEXT
from kontor.pages.shared.forms import PickField, TypedField


class ResolveForm(forms.Form):
    """What becomes of a disputed invoice, and the words to client and member."""

    use_required_attribute = False
    outcome = PickField(
        label=_("What becomes of the invoice?"),
        choices=[(each.value, each.value) for each in Outcome],
        widget=forms.RadioSelect,
    )
    text = TypedField(label=_("Your answer"), max_length=LONGEST_TEXT, widget=forms.Textarea)


class BounceForm(forms.Form):
    """Why a mail came back, as the e-mail about it says."""

    use_required_attribute = False
    words = TypedField(
        label=_("What does the e-mail say that came back?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
    )
