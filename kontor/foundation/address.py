"""E-mail addresses: may it be written to, and are two of them one mailbox."""

import unicodedata

import idna
from email_validator import EmailNotValidError, validate_email

from kontor.foundation.refusal import Unreadable
from kontor.foundation.sentence import S, Sentence

LONGEST = 254


def parse_address(text: str) -> str:
    """A typed e-mail address, trimmed, its domain in lower case. Raises Unreadable.

    Only the form is checked, nothing is looked up. Letters before the @ must be plain: many mail
    servers take no others.
    """
    typed = text.strip()
    fault = _obvious_fault(typed)
    if fault:
        raise Unreadable(fault)
    try:
        checked = validate_email(typed, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise Unreadable(S("Check the e-mail address: it looks like name@company.com.")) from None
    return checked.normalized


def address_fault(text: str) -> Sentence | None:
    """What is wrong with a typed address, or None."""
    try:
        parse_address(text)
    except Unreadable as unreadable:
        return unreadable.sentence
    return None


def normalise(address: str) -> str:
    """The form in which equal mailboxes are equal: one mail each (R24, reliability F15).

    Trimmed, NFC, case folded on both sides of the @, the domain as its IDN form; `a+1@` stays
    different from `a@`. Text that is no address comes back folded the same way.
    """
    folded = _folded(address.strip())
    name, at, domain = folded.rpartition("@")
    return f"{name}{at}{_ascii_domain(domain)}"


def masked(address: str) -> str:
    """An address for those who may know that there is one, not which: `c•••@l•••.example`.

    First letters and the domain's last part; the dots tell no length. Nothing of what is no
    address.
    """
    name, at, domain = address.strip().rpartition("@")
    if not at:
        return ""
    _, _, last = domain.rpartition(".")
    return f"{name[:1]}•••@{domain[:1]}•••" + (f".{last}" if last != domain else "")


def _obvious_fault(typed: str) -> Sentence | None:
    name, at, domain = typed.rpartition("@")
    faults = (
        (not at, S("This address has no @; it looks like name@company.com.")),
        ("@" in name, S("This address has more than one @. Enter one address only.")),
        (not name, S("This address has no part before the @.")),
        (not domain, S("This address has no part after the @.")),
        (
            len(typed) > LONGEST,
            S("This address is too long: an e-mail address has at most 254 characters."),
        ),
        (not name.isascii(), S("Use plain letters without accents before the @.")),
    )
    return next((sentence for found, sentence in faults if found), None)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())


def _ascii_domain(domain: str) -> str:
    try:
        return idna.encode(domain, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        return domain
