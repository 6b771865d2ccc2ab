"""Jobs on PostgreSQL (procrastinate): deferred in the transaction that causes them."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.manager import JobManager


def defer(
    task: str, *, at: datetime | None = None, after: timedelta | None = None, **arguments: Any
) -> None:
    """Queue a job by its name; it runs only if the present transaction commits.

    `at` (aware, real time) or the pause `after` sets the earliest instant.
    """
    pause = {"seconds": int(after.total_seconds())} if after else None
    job = app.configure_task(task, schedule_at=at, schedule_in=pause)
    # Inside a running worker `app` has a connection of its own, outside our transaction.
    job.job_manager = JobManager(DjangoConnector())
    job.defer(**arguments)


def under_way(task: str) -> list[dict[str, Any]]:
    """The arguments of its jobs that are queued or being done; not of those that have failed."""
    open_ones = ProcrastinateJob.objects.filter(task_name=task, status__in=["todo", "doing"])
    return list(open_ones.values_list("args", flat=True))


def run_waiting() -> int:
    """Run every job that is due here and now, in order, until none is left; return their number.

    For simulations and tests, which have no worker. A job that fails raises.
    """
    done = 0
    while (job := _take()) is not None:
        number, task, arguments = job
        app.tasks[task].func(**arguments)
        with connection.cursor() as cursor:
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', true)", [number])
        done += 1
    return done


def _take() -> tuple[int, str, dict[str, Any]] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = ("
            " SELECT id FROM procrastinate_jobs WHERE status = 'todo'"
            " AND (scheduled_at IS NULL OR scheduled_at <= now())"
            " ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1)"
            " RETURNING id, task_name, args"
        )
        row = cursor.fetchone()
    if row is None:
        return None
    return row[0], row[1], json.loads(row[2]) if isinstance(row[2], str) else row[2]
