"""Addresses of the members' pages; `/` itself stands in kontor/urls.py."""

from django.urls import path

from kontor.pages.member import (
    client,
    client_edit,
    client_talk,
    clients,
    invoices,
    offer_file,
    order,
    order_cancel,
    order_change,
    order_compare,
    order_contact,
    order_copy,
    order_form,
    order_on_the_way,
    order_talk,
    orders,
    proofs,
)

urlpatterns = [
    path("orders", orders.index, name="orders"),
    path("orders/new", order_form.new, name="order_new"),
    path("orders/summary", order_on_the_way.summary, name="order_summary"),
    path("orders/autosave", order_on_the_way.autosave, name="order_autosave"),
    path("orders/proofs", order_on_the_way.proofs, name="order_form_proofs"),
    path("orders/<int:order_id>/", order.page, name="order"),
    path("orders/<int:order_id>/offer.pdf", offer_file.show, name="order_offer_file"),
    path("orders/<int:order_id>/edit", order_form.edit, name="order_edit"),
    path("orders/<int:order_id>/duplicate", order_copy.duplicate, name="order_duplicate"),
    path("orders/<int:order_id>/contact", order_contact.page, name="order_contact"),
    path("orders/<int:order_id>/compare", order_compare.page, name="order_compare"),
    path("orders/<int:order_id>/put-away", order.put_away, name="order_put_away"),
    path("orders/<int:order_id>/take-out", order.take_out, name="order_take_out"),
    path("orders/<int:order_id>/take-back", order.take_back, name="order_take_back"),
    path(
        "orders/<int:order_id>/send-link-again",
        order.send_link_again,
        name="order_send_link_again",
    ),
    path("orders/<int:order_id>/valid-until", order.set_valid_until, name="order_valid_until"),
    path("orders/<int:order_id>/change", order_change.page, name="order_change"),
    path("orders/<int:order_id>/delete", order.delete, name="order_delete"),
    path("orders/<int:order_id>/proofs", proofs.page, name="order_proofs"),
    path("orders/<int:order_id>/proofs/<slug:key>", proofs.file, name="order_proof"),
    path(
        "orders/<int:order_id>/proofs/<slug:key>/remove", proofs.remove, name="order_remove_proof"
    ),
    path("orders/<int:order_id>/conversation", order_talk.page, name="order_talk"),
    path("orders/<int:order_id>/cancel", order_cancel.page, name="order_cancel"),
    path(
        "orders/<int:order_id>/cancel/withdraw",
        order_cancel.withdraw,
        name="order_cancel_withdraw",
    ),
    path("clients", clients.index, name="clients"),
    path("clients/search", order_on_the_way.clients, name="client_search"),
    path("clients/<int:client_id>", client.page, name="client_page"),
    path("clients/<int:client_id>/edit", client_edit.page, name="client_edit"),
    path(
        "clients/proposals/<int:proposal_id>/withdraw",
        client.withdraw,
        name="client_proposal_withdraw",
    ),
    path("clients/<int:client_id>/conversation", client_talk.page, name="client_talk"),
    path("clients/similar", order_on_the_way.similar, name="client_similar"),
    path("invoices", invoices.index, name="invoices"),
    path("invoices/<int:invoice_id>/<slug:kind>", invoices.document, name="invoice_document"),
]
