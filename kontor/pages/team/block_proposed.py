"""The block that the night proposes of a client: its cause, what it prefills, and the refusal."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from kontor.clients.blocks import LONGEST_REASON
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.pages.shared.forms import TypedField
from kontor.receivables.block_proposals import proposal_of
from kontor.receivables.standing import standing_of


@dataclass(frozen=True)
class Proposed:
    """An open proposal: `oldest_due` as of today where known, `overdue` gross in euros."""

    id: int
    opened_on: date
    oldest_due: date
    overdue: Decimal

    @property
    def cause(self) -> Sentence:
        """Why, as the reason of the block says it too."""
        return S(
            "An invoice has been due since {day}, for more than two months; overdue in all:"
            " {amount}.",
            day=self.oldest_due,
            amount=Money(self.overdue),
        )

    def reason(self) -> str:
        """The cause in the language of the reader, to begin the reason with."""
        return say(self.cause)


class DeclineForm(forms.Form):
    """Why the client is not blocked; `proposal`: the one on the page."""

    use_required_attribute = False
    prefix = "decline"

    reason = TypedField(label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea)
    proposal = TypedField()

    def shown(self) -> int:
        """The proposal that the page showed; 0 is none."""
        typed = str(self["proposal"].value() or "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004

    def words(self) -> str:
        """The reason as typed."""
        return str(self["reason"].value() or "").replace("\r\n", "\n")


def proposed_of(client_id: int, today: date) -> Proposed | None:
    """The open proposal about the client with what is overdue today; two queries at most."""
    proposal = proposal_of(client_id)
    if proposal is None:
        return None
    standing = standing_of([client_id], today).get(client_id)
    return Proposed(
        id=proposal.pk,
        opened_on=proposal.opened_on,
        oldest_due=(standing and standing.oldest_due) or proposal.oldest_due,
        overdue=standing.overdue if standing else Decimal(0),
    )
