"""The payment guarantee of an issued invoice in words: the verdict fixed at issue, and why."""

from dataclasses import dataclass
from datetime import date

from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.guaranteed import is_guaranteed
from kontor.invoicing.models import Invoice
from kontor.orders.guarantee import IN_THE_WAY
from kontor.orders.kept_proofs import proofs_of


@dataclass(frozen=True)
class FixedGuarantee:
    """Whether it stands behind the invoice, and the fact that decides."""

    granted: bool
    why: Sentence


def fixed_guarantee(invoice: Invoice) -> FixedGuarantee | None:
    """Of an issued invoice, one query for the proofs; None where nothing is to be paid."""
    granted = is_guaranteed(invoice, proofs_of(invoice.order))
    if granted is None or invoice.guarantee is None:
        return None
    why = _granted(invoice.guarantee) if granted else _refused(invoice)
    return FixedGuarantee(granted, why)


def _granted(frozen: dict[str, str]) -> Sentence:
    if not frozen["granted"]:
        return S("The team has accepted a proof of the confirmation.")
    day = date.fromisoformat(frozen["confirmed_on"])
    return S("Seated in the EU, confirmed on {day}.", day=day)


def _refused(invoice: Invoice) -> Sentence:
    if invoice.status == "cancelled":
        return S("A cancelled invoice has no guarantee.")
    keys = (invoice.guarantee or {}).get("reasons", [])
    return next(
        (IN_THE_WAY[key] for key in keys if key in IN_THE_WAY),
        S("It was due already when the client confirmed."),
    )
