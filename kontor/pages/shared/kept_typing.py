"""What was being typed when a session ended: kept until its writer has signed in again.

A form that holds `{% keeps_typing %}` says who is writing, signed; only to them it is given back.
"""

from django import template
from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kontor.people.models import Person

WRITER, KEPT = "writer", "kontor.kept_typing"
MOST_CHARACTERS = 200_000
_signer = Signer(salt="kontor.kept_typing")

register = template.Library()


@register.simple_tag(takes_context=True)
def keeps_typing(context: template.Context) -> SafeString:
    """Inside a form: what is typed in it survives the end of the session."""
    mark = _signer.sign(str(context["request"].user.pk))
    return format_html('<input type="hidden" name="{}" value="{}">', WRITER, mark)


def keep(request: HttpRequest) -> None:
    """Before the sign-in: put away what a visitor without a session has sent, and tell them."""
    # A script that saves on the way asks again by itself, and shows its own words.
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return
    typed = request.POST.urlencode()
    if _writer(request.POST) is None or len(typed) > MOST_CHARACTERS:
        words = gettext("You were signed out, so nothing was done. Sign in and try again.")
    else:
        request.session[KEPT] = {"path": request.path, "typed": typed}
        words = gettext(
            "You were signed out, so nothing was sent. Sign in: what you typed is kept."
        )
    messages.warning(request, words)


def take(request: HttpRequest) -> QueryDict | None:
    """What its reader had typed into the form at this address, once; None for anybody else."""
    kept = request.session.pop(KEPT, None)
    if kept is None or kept["path"] != request.path:
        return None
    typed = QueryDict(kept["typed"])
    if not isinstance(request.user, Person) or _writer(typed) != str(request.user.pk):
        return None
    words = gettext("Here is what you had typed. It is neither saved nor submitted yet.")
    messages.warning(request, words)
    return typed


def _writer(typed: QueryDict) -> str | None:
    try:
        return _signer.unsign(typed.get(WRITER, ""))
    except BadSignature:
        return None
