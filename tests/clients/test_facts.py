"""What the fields of a client may hold."""

import pytest

from kontor.clients.facts import Kind, client_faults, faults_to_add, tidied
from kontor.clients.leitweg import is_leitweg_id
from tests.builders.drafts import TODAY, client, german_client


def fields(**changes: object) -> set[str]:
    return {fault.field for fault in client_faults(client(**changes), TODAY)}


def test_a_complete_client_has_no_faults() -> None:
    assert client_faults(client(), TODAY) == []
    assert faults_to_add(client(), TODAY) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"town": "\u202eBerlin"}, "town"),
        ({"country": ""}, "country"),
        ({"country": "XX"}, "country"),
        ({"country": "fr"}, "country"),
        ({"vat_number": "FR40303265046"}, "vat_number"),
        ({"invoice_email": "compta@"}, "invoice_email"),
        ({"name": "漢字出版"}, "name"),
        ({"addition": "📮 Abteilung 3"}, "addition"),
        ({"street": "شارع 5"}, "street"),
        ({"buyer_reference": "Ref ∮"}, "buyer_reference"),
        ({"buyer_reference": "991-03730-18"}, "buyer_reference"),
    ],
)
def test_each_wrong_field_is_named_alone(changes: dict[str, str], field: str) -> None:
    assert fields(**changes) == {field}


def test_all_faults_come_at_once() -> None:
    assert fields(name="", country="", invoice_email="x") == {"name", "country", "invoice_email"}


def test_only_leitweg_ids_are_judged_by_their_digits() -> None:
    assert is_leitweg_id("04011000-1234512345-06")
    assert not is_leitweg_id("PO 4711")
    for reference in ("04011000-1234512345-06", "PO 4711", "4500-123-45", "991-03730-19", ""):
        assert fields(buyer_reference=reference) == set()


def test_a_client_entered_by_hand_needs_an_address() -> None:
    office = german_client(kind=Kind.PUBLIC, street="", postcode="", town="")
    missing = faults_to_add(office, TODAY)
    assert {fault.field for fault in missing} == {"street", "postcode", "town", "buyer_reference"}
    assert all(fault.missing for fault in missing)


def test_a_client_is_stored_in_its_written_form() -> None:
    typed = client(name=" Lefèvre ", vat_number="fr 40 303 265 045", invoice_email=" A@X.example ")
    stored = tidied(typed, TODAY)
    assert (stored.name, stored.vat_number) == ("Lefèvre", "FR40303265045")
    assert stored.invoice_email == "A@x.example"
    assert tidied(stored, TODAY) == stored
    assert tidied(client(), TODAY) == client()
