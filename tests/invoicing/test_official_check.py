"""Nothing is issued before the official check has shown that it looks."""

from datetime import date

import pytest

from kontor.formats.einvoice import rules
from kontor.foundation.saying import say
from kontor.invoicing import faults, official_check


def test_a_check_that_lets_a_broken_document_pass_is_not_trusted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(official_check, "_shown", False)
    monkeypatch.setattr(official_check, "self_test", lambda: (("{layer} sleeps.", "CEN"),))
    assert official_check.trouble().splitlines() == [faults.UNTRUSTED.text, "CEN sleeps."]
    assert faults.in_words(official_check.trouble())[0] is faults.UNTRUSTED


def test_the_real_check_is_trusted() -> None:
    assert not official_check.trouble()


def test_every_problem_of_the_rules_can_be_translated() -> None:
    texts = {sentence.text for sentence in faults.PROBLEMS}
    assert texts == {rules.TIMED_OUT, rules.CRASHED, rules.INCOMPLETE}


def test_old_rules_are_said_from_the_day_after_eight_months_on() -> None:
    assert official_check.age_notice(date(2027, 4, 30)) is None
    notice = official_check.age_notice(date(2027, 5, 1))
    assert notice is not None
    assert say(notice, "en").startswith(
        "The official rules for e-invoices in this version are of 31 August 2026"
    )
