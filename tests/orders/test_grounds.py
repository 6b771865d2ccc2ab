"""Grounds for rejecting and refusing (R61–R68)."""

from kontor.orders.grounds import GROUNDS, OF_CHECK, ground_texts_faults, grounds_faults


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


def test_words_about_a_ground_are_asked_for_at_its_field() -> None:
    faults = ground_texts_faults({"statute": " ", "licence": "Why.", "client_debt": "a" * 2001})
    assert sorted(fault.field for fault in faults) == ["text_client_debt", "text_statute"]


def test_what_a_check_stops_for_has_a_ground() -> None:
    assert set(OF_CHECK) == {
        "client_blocked",
        "client_overdue",
        "sector_licence",
        "sector_not_processable",
        "hourly_wage",
    }
    assert set(OF_CHECK.values()) <= set(GROUNDS)
