"""Grounds for rejecting an order (R61–R68) and their texts to the member."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import is_blank, text_faults

LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Ground:
    """`title` for the list, `text` prefilled for the member. `any_stage`: may also refuse."""

    key: str
    rule: str
    title: Sentence
    text: Sentence
    any_stage: bool


def grounds_faults(keys: Sequence[str], *, refusing: bool) -> list[Fault]:
    """What is wrong with the chosen grounds; `refusing` means at a stage after the review."""
    if not keys:
        return [Fault("grounds", S("Choose at least one ground."), missing=True)]
    if any(key not in GROUNDS for key in keys):
        return [Fault("grounds", S("Choose grounds from the list."))]
    if refusing and not all(GROUNDS[key].any_stage for key in keys):
        return [Fault("grounds", S("This ground only counts in the review; choose another."))]
    return []


def ground_texts_faults(said: Mapping[str, str]) -> list[Fault]:
    """What is wrong with the words about each chosen ground, at `text_KEY`."""
    faults = [
        Fault(f"text_{key}", sentence)
        for key, text in said.items()
        for sentence in text_faults(text, LONGEST_TEXT, multiline=True)
    ]
    why = S("Write why, or take this ground back.")
    return faults + [
        Fault(f"text_{key}", why, missing=True) for key, text in said.items() if is_blank(text)
    ]


# The ground that fits where a check stops; the advisor decides whether it does.
OF_CHECK: dict[str, str] = {
    "client_blocked": "client_debt",
    "client_overdue": "client_debt",
    "sector_licence": "licence",
    "sector_not_processable": "not_processable",
    "hourly_wage": "minimum_wage",
}

_ALL = (
    Ground(
        "licence",
        "R61",
        S("Needs a licence or a guarantee"),
        S(
            "The activity you plan needs a licence or a guarantee that the cooperative does not "
            "have. We cannot take this order on."
        ),
        any_stage=False,
    ),
    Ground(
        "statute",
        "R62",
        S("Against the statute"),
        S("The activity you plan does not comply with the statute of the cooperative."),
        any_stage=False,
    ),
    Ground(
        "not_processable",
        "R63",
        S("Cannot be processed"),
        S(
            "This activity cannot be processed through the cooperative, for example craft trades "
            "or the sale of goods."
        ),
        any_stage=False,
    ),
    Ground(
        "minimum_wage",
        "R64",
        S("Hourly wage too low"),
        S(
            "The hourly wage of this order is so low that an employment would miss the minimum "
            "wage. Agree a higher fee or less work with your client and submit a new order."
        ),
        any_stage=False,
    ),
    Ground(
        "bogus_self_employment",
        "R65",
        S("Suspected bogus self-employment"),
        S(
            "We suspect that this work is not carried out independently. Talk to us before you "
            "go on with it."
        ),
        any_stage=True,
    ),
    Ground(
        "disagreement",
        "R66",
        S("Difference of opinion"),
        S("You and the cooperative do not agree on how this order is carried out."),
        any_stage=True,
    ),
    Ground(
        "client_debt",
        "R67",
        S("Client in debt or long overdue"),
        S(
            "The client has debt towards the cooperative, or invoices that have been due for more "
            "than two months."
        ),
        any_stage=True,
    ),
    Ground(
        "no_cooperation",
        "R68",
        S("No cooperation"),
        S("We could not process this order because we did not get from you what we needed."),
        any_stage=True,
    ),
)

GROUNDS: dict[str, Ground] = {ground.key: ground for ground in _ALL}
