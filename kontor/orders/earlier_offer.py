"""The offer that the person with a link was asked about before the one it leads to.

Nothing is compared with what somebody else was shown: earlier links count only where they went to
the same mailbox.
"""

from dataclasses import dataclass
from datetime import datetime

from kontor.foundation.models import OutboxMail
from kontor.orders.models import Decision, Invitation
from kontor.orders.offer import Offer
from kontor.orders.revising import offer_in


@dataclass(frozen=True)
class EarlierOffer:
    """`answer`: as in `Decision.kind`, or empty; `at`: of the answer, else of the link."""

    offer: Offer
    answer: str
    at: datetime


def earlier_offer(here: Invitation) -> EarlierOffer | None:
    """What was last asked with another content; None for a first offer. At most three queries."""
    if here.revision.number == 1:
        return None
    earlier = (
        Invitation.objects.filter(order=here.order_id, pk__lt=here.pk)
        .exclude(revision=here.revision_id)
        .select_related("revision")
        .order_by("-pk")
    )
    mailboxes = _mailboxes([here, *earlier])
    for one in earlier:
        if mailboxes.get(one.pk) == mailboxes.get(here.pk):
            return _told(one)
    return None


def _told(invitation: Invitation) -> EarlierOffer:
    offer = offer_in(invitation.revision)
    decision = Decision.objects.filter(invitation=invitation).first()
    if decision is None:
        return EarlierOffer(offer, "", invitation.created_at)
    return EarlierOffer(offer, decision.kind, decision.decided_at)


def _mailboxes(invitations: list[Invitation]) -> dict[int, str]:
    """The address that each link was mailed to."""
    causes = {f"invitation:{one.pk}": one.pk for one in invitations}
    mails = OutboxMail.objects.filter(purpose="client_confirmation", cause__in=causes)
    return {causes[cause]: address for cause, address in mails.values_list("cause", "address")}
