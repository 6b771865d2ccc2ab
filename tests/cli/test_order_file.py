"""What is wrong with an order file is said by field, all at once, before anything is played."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kontor.cli.simulate import order_file, shape
from kontor.cli.simulate.input_check import faults_of

GOOD: dict[str, Any] = {
    "today": "2027-01-04",
    "member": {"name": "Ada Brandt", "email": "ada@members.example"},
    "client": {
        "name": "Imprimerie Lefèvre SARL",
        "country": "FR",
        "street": "12 rue des Écoles",
        "postcode": "67000",
        "town": "Strasbourg",
        "vat_number": "FR40303265045",
    },
    "contact": {"name": "Chloé Martin", "email": "chloe@lefevre.example"},
    "title": "Autumn catalogue",
    "description": "Layout, 48 pages.",
    "service_from": "2027-01-11",
    "service_to": "2027-01-15",
    "sector": "graphic-design",
    "hours": "40",
    "lines": [{"text": "Layout", "quantity": "5", "unit": "day", "unit_price": "420.00"}],
    "payment": {"mode": "single", "billing_date": "2027-01-18"},
}

EDIT = {"on": "2027-01-04", "do": "edit"}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The good file with the value at a dotted path set; `...` removes the key."""
    raw = deepcopy(GOOD)
    place: Any = raw
    *inner, last = path.split(".")
    for name in inner:
        place = place[int(name)] if isinstance(place, list) else place[name]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return raw


def faults(raw: dict[str, Any]) -> dict[str, str]:
    """Field → what is wrong with it."""
    file, found = order_file.read(raw, Path())
    found += faults_of(file, found)
    return {fault.field: str(fault.sentence) for fault in found}


def test_a_complete_file_has_no_fault_and_gets_the_default_life() -> None:
    assert faults(GOOD) == {}
    file, _ = order_file.read(GOOD, Path())
    assert [(event.on, event.do) for event in file.events] == [
        (date(2027, 1, 4), "submit"),
        (date(2027, 1, 4), "approve"),
        (date(2027, 1, 5), "client_confirm"),
    ]
    assert file.draft.confirmation.valid_until == date(2027, 1, 11)


def test_with_the_client_first_the_approval_comes_last() -> None:
    file, _ = order_file.read({**GOOD, "first": "client"}, Path())
    assert file is not None
    assert [event.do for event in file.events] == ["submit", "client_confirm", "approve"]


@pytest.mark.parametrize(
    ("path", "value", "field", "words"),
    [
        ("today", ..., "today", "missing"),
        ("member", ..., "member", "missing"),
        ("client", ..., "client", "missing"),
        ("contact", ..., "contact", "missing"),
        ("title", ..., "title", "missing"),
        ("lines", ..., "lines", "missing"),
        ("payment", ..., "payment", "missing"),
        ("payment.billing_date", ..., "payment.billing_date", "missing"),
        ("member.email", "nobody", "member.email", "@"),
        ("lines.0.unit_price", "-1", "lines[0].unit_price", "must not be negative"),
        ("lines.0.unit_price", "1.234,56", "lines[0].unit_price", "digits"),
        ("lines.0.unit_price", "NaN", "lines[0].unit_price", "digits"),
        ("lines.0.unit_price", "1e30", "lines[0].unit_price", "digits"),
        ("lines.0.unit_price", "٣", "lines[0].unit_price", "digits"),
        ("lines.0.unit_price", 420, "lines[0].unit_price", "in quotes"),
        ("lines.0.unit_price", "1.23456", "lines[0].unit_price", "at most 4 decimals"),
        ("lines.0.unit_price", "10000000.00", "lines[0].unit_price", "at most"),
        ("lines.0.quantity", "1000000", "lines[0].quantity", "at most"),
        ("lines.0.unit", "week", "lines[0].unit", "must be one of"),
        ("lines.0.unit", ..., "lines[0].unit", "missing"),
        ("lines.0.vat", "zero", "lines[0].vat", "must be one of"),
        ("lines.0.colour", "red", "lines[0].colour", "known key"),
        ("lines", [], "lines", ""),
        ("lines", ["x"], "lines[0]", "object"),
        ("today", "2027-02-30", "today", ""),
        ("service_from", "11.01.2027", "service_from", "2027-03-22"),
        ("service_to", "2027-01-10", "service_to", ""),
        ("service_to", ..., "service_to", ""),
        ("sector", "dowsing", "sector", "sector"),
        ("client.country", "XX", "client.country", "country"),
        ("client.vat_number", "FR00000000000", "client.vat_number", ""),
        ("client.kind", "ghost", "client.kind", "must be one of"),
        (
            "contact.email",
            "Rechnung@smart.example",
            "contact.email",
            "belongs to you or to the team",
        ),
        ("contact.email", "ada@members.example", "contact.email", "you"),
        ("contact.email", "ADA@Members.Example", "contact.email", "you"),
        ("title", "   ", "title", "empty"),
        ("title", "x" * 201, "title", "Shorten"),
        ("title", "a\nb", "title", "one line"),
        ("title", "a\x00b", "title", "U+0000"),
        ("description", "a\u202eb", "description", "U+202E"),
        ("description", "\ud800", "description", "U+D800"),
        ("confirmation", {"valid_until": "2027-01-03"}, "confirmation.valid_until", ""),
        ("confirmation", {"valid_until": "2028-02-01"}, "confirmation.valid_until", ""),
        ("confirmation", {"ask": "yes"}, "confirmation.ask", "true or false"),
        ("payment.term_days", 91, "payment.term_days", "0 to 90"),
        ("payment.term_days", "14", "payment.term_days", "whole number"),
        ("payment.term_days", True, "payment.term_days", "whole number"),
        ("payment.mode", "barter", "payment.mode", "must be one of"),
        ("cooperative", {"vat_number": 3}, "cooperative.vat_number", "in quotes"),
        ("cooperative", {"vat_number": "DE1"}, "cooperative.vat_number", "VAT number"),
        ("cooperative", {"iban": "DE00"}, "cooperative.iban", "IBAN"),
        ("cooperative", {"fee_percent": "101"}, "cooperative.fee_percent", "at most 100"),
        ("cooperative", {"fee_percent": "nine"}, "cooperative.fee_percent", "digits"),
        ("cooperative", {"motto": "x"}, "cooperative.motto", "known key"),
        ("surprise", 1, "surprise", "known key"),
        ("until", "2027-01-03", "until", "before today"),
        (
            "payment",
            {"mode": "instalments", "parts": [{"date": "2027-01-18", "percent": "100"}]},
            "payment.parts",
            "",
        ),
        (
            "payment",
            {"mode": "advance", "billing_date": "2027-01-18", "deposit": {"percent": "30"}},
            "payment.final_date",
            "missing",
        ),
        (
            "events",
            [{"on": "2027-01-04", "do": "change_contact", "fields": {"email": "a b"}}],
            "events[0].fields.email",
            "",
        ),
        (
            "events",
            [{"on": "2027-01-04", "do": "request_cancellation", "invoices": {"1": "burn"}}],
            "events[0].invoices.1",
            "one of",
        ),
        (
            "events",
            [{"on": "2027-01-04", "do": "upload_proof", "path": "not-there.pdf"}],
            "events[0].path",
            "cannot be read",
        ),
        ("until", "9999-12-31", "until", "4 January 2033"),
        ("today", "9999-12-31", "today", "2100"),
        ("today", "1999-12-31", "today", "2000"),
        ("member.name", "Ada 🎉", "member.name", "U+1F389"),
        ("cooperative", {"name": "Klang 🎉"}, "cooperative.name", "U+1F389"),
        ("client.postcode", "〒100", "client.postcode", "U+3012"),
        ("events", [{**EDIT, "fields": {"lines": "x"}}], "events[0].fields.lines", "list"),
        ("events", [{**EDIT, "fields": {"tittle": "x"}}], "events[0].fields.tittle", "known key"),
        ("events", [{**EDIT, "fields": {"title": "🎉"}}], "events[0].fields.title", "U+1F389"),
        ("events", [{**EDIT, "fields": {"sector": "x"}}], "events[0].fields.sector", "sector"),
        ("events", [{"on": "2027-01-04", "do": "dance"}], "events[0].do", "known event"),
        ("events", [{"on": "2027-01-01", "do": "submit"}], "events[0].on", "before today"),
        ("events", [{"on": "2027-01-04", "do": "submit", "x": 1}], "events[0].x", "known key"),
        ("events", [{"do": "submit"}], "events[0].on", "missing"),
        ("events", {"on": "x"}, "events", "list"),
    ],
)
def test_a_wrong_value_is_named_by_its_field(path: str, value: Any, field: str, words: str) -> None:
    found = faults(changed(path, value))
    assert field in found, found
    assert words in found[field]
    assert len(found) == 1, "one mistake, one line"


ADJUST = {"on": "2027-01-04", "do": "adjust"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"payment": {"billing_date": "2027-99-99"}}, "payment.billing_date"),
        ({"payment": {"billing_date": "2033-01-01"}}, "payment.billing_date"),
        ({"lines": [{"vat": "none"}]}, "lines[0].vat"),
        ({"sector": "ghost"}, "sector"),
        ({"sector": 5}, "sector"),
        ({"contact": {"name": " "}}, "contact.name"),
    ],
)
def test_what_an_adjustment_says_is_judged_before_anything_is_played(
    fields: dict[str, Any], field: str
) -> None:
    assert list(faults({**GOOD, "events": [{**ADJUST, "fields": fields}]})) == [
        f"events[0].fields.{field}"
    ]


@pytest.mark.parametrize(
    "fields", [{"title": "Another"}, {"lines": []}, {"payment": {"final_date": "2027-02-01"}}]
)
def test_what_is_not_the_teams_to_change_is_no_fault_of_the_file(fields: dict[str, Any]) -> None:
    assert faults({**GOOD, "events": [{**ADJUST, "fields": fields}]}) == {}


def test_an_open_ended_plan_needs_a_last_day_of_the_simulation() -> None:
    monthly = {"mode": "recurrent", "unit": "month", "billing_date": "2027-01-31"}
    endless = {key: value for key, value in GOOD.items() if key != "service_to"}
    assert faults({**endless, "payment": monthly, "until": "2027-12-31"}) == {}
    assert list(faults({**endless, "payment": monthly})) == ["until"]


def test_all_faults_are_said_at_once() -> None:
    raw = {**GOOD, "title": "", "sector": "dowsing", "hours": "-3", "colour": "red"}
    assert set(faults(raw)) == {"title", "sector", "hours", "colour"}
    # also where nothing is submitted, and where the first day cannot be read
    assert set(faults({**raw, "events": []})) == {"title", "sector", "hours", "colour"}
    raw |= {"today": "2027-02-30", "client": {}}
    named = {"client.name", "client.country", "today"}
    assert set(faults(raw)) == {"title", "sector", "hours", "colour", *named}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not JSON"),
        (b"[1]", "one JSON object"),
        (b'{"a": 1, "a": 2}', "stands twice"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_what_is_no_json_object_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(shape.NotJson) as refused:
        shape.parse(data)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
