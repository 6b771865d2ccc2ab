"""What the page of an invoice says of its reminders, and the question before the formal demand."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.actions.answer_demand import LONGEST_TEXT
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money, Weekday
from kontor.invoicing.models import Invoice
from kontor.pages.shared.forms import TypedField
from kontor.pages.shared.reminder_lines import Reminders, reminders_of
from kontor.receivables.dunning import Answer


class VetoFields(forms.Form):
    """Why the client is not to get the formal demand."""

    use_required_attribute = False

    text = TypedField(
        label=_("Why not?"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )


@dataclass(frozen=True)
class RemindersShown:
    """`question`: what the member is asked while they can answer; `answered`: what came of it."""

    told: Reminders
    question: Sentence | None
    without_answer: Sentence | None
    answered: Sentence | None


def reminders_shown(invoice: Invoice, today: date) -> RemindersShown | None:
    """Of an invoice from `invoice_shown`; None where there is nothing to tell."""
    told = reminders_of(invoice, today, f"/invoices/{invoice.pk}", to_member=True)
    if told is None:
        return None
    asks = told.can_answer
    return RemindersShown(
        told=told,
        question=_question(invoice) if asks else None,
        without_answer=_without_answer(told) if asks else None,
        answered=_answered(told),
    )


def _question(invoice: Invoice) -> Sentence:
    client = invoice.order.client
    return S(
        "{client} has not paid {open}, due since {day}, although we have sent reminders. The formal"
        " demand also asks for what default costs.",
        client=client.name if client else "",
        open=Money(getattr(invoice, "open")),  # noqa: B009  # annotated
        day=invoice.due_on or invoice.billing_date,
    )


def _without_answer(told: Reminders) -> Sentence:
    if told.demand_on is None:
        return S("Without an answer it goes out as soon as nothing stands in its way.")
    return S("Without an answer it goes out on {day}.", day=Weekday(told.demand_on))


def _answered(told: Reminders) -> Sentence | None:
    """What was said; that a veto stands is among the notes."""
    asked = told.asked
    if asked is not None and asked.answer is Answer.AGREED:
        return S("You have agreed to the formal demand.")
    if asked is not None and asked.lifted:
        return S("You had vetoed the formal demand; accounting has lifted your veto.")
    return None
