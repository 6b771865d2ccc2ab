"""Every status has a word, an icon and a colour."""

import pytest
from django.template import Context, Template
from django.utils import translation

from kontor.invoicing import models as invoices
from kontor.orders import models as orders
from kontor.pages.shared.parts.shapes import Frame
from kontor.pages.shared.parts.status import INVOICE, ORDER


def drawn(source: str, language: str = "en") -> str:
    frame = Frame(short_name="Werkbund", full_name="Werkbund eG")
    with translation.override(language):
        return Template(source).render(Context({"frame": frame}))


def test_no_status_is_without_a_look() -> None:
    assert set(orders.STATUSES) | {"lapsed"} == set(ORDER)
    assert set(invoices.STATUSES) == set(INVOICE)


@pytest.mark.parametrize("status", orders.STATUSES)
def test_the_tag_of_an_order_has_a_word_and_an_icon(status: str) -> None:
    tag = drawn("{% order_tag '" + status + "' %}")
    assert "<svg" in tag
    assert 'aria-hidden="true"' in tag
    assert tag.strip().endswith("</span>")


@pytest.mark.parametrize("status", invoices.STATUSES)
def test_the_tag_of_an_invoice_has_a_word_and_an_icon(status: str) -> None:
    assert "<svg" in drawn("{% invoice_tag '" + status + "' %}")


def test_the_review_is_named_after_the_cooperative() -> None:
    assert "Werkbund Confirmation" in drawn("{% order_tag 'team_review' %}")


def test_a_lapsed_order_says_so() -> None:
    assert "Rejected, lapsed" in drawn("{% order_tag 'rejected' lapsed=True %}")


def test_days_left_turn_amber_from_three_days_on_and_count_no_further_than_the_last() -> None:
    assert "tag-quiet" in drawn("{% days_left 4 %}")
    assert "tag-wait" in drawn("{% days_left 3 %}")
    assert "1 day left" in drawn("{% days_left 1 %}")
    assert "last day" in drawn("{% days_left 0 %}")
    assert "over" in drawn("{% days_left -1 %}")
