"""Addresses of the directory of clients, below /team/clients/."""

from django.urls import path

from kontor.pages.team import block, client_talk

urlpatterns = [
    path("<int:client_id>/block", block.page, name="team_block"),
    path(
        "<int:client_id>/conversations/<int:member_id>/",
        client_talk.page,
        name="team_client_talk",
    ),
    path(
        "<int:client_id>/conversations/<int:member_id>/read",
        client_talk.read,
        name="team_client_read",
    ),
    path(
        "<int:client_id>/conversations/<int:member_id>/mail",
        client_talk.write,
        name="team_client_mail",
    ),
    path(
        "<int:client_id>/conversations/<int:member_id>/answer",
        client_talk.note,
        name="team_client_answer",
    ),
]
