"""Forms sent with every field there is, and what of the tables they must never change."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.db import connection, models, transaction
from django.urls import URLPattern, URLResolver

from kontor.clients.models import Client
from kontor.foundation import clock
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order, Proof, Revision
from kontor.orders.row_models import Instalment, OrderLine
from kontor.people.models import Person
from tests.pages.member.filled import typed
from tests.pages.member.reading import Page, Reader

GUARDED: tuple[Any, ...] = (
    Order,
    OrderLine,
    Instalment,
    Revision,
    Invoice,
    Client,
    Proof,
    Person,
)
# How a row is known again; lines and parts are written anew whenever an order is.
PLACE = {OrderLine: ("order_id", "position"), Instalment: ("order_id", "position")}
Rows = dict[tuple[str, Any], dict[str, Any]]
Change = tuple[str, str]
"""Model and column; `+` for a row that came, `-` for one that went."""


@dataclass(frozen=True)
class Route:
    """An address below `prefix`, with the names of what it holds."""

    name: str
    holds: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def routes_in(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[Route]:
    """Every route, those of included files too."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield Route(str(pattern.name), tuple(pattern.pattern.converters))
        else:
            yield from routes_in(pattern.url_patterns)


def everything(**others: Any) -> dict[str, Any]:
    """A value for every column of the guarded models and every field of the member's form.

    `others`: values by the name of the column, e.g. the ids of other rows. Columns are sent by
    their name, with the model before it, and as lines and parts of a form.
    """
    sent: dict[str, Any] = dict(typed())
    for model in GUARDED:
        for field in model._meta.fields:
            value = others.get(field.name, _other_value(field))
            for name in _names(model, field.name):
                sent[name] = value
            if isinstance(field, models.ForeignKey):
                sent[field.attname] = value
    sent |= {"title": "Canary title", "description": "Canary description", "price": "7"}
    return sent | {"amount": "7", "total": "7", "gross": "7", "fees-0-unit_price": "7,00"}


def _names(model: type[models.Model], column: str) -> Iterator[str]:
    yield column
    yield f"{model._meta.model_name}-{column}"
    if model in {OrderLine, Instalment, Invoice}:
        for prefix in ("lines", "fees", "expenses", "parts", "instalments", "invoices", "form"):
            yield f"{prefix}-0-{column}"


def _other_value(field: "models.Field[Any, Any]") -> Any:
    """Something that the column could hold and does not."""
    if isinstance(field, models.DateTimeField):
        return "2027-07-07T07:07:07+00:00"
    if isinstance(field, models.DateField):
        return "07/07/2027"
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.IntegerField | models.DecimalField | models.ForeignKey):
        return "7"
    return {"status": "completed", "country": "AT", "place_country": "AT"}.get(field.name, "canary")


def rows() -> Rows:
    """Every row of the guarded models, by what it is known by."""
    found: Rows = {}
    for model in GUARDED:
        for row in model.objects.order_by("pk").values():
            place = tuple(row[name] for name in PLACE.get(model, ("id",)))
            found[model.__name__, place] = row
    return found


def changes(before: Rows, after: Rows) -> set[Change]:
    """Which columns of which models differ, and where rows came or went."""
    came = {(model, "+") for model, _ in after.keys() - before.keys()}
    went = {(model, "-") for model, _ in before.keys() - after.keys()}
    differing = {
        (key[0], column)
        for key in before.keys() & after.keys()
        for column, value in before[key].items()
        if after[key][column] != value and not (column == "id" and key[0] in _REWRITTEN)
    }
    return came | went | differing


_REWRITTEN = {model.__name__ for model in PLACE}


class Statements:
    """Listens to what is asked of the database; `wrote` as soon as it is more than a question."""

    ONLY_ASK = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET")

    def __init__(self) -> None:
        self.wrote = False

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.wrote = self.wrote or not sql.lstrip("( ").startswith(self.ONLY_ASK)
        return execute(sql, *rest)


def sent_to(reader: Reader, path: str, payload: Mapping[str, Any], before: Rows) -> "Sent":
    """What a POST changes of the rows as they stood before; nothing of it stays."""
    browser, statements = reader.browser, Statements()
    cookies = deepcopy(browser.cookies)
    typed_in = urlencode(payload, doseq=True)
    with transaction.atomic(), clock.held(reader.now):
        with connection.execute_wrapper(statements):
            answer = browser.post(path, typed_in, "application/x-www-form-urlencoded")
            list(answer)  # read to its end, a file that is handed out is closed
        after = rows() if statements.wrote else before
        sent = Sent(answer.status_code, changes(before, after), after)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return sent


@dataclass(frozen=True)
class Sent:
    """The answer's status, what was changed, and how the rows stood then."""

    status: int
    changes: set[Change]
    rows: Rows


def own_fields(reader: Reader, path: str) -> dict[str, Any]:
    """What the page's own form for the address would send, empty texts filled in.

    The form stands on the page itself or on the one above it.
    """
    above = re.sub(r"[^/]+/?$", "", path)
    for address in (path, above):
        with clock.held(reader.now):
            answer = reader.browser.get(address)
        if answer.status_code == HTTPStatus.OK and answer["Content-Type"].startswith("text/html"):
            for form in Page(answer).tree.forms:
                if form.method == "POST" and _leads_to(form, address) == path:
                    return _filled(form)
    return {}


def _leads_to(form: Any, address: str) -> str:
    return re.split("[?#]", form.get("action") or address)[0]


def _filled(form: Any) -> dict[str, Any]:
    sent = {name: value for name, value in form.form_values() if "__prefix__" not in name}
    empty = form.xpath(".//input[@type='text']/@name | .//textarea/@name")
    return {name: "Said by hand." for name in empty if not sent.get(name)} | sent


# What says which page was shown: with other values nothing would be done at all.
KEYS = ("hash", "version", "key", "last")
Payload = Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]
WAYS: dict[str, Payload] = {
    "beside the page's own fields": lambda mass, own: {**mass, **own},
    "over the page's own fields": lambda mass, own: {
        **own,
        **{name: value for name, value in mass.items() if name not in KEYS},
    },
}
