"""What an accountant types about reminders: a pause, or why a veto is lifted."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.actions.answer_demand import LONGEST_TEXT
from kontor.actions.pause_reminders import LONGEST_REASON, faults_of
from kontor.foundation.refusal import Invalid
from kontor.pages.shared.forms import DayField, TypedField


class PauseForm(forms.Form):
    """No reminders, why, and up to which day."""

    use_required_attribute = False
    reason = TypedField(label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea)
    until = DayField(label=_("Last day of the pause"))

    def typed(self, today: date) -> tuple[str, date | None]:
        """Reason and last day. Raises Invalid where the day cannot be read, with all faults."""
        reason: str = self.cleaned_data["reason"]
        if "until" in self.errors:
            raise Invalid(faults_of(reason, None, today))
        return reason, self.cleaned_data["until"]


class LiftForm(forms.Form):
    """Why the formal demand goes out in spite of the veto."""

    use_required_attribute = False
    reason = TypedField(label=_("Reason"), max_length=LONGEST_TEXT, widget=forms.Textarea)
