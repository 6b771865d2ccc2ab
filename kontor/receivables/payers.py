"""Which clients a payer may be: by the account it has paid from, and by its name. Pure."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

from kontor.foundation.fold import fold
from kontor.receivables.matching_facts import OpenInvoice, Received

# A name of one word says too little to be found within a longer one: Siemens, Siemens Energy.
FEWEST_WORDS: Final = 2
FEWEST_LETTERS: Final = 8
CUT_FROM: Final = 20  # banks cut names, but none so short
MOST_WITH_A_WORD: Final = 50  # a word that more clients have in common tells none of them apart

Words = tuple[str, ...]
Key = TypeVar("Key", bound=Hashable)
_NOBODY: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True)
class Payer:
    """Clients that have paid from the account, and clients that are named alike."""

    by_iban: frozenset[int]
    by_name: frozenset[int]

    @property
    def clients(self) -> frozenset[int]:
        return self.by_iban | self.by_name


@dataclass(frozen=True)
class Payers:
    """Clients by their accounts, and by the words of their names."""

    by_iban: Mapping[str, frozenset[int]]
    by_words: Mapping[frozenset[str], frozenset[int]]
    by_word: Mapping[str, frozenset[int]]
    names: Mapping[int, Words]

    @classmethod
    def of(cls, invoices: Iterable[OpenInvoice]) -> "Payers":
        names: dict[int, Words] = {}
        ibans: set[tuple[str, int]] = set()
        for invoice in invoices:
            names[invoice.client_id] = words_of(invoice.client_name)
            ibans |= {(plain_iban(iban), invoice.client_id) for iban in invoice.ibans}
        return cls(
            by_iban=_grouped(ibans),
            by_words=_grouped((frozenset(words), pk) for pk, words in names.items() if words),
            by_word=_grouped((word, pk) for pk, words in names.items() for word in words),
            names=names,
        )

    def of_entry(self, received: Received) -> Payer:
        """The clients that the other side of an entry may be."""
        by_iban = self.by_iban.get(plain_iban(received.iban), _NOBODY)
        # What pays on behalf of somebody stands behind a stroke, but a name can hold one, too.
        names = {received.name, *received.name.split(" / ")}
        return Payer(by_iban, frozenset().union(*(self._named(name) for name in names)))

    def _named(self, name: str) -> frozenset[int]:
        words = words_of(name)
        found = self.by_words.get(frozenset(words), _NOBODY)
        near: set[int] = set()
        for word in words:
            having = self.by_word.get(word, _NOBODY)
            near |= having if len(having) <= MOST_WITH_A_WORD else _NOBODY
        return found | {pk for pk in near if is_name_of(words, self.names[pk])}


def plain_iban(iban: str) -> str:
    """As banks exchange it; empty stays empty."""
    return "".join(iban.split()).upper()


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> Words:
    """The folded words of a name, without its legal form."""
    return tuple(fold(name).split())


def is_name_of(given: Words, known: Words) -> bool:
    """Whether both can be one name: in another order, with words more or fewer, or cut off."""
    if not given or not known:
        return False
    fewer, more = sorted((set(given), set(known)), key=len)
    if fewer == more:
        return True
    if len(fewer) >= FEWEST_WORDS and len("".join(fewer)) >= FEWEST_LETTERS and fewer <= more:
        return True
    *whole, cut = given
    long_enough = bool(whole) and len(" ".join(given)) >= CUT_FROM
    return long_enough and set(whole) <= set(known) and any(w.startswith(cut) for w in known)


def _grouped(pairs: Iterable[tuple[Key, int]]) -> dict[Key, frozenset[int]]:
    groups: dict[Key, set[int]] = {}
    for key, client in pairs:
        groups.setdefault(key, set()).add(client)
    return {key: frozenset(clients) for key, clients in groups.items()}
