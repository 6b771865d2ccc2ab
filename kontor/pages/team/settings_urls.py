"""Addresses of what administrators set, below /team/settings/."""

from django.urls import path

from kontor.pages.team import mail_texts

urlpatterns = [
    path("mails/", mail_texts.index, name="team_mail_texts"),
    path("mails/<slug:purpose>", mail_texts.edit, name="team_mail_text"),
    path("mails/<slug:purpose>/preview", mail_texts.preview, name="team_mail_text_preview"),
]
