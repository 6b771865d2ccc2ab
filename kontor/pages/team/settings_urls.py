"""Addresses of what administrators set, below /team/settings/."""

from django.urls import path

from kontor.pages.team import (
    mail_texts,
    settings_cooperative,
    settings_deadlines,
    settings_grounds,
    settings_ledger,
    settings_numbers,
    settings_rates,
    settings_sectors,
)

urlpatterns = [
    path("", settings_cooperative.page, name="team_settings"),
    path("rates/", settings_rates.index, name="team_rates"),
    path("rates/new/<slug:rate>", settings_rates.new, name="team_rate_new"),
    path("rates/<int:rate_id>", settings_rates.edit, name="team_rate"),
    path("rates/<int:rate_id>/remove", settings_rates.remove, name="team_rate_remove"),
    path("deadlines/", settings_deadlines.page, name="team_deadlines"),
    path("sectors/", settings_sectors.index, name="team_sectors"),
    path("sectors/new", settings_sectors.new, name="team_sector_new"),
    path("sectors/<slug:sector>/", settings_sectors.edit, name="team_sector"),
    path("sectors/<slug:sector>/offer", settings_sectors.offer, name="team_sector_offer"),
    path("grounds/", settings_grounds.index, name="team_grounds"),
    path("grounds/<slug:ground>", settings_grounds.edit, name="team_ground"),
    path("grounds/<slug:ground>/usual", settings_grounds.usual, name="team_ground_usual"),
    path("numbers/", settings_numbers.index, name="team_numbers"),
    path("numbers/<slug:series>", settings_numbers.edit, name="team_series"),
    path("books/", settings_ledger.page, name="team_ledger"),
    path("mails/", mail_texts.index, name="team_mail_texts"),
    path("mails/<slug:purpose>", mail_texts.edit, name="team_mail_text"),
    path("mails/<slug:purpose>/preview", mail_texts.preview, name="team_mail_text_preview"),
]
