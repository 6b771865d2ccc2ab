"""The letters about an account with invented values, as in orders. Pure."""

from kontor.foundation.letter_wording import Sample
from kontor.foundation.sentence import S
from kontor.people import letters
from kontor.people.roles import Role

READER, INVITER = "Mira Falkenau", "Hedda Brink"
TO_OWNER = S("To whoever has the account.")
NEWS = (
    ("Freigegeben: Ausstellungsgrafik „Wasserwege“", "https://kontor.example/orders/17/"),
    ("Bestätigt von Nora Ellerbek: Katalog", "https://kontor.example/orders/21/"),
)
# What can change about a sign-in. Whoever tells of something new adds its sentence here.
CHANGES = (
    S("Your password was changed"),
    S("A passkey was added to your account"),
    S("A passkey was removed from your account"),
    S("An authenticator app was added to your account"),
    S("The authenticator app was removed from your account"),
    S("New recovery codes were made for your account"),
    S("Passkeys, app and codes were removed from your account"),
)


def samples(house: str) -> tuple[Sample, ...]:
    """Each kind of mail about an account; of a cooperative of this full name."""
    invitations = (
        letters.account_invitation(INVITER, house, (Role.MEMBER,), 14),
        letters.account_invitation("", house, (Role.ADVISOR,), 1),
    )
    return tuple(
        Sample(purpose, "account", TO_OWNER, "member", found, (READER,))
        for purpose, found in (
            ("account_invitation", invitations),
            ("digest", (letters.digest(NEWS), letters.digest(NEWS[:1]))),
            ("password_reset", (letters.password_reset(24),)),
            ("account_changed", tuple(letters.account_changed(what) for what in CHANGES)),
        )
    )
