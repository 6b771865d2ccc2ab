"""What a reminder says in whole sentences, in German and in English; pure text."""

from collections.abc import Iterator
from typing import Final

from kontor.formats.einvoice import figures
from kontor.formats.reminder.values import PrintedReminder

DEMAND: Final = 3
TITLES: Final = {
    1: ("Zahlungserinnerung", "Payment reminder"),
    2: ("Zweite Zahlungserinnerung", "Second reminder"),
    DEMAND: ("Letzte Mahnung", "Formal demand"),
}


def german(reminder: PrintedReminder) -> Iterator[str]:
    """The letter's paragraphs in German."""
    day, euro = figures.german_day, figures.german_euro
    was_due = f"war am {day(reminder.due_on)} fällig"
    still = f"offen sind noch {euro(reminder.open)}"
    yield "Guten Tag,"
    match reminder.level:
        case 1:
            yield (
                f"unsere Rechnung {reminder.number} {was_due}, {still}. Vielleicht ist sie"
                f" untergegangen: Bitte überweisen Sie den Betrag bis zum {day(reminder.pay_by)}."
            )
        case 2:
            yield (
                f"wir haben Sie am {day(reminder.reminded_on[0])} erinnert: Unsere Rechnung"
                f" {reminder.number} {was_due}, {still}. Bitte überweisen Sie den Betrag bis zum"
                f" {day(reminder.pay_by)}. Sonst müssen wir ihn förmlich anmahnen und können die"
                " gesetzlichen Verzugszinsen verlangen."
            )
        case _:
            earlier = " und ".join(f"am {day(each)}" for each in reminder.reminded_on)
            yield (
                f"unsere Rechnung {reminder.number} {was_due}, {still}. Daran haben wir Sie"
                f" {earlier} erinnert. Wir fordern Sie auf, {euro(reminder.total)} bis zum"
                f" {day(reminder.pay_by)} zu zahlen."
            )
            yield from _german_claim(reminder)
            yield (
                "Zahlen Sie bis dahin nicht, behalten wir uns vor, die Forderung ohne weitere"
                " Ankündigung gerichtlich geltend zu machen."
            )
    yield (
        f"Zahlungen bis zum {day(reminder.counted_until)} sind berücksichtigt; haben Sie seitdem"
        " gezahlt, ist nichts mehr zu tun. Stimmt etwas nicht, schreiben Sie uns bitte an"
        f" {reminder.seller.contact.email}. Die Rechnung liegt noch einmal bei."
    )


def english(reminder: PrintedReminder) -> Iterator[str]:
    """The letter's paragraphs in English."""
    day, euro = figures.english_day, figures.english_euro
    was_due = f"was due on {day(reminder.due_on)}"
    still = f"{euro(reminder.open)} is still open"
    yield "Dear Sir or Madam,"
    match reminder.level:
        case 1:
            yield (
                f"Our invoice {reminder.number} {was_due}, and {still}. It may have been"
                f" overlooked: please transfer the amount by {day(reminder.pay_by)}."
            )
        case 2:
            yield (
                f"We reminded you on {day(reminder.reminded_on[0])}: our invoice {reminder.number}"
                f" {was_due}, and {still}. Please transfer the amount by {day(reminder.pay_by)}."
                " Otherwise we will have to demand it formally and may claim the statutory"
                " interest for late payment."
            )
        case _:
            earlier = " and ".join(day(each) for each in reminder.reminded_on)
            yield (
                f"Our invoice {reminder.number} {was_due}, and {still}. We reminded you of it on"
                f" {earlier}. We now demand that you pay {euro(reminder.total)} by"
                f" {day(reminder.pay_by)}."
            )
            yield from _english_claim(reminder)
            yield (
                "If you do not pay by then, we reserve the right to take the claim to court"
                " without further notice."
            )
    yield (
        f"Payments up to {day(reminder.counted_until)} are taken in; if you have paid since, there"
        " is nothing left to do. If something is wrong, please write to"
        f" {reminder.seller.contact.email}. The invoice is enclosed once more."
    )


def _german_claim(reminder: PrintedReminder) -> Iterator[str]:
    claim = reminder.claim
    if claim is None or not claim.amount:
        return
    points = figures.german(claim.points, least=0)
    law = "§ 288 Abs. 1 BGB" if claim.consumer else "§ 288 Abs. 2 BGB"
    asked = []
    if claim.interest:
        asked.append(
            f"Zinsen von {points} Prozentpunkten über dem Basiszinssatz ({law}), berechnet bis"
            " heute"
        )
    if claim.lump_sum:
        asked.append(f"die Pauschale von {figures.german_euro(claim.lump_sum)} (§ 288 Abs. 5 BGB)")
    yield (
        f"Sie sind seit dem {figures.german_day(claim.default_from)} in Verzug. Deshalb verlangen"
        f" wir {', und '.join(asked)}."
    )


def _english_claim(reminder: PrintedReminder) -> Iterator[str]:
    claim = reminder.claim
    if claim is None or not claim.amount:
        return
    points = figures.english(claim.points, least=0)
    law = "section 288 (1) BGB" if claim.consumer else "section 288 (2) BGB"
    asked = []
    if claim.interest:
        asked.append(
            f"interest at {points} percentage points above the base rate ({law}), counted up to"
            " today"
        )
    if claim.lump_sum:
        lump_sum = figures.english_euro(claim.lump_sum)
        asked.append(f"the lump sum of {lump_sum} (section 288 (5) BGB)")
    yield (
        f"You have been in default since {figures.english_day(claim.default_from)}. We therefore"
        f" claim {', and '.join(asked)}."
    )
