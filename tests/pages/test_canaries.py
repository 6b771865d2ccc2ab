"""Who can read what: a string of its own in every protected field, looked for everywhere.

Walks every route as everybody, reads all documents, mails and the log (spec § 3, reliability § 3).
"""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.pages.canaries import Log, mails_by_reader, read_everything
from tests.pages.canary_scene import scene

pytestmark = pytest.mark.django_db

PAGES = ("nobody", "owner", "other", "advisor", "accountant", "admin", "offer", "invoice")
MAILS = ("m.client", "m.client2", "m.owner", "m.other", "m.team")
COLUMNS = (*PAGES, *MAILS, "log")
# One line per canary. r: reads it, and it must be found; ?: may; a dot: never.
# Pages for: nobody signed in, the owner, another member, advisor, accountant, administrator,
# a client with a link to the other member's offer, one with a link to the owner's invoice.
# Mails to: the owner's clients, the other member's client, both members, the team's mailbox.
#                       no own oth adv acc adm  off inv   cl cl2 own oth team  log
TABLE = """
  zqtitle                .  r   .   r   r   r    .   r     r  .   r   .   r     .
  zqdescription          .  r   .   r   r   r    .   r     r  .   r   .   ?     .
  zqcomment              .  r   .   r   r   r    .   .     .  .   .   .   ?     .
  zqcontact              .  r   .   r   ?   .    .   ?     r  .   r   .   .     .
  zqcontactmail          .  r   .   r   ?   .    .   ?     ?  .   ?   .   .     .
  zqphone                .  r   .   r   ?   .    .   ?     ?  .   ?   .   .     .
  zqproofname            .  r   .   r   r   r    .   .     .  .   ?   .   ?     .
  zqproofwords           .  r   .   r   r   r    .   .     .  .   .   .   .     .
  zqaskedteam            .  r   .   r   r   r    .   .     .  .   .   .   r     .
  zqtoldmember           .  r   .   r   r   r    .   .     .  .   r   .   .     .
  zqcancelwish           .  r   .   r   r   r    .   .     .  .   .   .   r     .
  zqdisputed             .  r   .   r   r   r    .   r     .  .   r   .   r     .
  zqdisputeanswer        .  r   .   r   r   r    .   r     r  .   r   .   .     .
  zqbouncewords          .  r   .   r   r   r    .   .     .  .   .   .   .     .
  zqrejected             .  r   .   r   r   r    .   .     .  .   r   .   .     .
  zqoverruled            .  r   .   r   r   r    .   .     .  .   .   .   .     .
  zqskipped              .  ?   .   r   r   r    .   .     .  .   .   .   .     .
  zqdraft                .  r   .   .   .   .    .   .     .  .   .   .   .     .
  zqdraftcomment         .  r   .   .   .   .    .   .     .  .   .   .   .     .
  zqtakenback            .  r   .   .   .   .    .   .     .  .   .   .   r     .
  zqtakenbacktalk        .  r   .   .   .   .    .   .     .  .   .   .   r     .
  zqothertitle           .  .   r   r   r   r    r   .     .  r   .   r   .     .
  zqothercomment         .  .   r   r   r   r    .   .     .  .   .   .   .     .
  zqothercontact         .  .   r   r   ?   .    r   .     .  r   .   r   .     .
  zqothercontactmail     .  .   r   r   ?   .    ?   .     .  ?   .   ?   .     .
  zqotherphone           .  .   r   r   ?   .    ?   .     .  ?   .   ?   .     .
  zqprivate              .  r   .   r   r   r    .   .     ?  .   ?   .   ?     .
  zqprivatestreet        .  r   .   r   r   r    .   .     ?  .   ?   .   .     .
  zqprivatemail          .  r   .   r   r   r    .   .     .  .   .   .   .     .
  zqprivateorder         .  r   .   r   r   r    .   .     .  .   ?   .   ?     .
  zqalonemail            .  r   .   r   r   r    .   .     .  .   ?   .   .     .
  zqsharedmail           .  r   r   r   r   r    .   r     r  .   r   .   .     .
  zqproposedmail         .  .   r   r   r   r    .   .     .  .   .   ?   ?     .
  zqproposalnote         .  .   r   r   r   r    .   .     .  .   .   .   ?     .
  zqteamnote             .  .   .   r   r   r    .   .     .  .   .   .   .     .
  zqverifiedhow          .  .   .   r   r   r    .   .     .  .   .   .   .     .
  zqregistername         .  .   .   r   r   r    .   .     .  .   .   .   .     .
  zqregisteraddress      .  .   .   r   r   r    .   .     .  .   .   .   .     .
  zqblockreason          .  .   .   r   r   r    .   .     .  .   .   .   r     .
  zqaboutclient          .  r   .   r   r   r    .   .     .  .   .   .   r     .
  zqtoclient             .  r   .   r   r   r    .   .     r  .   r   .   .     .
  zqanswered             .  r   .   r   r   r    .   .     .  .   r   .   .     .
  zqreminderwords        .  r   .   r   r   r    .   .     .  .   .   .   .     .
  zqvetowords            .  r   .   r   r   r    .   .     .  .   .   .   .     .
  zqliftedwhy            .  r   .   r   r   r    .   .     .  .   .   .   .     .
  zqpausewhy             .  .   .   r   r   r    .   .     .  .   .   .   .     .
  zqclientpausewhy       .  .   .   r   r   r    .   .     .  .   .   .   .     .
  zqpayername            .  .   .   r   r   r    .   .     .  .   .   .   .     .
  zqpaymenttext          .  .   .   r   r   r    .   .     .  .   .   .   .     .
  zqnotours              .  .   .   r   r   r    .   .     .  .   .   .   .     .
  zqnotpaidback          .  .   .   r   r   r    .   .     .  .   .   .   .     .
  zqthirdmail            .  .   .   r   .   .    .   .     .  .   .   .   .     .
  zqownermail            .  r   .   ?   ?   r    .   .     .  .   .   .   .     .
  zqothermail            .  .   r   ?   ?   r    .   .     .  .   .   .   .     .
  zqadvisormail          .  .   .   r   .   r    .   .     .  .   .   .   .     .
  zqaccountantmail       .  .   .   .   r   r    .   .     .  .   .   .   .     .
  zqadminmail            .  .   .   .   .   r    .   .     .  .   .   .   .     .
  zqbrowserofowner       .  ?   .   .   .   .    .   .     .  .   .   .   .     .
  zqbrowserofothe        .  .   ?   .   .   .    .   .     .  .   .   .   .     .
  zqbrowserofadvis       .  .   .   ?   .   .    .   .     .  .   .   .   .     .
  zqownersalt            .  .   .   .   .   .    .   .     .  .   .   .   .     .
  zqtotpsecret           .  .   .   .   .   .    .   .     .  .   .   .   .     .
  zqrecoveryseed         .  .   .   .   .   .    .   .     .  .   .   .   .     .
  offer-link             .  .   .   .   .   .    r   .     .  .   .   .   .     .
  invoice-link           .  .   .   .   .   .    .   r     .  .   .   .   .     .
"""
EXPECTED = {name: tuple(marks) for name, *marks in map(str.split, TABLE.strip().splitlines())}

Places = dict[tuple[str, str], str]
"""Where something was first read, by canary and column."""


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Places]:
    """One walk for all lines; it changes nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _walked()
        transaction.set_rollback(True)


def _walked() -> Places:
    found: Places = {}
    with Log() as log:
        made = scene()
        words = {name: made.secrets.get(name, name).lower() for name in EXPECTED}
        sought = re.compile("|".join(sorted(map(re.escape, words.values()), key=len, reverse=True)))
        names = {word: name for name, word in words.items()}
        for column, place, text in (*read_everything(made), *mails_by_reader()):
            for word in set(sought.findall(text.lower())):
                found.setdefault((names[word], column), place)
    for line in log.lines:
        for word in set(sought.findall(line.lower())):
            found.setdefault((names[word], "log"), line)
    return found


def test_every_line_says_something_of_every_reader() -> None:
    assert {len(marks) for marks in EXPECTED.values()} == {len(COLUMNS)}
    assert {mark for marks in EXPECTED.values() for mark in marks} == {"r", "?", "."}


@pytest.mark.parametrize("canary", EXPECTED)
def test_is_read_by_those_who_may_and_by_nobody_else(canary: str, places: Places) -> None:
    marks = dict(zip(COLUMNS, EXPECTED[canary], strict=True))
    read = {who: place for who in COLUMNS if (place := places.get((canary, who)))}
    leaked = {who: place for who, place in read.items() if marks[who] == "."}
    missing = [who for who, mark in marks.items() if mark == "r" and who not in read]
    assert not leaked, "leaked"
    assert not missing, "nowhere found"
