"""Addresses of the client's pages: behind a secret link, without an account."""

from django.urls import path

from kontor.pages.client import compare, invoice, offer, offer_file

urlpatterns = [
    path("c/<str:token>", offer.show, name="client_offer"),
    path("c/<str:token>/offer.pdf", offer_file.show, name="client_offer_file"),
    path("i/<str:token>", invoice.show, name="client_invoice"),
    path("i/<str:token>/counterpart", invoice.counterpart, name="client_counterpart"),
    path("i/<str:token>/qr", invoice.pay_code, name="client_pay_code"),
    path("i/<str:token>/<slug:kind>", invoice.document, name="client_document"),
    path("c/<str:token>/compare", compare.page, name="client_compare"),
]
