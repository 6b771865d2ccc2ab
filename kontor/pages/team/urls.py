"""Addresses of the team's pages, below /team/."""

from django.urls import include, path

from kontor.pages.team import (
    adjust,
    cancellation,
    compare,
    conversations,
    desk,
    invoices,
    left,
    mails,
    offer_file,
    order_talk,
    orders,
    proofs,
    review,
    turn_down,
)

urlpatterns = [
    path("", desk.show, name="team_desk"),
    path("orders/", orders.index, name="team_orders"),
    path("orders/<int:order_id>/", review.show, name="team_review"),
    path("orders/<int:order_id>/offer.pdf", offer_file.show, name="team_offer_file"),
    path("orders/<int:order_id>/approve", review.approve, name="team_approve"),
    path("orders/<int:order_id>/adjust", adjust.page, name="team_adjust"),
    path("orders/<int:order_id>/compare", compare.page, name="team_compare"),
    path("orders/<int:order_id>/return", turn_down.page(turn_down.RETURN), name="team_return"),
    path("orders/<int:order_id>/reject", turn_down.page(turn_down.REJECT), name="team_reject"),
    path("orders/<int:order_id>/refuse", turn_down.page(turn_down.REFUSE), name="team_refuse"),
    path("orders/<int:order_id>/conversation", order_talk.page, name="team_order_talk"),
    path("orders/<int:order_id>/conversation/read", order_talk.read, name="team_order_read"),
    path("orders/<int:order_id>/cancellation", cancellation.page, name="team_cancellation"),
    path(
        "orders/<int:order_id>/cancellation/decline",
        cancellation.decline,
        name="team_cancellation_decline",
    ),
    path("cancellations/", cancellation.index, name="team_cancellations"),
    path("conversations/", conversations.index, name="team_conversations"),
    path("orders/<int:order_id>/proofs/<slug:key>", proofs.file, name="team_proof"),
    path("orders/<int:order_id>/proofs/<slug:key>/check", proofs.judge, name="team_judge_proof"),
    path("proofs/", proofs.index, name="team_proofs"),
    path("invoices/", invoices.index, name="team_invoices"),
    path("invoices/<int:invoice_id>/<slug:kind>", invoices.document, name="team_document"),
    path("left/", left.index, name="team_left"),
    path("clients/", include("kontor.pages.team.clients_urls")),
    path("people/", include("kontor.pages.team.people_urls")),
    path("settings/", include("kontor.pages.team.settings_urls")),
    path("mail/", mails.index, name="team_mails"),
    path("mail/<int:mail_id>/again", mails.again, name="team_send_again"),
]
