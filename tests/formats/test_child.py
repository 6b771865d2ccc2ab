"""What may go wrong in a child stays in the child (F16)."""

import os
from collections.abc import Iterator

import pytest

from kontor.formats.child import Child, ChildFailed, ChildTimedOut


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child("tests.formats.faulty_child", seconds=20)
    yield child
    child.stop()


def test_it_answers_and_stays_warm(child: Child) -> None:
    assert child.ask({"number": 1}) == {"number": 1}
    pid = child.pid
    assert child.ask({"text": "ä\n" * 200_000}) == {"text": "ä\n" * 200_000}
    assert child.pid == pid


def test_what_libraries_print_does_not_get_between_the_answers(child: Child) -> None:
    assert child.ask({"do": "talk"}) == {"do": "talk"}
    assert child.ask({"number": 2}) == {"number": 2}


@pytest.mark.parametrize("fault", ["crash", "swallow memory"])
def test_a_child_that_breaks_is_replaced(child: Child, fault: str) -> None:
    child.ask({})
    broken = child.pid
    with pytest.raises(ChildFailed):
        child.ask({"do": fault})
    assert child.ask({"number": 3}) == {"number": 3}
    assert child.pid != broken


def test_a_child_that_hangs_is_killed_at_its_time_limit_and_replaced(child: Child) -> None:
    child.ask({})
    child.seconds = 0.5
    with pytest.raises(ChildTimedOut):
        child.ask({"do": "hang"})
    child.seconds = 20
    assert child.ask({"number": 4}) == {"number": 4}


def test_a_child_that_never_reads_a_long_question_is_killed_too() -> None:
    child = Child("tests.formats.hanging_child", seconds=0.5)
    with pytest.raises(ChildTimedOut):
        child.ask({"text": "x" * 1_000_000})


def test_an_answer_that_is_not_json_is_a_failure() -> None:
    with pytest.raises(ChildFailed):
        Child("tests.formats.garbage_child", seconds=20).ask({})


def test_a_module_that_does_not_exist_is_a_failure() -> None:
    with pytest.raises(ChildFailed):
        Child("tests.formats.no_such_child", seconds=20).ask({})


def test_the_child_is_given_none_of_our_settings(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "secret")
    settings = child.ask({"do": "show settings"})["settings"]
    assert "PYTHONPATH" in settings
    assert "DATABASE_URL" not in settings


def test_stopping_ends_the_process(child: Child) -> None:
    child.ask({})
    pid = child.pid or 0
    child.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert child.pid is None
