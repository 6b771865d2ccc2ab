"""The history of a client's block in sentences (R57, R58), for the team alone."""

from datetime import date

from kontor.clients.blocks import LEVELS, Block
from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared.telling import Telling


def _level(entry: HistoryEntry) -> Block:
    """Entries of before there were reasons hold the bare level."""
    after = entry.data.get("after")
    return Block(after["level"] if after else entry.data["level"])


def _changed(entry: HistoryEntry, who: str | Sentence) -> Sentence:
    level, before = _level(entry), entry.data.get("before")
    if level is Block.NONE:
        return S("{who} lifted the block.", who=who)
    if isinstance(before, dict) and before["level"] == level:
        return S("{who} looked at the block again: {level}.", who=who, level=LEVELS[level])
    return S("{who} blocked the client: {level}.", who=who, level=LEVELS[level])


def _review_on(entry: HistoryEntry) -> Sentence | None:
    on = entry.data.get("after", {}).get("review_on")
    return S("To be looked at again on {day}.", day=date.fromisoformat(on)) if on else None


def _oldest(entry: HistoryEntry) -> Sentence:
    day = date.fromisoformat(entry.data["oldest_due"])
    return S("An invoice has been due since {day}, for more than two months.", day=day)


TELLING: dict[str, Telling] = {
    "block_client": Telling("ban", _changed, more=_review_on),
    "block_review": Telling("bell", lambda *_: S("The team was reminded to look at the block.")),
    "propose_block": Telling("triangle-alert", lambda *_: S("A block was proposed."), more=_oldest),
    "decline_block": Telling("x", lambda _, who: S("{who} declined the proposed block.", who=who)),
    "block_settled": Telling(
        "check", lambda *_: S("The proposed block settled: there is no need for it any more.")
    ),
}
