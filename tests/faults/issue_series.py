"""Processes that issue one series at once: `issue_series.py DAY PROCESSES`, a day as 2027-01-18.

Each takes its share of the drafts; of ten it rolls one back after its number was drawn, and issues
it anew at the end. Prints how many ended well.
"""

import os
import sys
from datetime import datetime, time
from itertools import count

ROLLED_BACK = 10


def main(day: str, processes: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kontor.settings"
    import django  # noqa: PLC0415  # after the settings are named

    django.setup()
    children = []
    for own in range(processes):  # nobody is connected yet, so nothing is shared
        child = os.fork()
        if child == 0:
            issue_share(datetime.fromisoformat(day), own, processes)
            os._exit(0)
        children.append(child)
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    print(ends.count(0))


def issue_share(now: datetime, own: int, processes: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from kontor.actions.issue_invoices import Outcome, issue  # noqa: PLC0415
    from kontor.foundation.written import BERLIN  # noqa: PLC0415
    from kontor.invoicing import rehearsal  # noqa: PLC0415
    from kontor.invoicing.models import Invoice  # noqa: PLC0415

    rehearsal.fault_in = lambda data: ""  # noqa: ARG005  # the slow part, before the transaction
    now = datetime.combine(now.date(), time(23), BERLIN)
    drafts = Invoice.objects.filter(status="draft").order_by("id").values_list("pk", flat=True)
    waiting = list(drafts)[own::processes]
    for turn in count():
        if not waiting:
            return
        invoice = waiting.pop(0)
        with transaction.atomic():
            assert issue(invoice, now) is Outcome.ISSUED
            if turn % ROLLED_BACK == own % ROLLED_BACK:
                transaction.set_rollback(True)
                waiting.append(invoice)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
