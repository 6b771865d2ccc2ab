"""The history of an account in sentences: who did what when, newest first."""

from collections.abc import Callable

from kontor.foundation.models import HistoryEntry
from kontor.foundation.sentence import S, Sentence
from kontor.pages.shared.history_lines import HistoryLine
from kontor.people.roles import in_words

Telling = Callable[[HistoryEntry, str | Sentence], Sentence]
MOST = 50


def person_history(person_id: int) -> list[HistoryLine]:
    """The newest lines about an account; one query."""
    entries = HistoryEntry.objects.filter(about=f"person:{person_id}").order_by("-id")[:MOST]
    return [_line(entry) for entry in entries]


def _line(entry: HistoryEntry) -> HistoryLine:
    icon, telling = TELLING.get(entry.event, _UNKNOWN)
    who = entry.actor_name or S("The operator")
    return HistoryLine(entry.at, icon, telling(entry, who), more=_more(entry))


def _more(entry: HistoryEntry) -> Sentence | None:
    if entry.event == "set_roles":
        before, after = entry.data["before"], entry.data["after"]
        return S("Before: {before}. Now: {after}.", before=in_words(before), after=in_words(after))
    if entry.event == "invite":
        return in_words(entry.data["roles"])
    return None


_UNKNOWN: tuple[str, Telling] = (
    "circle",
    lambda _, who: S("{who} changed something.", who=who),
)
TELLING: dict[str, tuple[str, Telling]] = {
    "invite": ("send", lambda _, who: S("Invited by {who}.", who=who)),
    "invite_again": ("send", lambda _, who: S("{who} sent a new link.", who=who)),
    "withdraw_invitation": ("undo-2", lambda _, who: S("{who} withdrew the invitation.", who=who)),
    "open_account": ("key-round", lambda _, who: S("{who} opened the account.", who=who)),
    "set_roles": ("user-cog", lambda _, who: S("{who} changed the roles.", who=who)),
    "rename": (
        "user-pen",
        lambda entry, _: S("{name} took another name.", name=str(entry.data.get("before"))),
    ),
    "deactivate": ("lock", lambda _, who: S("{who} closed the account.", who=who)),
    "reactivate": ("lock-open", lambda _, who: S("{who} opened the account again.", who=who)),
    "forget_second_factors": (
        "shield-off",
        lambda _, who: S("{who} removed passkeys, app and codes.", who=who),
    ),
    "export_personal_data": ("download", lambda _, who: S("{who} took the data along.", who=who)),
    "erase": (
        "eraser",
        lambda _, who: S("{who} erased what no duty keeps.", who=who),
    ),
    "end_sessions": ("log-out", lambda _, who: S("{who} ended all sessions.", who=who)),
    "choose_password": (
        "key-round",
        lambda *_: S("A new password was chosen by the link in an e-mail."),
    ),
    "change_password": ("key-round", lambda _, who: S("{who} changed the password.", who=who)),
    "add_passkey": ("fingerprint-pattern", lambda _, who: S("{who} added a passkey.", who=who)),
    "remove_passkey": (
        "fingerprint-pattern",
        lambda _, who: S("{who} removed a passkey.", who=who),
    ),
    "add_app": ("smartphone", lambda _, who: S("{who} set up the authenticator app.", who=who)),
    "remove_app": ("smartphone", lambda _, who: S("{who} removed the authenticator app.", who=who)),
    "make_codes": ("life-buoy", lambda _, who: S("{who} made new recovery codes.", who=who)),
}
