"""The payment guarantee: seated in the EU and formally confirmed (spec § 8)."""

from dataclasses import replace
from datetime import date

import pytest

from kontor.orders.guarantee import Answer, GuaranteeFacts, covers, guarantee_of

ASKED = GuaranteeFacts("Museum Lumenau", "DE", asked=True, today=date(2027, 3, 10))
CONFIRMED = replace(ASKED, confirmed_on=date(2027, 3, 15))
SKIPPED = replace(ASKED, asked=False)


@pytest.mark.parametrize(
    ("facts", "answer", "keys", "sentence"),
    [
        (
            CONFIRMED,
            Answer.YES,
            ("seated_in_eu", "confirmed"),
            "Payment guarantee: yes. Seated in the EU, confirmed on 15 March 2027.",
        ),
        (
            ASKED,
            Answer.NOT_YET,
            ("not_confirmed",),
            "Payment guarantee: not yet. It starts when Museum Lumenau confirms.",
        ),
        (
            SKIPPED,
            Answer.NO,
            ("skipped_without_proof",),
            (
                "Payment guarantee: no. You skip the confirmation and have uploaded no proof that "
                "the team accepted."
            ),
        ),
        (
            replace(SKIPPED, proof_waiting=True),
            Answer.NOT_YET,
            ("proof_waiting",),
            "Payment guarantee: not yet. It starts when the team accepts your proof.",
        ),
        (
            replace(ASKED, voided=True),
            Answer.NOT_YET,
            ("confirmation_void",),
            (
                "Payment guarantee: not any more. It returns when Museum Lumenau confirms the "
                "changed order."
            ),
        ),
        (
            replace(CONFIRMED, client_country="CH"),
            Answer.NO,
            ("outside_eu",),
            "Payment guarantee: no. Museum Lumenau is not seated in the EU.",
        ),
        (
            replace(ASKED, client_country="CH"),
            Answer.NO,
            ("outside_eu", "not_confirmed"),
            "Payment guarantee: no. Museum Lumenau is not seated in the EU.",
        ),
    ],
)
def test_the_verdict_and_its_reasons(
    facts: GuaranteeFacts, answer: Answer, keys: tuple[str, ...], sentence: str
) -> None:
    verdict = guarantee_of(facts)
    assert (verdict.answer, verdict.keys) == (answer, keys)
    assert verdict.granted is (answer is Answer.YES)
    assert verdict.sentence.english() == sentence


def test_the_union_on_the_day_of_confirmation_counts() -> None:
    british = replace(ASKED, client_country="GB", today=date(2027, 1, 1))
    assert guarantee_of(replace(british, confirmed_on=date(2020, 1, 31))).granted
    assert not guarantee_of(replace(british, confirmed_on=date(2020, 2, 1))).granted


def test_a_confirmation_covers_only_what_is_not_yet_due() -> None:
    assert covers(confirmed_on=date(2027, 3, 14), due_on=date(2027, 3, 15))
    assert not covers(confirmed_on=date(2027, 3, 15), due_on=date(2027, 3, 15))
