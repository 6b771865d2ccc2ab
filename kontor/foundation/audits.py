"""Invariants of mails, jobs and history (reliability I3, I11, I12)."""

from datetime import timedelta
from typing import Final

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from kontor.foundation.address import normalise
from kontor.foundation.audit import Audit
from kontor.foundation.models import HistoryEntry, OutboxMail

LONGEST_JOB: Final = timedelta(minutes=5)
KEEPERS: Final = ("kontor_historyentry_keep", "kontor_historyentry_keep_all")

_GUARDS = """
SELECT tgname, tgenabled IN ('O', 'A') FROM pg_trigger
 WHERE tgfoid = 'kontor_refuse'::regproc AND NOT tgisinternal ORDER BY tgname
"""
_WRONG_DAYS = """
SELECT id FROM kontor_historyentry WHERE day <> (at AT TIME ZONE 'Europe/Berlin')::date ORDER BY id
"""


def mails_once() -> Audit:
    """I3: one mail for each cause, purpose and mailbox, however its address is written (R24)."""
    faults, count = [], 0
    key, mailboxes = ("", ""), set[str]()
    rows = OutboxMail.objects.order_by("cause", "purpose", "id")
    for mail in rows.only("cause", "purpose", "address", "to").iterator():
        count += 1
        if key != (mail.cause, mail.purpose):
            key, mailboxes = (mail.cause, mail.purpose), set()
        mailbox = normalise(mail.to)
        if mailbox in mailboxes:
            faults.append(f"mail {mail.pk}: {mail.purpose} for {mail.cause} goes there twice")
        if mailbox != mail.address:
            faults.append(f"mail {mail.pk}: its mailbox is not that of its recipient")
        mailboxes.add(mailbox)
    return Audit(f"{count} mails", tuple(faults))


def jobs_alive() -> Audit:
    """I11: no job is being done for longer than 5 minutes, by the database's clock."""
    begun = ProcrastinateEvent.objects.filter(job=OuterRef("pk"), type="started").order_by("-id")
    doing = ProcrastinateJob.objects.filter(status="doing").annotate(
        begun=Subquery(begun.values("at")[:1]), now=Now()
    )
    faults = tuple(
        f"job {job.pk} ({job.task_name}) is being done since {job.begun:%Y-%m-%d %H:%M}"
        for job in doing.order_by("pk")
        if job.begun is None or job.now - job.begun > LONGEST_JOB
    )
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    notes = (f"{failed} jobs have failed for good",) if failed else ()
    return Audit(f"{doing.count()} jobs being done", faults, notes)


def history_kept() -> Audit:
    """I12: the database lets nobody change or remove a line of the history, or what is frozen."""
    with connection.cursor() as cursor:
        cursor.execute(_GUARDS)
        guards = dict(cursor.fetchall())
        cursor.execute(_WRONG_DAYS)
        moved = [row[0] for row in cursor.fetchall()]
    faults = [f"the guard {name} is missing" for name in KEEPERS if name not in guards]
    faults += [f"the guard {name} is turned off" for name, works in guards.items() if not works]
    faults += [f"history line {pk} bears another day than its instant" for pk in moved]
    lines = HistoryEntry.objects.count()
    return Audit(f"{lines} lines of history, {len(guards)} guards of the database", tuple(faults))
