"""The demo's mailbox: every mail that Kontor sent, to whomever, as its reader gets it.

Mails are shown as they came. The HTML part is a document of its own in a frame: no script, nothing
from elsewhere, and the only kind of answer in which inline styles are allowed.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kontor.foundation import mailbox
from kontor.foundation.address import normalise
from kontor.foundation.mailbox import Head, ReceivedMail
from kontor.foundation.refusal import NotFound
from kontor.pages.shared.demo import only_in_demo
from kontor.pages.shared.lists import page_of, typed

# What the frame may do: nothing but follow a link, in the whole window and by a click.
SANDBOX = "allow-same-origin allow-top-navigation-by-user-activation allow-popups"
HTML_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    f"frame-ancestors 'self'; sandbox {SANDBOX}"
)
FILE_POLICY = "default-src 'none'; sandbox"
LINKS_LEAVE_THE_FRAME = '<base target="_top">'


@dataclass(frozen=True)
class Line:
    """A mail in the list: `to` its first address, `url` keeps the filter."""

    subject: str
    to: str
    date: datetime | None
    has_attachments: bool
    url: str


@dataclass(frozen=True)
class Owner:
    """A filter above the list: one address and the number of its mails."""

    address: str
    count: int
    url: str


@only_in_demo
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """All mails, newest first; `?to=ADDRESS` shows one person's mailbox."""
    chosen = typed(request, "to")
    everything = list(mailbox.heads(_folder()))
    heads = [head for head in everything if not chosen or normalise(chosen) in _owners(head)]
    page = page_of(request, [_line(head, chosen) for head in heads])
    context = {
        "chosen": chosen,
        "page": page,
        "all_count": len(everything),
        "owners": _filters(everything),
        "chosen_owner": normalise(chosen),
    }
    return render(request, "mailbox.html", context)


@only_in_demo
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail; `?as=text` shows its plain part."""
    opened = _opened(name)
    chosen = typed(request, "to")
    as_text = request.GET.get("as") == "text" or not opened.html
    context = {
        "mail": opened,
        "name": name,
        "as_text": as_text,
        "sandbox": SANDBOX,
        "back": _with(reverse("mailbox"), to=chosen),
        "html_url": _with(reverse("mailbox_mail", args=[name]), to=chosen),
        "text_url": _with(reverse("mailbox_mail", args=[name]), to=chosen, **{"as": "text"}),
    }
    return render(request, "mailbox_mail.html", context)


@only_in_demo
@require_safe
def mail_html(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001  # a view's shape
    """The HTML part alone, for the frame."""
    page = _opened(name).html
    return html_document(page.replace("<head>", f"<head>{LINKS_LEAVE_THE_FRAME}", 1))


@only_in_demo
@require_safe
def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:  # noqa: ARG001
    """An attached file as a download; `number` counts from 1."""
    files = _opened(name).attachments
    if not 1 <= number <= len(files):
        raise NotFound
    file = files[number - 1]
    return HttpResponse(
        file.data,
        headers={
            "Content-Type": file.media_type,
            "Content-Disposition": str(
                content_disposition_header(as_attachment=True, filename=file.name)
            ),
            "Content-Security-Policy": FILE_POLICY,
        },
    )


def html_document(html: str) -> HttpResponse:
    """The HTML of a mail as a document of its own, with its inline styles."""
    response = HttpResponse(html)
    response["Content-Security-Policy"] = HTML_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _folder() -> Path:
    return Path(settings.MAILBOX)


def _opened(name: str) -> ReceivedMail:
    opened = mailbox.opened(_folder(), name)
    if opened is None:
        raise NotFound
    return opened


def _owners(head: Head) -> set[str]:
    return set(map(normalise, head.to))


def _line(head: Head, chosen: str) -> Line:
    return Line(
        subject=head.subject,
        to=head.to[0] if head.to else "",
        date=head.date,
        has_attachments=head.has_attachments,
        url=_with(reverse("mailbox_mail", args=[head.name]), to=chosen),
    )


def _filters(heads: list[Head]) -> list[Owner]:
    counts = Counter(owner for head in heads for owner in _owners(head))
    here = reverse("mailbox")
    return [Owner(owner, counts[owner], _with(here, to=owner)) for owner in sorted(counts)]


def _with(url: str, **values: str) -> str:
    given = {key: value for key, value in values.items() if value}
    return f"{url}?{urlencode(given)}" if given else url
