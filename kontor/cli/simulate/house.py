"""The cooperative of a simulation."""

from collections.abc import Mapping

from kontor.cli.demo_house import COOPERATIVE


def house_of(given: Mapping[str, str]) -> dict[str, str]:
    """The cooperative of the demo with what the file says of it.

    Under a name of its own nothing that it prints or mails names the demo's any more.
    """
    own: dict[str, str] = {}
    if "name" in given or "short_name" in given:
        short = given.get("short_name", given.get("name", "")[:40])
        name = given.get("name", short)
        own = {
            "name": name,
            "short_name": short,
            "contact_name": short,
            "account_holder": name[:70],
            "email": "invoices@cooperative.example",
            "website": "cooperative.example",
        }
    return {**COOPERATIVE, **own, **given}
