"""What the demo's team has done in the directory of clients. All invented, the register too."""

from datetime import datetime

from kontor.actions import keep_clients, verify_client
from kontor.clients import record
from kontor.clients.models import Client
from kontor.clients.vat_register import VatAnswer, Verdict, Why, not_checked
from kontor.people.models import Person

ANSWERS = {
    "Auvelin SARL": VatAnswer(
        Verdict.VALID, "SARL AUVELIN", "8 QUAI DES TANNEURS, 67000 STRASBOURG", "WAPIAAAAZ0DEMO00"
    ),
    "Ortenwall B.V.": not_checked(Why.STATE_UNAVAILABLE),
}


class _Register:
    """Answers as told: nobody is asked about companies that do not exist."""

    def __init__(self, answer: VatAnswer) -> None:
        self.answer = answer

    def ask(self, number: str) -> VatAnswer:  # noqa: ARG002 - the answer is given
        return self.answer


def seed(advisor: Person, now: datetime) -> None:
    """One client verified with evidence, one that waits for it, two numbers asked about."""
    publisher = _client("Verlag Birkenhain GmbH")
    verify_client.withdraw_verification(advisor, publisher.pk, "Umzug angekündigt.", now)
    evidence = "register: HRB 20471, Birkenhain"
    verify_client.verify(advisor, publisher.pk, publisher.version, evidence, now)
    moved = _client("Ortenwall B.V.")
    why = "Im Impressum steht eine andere Anschrift."
    verify_client.withdraw_verification(advisor, moved.pk, why, now)
    late = _client("Graupelwind Konzerte GmbH")
    note = "Buchhaltung: nur telefonisch erreichbar, vormittags."
    keep_clients.change(advisor, late.pk, late.version, record.facts_of(late), note, now)
    for name, answer in ANSWERS.items():
        verify_client.check_vat_number(advisor, _client(name).pk, _Register(answer), now)


def _client(name: str) -> Client:
    return Client.objects.get(name=name)
