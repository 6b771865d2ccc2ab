"""What pages call the mails, their parts and their placeholders."""

from kontor.foundation.letter_wording import Part
from kontor.foundation.sentence import S, Sentence

GROUPS: dict[str, Sentence] = {
    "client": S("To clients"),
    "member": S("To members"),
    "team": S("To the team"),
    "account": S("About an account"),
    "manners": S("Around every e-mail"),
}
PARTS: dict[Part, Sentence] = {
    Part.SUBJECT: S("Subject"),
    Part.HEADING: S("Headline"),
    Part.PARAGRAPH: S("Paragraph"),
    Part.BUTTON: S("Button"),
    Part.NOTE: S("Note below the button"),
    Part.SALUTATION: S("Salutation"),
    Part.CLOSING: S("Closing words"),
    Part.QUESTIONS: S("Where to ask"),
}
# Each is followed by an example on the page.
PLACEHOLDERS: dict[str, Sentence] = {
    "advisor": S("the advisor"),
    "amount": S("the amount"),
    "author": S("who writes"),
    "cancelled": S("number of the cancelled invoice"),
    "client": S("the client"),
    "contact": S("the contact person"),
    "day": S("the day"),
    "due": S("the due date"),
    "gross": S("the amount with VAT"),
    "house": S("the cooperative"),
    "kind": S("kind of invoice"),
    "member": S("the member"),
    "n": S("the number"),
    "name": S("the name"),
    "number": S("number of the invoice"),
    "open": S("the open amount"),
    "phone": S("the cooperative’s phone number"),
    "title": S("title of the order"),
    "total": S("the amount that is asked for"),
}
