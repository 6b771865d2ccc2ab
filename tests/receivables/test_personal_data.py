"""No table that points at a person is forgotten, and nothing secret is handed out."""

from django.apps import apps

from kontor.people.models import Person
from kontor.receivables.personal_data import PARTS
from kontor.receivables.personal_references import REFERENCES

SECRET = ("password", "token", "hash", "seed", "session_key", "session_data", "data", "team_note")


def pointing_at_people() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is Person
    }


def test_every_column_that_points_at_a_person_is_considered() -> None:
    assert set(REFERENCES) == pointing_at_people()
    assert set(REFERENCES.values()) <= {part.key for part in PARTS}


def test_no_key_and_no_note_of_the_team_is_handed_out() -> None:
    for part in PARTS:
        for field in part.fields:
            words = field.rpartition("__")[2]
            assert words == "sha256" or not words.endswith(SECRET), (part.key, field)
