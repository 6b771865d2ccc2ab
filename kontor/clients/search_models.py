"""The words by which clients are found; triggers keep them in step with every client's row.

Sorted by bytes (collation C), so that a beginning is one range of the index: the first twenty of
it are read without looking at the rest, however large the directory is.
"""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kontor.clients.models import Client

LONGEST_WORD = 60


class ClientWord(models.Model):
    """One word of a client's name, town or VAT number; of a merged client there is none."""

    client = models.ForeignKey(Client, models.CASCADE, db_index=False, related_name="words")
    word = models.CharField(max_length=LONGEST_WORD, db_collation="C")
    sort_name = models.CharField(max_length=200, db_collation="C")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "word"], name="client_word_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["word", "sort_name", "client"], name="client_word_in_order"),
        ]

    def __str__(self) -> str:
        return self.word


class KnownWord(models.Model):
    """A word with letters that some client has or had; what is typed is looked for inside it."""

    word = models.CharField(max_length=LONGEST_WORD, db_collation="C", primary_key=True)

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["word"], name="known_word_inside", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.word
