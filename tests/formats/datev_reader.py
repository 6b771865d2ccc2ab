"""Reads a booking batch back as a program of a tax adviser does: by the names of the columns."""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ReadBatch:
    """The first line, and each booking by the names of the columns."""

    header: list[str]
    rows: list[dict[str, str]]

    def balances(self) -> dict[str, Decimal]:
        """What each account is debited (above zero) or credited in all."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for row in self.rows:
            amount = amount_of(row)
            signed = amount if row["Soll/Haben-Kennzeichen"] == "S" else -amount
            found[row["Konto"]] += signed
            found[row["Gegenkonto (ohne BU-Schlüssel)"]] -= signed
        return dict(found)


def amount_of(row: dict[str, str]) -> Decimal:
    """The amount of a booking, always above zero."""
    return Decimal(row["Umsatz (ohne Soll/Haben-Kz)"].replace(",", "."))


def read(file: bytes) -> ReadBatch:
    """Raises UnicodeDecodeError or ValueError for what is no such file."""
    text = io.StringIO(file.decode("cp1252"), newline="")
    header, columns, *lines = csv.reader(text, delimiter=";")
    return ReadBatch(header, [dict(zip(columns, line, strict=True)) for line in lines])
