"""What a booking is by the codes of the bank: ISO 20022, German GVC, type of MT940. Pure."""

import re
from dataclasses import dataclass

from kontor.formats.statement import Kind

# Sub-families of ISO 20022: fees, commissions, charges; returned, rejected or reversed payments.
CHARGES = {"CHRG", "FEES", "COMM", "COME", "COMI", "COMT", "TAXE"}
RETURNS = {"RRTN", "RPCR", "PRDD", "UPDD", "UPCT", "UPCQ", "ARET"}
NO_PAYMENT = {"INTR", "DINT", "CINT"}
# Geschäftsvorfallcodes of the German banks.
GVC_CHARGES = {"805", "807", "808", "809", "810", "811"}
GVC_RETURNS = {"108", "109", "159", "181", "182", "183", "184"}
GVC_BATCHES = range(190, 200)
GVC_NO_PAYMENT = range(801, 1000)
# The three letters behind the amount in MT940.
TYPE_CHARGES = {"CHG", "COM"}
TYPE_RETURNS = {"RTI", "RTN"}
TYPE_NO_PAYMENT = {"INT", "DIV"}

_GVC = re.compile(r"(?:^|[+/])(\d{3})(?:[+/]|$)")


@dataclass(frozen=True)
class Codes:
    """What the bank says of a booking; any may be empty. `family`: ISO family and sub-family."""

    family: tuple[str, ...] = ()
    gvc: str = ""
    type: str = ""
    returned: bool = False  # a reason for a return stands beside it, or it reverses a booking

    @property
    def collective(self) -> bool:
        return self.gvc.isdigit() and int(self.gvc) in GVC_BATCHES


def kind_of(codes: Codes, *, someone: bool) -> Kind:
    """`someone`: whether the booking names another side or a reference."""
    if CHARGES & set(codes.family) or codes.gvc in GVC_CHARGES or codes.type in TYPE_CHARGES:
        return Kind.CHARGE
    if (
        codes.returned
        or RETURNS & set(codes.family)
        or codes.gvc in GVC_RETURNS
        or codes.type in TYPE_RETURNS
    ):
        return Kind.RETURN
    if (
        NO_PAYMENT & set(codes.family)
        or (codes.gvc.isdigit() and int(codes.gvc) in GVC_NO_PAYMENT)
        or codes.type in TYPE_NO_PAYMENT
    ):
        return Kind.OTHER
    return Kind.PAYMENT if someone else Kind.OTHER


def gvc_in(code: str) -> str:
    """The GVC in a code of the bank's own, as in `NTRF+166+9307+931`; empty if there is none."""
    found = _GVC.search(code)
    return found[1] if found else ""
