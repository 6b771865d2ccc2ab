"""The payment guarantee (spec § 8): a pure function of facts, a verdict with its reasons."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kontor.clients.eu import in_eu
from kontor.foundation.sentence import S, Sentence


class Answer(StrEnum):
    """Granted, not yet, or not."""

    YES = "yes"
    NOT_YET = "not_yet"
    NO = "no"


IN_THE_WAY: dict[str, Sentence] = {
    "outside_eu": S("Not seated in the EU."),
    "confirmation_void": S("The confirmation ended when the order was changed afterwards."),
    "proof_waiting": S("The team has not accepted the proof yet."),
    "not_confirmed": S("Not confirmed yet."),
    "skipped_without_proof": S("The confirmation is skipped and there is no accepted proof."),
}
"""What keeps the guarantee from being granted, by the key of its reason."""


@dataclass(frozen=True)
class GuaranteeFacts:
    """`confirmed_on`: the day of the client's click, or the upload day of an accepted proof.

    `asked`: the client is or will be asked. `proof_waiting`: a proof not yet judged.
    `voided`: a confirmation stood and a later change ended it. `today`: judges EU membership
    while nothing is confirmed.
    """

    client_name: str
    client_country: str
    asked: bool
    today: date
    confirmed_on: date | None = None
    proof_waiting: bool = False
    voided: bool = False


@dataclass(frozen=True)
class Reason:
    """A fact behind the verdict; `fulfilled` tells the tick from the hourglass or cross."""

    key: str
    fulfilled: bool
    sentence: Sentence


@dataclass(frozen=True)
class Guarantee:
    """The verdict, the facts behind it, and one sentence for people."""

    answer: Answer
    reasons: tuple[Reason, ...]
    sentence: Sentence

    @property
    def granted(self) -> bool:
        """Whether the guarantee stands now."""
        return self.answer is Answer.YES

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the reasons that decide: why it is granted, or what is in the way."""
        return tuple(reason.key for reason in self.reasons if reason.fulfilled is self.granted)


def guarantee_of(facts: GuaranteeFacts) -> Guarantee:
    """The verdict on an order: seated in the EU and formally confirmed, nothing else."""
    seat, confirmation = _seat(facts), _confirmation(facts)
    if seat.fulfilled and confirmation.fulfilled:
        answer = Answer.YES
    elif seat.fulfilled and (facts.asked or facts.proof_waiting):
        answer = Answer.NOT_YET
    else:
        answer = Answer.NO
    return Guarantee(answer, (seat, confirmation), _sentence(answer, seat, facts))


def covers(confirmed_on: date, due_on: date) -> bool:
    """Whether a confirmation covers an invoice: only if it was not yet due on that day."""
    return confirmed_on < due_on


def _seat(facts: GuaranteeFacts) -> Reason:
    if in_eu(facts.client_country, facts.confirmed_on or facts.today):
        return Reason("seated_in_eu", fulfilled=True, sentence=S("Seated in the EU."))
    return Reason("outside_eu", fulfilled=False, sentence=IN_THE_WAY["outside_eu"])


def _confirmation(facts: GuaranteeFacts) -> Reason:
    if facts.confirmed_on:
        sentence = S("Confirmed on {day}.", day=facts.confirmed_on)
        return Reason("confirmed", fulfilled=True, sentence=sentence)
    if facts.voided:
        key = "confirmation_void"
    elif facts.proof_waiting:
        key = "proof_waiting"
    else:
        key = "not_confirmed" if facts.asked else "skipped_without_proof"
    return Reason(key, fulfilled=False, sentence=IN_THE_WAY[key])


def _sentence(answer: Answer, seat: Reason, facts: GuaranteeFacts) -> Sentence:
    client = facts.client_name
    if answer is Answer.YES and facts.confirmed_on:
        return S(
            "Payment guarantee: yes. Seated in the EU, confirmed on {day}.", day=facts.confirmed_on
        )
    if answer is Answer.NOT_YET and facts.proof_waiting:
        return S("Payment guarantee: not yet. It starts when the team accepts your proof.")
    if answer is Answer.NOT_YET and facts.voided:
        return S(
            "Payment guarantee: not any more. It returns when {client} confirms the changed order.",
            client=client,
        )
    if answer is Answer.NOT_YET:
        return S("Payment guarantee: not yet. It starts when {client} confirms.", client=client)
    return _no(seat, facts)


def _no(seat: Reason, facts: GuaranteeFacts) -> Sentence:
    if not seat.fulfilled:
        return S(
            "Payment guarantee: no. {client} is not seated in the EU.", client=facts.client_name
        )
    if facts.voided:
        return S(
            "Payment guarantee: not any more. The order was changed after its confirmation; "
            "upload a new proof."
        )
    return S(
        "Payment guarantee: no. You skip the confirmation and have uploaded no proof that the "
        "team accepted."
    )
