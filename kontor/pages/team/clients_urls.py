"""Addresses of the directory of clients, below /team/clients/."""

from django.urls import path

from kontor.pages.team import (
    block,
    client,
    client_edit,
    client_reminders,
    client_talk,
    client_verify,
    clients,
    merge,
    proposals,
)

urlpatterns = [
    path("", clients.index, name="team_clients"),
    path("new", client_edit.new, name="team_client_new"),
    path("<int:client_id>/", client.show, name="team_client"),
    path("<int:client_id>/edit", client_edit.edit, name="team_client_edit"),
    path("<int:client_id>/verify", client_verify.verify, name="team_client_verify"),
    path("<int:client_id>/unverify", client_verify.withdraw, name="team_client_unverify"),
    path("<int:client_id>/vat-number", client_verify.ask_register, name="team_client_vat"),
    path("<int:client_id>/merge", merge.choose, name="team_merge_choose"),
    path("<int:client_id>/merge/<int:other_id>", merge.page, name="team_merge"),
    path("proposals/", proposals.index, name="team_proposals"),
    path("proposals/<int:proposal_id>/", proposals.page, name="team_proposal"),
    path("proposals/<int:proposal_id>/decline", proposals.decline, name="team_proposal_decline"),
    path("<int:client_id>/reminders", client_reminders.page, name="team_client_reminders"),
    path("<int:client_id>/block", block.page, name="team_block"),
    path("<int:client_id>/block/decline", block.decline, name="team_block_decline"),
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
