"""The summary beside the order form: what the order as typed would become."""

from collections.abc import Sequence

from kontor.clients.blocks import block_sentence
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.invoicing.preview import Preview
from kontor.orders import guarantee as verdicts
from kontor.orders.draft import Draft, Mode, Treatment
from kontor.orders.plan import paid_in_advance
from kontor.orders.totals import VatGroup, VatTerms
from kontor.pages.member import sector_words
from kontor.pages.member.planned_rows import planned_rows
from kontor.pages.shared.parts.shapes import Guarantee, SumLine, Summary
from kontor.pages.shared.wage_lines import wage_shown

VAT_NOTES: dict[Treatment, Sentence] = {
    Treatment.REVERSE_CHARGE: S("No German VAT for all lines: reverse charge"),
    Treatment.OUTSIDE: S("No German VAT for all lines: not taxable in Germany"),
    Treatment.EXEMPT: S("No German VAT for all lines: exempt"),
}


def summary_of(draft: Draft, preview: Preview) -> Summary:
    """What the summary shows of a draft as it stands."""
    sums, planned = preview.totals, planned_rows(draft, preview)
    blocked = _blocked(draft, preview)
    return Summary(
        gross=sums.gross if preview.vat and sums.net else None,
        each=draft.payment.mode is Mode.RECURRENT,
        sums=_sums(preview) if sums.net else (),
        invoices=planned.shown,
        folded=planned.folded,
        more=planned.more or "",
        counted=planned.counted,
        terms=planned.terms or "",
        plan_sum=planned.total,
        wage=wage_shown(preview.wage),
        guarantee=guarantee_shown(preview.guarantee) if preview.guarantee else None,
        next_steps=[blocked] if blocked else preview.steps,
        brief=_brief(preview),
        warnings=_warnings(draft, preview),
    )


def vat_note(preview: Preview) -> Sentence | None:
    """The line below the fees that says how VAT falls on them."""
    vat = preview.vat
    if vat is None or vat.team_decides:
        return vat.why if vat else None
    if vat.default in VAT_NOTES:
        return VAT_NOTES[vat.default]
    return S("VAT {rate} % for all lines", rate=vat.rate_of(vat.default))


def guarantee_shown(guarantee: verdicts.Guarantee) -> Guarantee:
    """The verdict with the facts it rests on; outside the EU nothing else matters."""
    seat, *others = guarantee.reasons
    reasons = [seat, *others] if seat.fulfilled else [seat]
    facts = [(reason.fulfilled, reason.sentence) for reason in reasons]
    return Guarantee(verdict=guarantee.answer.value, facts=facts)


def _sums(preview: Preview) -> Sequence[SumLine]:
    sums = preview.totals
    lines = [SumLine(S("Fees"), sums.fees)]
    if sums.expenses:
        lines.append(SumLine(S("Expenses"), sums.expenses))
    lines.append(SumLine(S("Net"), sums.net, strong=True))
    return [*lines, *(SumLine(_vat_label(group), group.vat) for group in sums.groups)]


def _vat_label(group: VatGroup) -> Sentence:
    match group.treatment:
        case Treatment.REVERSE_CHARGE:
            return S("VAT (reverse charge)")
        case Treatment.OUTSIDE:
            return S("VAT (not taxable in Germany)")
        case Treatment.EXEMPT:
            return S("VAT (exempt)")
    return S("VAT {rate} %", rate=group.rate)


def _warnings(draft: Draft, preview: Preview) -> list[Sentence]:
    found = [warning.sentence for warning in preview.warnings]
    sector = sector_words.warning_of(draft.sector)
    found += [sector] if sector else []
    found += _to_decide(draft, preview.vat) if preview.vat else []
    if preview.vat is None and preview.totals.net:
        found.append(S("VAT and the gross amount show as soon as the client is chosen."))
    return found


def _to_decide(draft: Draft, vat: VatTerms) -> list[Sentence]:
    """What the team will look at, and why German VAT is charged in spite of a VAT number."""
    used = {vat.treatment_of(line) for line in draft.lines}
    found = [vat.why] if vat.team_decides or Treatment.REVERSE_CHARGE in vat.refused else []
    return [*found, *(said for treatment, said in vat.proposals.items() if treatment in used)]


def _blocked(draft: Draft, preview: Preview) -> Sentence | None:
    """Why the order goes nowhere as it stands, or None."""
    if preview.client is None:
        return None
    in_advance = paid_in_advance(draft.payment, draft.service_from)
    return block_sentence(preview.client.block, paid_in_advance=in_advance)


_BRIEF_GUARANTEE = {
    verdicts.Answer.YES: S("Guarantee: yes"),
    verdicts.Answer.NOT_YET: S("Guarantee once confirmed"),
    verdicts.Answer.NO: S("No guarantee"),
}


def _brief(preview: Preview) -> str:
    """The summary in one line, for small screens and for ears."""
    words: list[Sentence] = []
    if preview.guarantee:
        words.append(_BRIEF_GUARANTEE[preview.guarantee.answer])
    if preview.invoices:
        words.append(S.plural("{n} invoice", "{n} invoices", len(preview.invoices)))
    if preview.wage.hourly is not None:
        words.append(S("{wage} per hour", wage=Money(preview.wage.hourly)))
    return " · ".join(say(word) for word in words)
