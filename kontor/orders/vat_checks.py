"""The review's check of VAT: is it plausible for this client, place and service (spec § 7, § 9)."""

from collections.abc import Iterator

from kontor.clients.eu import in_eu
from kontor.clients.facts import Kind
from kontor.clients.vat_number import has_foreign_prefix
from kontor.clients.vat_register import Verdict
from kontor.foundation.sentence import S, Sentence, one_after_another
from kontor.orders.checks import Check, CheckFacts, Level, Ref, RefKind, in_order
from kontor.orders.draft import Treatment

WITHOUT_GERMAN_VAT = {Treatment.REVERSE_CHARGE, Treatment.OUTSIDE}
TO_VAT = Ref(RefKind.ADJUST, S("Adjust VAT"))


def vat_plausible(facts: CheckFacts) -> Check:
    """A look where the team decides, a condition must hold, or VAT falls otherwise than usual."""
    doubts = [*_of_case(facts), *_of_number(facts), *_of_lines(facts)]
    if not doubts:
        return in_order("vat_plausible", S("VAT treatment plausible"))
    text, refs = one_after_another(*doubts), (TO_VAT, *_to_client(facts))
    return Check("vat_plausible", Level.LOOK, S("Look at the VAT treatment"), text, refs=refs)


def _of_case(facts: CheckFacts) -> Iterator[Sentence]:
    """What the kind, the country and the place of performance leave open."""
    client, vat = facts.client, facts.vat
    if vat.team_decides:
        yield vat.why
    elif facts.place_country == "DE" != client.country and facts.treatments & WITHOUT_GERMAN_VAT:
        yield S(
            "The service is done in Germany: for admission to events and for work on land or"
            " buildings German VAT is due (§ 3a (3) UStG)."
        )
    elsewhere = client.country != "DE" and in_eu(client.country, facts.today)
    if elsewhere and client.kind is Kind.COMPANY and not client.vat_number:
        yield S(
            "A company in another EU country without a VAT number: ask for it. With German VAT "
            "the client may owe it twice."
        )


def _of_number(facts: CheckFacts) -> Iterator[Sentence]:
    """What speaks against the client's VAT number."""
    client = facts.client
    if has_foreign_prefix(client.vat_number, client.country, facts.today):
        yield S(
            "The VAT number {number} is not one of the country where the client is seated.",
            number=client.vat_number,
        )
    if facts.vat_verdict is Verdict.INVALID:
        yield S("The VAT register says that {number} is not valid.", number=client.vat_number)
    elif _unchecked(facts):
        yield S(
            "Reverse charge with a VAT number that nobody has checked: ask the VAT register about"
            " {number}.",
            number=client.vat_number,
        )


def _unchecked(facts: CheckFacts) -> bool:
    """Neither asked about nor, with the client's other data, compared with a source."""
    if Treatment.REVERSE_CHARGE not in facts.treatments or facts.client.vat_number == "":
        return False
    if facts.vat_verdict is None:
        return not facts.client.verified
    return facts.vat_verdict is Verdict.NOT_CHECKED


def _of_lines(facts: CheckFacts) -> Iterator[Sentence]:
    """What the lines' own treatments ask for."""
    for treatment, condition in facts.vat.proposals.items():
        if treatment in facts.treatments:
            yield condition
    if Treatment.EXEMPT in facts.treatments:
        yield _certificate(facts.certificate)
    usual = {facts.vat.default, *facts.vat.proposals}
    if not facts.vat.team_decides and facts.treatments - usual:
        yield S("The lines do not follow the usual treatment for this kind and country of client.")
    elif facts.vat.default in WITHOUT_GERMAN_VAT and facts.treatments & set(facts.vat.proposals):
        yield S("For this client no German VAT is usual, neither reduced nor exempt.")


def _certificate(certificate: str) -> Sentence:
    if certificate:
        return S("The cooperative’s certificate: {certificate}", certificate=certificate)
    return S("The cooperative’s settings name no certificate.")


def _to_client(facts: CheckFacts) -> tuple[Ref, ...]:
    """Where the register is asked."""
    if _unchecked(facts) or facts.vat_verdict is Verdict.INVALID:
        return (Ref(RefKind.CLIENT, S("Client page"), facts.client_id),)
    return ()
