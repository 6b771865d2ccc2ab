"""Takes the README's pictures from a running demo: the overview and an invoice.

`python tools/pictures.py` needs a Chromium and pdftoppm; it writes docs/pictures/*.png.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# Title, client, net per day, days until the first service day, days until billing, how far it got.
STORY = [
    ("Coverreihe, Frühjahr", "Verlag Birkenhain GmbH", "297.50", 1, 6, "active"),
    ("Porträtserie für den Jahresbericht", "Ortenwall B.V.", "480.00", 14, 21, "active"),
    ("Lektorat der Saaltexte", "Museum Lumenau gGmbH", "220.00", 5, 12, "approved"),
    ("Illustrationen für einen Reiseführer", "Auvelin SARL", "392.00", 8, 15, "approved"),
    ("Bühnenbild für ein Sommerfestival", "Museum Lumenau gGmbH", "310.00", 20, 30, "submitted"),
]


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from tests.portal import portal, throw_away_home  # noqa: PLC0415 — after the path is set

    with throw_away_home() as home:
        os.environ |= {
            "KONTOR_HOME": str(home),
            "KONTOR_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "kontor.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        }
        with portal(home) as running:
            import django  # noqa: PLC0415 — reads the environment

            django.setup()
            tell_story()
            take(running.url)


def tell_story() -> None:
    """Orders of the demo's member, brought on by the real acts; one is issued."""
    from kontor.actions import keep_house  # noqa: PLC0415 — after django.setup
    from kontor.clients.models import Client  # noqa: PLC0415
    from kontor.foundation import clock  # noqa: PLC0415
    from kontor.people.models import Person  # noqa: PLC0415
    from tests.builders import orders  # noqa: PLC0415

    mira = Person.objects.get(name="Mira Falkenau")
    jonas = Person.objects.get(name="Jonas Wiebold")
    keep_house.move_date_forward(1)
    now = clock.now() - timedelta(days=1)
    for title, client_name, price, starts, billed, got in STORY:
        client = Client.objects.get(name=client_name)
        draft = _draft(title, price, now, starts, billed)
        match got:
            case "active":
                orders.active(mira, jonas, client, now, **draft)
            case "approved":
                orders.approved(mira, jonas, client, now, **draft)
            case "submitted":
                orders.submitted(mira, client, now=now, **draft)
    keep_house.move_date_forward(6)


def _draft(title: str, price: str, now: datetime, starts: int, billed: int) -> dict[str, Any]:
    from kontor.foundation.days import day_of  # noqa: PLC0415
    from kontor.orders.draft import ClientConfirmation, Payment  # noqa: PLC0415
    from tests.builders import drafts  # noqa: PLC0415

    today = day_of(now)
    return {
        "title": title,
        "description": "Konzept, Layout und Reinzeichnung.\nZwei Korrekturrunden sind enthalten.",
        "service_from": today + timedelta(days=starts),
        "service_to": today + timedelta(days=starts + 4),
        "lines": (replace(drafts.line(), text="Konzept und Entwurf", unit_price=Decimal(price)),),
        "confirmation": ClientConfirmation(valid_until=today + timedelta(days=starts + 9)),
        "payment": Payment(billing_date=today + timedelta(days=billed)),
    }


def take(url: str) -> None:
    """Walk to the overview and to the invoice, and keep what is seen."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en-GB")
        page.goto(url)
        page.get_by_role("button", name="Be Mira").click()
        page.wait_for_url("**/")
        page.screenshot(path=PICTURES / "overview.png", full_page=True)
        page.goto(f"{url}/invoices")
        link = page.get_by_role("link", name="PDF").first
        link.wait_for(timeout=60_000)
        pdf = page.request.get(f"{url}{link.get_attribute('href')}").body()
        browser.close()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        picture = PICTURES / "invoice"
        subprocess.run(
            [
                shutil.which("pdftoppm") or "pdftoppm",
                "-r",
                "80",
                "-png",
                "-singlefile",
                file.name,
                str(picture),
            ],
            check=True,
        )


if __name__ == "__main__":
    main()
