"""Whether the official check can be trusted here: nothing is issued before it has shown that."""

import logging
from datetime import date

from kontor.formats.einvoice.official import FRESH_MONTHS, RELEASED, outdated
from kontor.formats.einvoice.rules import Verdict
from kontor.formats.einvoice.selftest import self_test
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.faults import UNTRUSTED

log = logging.getLogger(__name__)
_shown = False


def trouble() -> str:
    """Why the official check cannot be trusted in this process, or nothing.

    Each layer must catch a document broken on purpose and pass one in order; asked once per
    process until it holds, so that a layer put right later is seen.
    """
    global _shown  # noqa: PLW0603  # one fact of this process
    if _shown:
        return ""
    faults = [sentence.format(layer=place) for sentence, place in self_test()]
    if faults:
        log.error("%s %s", UNTRUSTED, " ".join(faults))
        return "\n".join([UNTRUSTED.text, *faults])
    _shown = True
    return ""


def age_notice(today: date) -> Sentence | None:
    """That the official rules have become old, for whoever keeps the portal; else None."""
    if not outdated(today):
        return None
    return S(
        "The official rules for e-invoices in this version are of {day}, more than {months} months"
        " ago. New ones come out twice a year: install the newest version of Kontor.",
        day=RELEASED,
        months=FRESH_MONTHS,
    )


def fault_text(verdict: Verdict) -> str:
    """Why the rules refuse a document, one reason a line: a problem, then the rules' own text."""
    findings = [f"{found.rule}: {found.text}" for found in verdict.findings if found.blocks]
    return "\n".join([verdict.problem, *findings]).strip()
