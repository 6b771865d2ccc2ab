"""Letters, senders and recipients with boring defaults."""

from datetime import date
from decimal import Decimal

from kontor.foundation.letter import Audience, Fact, Letter, Recipient, Sender, Typed
from kontor.foundation.sentence import S
from kontor.foundation.written import Language, Money, Weekday


def sender(name: str = "Smart Beispiel eG", reply_to: str = "team@smart.example") -> Sender:
    return Sender(
        name=name,
        short_name="Smart",
        address="Beispielufer 12, 10999 Berlin",
        register="GnR 0000 B",
        vat_number="DE999999999",
        phone="+49 30 000000-0",
        from_address="auftrag@smart.example",
        reply_to=reply_to,
    )


def recipient(
    address: str = "nora.ellerbek@museum-lumenau.example",
    name: str = "Nora Ellerbek",
    language: Language = "en",
    audience: Audience = "client",
) -> Recipient:
    return Recipient(address, name, language, audience)


def letter(subject: str = "An offer", quoted: str = "", *, button: bool = True) -> Letter:
    return Letter(
        subject=S("{subject}", subject=subject),
        heading=S("An offer for {client}", client="Museum Lumenau gGmbH"),
        paragraphs=(S("Please take a look."), *((Typed(quoted),) if quoted else ())),
        facts=(
            Fact(S("Service"), Typed("Ausstellungsgrafik „Wasserwege“")),
            Fact(S("Total"), Money(Decimal("4163.81")), S("{net} net", net=Money(Decimal(3499)))),
            Fact(S("Valid until"), Weekday(date(2027, 3, 22))),
        ),
        button=S("View the offer") if button else None,
        note=S("Opening the page decides nothing:") if button else None,
        after=(S("See you soon."),),
    )
