"""The rooms of an administrator: people, and what the house sets (spec § 13)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Room:
    """`page`: the name of its address."""

    key: str
    words: Promise
    page: str


ROOMS: tuple[Room, ...] = (
    Room("cooperative", _("The cooperative"), "team_settings"),
    Room("rates", _("Rates"), "team_rates"),
    Room("deadlines", _("Days and deadlines"), "team_deadlines"),
    Room("sectors", _("Sectors"), "team_sectors"),
    Room("grounds", _("Texts of the grounds"), "team_grounds"),
    Room("numbers", _("Invoice numbers"), "team_numbers"),
    Room("ledger", _("Accounts of the books"), "team_ledger"),
    Room("people", _("People"), "team_people"),
    Room("mails", _("Texts of e-mails"), "team_mail_texts"),
)
"""In the order of their pills; the first opens behind the word in the bar."""
