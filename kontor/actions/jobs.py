"""Jobs by name → acts. A job is an entrance: it reads the clock once."""

from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kontor.actions import document_invoices, run_night
from kontor.foundation import clock, mailer

STALLED_AFTER_SECONDS = 30


@app.task(
    name="make_documents",
    retry=RetryStrategy(max_attempts=20, wait=5, exponential_wait=2),
)
def make_documents(invoice_id: int) -> None:
    document_invoices.make_documents(invoice_id, clock.now())


@app.task(name="send_mail", retry=RetryStrategy(max_attempts=5, wait=30))
def send_mail(mail_id: int) -> None:
    mailer.deliver(mail_id, clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="tick", queueing_lock="tick", pass_context=False)
def tick(timestamp: int) -> None:  # noqa: ARG001  # procrastinate hands the planned time
    """The night's work comes from the plan, so a missed or doubled tick does no harm."""
    run_night.run(clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="rescue_stalled_jobs", queueing_lock="rescue_stalled_jobs")
async def rescue_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001
    """Give jobs of a killed worker to another one; jobs are harmless to repeat."""
    manager: Any = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)
