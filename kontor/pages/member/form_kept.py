"""The order form shown again with everything typed: after a new sign-in, in another language."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from kontor.orders.models import Order
from kontor.pages.member.form_page import FormPage, PageId
from kontor.pages.member.order_client import NewClient
from kontor.pages.member.order_typing import from_post
from kontor.pages.shared import kept_typing, language


def resumed(request: HttpRequest, order: Order | None) -> HttpResponse | None:
    """What the reader had typed here when their session ended; None where there is nothing."""
    typed = kept_typing.take(request)
    if typed is None:
        return None
    request.POST = typed  # type: ignore[assignment]  # read as if it had come now
    page = FormPage(request, order, from_post(typed), PageId.sent(request))
    if typed.get("adding"):
        page.new_client = NewClient.from_post(typed)
    return page.render()


def speak_chosen(request: HttpRequest) -> None:
    """The language switch above the form belongs to it, so that nothing typed is lost."""
    if request.POST.get("language") in language.KNOWN:
        translation.activate(request.POST["language"])


def in_language(page: FormPage) -> HttpResponse:
    """The form as it stands; the browser reads in the chosen language from now on."""
    response = page.render()
    chosen = page.request.POST["language"]
    if chosen in language.KNOWN:
        language.keep(page.request, response, chosen)
    return response
