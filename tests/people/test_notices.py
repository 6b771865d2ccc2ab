"""How members are told: what the process requires is never held back (spec § 17)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kontor.people.notices import BY_KEY, KINDS, How, how_to_tell, kind_of

ACTIONS = Path(__file__).resolve().parents[2] / "kontor" / "actions"
CHOSEN = {"client": "digest", "review": "desk", "draft_invoice": "desk", "question": "digest"}


def purposes_to_members() -> Iterator[str]:
    """The purposes that acts write out where they queue a mail to a member."""
    for path in ACTIONS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                "post.to_member",
                "post.to_person",
            }:
                named = {word.arg: word.value for word in node.keywords}
                if isinstance(value := named["purpose"], ast.Constant):
                    yield str(value.value)


@pytest.mark.parametrize("purpose", sorted(set(purposes_to_members())))
def test_every_mail_to_a_member_belongs_to_a_kind(purpose: str) -> None:
    assert kind_of(purpose)


def test_a_purpose_belongs_to_one_kind_only() -> None:
    every = [purpose for kind in KINDS for purpose in kind.purposes]
    assert len(every) == len(set(every))
    assert len(BY_KEY) == len(KINDS)


def test_members_are_told_as_they_have_chosen() -> None:
    assert how_to_tell("client_confirmed", CHOSEN, is_active=True) is How.DIGEST
    assert how_to_tell("order_approved", CHOSEN, is_active=True) is How.DESK
    assert how_to_tell("invoice_issued", CHOSEN, is_active=True) is How.AT_ONCE
    assert how_to_tell("client_confirmed", {}, is_active=True) is How.AT_ONCE


@pytest.mark.parametrize("active", [True, False])
@pytest.mark.parametrize("purpose", ["draft_invoice", "order_returned", "client_requests_changes"])
def test_what_the_process_requires_is_told_at_once_whatever_was_chosen(
    purpose: str, *, active: bool
) -> None:
    assert how_to_tell(purpose, CHOSEN, is_active=active) is How.AT_ONCE


def test_who_has_left_gets_only_what_the_process_requires() -> None:
    assert how_to_tell("client_confirmed", {}, is_active=False) is How.DESK


def test_a_mail_that_nobody_can_choose_about_goes_out() -> None:
    assert how_to_tell("something_new", {"client": "desk"}, is_active=True) is How.AT_ONCE
