"""What the import linter cannot see: foreign keys, transactions, addresses in templates, sizes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent / "kontor"
FLOORS = [
    "formats",
    "foundation",
    "cooperative",
    "people",
    "clients",
    "orders",
    "invoicing",
    "receivables",
    "actions",
]
AUDIENCES = {"member", "team", "client"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def floor_of(model: type[models.Model]) -> int:
    return FLOORS.index(model.__module__.split(".")[1])


def sources() -> Iterator[Path]:
    return (path for path in ROOT.rglob("*.py") if "migrations" not in path.parts)


def foreign_keys() -> Iterator[models.ForeignKey[models.Model, models.Model]]:
    for model in apps.get_app_config("kontor").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                yield field


def test_foreign_keys_point_downward_or_stay_in_their_room() -> None:
    climbing = [
        str(key) for key in foreign_keys() if floor_of(key.related_model) > floor_of(key.model)
    ]
    assert climbing == []


def test_a_lower_room_gets_no_name_from_a_higher_one() -> None:
    named = [
        str(key)
        for key in foreign_keys()
        if floor_of(key.related_model) < floor_of(key.model)
        and key.remote_field.related_name != "+"
        and key.model._meta.model_name != "invoice"
    ]
    assert named == []


def test_only_actions_begin_a_transaction() -> None:
    begun = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        if path.parent.name != "actions"
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Attribute) and node.attr == "atomic")
        or (isinstance(node, ast.Name) and node.id == "atomic")
    ]
    assert begun == []


def test_only_the_lifecycle_writes_the_status_of_an_order() -> None:
    writers = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        if path.name != "lifecycle.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "status"
    ]
    assert writers == []


def test_templates_of_an_audience_lead_only_to_their_own_pages() -> None:
    climbing = [
        f"{path.name}: {name}"
        for audience in AUDIENCES
        for path in (ROOT / "pages" / audience / "templates").rglob("*.html")
        for name in re.findall(r"{% (?:url|include|extends) ['\"]([^'\"]+)", path.read_text())
        if re.split(r"[:/]", name)[0] in AUDIENCES - {audience}
    ]
    assert climbing == []


def test_no_page_has_inline_script_or_style() -> None:
    inline = [
        f"{path.relative_to(ROOT)}"
        for path in (ROOT / "pages").rglob("*.html")
        if re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", path.read_text())
    ]
    assert inline == []


def test_files_and_functions_stay_short() -> None:
    long = [path.name for path in sources() if len(path.read_text().splitlines()) > LONGEST_FILE]
    long += [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert sorted(long) == sorted(EXCEPTIONS)


# Each with its reason; nothing is added here without one.
EXCEPTIONS: dict[str, str] = {}
