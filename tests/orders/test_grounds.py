"""Grounds for rejecting and refusing (R61–R68)."""

from kontor.orders.grounds import GROUNDS, grounds_faults


def test_four_grounds_count_in_the_review_only_and_four_at_any_stage() -> None:
    assert [ground.rule for ground in GROUNDS.values()] == [f"R{n}" for n in range(61, 69)]
    assert {key for key, ground in GROUNDS.items() if ground.any_stage} == {
        "bogus_self_employment",
        "disagreement",
        "client_debt",
        "no_cooperation",
    }


def test_grounds_are_chosen_from_the_list() -> None:
    assert grounds_faults(["licence", "client_debt"], refusing=False) == []
    assert grounds_faults(["client_debt"], refusing=True) == []
    for keys, refusing in (([], False), (["mood"], False), (["licence"], True)):
        assert [fault.field for fault in grounds_faults(keys, refusing=refusing)] == ["grounds"]
