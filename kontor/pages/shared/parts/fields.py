"""The tags that draw form fields: label, help, error and control, wired for screen readers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from kontor.pages.shared.parts.shapes import Option, Words

register = template.Library()


@register.inclusion_tag("parts/field.html")
def field(  # noqa: PLR0913
    bound: BoundField,
    *,
    label: Words = "",
    help: Words = "",  # noqa: A002
    unit: Words = "",
    optional: bool = False,
    width: str = "",
    rows: int = 3,
    count: bool = False,
    hide_label: bool = False,
    **attributes: Any,
) -> dict[str, Any]:
    """Any field of a form; `unit` stands inside, `width` is short or medium; see docs/design.md."""
    kind = kind_of(bound.field.widget)
    place = Place(bound, help)
    attrs = {**place.attributes(), **{k.replace("_", "-"): v for k, v in attributes.items()}}
    attrs |= _kind_attributes(kind, rows)
    if count and getattr(bound.field, "max_length", None):
        attrs["data-count"] = f"{place.id}-count"
    return {
        "bound": bound,
        "kind": kind,
        "place": place,
        "label": label or bound.label,
        "unit": unit,
        "optional": optional,
        "width": width,
        "hide_label": hide_label,
        "control": bound.as_widget(attrs=attrs) if kind not in {"radios", "checks"} else "",
        "limit": bound.field.max_length if count and hasattr(bound.field, "max_length") else None,
        "typed": len(str(bound.value() or "")),
    }


@dataclass(frozen=True)
class Place:
    """The ids of a field and what belongs to it, for `aria-describedby` and the summary's links."""

    bound: BoundField
    help_given: Words = ""

    @property
    def id(self) -> str:
        return self.bound.auto_id or self.bound.html_name

    @property
    def help(self) -> Words:
        return self.help_given or self.bound.help_text

    @property
    def errors(self) -> list[str]:
        return [str(error) for error in self.bound.errors]

    @property
    def described_by(self) -> str:
        here = [("help", self.help), ("error", self.errors)]
        return " ".join(f"{self.id}-{name}" for name, present in here if present)

    def attributes(self) -> dict[str, Any]:
        """Attributes of the control. No maxlength: a browser would cut pasted text in silence."""
        return {
            "class": "input",
            "maxlength": False,
            "aria-describedby": self.described_by or False,
            "aria-invalid": "true" if self.errors else False,
        }


def kind_of(widget: forms.Widget) -> str:
    """Which of the templates' branches draws this widget."""
    kinds: Sequence[tuple[type[forms.Widget], str]] = (
        (forms.CheckboxInput, "check"),
        (forms.CheckboxSelectMultiple, "checks"),
        (forms.RadioSelect, "radios"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
        (forms.DateInput, "day"),
        (forms.FileInput, "file"),
        (forms.NumberInput, "number"),
    )
    return next((kind for known, kind in kinds if isinstance(widget, known)), "text")


def _kind_attributes(kind: str, rows: int) -> dict[str, Any]:
    if kind == "textarea":
        return {"rows": rows, "cols": False}
    if kind == "day":
        return {"class": "input day-input", "autocomplete": "off", "data-day": ""}
    if kind == "number":
        return {
            "class": "input number-input",
            "type": "text",
            "inputmode": "decimal",
            "step": False,
        }
    if kind == "check":
        return {"class": "checkbox"}
    return {}


@register.inclusion_tag("parts/error_summary.html")
def error_summary(
    *forms_and_sets: "forms.BaseForm | BaseFormSet[Any]", title: Words = ""
) -> dict[str, Any]:
    """Every error of the given forms and formsets with a link to its field; nothing without one."""
    found = [entry for each in forms_and_sets for entry in _errors_of(each)]
    counted = ngettext("{n} entry needs a change", "{n} entries need a change", len(found))
    return {"errors": found, "title": title or counted.replace("{n}", str(len(found)))}


def _errors_of(source: "forms.BaseForm | BaseFormSet[Any]") -> Iterable[tuple[str, str]]:
    """(id of the field or empty, sentence) in the order of the page."""
    if isinstance(source, BaseFormSet):
        for error in source.non_form_errors():
            yield "", str(error)
        for form in source.forms:
            yield from _errors_of(form)
        return
    for error in source.non_field_errors():
        yield "", str(error)
    for bound in source:
        for error in bound.errors:
            yield Place(bound).id, str(error)


@register.simple_block_tag(end_name="end_choices")
def choices(  # noqa: PLR0913
    content: str,
    legend: Words,
    bound: BoundField | None = None,
    *,
    help: Words = "",  # noqa: A002
    columns: int = 1,
    hide_legend: bool = False,
    bare: bool = False,
) -> SafeString:
    """The group around choice cards: a fieldset with its legend, help and error.

    `bare`: without borders, for a choice inside a card.
    """
    context = {
        "content": content,
        "legend": legend,
        "place": Place(bound, help) if bound is not None else None,
        "columns": columns,
        "hide_legend": hide_legend,
        "bare": bare,
    }
    return render_to_string("parts/choices.html", context)


@register.simple_block_tag(end_name="end_choice_card")
def choice_card(  # noqa: PLR0913
    content: str,
    bound: BoundField,
    value: str,
    title: Words,
    *,
    line: Words = "",
    mark: Words = "",
) -> SafeString:
    """One radio, or checkbox where several may be chosen, as a card.

    What stands between the tags opens inside once it is chosen.
    """
    many = isinstance(bound.field.widget, forms.CheckboxSelectMultiple)
    chosen = bound.value() or () if many else [bound.value()]
    context = {
        "content": content if content.strip() else "",
        "name": bound.html_name,
        "id": f"{bound.auto_id}_{value}",
        "value": value,
        "many": many,
        "chosen": str(value) in map(str, chosen),
        "title": title,
        "line": line,
        "mark": mark,
    }
    return render_to_string("parts/choice_card.html", context)


@register.inclusion_tag("parts/searchable_choice.html")
def searchable_choice(  # noqa: PLR0913
    bound: BoundField,
    *,
    url: str,
    chosen: Option | None = None,
    query: str = "",
    found: Sequence[Option] | None = None,
    counted: Words = "",
    add: Words = "",
    add_note: Words = "",
    label: Words = "",
    help: Words = "",  # noqa: A002
    hide_label: bool = False,
    icon: str = "landmark",
) -> dict[str, Any]:
    """A choice from many by typing (client). Without JavaScript: search button and radios."""
    return {
        "bound": bound,
        "place": Place(bound, help),
        "label": label or bound.label,
        "url": url,
        "chosen": chosen,
        "query": query,
        "found": found,
        "counted": counted,
        "add": add,
        "add_note": add_note,
        "hide_label": hide_label,
        "icon": icon,
    }


@register.inclusion_tag("parts/searchable_select.html")
def searchable_select(
    bound: BoundField,
    *,
    also: Mapping[str, str] | None = None,
    label: Words = "",
    help: Words = "",  # noqa: A002
    optional: bool = False,
) -> dict[str, Any]:
    """A select that can be searched once JavaScript runs.

    `also` maps a value to its name in the other language, which is found and shown too.
    """
    widget = bound.field.widget
    given = list(widget.choices) if isinstance(widget, forms.Select) else []
    rows = [(str(value), words, (also or {}).get(str(value), "")) for value, words in given]
    return {
        "bound": bound,
        "place": Place(bound, help),
        "label": label or bound.label,
        "optional": optional,
        "rows": rows,
        "chosen": str(bound.value() or ""),
    }


@register.inclusion_tag("parts/lines.html")
def lines(
    formset: "BaseFormSet[Any]",
    *,
    add: Words = "",
    title: Words = "",
    second: Words = "",
    show_vat: bool = False,
) -> dict[str, Any]:
    """Rows of a formset with text, quantity, unit and unit_price; add and remove without script."""
    return {
        "formset": formset,
        "rows": formset.forms,
        "empty": formset.empty_form,
        "add": add or gettext("Line"),
        "title": title,
        "second": second,
        "show_vat": show_vat,
    }


@register.inclusion_tag("parts/add_line.html")
def add_line(formset: "BaseFormSet[Any]", words: Words) -> dict[str, Any]:
    """The button that adds a row to `formset`; without script the server answers `add_line`."""
    return {"prefix": formset.prefix, "words": words}
