"""The queue as somebody looks at it: the filter stands in the address, also of the order's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from kontor.orders.queue import Waiting
from kontor.orders.sector_list import sectors
from kontor.pages.shared.lists import typed
from kontor.pages.shared.parts.words import reader_language
from kontor.people.models import Person
from kontor.people.roles import Role


@dataclass(frozen=True)
class Filter:
    """Of one sector, with one advisor (their id), only what nobody has; empty: all."""

    sector: str = ""
    advisor: int = 0
    free: bool = False

    @property
    def query(self) -> str:
        """As it stands in an address, with its question mark; empty where all is shown."""
        chosen = {
            "sector": self.sector,
            "advisor": self.advisor,
            "free": 1 if self.free else 0,
        }
        words = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{words}" if words else ""

    def keeps(self, order: Waiting) -> bool:
        """Whether the order is shown."""
        held_by = order.holder.id if order.holder else 0
        return (
            self.sector in ("", order.sector)
            and self.advisor in (0, held_by)
            and not (self.free and held_by)
        )


def filter_of(request: HttpRequest) -> Filter:
    """What the address chooses; what no order can have is no choice."""
    sector, advisor = typed(request, "sector"), typed(request, "advisor")
    return Filter(
        sector=sector if sector in sectors() else "",
        advisor=int(advisor) if advisor.isascii() and advisor.isdigit() else 0,
        free=typed(request, "free") == "1",
    )


def back_to_queue(request: HttpRequest) -> str:
    """Where a decision leads: to the filtered queue, its next order at hand (the button `next`)."""
    return f"{reverse('team_desk')}{filter_of(request).query}#next"


def review_url(request: HttpRequest, order_id: int) -> str:
    """The page of an order that knows its filtered queue."""
    return f"{reverse('team_review', args=[order_id])}{filter_of(request).query}"


def sector_choices(queue: Sequence[Waiting], chosen: str) -> list[tuple[str, str]]:
    """The sectors that occur, and the chosen one, by their name in the reader's language."""
    keys = {order.sector for order in queue} | ({chosen} if chosen else set())
    language = reader_language()
    named = ((key, sectors()[key].name(language)) for key in keys)
    return sorted(named, key=lambda each: each[1].casefold())


def advisors() -> list[Person]:
    """Who reviews orders, by name."""
    active = Person.objects.filter(is_active=True, roles__contains=[Role.ADVISOR.value])
    return list(active.order_by("name", "pk"))


def can_be_next(queue: Sequence[Waiting], reader: Person, sector: str) -> bool:
    """Whether `take_next` would find an order for this advisor."""
    return any(
        (order.holder is None or order.holder.id == reader.pk)
        and order.owner_id != reader.pk
        and sector in ("", order.sector)
        for order in queue
    )
