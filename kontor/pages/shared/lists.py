"""Lists: filter, order and page stand in the address, so that a list can be kept and sent on."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Expression, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest

PER_PAGE = 20
LONGEST_QUERY = 100


def typed(request: HttpRequest, name: str) -> str:
    """What was typed into a filter, without what no stored text can hold."""
    return request.GET.get(name, "").replace("\0", "").strip()[:LONGEST_QUERY]


def ordered(
    request: HttpRequest,
    rows: QuerySet[Any],
    sorts: Mapping[str, Sequence[str | OrderBy | Expression]],
) -> QuerySet[Any]:
    """The rows in the order that `sort` in the address names; in the first of `sorts` otherwise."""
    usual = next(iter(sorts))
    return rows.order_by(*sorts.get(request.GET.get("sort", usual), sorts[usual]))


def page_of(
    request: HttpRequest, rows: "QuerySet[Any] | Sequence[Any]", count: int | None = None
) -> Page[Any]:
    """The page that `page` in the address names; the nearest one where there is no such page.

    `count`: how many rows there are, where that has been asked already.
    """
    paginator = Paginator(rows, PER_PAGE)
    if count is not None:
        vars(paginator)["count"] = count
    return paginator.get_page(request.GET.get("page"))
