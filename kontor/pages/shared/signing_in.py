"""What allauth asks us about: words, mails, who may have an account, and second factors."""

import io
import secrets
from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kontor.actions import keep_people
from kontor.foundation.sentence import S
from kontor.pages.shared.asker import address_of
from kontor.pages.shared.house import house_of
from kontor.pages.shared.now import now_of
from kontor.people.models import Person

# What has changed, as the history knows it and as the owner is told.
CHANGES = {
    "account/email/password_changed": ("change_password", S("Your password was changed")),
    "mfa/email/webauthn_added": ("add_passkey", S("A passkey was added to your account")),
    "mfa/email/webauthn_removed": ("remove_passkey", S("A passkey was removed from your account")),
    "mfa/email/totp_activated": ("add_app", S("An authenticator app was added to your account")),
    "mfa/email/totp_deactivated": (
        "remove_app",
        S("The authenticator app was removed from your account"),
    ),
    "mfa/email/recovery_codes_generated": (
        "make_codes",
        S("New recovery codes were made for your account"),
    ),
}
LOCALHOST = "localhost"


class InvitedPeopleOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts come by invitation only, never by sign-up; mails go through our outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail and password do not match. Check both and try again."),
        "too_many_login_attempts": _(
            "Too many attempts. Wait a quarter of an hour, then try again."
        ),
        "rate_limited": _("Too many attempts. Wait a quarter of an hour, then try again."),
        "enter_current_password": _("That is not your present password."),
        "incorrect_password": _("That is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        return False

    def send_notification_mail(
        self, template_prefix: str, user: Person, *_context: Any, **_more: Any
    ) -> None:
        """Tell the owner of the account that its sign-in has changed."""
        event, what = CHANGES[template_prefix]
        keep_people.tell_of_change(user, what, now_of(self.request), event)

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Passkeys belong to our own address; secrets of authenticator apps are kept encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not match. Try again."),
    }

    def get_totp_issuer(self) -> str:
        return house_of(context.request).short_name

    def build_totp_svg(self, url: str) -> str:
        out = io.BytesIO()
        segno.make_qr(url, error="m").save(out, kind="svg", border=4, light="#fff", omitsize=True)
        return out.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; after another secret key one that no code ever matches."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return b32encode(secrets.token_bytes(20)).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {
            "id": passkey_host(context.request),
            "name": house_of(context.request).short_name,
        }


def passkey_host(request: HttpRequest) -> str:
    """The name that passkeys are made for: that of KONTOR_URL, or localhost on the own machine."""
    host = request.get_host().partition(":")[0]
    return host if host == LOCALHOST else str(urlsplit(settings.KONTOR_URL).hostname)


def _cipher() -> Fernet:
    key = sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(key))
