"""The letters about an account. Pure: plain values in, a `Letter` out; named like their purpose."""

from collections.abc import Sequence

from kontor.foundation.letter import Fact, Letter, Pointer
from kontor.foundation.sentence import S, Sentence
from kontor.people.roles import TEAM, in_words

_NOT_YOU = S("If that was not you, choose a new password and tell the team at once.")


def password_reset(hours: int) -> Letter:
    """The link to choose a new password; it works once, for so many hours."""
    return Letter(
        subject=S("Choose a new password"),
        heading=S("Choose a new password"),
        paragraphs=(
            S("Somebody has asked for a new password for your account. The link works once."),
        ),
        button=S("Choose a new password"),
        note=S("Valid for {n} hours. Please do not pass the link on:", n=hours),
        after=(S("If that was not you, there is nothing to do. Your password stays as it is."),),
    )


def account_invitation(inviter: str, house: str, roles: Sequence[str], days: int) -> Letter:
    """The link by which somebody opens the account that was made for them.

    `inviter`: who asks them in, empty where it was done by command; `house`: the full name.
    """
    asks = S("{name} has made an account for you.", name=inviter)
    made = asks if inviter else S("An account has been made for you.")
    team = (
        S(
            "As part of the team you then set up a passkey or an app for codes;"
            " the portal leads you there."
        ),
    )
    return Letter(
        subject=S("Your account at {house}", house=house),
        heading=S("Welcome to {house}", house=house),
        paragraphs=(
            made,
            S("Choose a password, and it is open. You sign in with this e-mail address."),
            *(team if TEAM.intersection(roles) else ()),
        ),
        facts=(Fact(S("What you are there"), in_words(roles)),),
        button=S("Open my account"),
        note=S.plural(
            "Valid for {n} day. Please do not pass the link on:",
            "Valid for {n} days. Please do not pass the link on:",
            days,
        ),
        after=(
            S(
                "If you expect no such invitation, there is nothing to do:"
                " nobody can use it but you."
            ),
        ),
    )


def account_changed(what: Sentence) -> Letter:
    """Tells the owner of an account what was just changed about its sign-in."""
    return Letter(
        subject=what,
        heading=what,
        paragraphs=(S("If you did that yourself, there is nothing to do."), _NOT_YOU),
        button=S("See your profile"),
    )


def digest(notices: Sequence[tuple[str, str]]) -> Letter:
    """The day's news in one mail: (subject in the reader's language, address) each."""
    return Letter(
        subject=S("News about your orders"),
        heading=S.plural("{n} piece of news", "{n} pieces of news", len(notices)),
        paragraphs=(S("You asked to be told of this once a day."),),
        pointers=tuple(Pointer(subject, url) for subject, url in notices),
        button=S("See what needs you"),
    )
