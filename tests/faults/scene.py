"""A process of its own beside the running demo: brings an order to life, or tells what is kept.

`python tests/faults/scene.py order DAYS` prints the id of an order confirmed over its link, billed
in so many days;
`python tests/faults/scene.py queue COUNT` leaves so many orders to review, and a second advisor;
`python tests/faults/scene.py kept` prints what the database holds, as JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta

IDA = "ida.roth@people.example"
IDAS_PASSWORD = "seven words for a test of kontor"


def main(act: str, *words: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kontor.settings"
    import django  # noqa: PLC0415  # after the settings are named

    django.setup()
    acts: dict[str, Callable[..., object]] = {"order": order, "queue": queue, "kept": kept}
    print(json.dumps(acts[act](*words)))


def order(days: str) -> int:
    """An order of the demo's member, submitted, approved and confirmed yesterday."""
    from kontor.clients.models import Client  # noqa: PLC0415
    from kontor.foundation import clock  # noqa: PLC0415
    from kontor.foundation.days import day_of  # noqa: PLC0415
    from kontor.orders.draft import ClientConfirmation, Payment  # noqa: PLC0415
    from kontor.people.models import Person  # noqa: PLC0415
    from tests.builders import orders  # noqa: PLC0415

    now = clock.now() - timedelta(days=1)
    today = day_of(now)
    made = orders.active(
        Person.objects.get(name="Mira Falkenau"),
        Person.objects.get(name="Jonas Wiebold"),
        Client.objects.get(name="Auvelin SARL"),
        now,
        service_from=today,
        service_to=today,
        confirmation=ClientConfirmation(valid_until=today + timedelta(days=7)),
        payment=Payment(billing_date=day_of(clock.now()) + timedelta(days=int(days))),
    )
    return made.pk


def queue(count: str) -> int:
    """So many orders of the demo's member in review, and Ida Roth, who reviews too."""
    from kontor.clients.models import Client  # noqa: PLC0415
    from kontor.foundation import clock  # noqa: PLC0415
    from kontor.foundation.days import day_of  # noqa: PLC0415
    from kontor.orders.draft import ClientConfirmation, Payment  # noqa: PLC0415
    from kontor.people.models import Person  # noqa: PLC0415
    from kontor.people.roles import Role  # noqa: PLC0415
    from tests.builders import orders  # noqa: PLC0415
    from tests.builders.many import many_in_review  # noqa: PLC0415

    now = clock.now() - timedelta(hours=1)
    later = day_of(now) + timedelta(days=7)
    first = orders.submitted(
        Person.objects.get(name="Mira Falkenau"),
        Client.objects.get(name="Auvelin SARL"),
        now=now,
        service_from=later,
        service_to=later,
        confirmation=ClientConfirmation(valid_until=later),
        payment=Payment(billing_date=later),
    )
    many_in_review(first, int(count) - 1, now)
    Person.objects.create_person(
        IDA, "Ida Roth", [Role.ADVISOR.value], language="en", password=IDAS_PASSWORD
    )
    return int(count)


def kept() -> dict[str, object]:
    """Of the newest order: status, invoices with their number, documents, mails by state."""
    from kontor.foundation.models import OutboxMail  # noqa: PLC0415
    from kontor.invoicing.models import Document, Invoice  # noqa: PLC0415
    from kontor.orders.models import Order  # noqa: PLC0415
    from kontor.orders.naming import about  # noqa: PLC0415

    newest = Order.objects.latest("id")
    invoices = Invoice.objects.filter(order=newest)
    mails = OutboxMail.objects.filter(about=about(newest.pk))
    return {
        "order": newest.status,
        "invoices": list(invoices.order_by("id").values_list("status", "number")),
        "documents": Document.objects.filter(invoice__in=invoices).count(),
        "mails": sorted(mails.values_list("purpose", "to", "state")),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
