"""What the team types about a client: its fields, and with what they were compared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.clients.evidence import EVIDENCE, HOW_LIMIT, OTHER, REASON_LIMIT, how_of
from kontor.clients.facts import NOTE_LIMIT
from kontor.clients.models import Client
from kontor.clients.record import TYPED
from kontor.foundation.refusal import Fault
from kontor.foundation.saying import say
from kontor.pages.shared.client_fields import ClientFields
from kontor.pages.shared.forms import PickField, TypedField, add_fault


def evidence_choices() -> list[tuple[str, str]]:
    """With what data can be compared; the empty one first."""
    named = [(key, say(words)) for key, words in EVIDENCE.items()]
    return [("", "–"), *named, (OTHER, str(_("Something else")))]


class EvidenceFields(forms.Form):
    """With what the data were compared."""

    use_required_attribute = False
    evidence = PickField(label=_("Compared with"), choices=evidence_choices)
    evidence_text = TypedField(label=_("What exactly"), max_length=HOW_LIMIT)

    def how(self) -> str:
        """As `evidence.how_of`; something else without words is nothing yet."""
        return how_of(str(self["evidence"].value() or ""), str(self["evidence_text"].value() or ""))

    def show(self, fault: Fault) -> None:
        """Put a fault at its field; what is missing stands where it can be chosen."""
        unsaid = fault.missing and self["evidence"].value() != OTHER
        place = {"how": "evidence" if unsaid else "evidence_text"}.get(fault.field, fault.field)
        add_fault(self, place, fault)


class VerifyForm(EvidenceFields):
    """The form that verifies; `version`: of the client that was looked at."""

    version = forms.IntegerField(required=False)


class WithdrawForm(forms.Form):
    """The form that takes a verification back."""

    use_required_attribute = False
    reason = TypedField(label=_("Reason"), max_length=REASON_LIMIT)


class TeamFields(EvidenceFields, ClientFields):
    """Every field of a client with the team's note, and the evidence for what was changed."""

    team_note = TypedField(
        label=_("Note of the team"), max_length=NOTE_LIMIT, widget=forms.Textarea
    )
    version = forms.IntegerField(required=False)

    def note(self) -> str:
        """The team's note as typed."""
        return str(self.cleaned_data.get("team_note", ""))


def as_typed(client: Client) -> dict[str, Any]:
    """The client as it stands in the fields."""
    names = (*TYPED, "team_note", "version")
    return {name: getattr(client, name) for name in names}


def version_of(form: forms.Form) -> int:
    """The version that the page carried; none that ever was where it carried none."""
    form.is_valid()
    return int(form.cleaned_data.get("version") or 0)
