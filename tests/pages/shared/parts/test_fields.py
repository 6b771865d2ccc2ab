"""Fields are tied to their words, and nothing that was typed is lost or run."""

import re

from django import forms
from django.template import Context, Template
from django.utils import translation

from kontor.pages.shared.parts.shapes import Option


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the contract.", max_length=20)
    day = forms.CharField(label="Service to", widget=forms.DateInput)
    mode = forms.ChoiceField(label="Mode", choices=[("a", "A"), ("b", "B")])
    client = forms.CharField(label="Client")
    agree = forms.BooleanField(label="Agree")


class Line(forms.Form):
    text = forms.CharField(label="Text")
    quantity = forms.CharField(label="Quantity")
    unit = forms.ChoiceField(label="Unit", choices=[("hour", "hour")])
    unit_price = forms.CharField(label="Net price")


def drawn(source: str, **values: object) -> str:
    with translation.override("en"):
        return Template(source).render(Context(values))


def wrong(**typed: str) -> Form:
    form = Form(typed)
    assert not form.is_valid()
    return form


def test_help_and_error_stand_above_the_field_and_describe_it() -> None:
    html = drawn("{% field form.name %}", form=wrong(name=""))
    assert 'aria-describedby="id_name-help id_name-error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index('id="id_name-help"') < html.index('id="id_name-error"')
    assert html.index('id="id_name-error"') < html.index("<input")


def test_a_field_in_order_names_nothing_that_is_not_there() -> None:
    html = drawn("{% field form.day %}", form=Form())
    assert "aria-describedby" not in html
    assert "aria-invalid" not in html


def test_a_browser_is_never_asked_to_cut_what_is_pasted() -> None:
    html = drawn("{% field form.name count=True %}", form=wrong(name="x" * 30))
    assert "maxlength" not in html
    assert "30 of 20 characters." in html


def test_a_day_that_does_not_exist_stays_in_its_field() -> None:
    html = drawn("{% field form.day %}", form=wrong(day="31.02.2027"))
    assert 'value="31.02.2027"' in html
    assert 'type="text"' in html


def test_markup_that_was_typed_is_shown_and_not_run() -> None:
    html = drawn("{% field form.name %}", form=wrong(name='"><script>alert(1)</script>'))
    assert "<script" not in html


def test_the_error_summary_links_every_field_with_the_words_at_the_field() -> None:
    form = wrong(name="x" * 21, day="1", mode="a", client="1")
    summary = drawn("{% error_summary form %}", form=form)
    assert re.search(r'href="#id_name">[^<]*at most 20', summary)
    assert 'href="#id_agree"' in summary
    assert "2 entries need a change" in summary


def test_without_an_error_there_is_no_summary() -> None:
    form = Form({"name": "N", "day": "1", "mode": "a", "client": "1", "agree": "on"})
    assert drawn("{% error_summary form %}", form=form).strip() == ""


def test_the_chosen_card_is_checked_and_keeps_its_own_fields() -> None:
    source = "{% choice_card form.mode 'b' 'Title' %}{% field form.name %}{% end_choice_card %}"
    html = drawn(source, form=Form(initial={"mode": "b"}))
    assert re.search(r'type="radio" name="mode" value="b" id="id_mode_b" checked', html)
    assert 'name="name"' in html


def test_a_searched_client_can_be_picked_without_script() -> None:
    source = "{% searchable_choice form.client url='/s' query='lum' found=found add='Add' %}"
    html = drawn(source, form=Form(), found=[Option("7", "Museum Lumenau", "Lumenau")])
    assert re.search(r'type="radio" name="client" value="7"', html)
    assert 'name="find" value="client"' in html
    assert 'name="add" value="client"' in html
    assert html.index('type="hidden" name="client"') < html.index('type="radio"')


def test_a_chosen_client_is_a_row_with_change() -> None:
    source = "{% searchable_choice form.client url='/s' chosen=chosen %}"
    html = drawn(source, form=Form(), chosen=Option("7", "Museum Lumenau"))
    assert 'name="client" value="7"' in html
    assert 'name="change" value="client"' in html


def test_lines_can_be_added_and_removed_without_script() -> None:
    formset = forms.formset_factory(Line, extra=1, can_delete=True)(prefix="fees")
    html = drawn("{% lines fees add='Fee line' %}{% add_line fees 'Fee line' %}", fees=formset)
    assert 'name="add_line" value="fees"' in html
    assert 'name="remove_line" value="fees-0"' in html
    assert 'name="fees-TOTAL_FORMS"' in html
    assert 'id="fees-0-net"' in html
