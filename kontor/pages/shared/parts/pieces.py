"""The tags of buttons, notices, heads and the other parts that are not fields."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from kontor.pages.shared.parts.shapes import (
    Check,
    Guarantee,
    Option,
    Step,
    SumLine,
    Summary,
    Tone,
    Words,
)
from kontor.pages.shared.parts.words import in_words

register = template.Library()

NOTICE_ICONS: dict[str, str] = {
    "accent": "info",
    "wait": "triangle-alert",
    "stop": "circle-x",
    "good": "check",
}

SOON = 3  # days


@register.filter
def notice_tone(level: str) -> str:
    """The tone of a notice for the level of a Django message."""
    return {"warning": "wait", "error": "stop", "info": "accent"}.get(level, "good")


@register.filter
def notice_icon(level: str) -> str:
    return NOTICE_ICONS[notice_tone(level)]


@register.inclusion_tag("parts/button.html")
def button(  # noqa: PLR0913
    words: Words,
    kind: str = "second",
    *,
    href: str = "",
    icon: str = "",
    icon_end: str = "",
    size: str = "",
    wide: bool = False,
    more: Words = "",
    about: Words = "",
    name: str = "",
    value: str = "",
    busy: Words = "",
    type: str = "submit",  # noqa: A002 - the attribute's own name
    **attributes: Any,
) -> dict[str, Any]:
    """A button, or with `href` a link that looks like one; see docs/design.md."""
    return {
        "words": words,
        "classes": " ".join(_button_classes(kind, size, wide=wide)),
        "href": href,
        "icon": icon,
        "icon_end": icon_end,
        "icon_size": 18 if size == "main" else 16,
        "more": more,
        "about": about,
        "name": name,
        "value": value,
        "busy": busy,
        "type": type,
        "attributes": {key.replace("_", "-"): text for key, text in attributes.items()},
    }


def _button_classes(kind: str, size: str, *, wide: bool) -> list[str]:
    kinds = ["button", *(f"button-{word}" for word in kind.split())]
    return [*kinds, *([f"button-{size}"] if size else []), *(["button-wide"] if wide else [])]


@register.simple_block_tag(end_name="end_notice")
def notice(content: str, tone: str = "accent", icon: str = "", *, role: str = "") -> SafeString:
    """`{% notice "wait" %}The date lies in the past.{% end_notice %}`; it stands in the flow."""
    context = {
        "content": content,
        "tone": tone,
        "icon": icon or NOTICE_ICONS.get(tone, "info"),
        "role": role,
    }
    return render_to_string("parts/notice.html", context)


@register.simple_block_tag(end_name="end_page_head")
def page_head(  # noqa: PLR0913
    content: str,
    title: Words,
    *,
    eyebrow: Words = "",
    crumb: Words = "",
    crumb_url: str = "",
    title_lang: str = "",
) -> SafeString:
    """The headline of a page; between the tags may stand div.page-lead and div.page-actions."""
    context = {
        "content": content,
        "title": in_words(title).replace(" – ", "\N{NO-BREAK SPACE}– "),
        "eyebrow": eyebrow,
        "crumb": crumb,
        "crumb_url": crumb_url,
        "title_lang": title_lang,
    }
    return render_to_string("parts/page_head.html", context)


@register.simple_block_tag(end_name="end_section_head")
def section_head(content: str, title: Words, ident: str = "", level: int = 2) -> SafeString:
    """The head above a sheet; what stands between the tags goes to its right end."""
    context = {"content": content, "title": title, "ident": ident, "level": level}
    return render_to_string("parts/section_head.html", context)


@register.simple_block_tag(end_name="end_empty_state")
def empty_state(content: str, title: Words, sentence: Words = "") -> SafeString:
    """What will stand here, and between the tags one button."""
    context = {"content": content, "title": title, "sentence": sentence}
    return render_to_string("parts/empty_state.html", context)


@register.simple_block_tag(end_name="end_form_part")
def form_part(
    content: str,
    title: Words,
    number: int | str = "",
    help: Words = "",  # noqa: A002
    ident: str = "",
) -> SafeString:
    """A numbered section of a long form with its head."""
    context = {"content": content, "title": title, "number": number, "help": help, "ident": ident}
    return render_to_string("parts/form_part.html", context)


@register.inclusion_tag("parts/tag.html")
def tag(words: Words, tone: Tone = "quiet", icon: str = "") -> dict[str, Any]:
    """Any tag: word and icon on a tint."""
    return {"words": words, "tone": tone, "icon": icon}


@register.inclusion_tag("parts/life_line.html")
def life_line(steps: Sequence[Step], label: Words = "", places: int = 5) -> dict[str, Any]:
    """Where the order stands. A line that ends at a rejection leaves its other `places` empty."""
    return {"steps": steps, "label": label, "blanks": range(places - len(steps))}


@register.filter
def state_words(step: Step) -> str:
    """The state of a step for ears, which see neither colour nor sign."""
    words = {
        "done": gettext("done"),
        "now": gettext("now"),
        "to_come": gettext("to come"),
        "skipped": gettext("skipped"),
        "rejected": gettext("rejected"),
    }
    return words[step.state]


@register.inclusion_tag("parts/next.html")
def what_happens_next(words: Words) -> dict[str, Any]:
    """The sentence below the life line."""
    return {"words": words}


@register.inclusion_tag("parts/checks.html")
def checks(found: Sequence[Check]) -> dict[str, Any]:
    """The checks in the order stop, look, ok, whatever order they come in."""
    return {"loud": _of(found, "stop") + _of(found, "look"), "ok": _of(found, "ok")}


@register.inclusion_tag("parts/checks_count.html")
def checks_count(found: Sequence[Check]) -> dict[str, Any]:
    """How many stop, how many want a look, how many are in order: three tags."""
    stops, looks, ok = (len(_of(found, level)) for level in ("stop", "look", "ok"))
    return {
        "stops": stops,
        "looks": looks,
        "stop_words": ngettext("{n} stop", "{n} stops", stops).replace("{n}", str(stops)),
        "look_words": ngettext("{n} look", "{n} looks", looks).replace("{n}", str(looks)),
        "ok_words": gettext("{n} ok").replace("{n}", str(ok)),
    }


def _of(found: Sequence[Check], level: str) -> list[Check]:
    return [check for check in found if check.level == level]


@register.inclusion_tag("parts/guarantee.html")
def guarantee(verdict: Guarantee, level: int = 3) -> dict[str, Any]:
    """The verdict on the payment guarantee in words, its reason and what it rests on."""
    look = {
        "yes": ("shield-check", "good", gettext("Payment guarantee: yes")),
        "not_yet": ("shield", "wait", gettext("Payment guarantee: not yet")),
        "no": ("shield-off", "", gettext("Payment guarantee: no")),
    }
    icon, tone, words = look[verdict.verdict]
    title = in_words(verdict.title) or words
    return {"guarantee": verdict, "icon": icon, "tone": tone, "title": title, "level": level}


@register.inclusion_tag("parts/totals.html")
def totals(
    sums: Sequence[SumLine],
    total: SumLine,
    wide: bool = False,  # noqa: FBT001, FBT002
    *,
    adjust_url: str = "",
) -> dict[str, Any]:
    """A sum that closes as in a ledger: line above, double line below.

    `adjust_url`: where the team adjusts the VAT treatment; the first line is the net.
    """
    return {"sums": sums, "total": total, "wide": wide, "adjust_url": adjust_url}


@register.inclusion_tag("parts/copy_row.html")
def copy_row(label: Words, value: str, copied: str = "") -> dict[str, Any]:
    """A value with a button that copies it; `copied` where the clipboard wants another form."""
    return {"label": label, "value": value, "copied": copied or value}


@register.inclusion_tag("parts/order_summary.html")
def order_summary(summary: Summary) -> dict[str, Any]:
    """The inside of the summary beside the form; also what the server answers to summary.js."""
    return {"summary": summary}


@register.inclusion_tag("parts/options.html")
def options(
    found: Sequence[Option],
    *,
    query: str = "",
    counted: Words = "",
    add: Words = "",
    add_note: Words = "",
) -> dict[str, Any]:
    """The rows of a searchable choice, as answered to combobox.js; `counted` is announced."""
    return {
        "options": found,
        "query": query,
        "counted": counted,
        "add": add,
        "add_note": add_note,
    }


@register.inclusion_tag("parts/pagination.html", takes_context=True)
def pagination(
    context: template.Context, page: Page[Any], parameter: str = "page"
) -> dict[str, Any]:
    """`1–8 of 14`, Back and Next; the rest of the address is kept."""
    request = context.get("request")
    return {
        "page": page,
        "back": _address(request, parameter, page.number - 1) if page.has_previous() else "",
        "next": _address(request, parameter, page.number + 1) if page.has_next() else "",
    }


def _address(request: Any, parameter: str, number: int) -> str:
    query = request.GET.copy() if request else None
    if query is None:
        return f"?{parameter}={number}"
    query[parameter] = str(number)
    return f"?{query.urlencode()}"


@register.inclusion_tag("parts/days_left.html")
def days_left(days: int, until: date | None = None) -> dict[str, Any]:
    """Grey, amber from three days on, "last day" on the day; the date always stands below."""
    return {"days": days, "until": until, "tone": "wait" if days <= SOON else "quiet"}
