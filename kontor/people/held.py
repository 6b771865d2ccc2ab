"""News that wait for a person's daily digest."""

from datetime import date, datetime

from django.db.models import QuerySet

from kontor.foundation.days import day_of
from kontor.foundation.written import Language
from kontor.people.models import HeldNotice, NotificationChoice, Person


def choices_of(person: Person) -> dict[str, str]:
    """What the person has chosen, by kind (notices.py); kinds told at once are missing."""
    return dict(NotificationChoice.objects.filter(person=person).values_list("kind", "how"))


def hold(  # noqa: PLR0913  # the parts of a mail, without its words
    person: Person, subject: str, *, purpose: str, cause: str, url: str, at: datetime
) -> None:
    """Keep one line for the next digest; once, as the mail would have been sent once.

    `subject` in the person's language.
    """
    HeldNotice.objects.bulk_create(
        [
            HeldNotice(
                person=person,
                cause=cause,
                purpose=purpose,
                subject=subject,
                url=url,
                day=day_of(at),
            )
        ],
        ignore_conflicts=True,
    )


def untold(today: date) -> QuerySet[HeldNotice]:
    """What was held back before today and stands in no digest yet."""
    return HeldNotice.objects.filter(told_at=None, day__lt=today)


def language_of(person: Person) -> Language:
    """The language that the person is written to in."""
    return "en" if person.language == "en" else "de"
