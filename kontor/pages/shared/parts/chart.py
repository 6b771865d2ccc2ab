"""The money chart: amounts of months become rectangles, standing on wide screens, lying on small.

Numbers of the drawing leave here as text, because templates would write them in the reader's
language, and no SVG understands a decimal comma.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import template

from kontor.pages.shared.parts.shapes import Month
from kontor.pages.shared.parts.words import whole

register = template.Library()

WIDTH, LEFT, TOP, PLOT = 1078, 62, 22, 140
BAR_WIDTH = 44
KINDS = ("paid", "issued", "planned")
SMALL_SCREEN_MONTHS = 6


@register.inclusion_tag("parts/money_chart.html")
def money_chart(months: Sequence[Month]) -> dict[str, Any]:
    """Bars of paid, issued and planned money per month, with the same numbers as a table."""
    top = max((month.total for month in months), default=Decimal(0)) or Decimal(1)
    return {"months": months, "standing": _standing(months, top), "lying": _lying(months, top)}


@register.inclusion_tag("parts/swatch.html")
def swatch(kind: str) -> dict[str, Any]:
    """A small square as in the chart: paid, issued or planned."""
    return {"kind": kind}


@register.inclusion_tag("parts/bar.html")
def bar(amount: Decimal | int, top: Decimal | int, kind: str = "paid") -> dict[str, Any]:
    """A lying bar in a row of a table, as long as `amount` is of `top`; the number stands beside.

    `kind` as in `swatch`: paid is solid, issued hatched.
    """
    share = float(max(amount, 0) / top) * 100 if top else 0.0
    return {"kind": kind, "width": _text(max(share - 0.5, 0.5)) if amount > 0 else ""}


def grid_step(top: Decimal) -> Decimal:
    """The distance of the grid lines: 1, 2 or 5 times a power of ten, two to five lines."""
    power = Decimal(10) ** (top.adjusted() - 1)
    steps = (power * factor for factor in (1, 2, 5, 10, 20, 50))
    return next(step for step in steps if top / step < 5)  # noqa: PLR2004 - the docstring's five


def _standing(months: Sequence[Month], top: Decimal) -> dict[str, Any]:
    ground, step = TOP + PLOT, grid_step(top)
    pitch = (WIDTH - LEFT) / max(len(months), 1)
    lines = [step * n for n in range(int(top / step) + 1)]
    return {
        "width": str(WIDTH),
        "height": str(ground + 30),
        "left": str(LEFT),
        "axis": str(LEFT - 10),
        "bar_width": str(BAR_WIDTH),
        "months_y": str(ground + 22),
        "grid": [
            {"y": _text(y), "text_y": _text(y + 4), "words": whole(amount)}
            for amount in lines
            for y in [ground - float(amount / top) * PLOT]
        ],
        "bars": [
            _standing_bar(month, LEFT + (n + 0.5) * pitch, top) for n, month in enumerate(months)
        ],
    }


def _standing_bar(month: Month, middle: float, top: Decimal) -> dict[str, Any]:
    pieces, at = [], float(TOP + PLOT)
    for kind, amount in _amounts(month):
        height = float(amount / top) * PLOT
        at -= height
        pieces.append({"kind": kind, "y": _text(at), "height": _text(max(height - 1.5, 0.5))})
    return {
        "x": _text(middle - BAR_WIDTH / 2),
        "middle": _text(middle),
        "pieces": pieces,
        "words": whole(month.total) if month.total else "",
        "words_y": _text(at - 7),
        "month": month.first,
        "current": month.current,
    }


def _lying(months: Sequence[Month], top: Decimal) -> list[dict[str, Any]]:
    now = next((n for n, month in enumerate(months) if month.current), 0)
    begin = max(0, min(now - 2, len(months) - SMALL_SCREEN_MONTHS))
    return [_lying_bar(month, top) for month in months[begin : begin + SMALL_SCREEN_MONTHS]]


def _lying_bar(month: Month, top: Decimal) -> dict[str, Any]:
    pieces, at = [], 0.0
    for kind, amount in _amounts(month):
        width = float(amount / top) * 99
        pieces.append({"kind": kind, "x": _text(at + 0.3), "width": _text(max(width - 0.8, 0.3))})
        at += width
    return {
        "pieces": pieces,
        "words": whole(month.total),
        "month": month.first,
        "current": month.current,
    }


def _amounts(month: Month) -> Iterator[tuple[str, Decimal]]:
    for kind in KINDS:
        amount: Decimal = getattr(month, kind)
        if amount > 0:
            yield kind, amount


def _text(number: float) -> str:
    return f"{number:.1f}"
