"""Whether the payment guarantee stands behind an issued invoice (spec § 8)."""

from collections.abc import Iterable

from kontor.foundation.days import day_of
from kontor.invoicing.models import Invoice
from kontor.orders.guarantee import covers
from kontor.orders.kept_proofs import ACCEPTED, KeptProof


def is_guaranteed(invoice: Invoice, proofs: Iterable[KeptProof]) -> bool | None:
    """The verdict frozen at issue, or one that a proof accepted later gives; None before issue.

    Such a proof belongs to the revision that the invoice quotes and was uploaded before the
    invoice was due. A cancelled invoice has no guarantee.
    """
    frozen, due_on = invoice.guarantee, invoice.due_on
    if frozen is None or due_on is None:
        return None
    if invoice.status == "cancelled":
        return False
    seated = "seated_in_eu" in frozen["reasons"]
    return bool(frozen["granted"]) or (
        seated
        and any(
            proof.state == ACCEPTED
            and proof.revision_id == invoice.revision_id
            and covers(day_of(proof.uploaded_at), due_on)
            for proof in proofs
        )
    )
