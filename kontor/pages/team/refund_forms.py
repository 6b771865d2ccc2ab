"""What an accountant types about refunds: to whose account, on which day, or why not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.formats.credit_transfer import LONGEST_NAME
from kontor.pages.shared.forms import DayField, TypedField
from kontor.receivables.models import Refund
from kontor.receivables.part_rules import LONGEST_WORDS


class FileForm(forms.Form):
    """When the bank shall pay; the refunds are ticked in the list."""

    use_required_attribute = False
    execution_on = DayField(label=_("The bank pays on"))


class AccountForm(forms.Form):
    """Where a refund goes."""

    use_required_attribute = False
    name = TypedField(label=_("Account holder"), max_length=LONGEST_NAME)
    iban = TypedField(label="IBAN")


class DropForm(forms.Form):
    """Why a refund is not paid back."""

    use_required_attribute = False
    words = TypedField(label=_("Why is it not paid back?"), max_length=LONGEST_WORDS)


def account_form(refund: Refund, typed: Any = None) -> AccountForm:
    """Of one refund among others on a page; `typed`: what was sent."""
    known = {"name": refund.name, "iban": refund.iban}
    return AccountForm(typed, initial=known, auto_id=f"id_account_{refund.pk}_%s")


def drop_form(refund: Refund, typed: Any = None) -> DropForm:
    """Of one refund among others on a page."""
    return DropForm(typed, auto_id=f"id_drop_{refund.pk}_%s")
