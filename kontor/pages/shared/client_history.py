"""The history of a client in sentences: who did what when, newest first; for the team alone."""

from kontor.clients.evidence import how_words
from kontor.clients.proposed import LABELS, value_words
from kontor.clients.queries import about, abouts_with_twins
from kontor.clients.vat_register import WHY, Why
from kontor.foundation.models import HistoryEntry
from kontor.foundation.saying import spoken
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared import block_tellings, reminder_tellings
from kontor.pages.shared.history_lines import HistoryLine
from kontor.pages.shared.telling import Telling, listed

NOTE = S("Note of the team")


def client_history(client_id: int) -> list[HistoryLine]:
    """The lines of a client and of every client that was merged into it; one query."""
    told = HistoryEntry.objects.filter(about__in=abouts_with_twins(client_id))
    entries = list(told.exclude(event="merged").order_by("-id"))  # its other half says it
    twins = {
        about(entry.data["client"]): str(entry.data["name"])
        for entry in entries
        if entry.event == "merge"
    }
    return [_line(entry, twins.get(entry.about)) for entry in entries]


def _line(entry: HistoryEntry, twin: str | None) -> HistoryLine:
    telling = TELLING.get(entry.event, _UNKNOWN)
    more = [sentence for sentence in (telling.more(entry) if telling.more else None,) if sentence]
    if twin is not None:
        more.insert(0, S("About {name}, before the two were merged.", name=twin))
    return HistoryLine(
        at=entry.at,
        icon=telling.icon,
        sentence=telling.others(entry, entry.actor_name),
        words=str(entry.data.get("text") or entry.data.get("reason") or ""),
        more=listed(more),
    )


def changes_words(entry: HistoryEntry) -> Sentence | None:
    """Every changed field before and after, and whether the client is no longer verified."""
    said = [
        _difference(field, change["before"], change["after"])
        for field, change in entry.data.get("changes", {}).items()
    ]
    if entry.data.get("unverified"):
        said.append(S("no longer verified"))
    return listed(said)


def _difference(field: str, before: str, after: str) -> Sentence:
    return S(
        "{field}: {before} → {after}",
        field=LABELS.get(field, NOTE),
        before=value_words(field, before, spoken()),
        after=value_words(field, after, spoken()),
    )


def _vat_checked(entry: HistoryEntry, who: str | Sentence) -> Sentence:
    return S("{who} asked the VAT register about {number}.", who=who, number=entry.data["number"])


def _verdict(entry: HistoryEntry) -> Sentence:
    match entry.data["verdict"]:
        case "valid":
            return S("The number is valid.")
        case "invalid":
            return S("The number is not valid.")
    return S("Not checked: {why}.", why=WHY[Why(entry.data["why"])])


_UNKNOWN = Telling("circle", lambda _entry, who: S("{who} changed something.", who=who))

TELLING: dict[str, Telling] = {
    "add": Telling("plus", lambda _, who: S("{who} added the client.", who=who)),
    "change": Telling(
        "pencil", lambda _, who: S("{who} changed the client.", who=who), more=changes_words
    ),
    "verify": Telling(
        "circle-check",
        lambda _, who: S("{who} verified the client.", who=who),
        more=lambda entry: how_words(str(entry.data["how"])),
    ),
    "unverify": Telling("hourglass", lambda _, who: S("{who} withdrew the verification.", who=who)),
    "vat_checked": Telling("landmark", _vat_checked, more=_verdict),
    "propose_change": Telling(
        "message-square",
        lambda _, who: S("{who} proposed a change.", who=who),
        more=changes_words,
    ),
    "withdraw_proposal": Telling(
        "undo-2", lambda _, who: S("{who} withdrew the proposal.", who=who)
    ),
    "accept_proposal": Telling(
        "check",
        lambda entry, who: S(
            "{who} accepted the proposal of {member}.", who=who, member=str(entry.data["member"])
        ),
        more=changes_words,
    ),
    "decline_proposal": Telling(
        "x",
        lambda entry, who: S(
            "{who} declined the proposal of {member}.", who=who, member=str(entry.data["member"])
        ),
    ),
    "merge": Telling(
        "git-merge",
        lambda entry, who: S("{who} merged {name} into it.", who=who, name=entry.data["name"]),
    ),
    **block_tellings.TELLING,
    **reminder_tellings.PAUSING,
}
