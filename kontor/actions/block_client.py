"""The team blocks a client, changes or lifts the block, and is told to look at it again (R57, R58).

Accountants may too (spec § 3).
"""

from collections.abc import Iterable
from datetime import date, datetime

from kontor.actions import act, post
from kontor.clients import record
from kontor.clients.access import locked
from kontor.clients.block_letters import block_review
from kontor.clients.blocks import Block, block_faults
from kontor.clients.models import Client
from kontor.clients.queries import about, block_reviews
from kontor.foundation import history
from kontor.foundation.days import day_of
from kontor.foundation.history import CLOCK
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import refuse_faults
from kontor.people.models import Person
from kontor.receivables import block_proposals

BLOCK, REVIEW = "block_client", "block_review"


@act.one_transaction
def block(  # noqa: PLR0913, PLR0917  # the parts of a block
    person: Person,
    client_id: int,
    level: Block,
    now: datetime,
    reason: str = "",
    review_on: date | None = None,
    shown: int | None = None,
) -> Client:
    """Set how far the client is blocked, why, and when the team looks at it again.

    `reason` (at most 500 characters, for the team only) and `review_on` (from today to a year
    ahead) stand with the block; the reason of lifting one stands in the history alone. A block
    accepts what the night proposed of the client (propose_block). `shown`: the version of the
    client on the page that asks; from a page a reason is needed. Nothing happens where it is so
    already. Raises NotFound, Forbidden for whoever is neither advisor, accountant nor
    administrator, Invalid (`reason`, `review_on`) or Conflict (stale page, merged client).
    """
    actor = act.in_team(person)
    client = locked(client_id)
    if shown is not None:
        record.refuse_stale(client, shown)
    today, asked = day_of(now), shown is not None
    refuse_faults(block_faults(level, reason, review_on, today, asked=asked))
    before = _said(client)
    wanted = _words(level, reason.strip(), review_on)
    if before == wanted or Block(client.block) is level is Block.NONE:
        return client
    _put(client, person, level, reason.strip(), review_on, now)
    words = {"reason": reason.strip()} if reason.strip() else {}
    history.write(about(client.pk), BLOCK, actor, now, before=before, after=_said(client), **words)
    return client


def due(now: datetime) -> Iterable[int]:
    """Clients whose block is to be looked at again by today."""
    return list(block_reviews(day_of(now)).values_list("pk", flat=True))


@act.one_transaction
def remind(client_id: int, now: datetime) -> bool:
    """Tell the team's mailbox that a block is due for a look, once per client and day of review."""
    client = block_reviews(day_of(now)).select_for_update(of=("self",)).filter(pk=client_id).first()
    if client is None or client.block_review_on is None:
        return False  # looked at while we waited for the lock
    on = client.block_review_on.isoformat()
    told = HistoryEntry.objects.filter(about=about(client.pk), event=REVIEW, data__review_on=on)
    if told.exists():
        return False
    history.write(about(client.pk), REVIEW, CLOCK, now, review_on=on)
    post.to_house(
        block_review(client.name, Block(client.block), client.block_reason, client.block_review_on),
        purpose=REVIEW,
        cause=f"{REVIEW}:{client.pk}:{on}",
        about=about(client.pk),
        page=f"/team/clients/{client.pk}/block",
        now=now,
    )
    return True


def _put(  # noqa: PLR0913, PLR0917  # the parts of a block
    client: Client,
    person: Person,
    level: Block,
    reason: str,
    review_on: date | None,
    now: datetime,
) -> None:
    """All four columns go with a block (client_block_whole); `blocked_at`: since which level.

    With a block the question is answered whether there should be one.
    """
    if level is Block.NONE:
        reason, review_on = "", None
        client.blocked_at, client.blocked_by = None, None
    elif client.block != level:
        client.blocked_at, client.blocked_by = now, person
    client.block, client.block_reason, client.block_review_on = level, reason, review_on
    client.version += 1
    client.save()
    if level is not Block.NONE:
        block_proposals.close(client.pk, "blocked", person, now, reason)


def _said(client: Client) -> dict[str, str]:
    return _words(Block(client.block), client.block_reason, client.block_review_on)


def _words(level: Block, reason: str, review_on: date | None) -> dict[str, str]:
    """A block as the history keeps it."""
    return {
        "level": level.value,
        "reason": reason,
        "review_on": review_on.isoformat() if review_on else "",
    }
