"""Addresses that belong to nobody in particular: start, sign-in, language, the demo."""

from allauth.account.views import AccountInactiveView, LogoutView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.urls import path

from kontor.pages.shared import demo, forgotten, invitation, language, limits, mailbox, start

urlpatterns = [
    path("sign-in/", limits.SignIn.as_view(), name="account_login"),
    path("sign-in/closed/", AccountInactiveView.as_view(), name="account_inactive"),
    path("sign-in/code/", limits.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path("sign-in/forgotten/", forgotten.ask, name="forgotten"),
    path("sign-in/new-password/<str:token>", forgotten.choose, name="new_password"),
    path("sign-in/invitation/<str:token>", invitation.page, name="invitation"),
    path("sign-out/", LogoutView.as_view(http_method_names=["post"]), name="account_logout"),
    path("language/", language.switch, name="language"),
    path("legal-notice/", start.legal_notice, name="legal_notice"),
    path("components", demo.components, name="components"),
    path("demo/", demo.guide, name="demo"),
    path("demo/be/<slug:who>", demo.be, name="demo_be"),
    path("demo/forward", demo.forward, name="demo_forward"),
    path("demo/mailbox/", mailbox.inbox, name="mailbox"),
    path("demo/mailbox/<str:name>/", mailbox.mail, name="mailbox_mail"),
    path("demo/mailbox/<str:name>/html/", mailbox.mail_html, name="mailbox_html"),
    path(
        "demo/mailbox/<str:name>/files/<int:number>/",
        mailbox.attachment,
        name="mailbox_attachment",
    ),
]
