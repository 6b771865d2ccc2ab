"""The search of the directory against the floor of any query at all (spec § 16)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from statistics import median
from time import perf_counter

from django.db import connection

from kontor.clients.models import Client
from kontor.clients.search import search
from kontor.people.models import Person
from kontor.people.roles import Role

TYPED = 300


@dataclass(frozen=True)
class Measured:
    """Seconds. `floor`: the median of SELECT 1; `slowest`: what was typed then."""

    floor: float
    middle: float
    p95: float
    slowest: str

    @property
    def ratio(self) -> float:
        return self.p95 / self.floor


def measure() -> Measured:
    """Type what people type, as a member and as the team, and time the database part."""
    member = Person.objects.create_person("member@bench.example", "Ada Brandt", [Role.MEMBER])
    team = Person.objects.create_person("team@bench.example", "Bo Carlsen", [Role.ADVISOR])
    typed = typings()
    floor = median(_seconds(_nothing) for _ in range(1000))
    took = []
    for number, words in enumerate(typed):
        reader = member if number % 2 else team
        find = partial(search, reader, words)
        find()  # the second time counts: what people type, others typed before
        took.append((_database_part(find), words))
    took.sort()
    return Measured(
        floor=floor,
        middle=took[len(took) // 2][0],
        p95=took[len(took) * 95 // 100][0],
        slowest=took[-1][1],
    )


def typings() -> list[str]:
    """Beginnings of words, letters inside them, two words, towns, numbers, and nothing known."""
    dice = Random(7)  # noqa: S311
    names = list(Client.objects.order_by("pk").values_list("name", "town", "vat_number")[:5000])
    return [_typing(dice, dice.choice(names), number) for number in range(TYPED)]


def _typing(dice: Random, row: Sequence[str], number: int) -> str:
    name, town, vat_number = row
    word = dice.choice(name.split()[:3])
    ways = (
        word[:3],
        word[: dice.randint(4, 6)],
        word[1 : 1 + dice.randint(3, 4)],
        name[: dice.randint(5, len(name))],
        f"{name.split()[0][:4]} {town[:4]}",
        town[: dice.randint(3, 6)],
        vat_number[: dice.randint(4, 11)],
        "xqz",
    )
    return ways[number % len(ways)]


def _nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _seconds(do: Callable[[], object]) -> float:
    began = perf_counter()
    do()
    return perf_counter() - began


def _database_part(do: Callable[[], object]) -> float:
    """The seconds that the queries of an act take, without what Python makes of them."""
    stopwatch = _Stopwatch()
    with connection.execute_wrapper(stopwatch):
        do()
    return stopwatch.spent


class _Stopwatch:
    """Adds up the time of every query."""

    spent = 0.0

    def __call__(self, execute: Callable[..., object], *query: object) -> object:
        began = perf_counter()
        try:
            return execute(*query)
        finally:
            self.spent += perf_counter() - began
