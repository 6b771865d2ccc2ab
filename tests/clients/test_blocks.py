"""What a block still allows."""

import pytest

from kontor.clients.blocks import Block, block_sentence


@pytest.mark.parametrize(
    ("block", "in_advance", "allowed"),
    [
        (Block.NONE, False, True),
        (Block.ADVANCE_ONLY, False, False),
        (Block.ADVANCE_ONLY, True, True),
        (Block.NO_ORDERS, False, False),
        (Block.NO_ORDERS, True, False),
    ],
)
def test_a_block_stops_what_it_says(block: Block, *, in_advance: bool, allowed: bool) -> None:
    assert (block_sentence(block, paid_in_advance=in_advance) is None) is allowed
