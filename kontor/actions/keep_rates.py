"""Administrators keep the dated rates: add one, or mend one that has not begun (spec § 7, § 11)."""

from datetime import date, datetime
from decimal import Decimal

from kontor.actions import act
from kontor.actions.keep_settings import in_line, note, refuse_stale
from kontor.cooperative.models import Rate
from kontor.cooperative.rate_rules import RATE_KINDS, changeable, rate_faults
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Conflict, Invalid, NotFound
from kontor.foundation.sentence import S
from kontor.people.models import Person


def row_of(rate: Rate) -> dict[str, object]:
    """What a page shows of a rate; its mark goes back with the form."""
    return {"valid_from": rate.valid_from, "value": rate.value.normalize()}


@act.one_transaction
def add_rate(
    admin: Person, key: str, valid_from: date | None, value: Decimal | None, now: datetime
) -> Rate:
    """A value from a day on; sent twice it is one.

    Raises NotFound, Forbidden or Invalid (`valid_from`, `value`).
    """
    actor = in_line(admin)
    if key not in RATE_KINDS:
        raise NotFound
    known = Rate.objects.filter(key=key, valid_from=valid_from).first() if valid_from else None
    if known and known.value == value:
        return known
    rate = Rate(key=key)
    _set(rate, valid_from, value, now)
    note("rates", "add_rate", actor, now, before={}, after=row_of(rate), rate=key)
    return rate


@act.one_transaction
def change_rate(  # noqa: PLR0913  # the row as it was shown and as it shall be
    admin: Person,
    rate_id: int,
    valid_from: date | None,
    value: Decimal | None,
    *,
    shown: str,
    now: datetime,
) -> Rate:
    """Correct a row that has not begun.

    Raises NotFound, Forbidden, Invalid (`valid_from`, `value`) or Conflict.
    """
    actor = in_line(admin)
    rate = Rate.objects.filter(pk=rate_id).first()
    if rate is None:
        raise NotFound
    _refuse(rate, shown, now)
    before = row_of(rate)
    _set(rate, valid_from, value, now)
    note("rates", "change_rate", actor, now, before=before, after=row_of(rate), rate=rate.key)
    return rate


@act.one_transaction
def remove_rate(admin: Person, rate_id: int, shown: str, now: datetime) -> None:
    """Take back a row that has not begun; one that is gone already is gone.

    Raises Forbidden or Conflict.
    """
    actor = in_line(admin)
    rate = Rate.objects.filter(pk=rate_id).first()
    if rate is None:
        return
    _refuse(rate, shown, now)
    rate.delete()
    note("rates", "remove_rate", actor, now, before=row_of(rate), after={}, rate=rate.key)


def _refuse(rate: Rate, shown: str, now: datetime) -> None:
    if not changeable(rate.valid_from, day_of(now)):
        raise Conflict(
            S(
                "This value has begun, and something may have been counted with it. Add a new"
                " value from today or later."
            )
        )
    refuse_stale(shown, row_of(rate))


def _set(rate: Rate, valid_from: date | None, value: Decimal | None, now: datetime) -> None:
    others = Rate.objects.filter(key=rate.key).exclude(pk=rate.pk)
    taken = set(others.values_list("valid_from", flat=True))
    faults = rate_faults(RATE_KINDS[rate.key], valid_from, value, taken, day_of(now))
    if faults or valid_from is None or value is None:
        raise Invalid(faults)
    rate.valid_from, rate.value = valid_from, value
    rate.save()
