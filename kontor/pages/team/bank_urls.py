"""Addresses of the bank pages, below /team/bank/."""

from django.urls import path

from kontor.pages.team import bank, bank_entry, bank_files

urlpatterns = [
    path("", bank.index, name="team_bank"),
    path("booked/", bank.booked_list, name="team_bank_booked"),
    path("files/", bank_files.index, name="team_bank_files"),
    path("files/<int:file_id>/", bank_files.show, name="team_bank_file"),
    path("files/<int:file_id>/book", bank_files.book, name="team_bank_file_book"),
    path("files/<int:file_id>/set-aside", bank_files.set_aside, name="team_bank_file_set_aside"),
    path("entries/<int:entry_id>/", bank_entry.show, name="team_bank_entry"),
    path("entries/<int:entry_id>/book", bank_entry.book, name="team_bank_book"),
    path("entries/<int:entry_id>/undo", bank_entry.undo, name="team_bank_undo"),
    path(
        "entries/<int:entry_id>/refunds/<int:refund_id>",
        bank_entry.refunded,
        name="team_bank_refunded",
    ),
]
