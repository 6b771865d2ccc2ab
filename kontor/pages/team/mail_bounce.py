"""`/team/mail/<id>/bounced`: an advisor enters that a mail to the client came back, and why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kontor.actions.note_bounce import NOT_SENT, note_bounce
from kontor.foundation.mails import state_of
from kontor.foundation.models import OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid, NotFound
from kontor.foundation.saying import say
from kontor.foundation.sentence import S, Sentence
from kontor.orders.access import one_for_team
from kontor.orders.models import Order
from kontor.orders.naming import id_in
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import add_fault
from kontor.pages.shared.mail_lines import MailLine, mail_lines
from kontor.pages.shared.now import now_of
from kontor.pages.team.door import door, is_advisor
from kontor.pages.team.invoice_forms import BounceForm

UNPROCESSABLE, CONFLICT = 422, 409


@door
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, mail_id: int) -> HttpResponse:
    """What came back, and the form for the words; what is wrong stands at its field."""
    order, mail = _shown(request, mail_id)
    if request.method != "POST":
        if not mail.can_have_bounced:
            return _show(request, order, mail, refused=NOT_SENT, status=CONFLICT)
        return _show(request, order, mail, BounceForm())
    form = BounceForm(request.POST)
    form.is_valid()
    words = str(form.cleaned_data.get("words", ""))
    try:
        note_bounce(reader(request), mail_id, words, now_of(request))
    except Invalid as invalid:
        for fault in invalid.faults:
            add_fault(form, fault.field, fault)
        return _show(request, order, mail, form, status=UNPROCESSABLE)
    except Conflict as conflict:
        return _show(request, order, mail, refused=conflict.sentence, status=CONFLICT)
    messages.success(request, say(S("Noted. The e-mail counts as failed, and the member is told.")))
    return redirect(f"{reverse('team_review', args=[order.pk])}#headline")


def _shown(request: HttpRequest, mail_id: int) -> tuple[Order, MailLine]:
    """The mail and its order. Raises NotFound; Forbidden for who sees no contact person (R19)."""
    found = OutboxMail.objects.filter(pk=mail_id, audience="client").first()
    order_id = id_in(found.about) if found else None
    if found is None or order_id is None:
        raise NotFound
    order = one_for_team(reader(request), order_id)
    if not is_advisor(request):
        raise Forbidden
    (mail,) = mail_lines([state_of(found)], names_client=True)
    return order, mail


def _show(  # noqa: PLR0913  # the form, or why there is none
    request: HttpRequest,
    order: Order,
    mail: MailLine,
    form: BounceForm | None = None,
    *,
    refused: Sentence | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"order": order, "mail": mail, "form": form, "refused": refused}
    return render(request, "team/mail_bounce.html", context, status=status)
