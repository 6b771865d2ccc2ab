"""The files of statements with what became of their entries, and how far each account has told."""

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat

from kontor.foundation.models import HistoryEntry
from kontor.receivables.bank_models import BankEntry, BankFile, BankStatement
from kontor.receivables.models import Allocation


def with_counts(files: "QuerySet[BankFile]") -> "QuerySet[Any]":
    """With `entries` new in it, how many of them are `undecided`, booked `by_itself`, and `known`.

    `known` came in an earlier file; None of a file that is not booked.
    """
    return files.annotate(
        entries=_counted(Q()),
        undecided=_counted(~Q(rest=0)),
        by_itself=_counted(Q(Exists(_by_itself()))),
        known=_known(),
    )


def newest_statements() -> Sequence[BankStatement]:
    """Of each account the statement that goes furthest; one query."""
    rows = BankStatement.objects.select_related("account", "file")
    return list(rows.order_by("account", "-to_day", "-pk").distinct("account"))


def _counted(condition: Q) -> Coalesce:
    of_file = BankEntry.objects.filter(condition, statement__file=OuterRef("pk")).order_by()
    counted = of_file.values("statement__file").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _by_itself() -> "QuerySet[Allocation]":
    standing = Allocation.objects.filter(entry=OuterRef("pk"), undone_at__isnull=True)
    return standing.filter(booked_by__isnull=True)


def _known() -> Subquery:
    """Told once in the history of the file, when it was booked."""
    about = Concat(Value("bank_file:"), Cast(OuterRef("pk"), CharField()))
    lines = HistoryEntry.objects.filter(about=about, event="statement")
    told = lines.annotate(known=Cast(KeyTextTransform("known", "data"), IntegerField()))
    return Subquery(told.values("known")[:1])
