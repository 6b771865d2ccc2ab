"""Addresses of the directory of clients, below /team/clients/."""

from django.urls import path

from kontor.pages.team import conversations

urlpatterns = [
    path(
        "<int:client_id>/conversations/<int:member_id>/",
        conversations.page,
        name="team_client_talk",
    ),
    path(
        "<int:client_id>/conversations/<int:member_id>/read",
        conversations.read,
        name="team_client_read",
    ),
]
