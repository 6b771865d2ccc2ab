"""The registry of mails knows every letter, branch and purpose of the code."""

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from kontor.actions.letter_samples import samples, wordings
from kontor.cooperative.models import MailText
from kontor.foundation.letter_wording import LONGEST, Part, Sample, wording_faults
from kontor.foundation.message import LONGEST_HEADER
from kontor.foundation.saying import say, usual
from kontor.foundation.sentence import Sentence
from kontor.foundation.written import Language
from kontor.pages.shared.mail_lines import PURPOSES
from kontor.pages.team.mail_words import PARTS, PLACEHOLDERS
from tests.builders import house

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2] / "kontor"
LANGUAGES: tuple[Language, ...] = ("de", "en")
# Letters that are not named like their purpose.
SAME_PURPOSE = {
    "accepted": "client_proposal_accepted",
    "client_answered": "thread_message",
    "conversation_message": "thread_message",
    "declined": "client_proposal_declined",
    "letter_to_client": "client_message",
    "offer_settled": "offer_withdrawn",
    "written_to_client": "thread_message",
}
# What stands in the box of facts is made here; a letter shows some of it.
IN_FACTS = {"_LABELS", "LEVELS", "_facts", "_period", "_calculation", "_outcome", "_offer_facts"}


@pytest.fixture(autouse=True)
def _house() -> None:
    house.cooperative()


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        if "migrations" not in path.parts and "cli" not in path.parts:
            yield path, ast.parse(path.read_text())


def writes_letters(tree: ast.Module) -> list[ast.FunctionDef]:
    """The public functions of a file that give a Letter."""
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and isinstance(node.returns, ast.Name)
        and node.returns.id == "Letter"
        and not node.name.startswith("_")
    ]


def message_ids(tree: ast.AST) -> set[str]:
    """Every literal that is handed to S or S.plural, both forms."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in {"S", "Sentence", "plural"}:
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str)}
    return found


def said(value: object) -> Iterator[str]:
    """The message ids in a letter, by the form that is said."""
    if isinstance(value, Sentence):
        yield value.form
        for _, inner in value.values:
            yield from said(inner)
    elif isinstance(value, tuple):
        for each in value:
            yield from said(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from said(getattr(value, field.name))


def prose_ids(tree: ast.Module) -> set[str]:
    """Message ids outside of the box of facts, which nobody rewords."""
    found = set()
    for node in tree.body:
        names = [getattr(node, "name", "")] + [
            getattr(target, "id", "") for target in getattr(node, "targets", ())
        ]
        if not IN_FACTS & set(names):
            found |= message_ids(node)
    in_facts = {
        each
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node) == "Fact"
        for each in message_ids(node)
    }
    return found - in_facts


def test_every_letter_of_the_code_has_a_sample_under_its_purpose() -> None:
    known = samples()
    missing = [
        f"{path.name}: {function.name}"
        for path, tree in sources()
        for function in writes_letters(tree)
        if SAME_PURPOSE.get(function.name, function.name) not in known
        and path.name != "letter_samples.py"
    ]
    assert missing == []


def test_every_purpose_that_is_queued_has_a_sample_and_a_title() -> None:
    queued = {
        keyword.value.value
        for path, tree in sources()
        if path.parent.name == "actions"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "purpose" and isinstance(keyword.value, ast.Constant)
    }
    known = {key for key, sample in samples().items() if sample.group != "manners"}
    assert queued <= known
    assert known == set(PURPOSES)


def test_every_sentence_of_every_branch_stands_in_a_sample() -> None:
    shown = {each for sample in samples().values() for each in said(sample.letters)}
    written = {
        each
        for path, tree in sources()
        if writes_letters(tree) and path.name not in {"letter_samples.py", "letter_layout.py"}
        for each in prose_ids(tree)
    }
    assert sorted(written - shown) == []


def test_every_change_of_a_sign_in_that_is_told_stands_in_a_sample() -> None:
    shown = set(said(samples()["account_changed"].letters))
    told = {
        each
        for _, tree in sources()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Call) and _name(node) == "tell_of_change")
        or (
            isinstance(node, ast.Assign)
            and any(
                isinstance(key, ast.Constant) and "mfa/email" in str(key.value)
                for key in getattr(node.value, "keys", ())
            )
        )
        for each in message_ids(node)
    }
    assert len(told) > 5
    assert told <= shown


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def every_sample() -> list[Sample]:
    return list(samples().values())


def test_the_usual_words_pass_the_rules_for_own_words_in_both_languages() -> None:
    wrong = [
        (sample.purpose, wording.message, language)
        for sample in every_sample()
        for wording in wordings(sample)
        for language in LANGUAGES
        if wording_faults(wording, usual(wording.sentence, language))
    ]
    assert wrong == []


def test_message_ids_fit_into_the_table_and_are_told_apart_by_their_keys() -> None:
    longest = MailText._meta.get_field("message").max_length or 0
    found = {w.message: w.key for sample in every_sample() for w in wordings(sample)}
    assert max(map(len, found)) <= longest
    assert len(set(found.values())) == len(found)
    assert max(LONGEST.values()) <= (MailText._meta.get_field("text").max_length or 0)


def test_a_subject_in_the_longest_own_words_fits_into_a_header() -> None:
    name, title = "N" * 120, "T" * 200
    longest = {"member": name, "contact": name, "author": name, "name": name, "title": title}
    longest |= {"client": title}
    for sample in every_sample():
        subject = wordings(sample)[0]
        values = {key: longest.get(key, "x" * 40) for key in subject.placeholders}
        room = LONGEST[Part.SUBJECT] - sum(len(key) + 2 for key in values)
        assert room + sum(map(len, values.values())) <= LONGEST_HEADER, sample.purpose


def test_every_placeholder_and_part_is_explained() -> None:
    used = {
        name
        for sample in every_sample()
        for wording in wordings(sample)
        for name in wording.placeholders
    }
    assert used == set(PLACEHOLDERS)
    assert {w.part for sample in every_sample() for w in wordings(sample)} == set(PARTS)


def test_samples_speak_german_too() -> None:
    for sample in every_sample():
        for wording in wordings(sample):
            assert say(wording.sentence, "de") != ""
