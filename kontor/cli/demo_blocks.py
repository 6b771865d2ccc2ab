"""Two blocked clients, and what was said and written about one of them. All invented."""

from datetime import datetime

from kontor.actions import block_client, talk_client
from kontor.clients.blocks import Block, usual_review
from kontor.clients.models import Client
from kontor.foundation.days import day_of
from kontor.people.models import Person

CONCERTS, PUBLISHER = "Graupelwind Konzerte GmbH", "Sandbirke Verlag UG"
QUESTION = (
    "Sandbirke möchte ein zweites Heft mit mir machen. Warum geht das nur noch mit Vorauszahlung?"
)
LETTER = (
    "zwei unserer Rechnungen aus dem Sommer sind noch offen. Bis wann können wir mit dem Geld"
    " rechnen? Danach nehmen wir gern wieder Aufträge auf Rechnung an."
)
ANSWER = "Beide Rechnungen überweisen wir bis Monatsende, bitte entschuldigen Sie."


def seed(member: Person, advisor: Person, now: datetime) -> None:
    """One block to be looked at today, and one that is talked about with member and client."""
    today = day_of(now)
    reason = "Rechnung offen, keine Antwort auf Anrufe."
    concerts, publisher = _client(CONCERTS), _client(PUBLISHER)
    block_client.block(advisor, concerts.pk, Block.NO_ORDERS, now, reason, today)
    reason = "Zahlt spät, aber zahlt."
    later = usual_review(today)
    block_client.block(advisor, publisher.pk, Block.ADVANCE_ONLY, now, reason, later)
    talk_client.say(member, publisher.pk, member.pk, QUESTION, "demo-question", now)
    address = "buchhaltung@sandbirke.example"
    talk_client.write_to_client(
        advisor, publisher.pk, member.pk, address, "Kirsten Aulbach", LETTER, "demo-mail", now
    )
    talk_client.note_answer(advisor, publisher.pk, member.pk, ANSWER, "demo-answer", now)


def _client(name: str) -> Client:
    return Client.objects.get(name=name)
