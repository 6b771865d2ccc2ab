"""The pieces of a client's words, cut by the database from its search text and kept in an index.

They are beginnings of two to five letters, for several words that are typed at once, and whole
words behind a mark.
"""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, TextField

LENGTHS: Final = range(2, 6)
WHOLE: Final = "="
# The function is that of migration 0007; the index serves nothing that is written otherwise.
PIECES: Final = Func(
    F("search_text"), function="kontor_pieces", output_field=ArrayField(TextField())
)
