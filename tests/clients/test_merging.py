"""Which clients may become one, and what of their data stays."""

import pytest

from kontor.clients.blocks import Block
from kontor.clients.facts import Kind
from kontor.clients.merging import Pair, pairs, stricter, why_not
from tests.builders import drafts


@pytest.mark.parametrize("one", list(Block))
@pytest.mark.parametrize("other", list(Block))
def test_the_stricter_block_stays_whichever_of_the_two_has_it(one: Block, other: Block) -> None:
    order = [Block.NONE, Block.ADVANCE_ONLY, Block.NO_ORDERS]
    assert stricter(one, other) == max(one, other, key=order.index)


def test_a_private_person_is_merged_only_with_a_private_person() -> None:
    person, company = drafts.client(kind=Kind.PRIVATE), drafts.client()
    assert why_not(person, company)
    assert why_not(company, person)
    assert why_not(person, person) is None
    assert why_not(company, drafts.client(kind=Kind.ASSOCIATION)) is None


def test_what_only_the_one_that_goes_says_is_lost() -> None:
    found = pairs(drafts.client(town="Kehl", addition=""), drafts.client(addition="Compta"))
    lost = [each for each in found if each.is_lost]
    assert lost == [Pair("addition", "", "Compta"), Pair("town", "Kehl", "Strasbourg")]


def test_what_only_the_kept_one_says_is_not_lost() -> None:
    assert not any(each.is_lost for each in pairs(drafts.client(), drafts.client(town="")))
