"""An invented directory of clients, as large as wanted and always the same."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate, islice
from random import Random

from django.db import connection

from kontor.clients.facts import ClientFacts, Kind
from kontor.clients.models import Client
from kontor.clients.record import search_text
from kontor.foundation.fold import fold

STARTS = """
ba be bi bo bra cor da de dor fa fel fi gar gre ha hol in ja kal ker la lin lu ma mer mo na nor
o pa por ra ru sa sel sto ta tor u va ven wal we zi
"""
MIDDLES = """
l n r s t d m v lin len ran ros den ber sten gal mar ver tor lan nes kas
"""
ENDS = """
a e o en er in berg burg dorf feld hof mann stein wald au ingen ach eck i us
"""
KINDS = """
Museum Verlag Theater Film Musik Stiftung Verein Akademie Galerie Studio Werkstatt Praxis
Hochschule Zeitung Bühne Medien Design Technik Handel Beratung
"""
COLUMNS = """
kind name addition street postcode town country vat_number buyer_reference invoice_email
language team_note verified_how block block_reason version created_at ordered_at search_text
sort_name
"""
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def fill(count: int) -> None:
    """Let the database hold so many invented clients, its statistics counted as usual."""
    known = Client.objects.count()
    wanted = ", ".join(COLUMNS.split())
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY kontor_client ({wanted}) FROM STDIN") as copy:
            for row in islice(rows(count), known, None):
                copy.write_row(row)
        cursor.execute("VACUUM ANALYZE")


def rows(count: int) -> Iterator[list[object]]:
    """Names as a country has them: some words in very many, most in few."""
    dice = Random(2027)  # noqa: S311  # the same directory every time
    words = sorted(
        {a + b + c for a in STARTS.split() for b in MIDDLES.split() for c in ENDS.split()}
    )
    dice.shuffle(words)
    common = list(accumulate(1 / (rank + 20) for rank in range(len(words))))
    towns = [word.title() for word in words[:2000]]
    for number in range(count):
        first, second = dice.choices(words, cum_weights=common, k=2)
        parts = [first.title(), dice.choice(KINDS.split())]
        if number % 3:
            parts.insert(1, second.title())
        facts = ClientFacts(
            name=" ".join(parts) + (" GmbH" if number % 2 else " e. V."),
            country="DE",
            kind=Kind.PRIVATE if number % 17 == 0 else Kind.COMPANY,
            street=f"{second.title()}weg {number % 99 + 1}",
            postcode=f"{number % 90000 + 10000}",
            town=towns[number % len(towns)],
            vat_number=f"DE{number:09d}",
        )
        yield _row(facts)


def _row(facts: ClientFacts) -> list[object]:
    given = {
        **vars(facts),
        "verified_how": "",
        "team_note": "",
        "block_reason": "",
        "version": 1,
        "created_at": EPOCH,
        "ordered_at": EPOCH,
        "search_text": search_text(facts),
        "sort_name": fold(facts.name)[:200],
    }
    return [given[column] for column in COLUMNS.split()]
