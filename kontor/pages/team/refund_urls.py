"""Addresses of the pages about refunds, below /team/refunds/."""

from django.urls import path

from kontor.pages.team import refunds

urlpatterns = [
    path("", refunds.index, name="team_refunds"),
    path("files/<int:transfer_id>", refunds.file, name="team_refund_file"),
    path("<int:refund_id>/account", refunds.account, name="team_refund_account"),
    path("<int:refund_id>/drop", refunds.drop, name="team_refund_drop"),
    path("<int:refund_id>/reopen", refunds.reopen, name="team_refund_reopen"),
]
