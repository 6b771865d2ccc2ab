"""The field of files that prove a confirmation, on the order form and on the order's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = ".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"


class _Files(forms.FileInput):
    """The browser's own control; several files may be chosen at once."""

    allow_multiple_selected = True


class ProofField(forms.FileField):
    """Only draws: the files themselves are read by `proofs.keep_sent`, and judged by the act."""

    def __init__(self, **options: Any) -> None:
        widget = _Files(attrs={"multiple": True, "accept": KINDS})
        super().__init__(label=_("Proof of confirmation"), required=False, widget=widget, **options)
