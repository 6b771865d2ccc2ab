"""The page of the order form: everything it shows, from what was typed and what is stored."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kontor.clients.blocks import Block, what_is_possible
from kontor.clients.models import Client
from kontor.foundation.models import HistoryEntry
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.preview import Preview, preview
from kontor.orders.draft import Draft, Mode
from kontor.orders.models import Order
from kontor.orders.naming import about
from kontor.orders.record import draft_of
from kontor.pages.member.order_bound import OrderForm
from kontor.pages.member.order_client import Found, NewClient, as_option, chosen_client
from kontor.pages.member.order_content import EDITABLE
from kontor.pages.member.order_copy import CopyChecks, is_at_a_box
from kontor.pages.member.order_summary import summary_of, vat_note
from kontor.pages.member.order_typing import (
    CELLS,
    Row,
    Typed,
    from_draft,
    is_blank_row,
)
from kontor.pages.member.part_nets import rest_of
from kontor.pages.member.payment_fields import idle_fields
from kontor.pages.member.proofs import proof_rows
from kontor.pages.shared.choices import other_sector_names
from kontor.pages.shared.doors import reader
from kontor.pages.shared.forms import summary_title
from kontor.pages.shared.now import now_of
from kontor.pages.shared.parts.fields import Place
from kontor.pages.shared.parts.shapes import Words

_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True)
class PageId:
    """The page something is typed on: its random key, and the version of the order it shows."""

    key: str
    version: int

    @classmethod
    def fresh(cls, version: int = 0) -> "PageId":
        return cls(secrets.token_urlsafe(16), version)

    @classmethod
    def sent(cls, request: HttpRequest) -> "PageId":
        """As the browser sent it; without a key of ours it is a page like any other."""
        key = request.POST.get("page", "")
        version = request.POST.get("version", "")
        known = key if _KEY.fullmatch(key) else secrets.token_urlsafe(16)
        return cls(known, int(version) if re.fullmatch(r"[0-9]{1,9}", version) else 0)


@dataclass(frozen=True)
class Saved:
    """What is stored at a field, where it differs from what was typed."""

    label: Words
    text: str


class FormPage:
    """One showing of the form. `order` is None while nothing is stored yet."""

    def __init__(
        self, request: HttpRequest, order: Order | None, typed: Typed, page_id: PageId
    ) -> None:
        self.request = request
        self.person = reader(request)
        self.now = now_of(request)
        self.order = order
        self.page_id = page_id
        self.client = self._client(typed.texts["client"])
        self.form = OrderForm(typed, self.client.pk if self.client else None)
        self.new_client: NewClient | None = None
        self.found: Found | None = None
        self.conflict: Sentence | None = None
        self.client_added = False
        self.copy_checks = CopyChecks.shown(order, request.POST)
        if typed.texts["client"] and self.client is None:
            self.form.unreadable.add("client")
            self.show([Fault("client", S("Choose a client from the list or add a new one."))])

    @property
    def stored(self) -> Draft:
        """What is stored; the empty draft while nothing is."""
        return draft_of(self.order) if self.order else Draft()

    @property
    def is_editable(self) -> bool:
        return self.order is None or self.order.status in EDITABLE

    @property
    def blocked(self) -> Sentence | None:
        """What a block of the chosen client means for the member; None without one."""
        return what_is_possible(Block(self.client.block)) if self.client else None

    @property
    def is_faulty(self) -> bool:
        return any(True for _ in self._errors())

    @property
    def ticked(self) -> set[str] | None:
        """What is ticked as right in a copy; None where nothing is asked."""
        return self.copy_checks.ticked() if self.copy_checks else None

    def show(self, faults: Sequence[Fault]) -> None:
        """Put the faults at their fields."""
        self.form.show(fault for fault in faults if not is_at_a_box(fault))
        if self.copy_checks:
            self.copy_checks.show(fault for fault in faults if is_at_a_box(fault))

    def render(self, status: int = 200) -> HttpResponse:
        """The page with everything as typed."""
        proofs = proof_rows(self.order) if self.order else []
        waiting = any(proof.waits for proof in proofs)
        seen = preview(self.form.draft, self.now, proof_waiting=waiting)
        self._fill_nets(seen)
        errors = list(self._errors())
        context = {
            "page": self,
            "fields": self.form.fields,
            "fees": self.form.sets["fees"],
            "expenses": self.form.sets["expenses"],
            "parts": self.form.sets["parts"],
            "parts_rest": rest_of(self.form.draft.payment.parts, seen.totals.net),
            "summary": summary_of(self.form.draft, seen),
            "vat_note": vat_note(seen),
            "chosen": as_option(self.client, with_street=True) if self.client else None,
            "query": self.request.POST.get("client_query", ""),
            "sector_names": other_sector_names(),
            "errors": [(ident, words) for ident, words, _ in errors],
            "errors_title": summary_title(code for _, _, code in errors) if errors else "",
            "proofs": proofs,
            "asked": self._asked(),
            "blocked": self.blocked,
            "saved": list(self._saved()) if self.conflict else (),
        }
        return render(self.request, "member/order_form.html", context, status=status)

    def _client(self, value: str) -> Client | None:
        if self.order and self.order.client and str(self.order.client.pk) == value:
            return self.order.client
        return chosen_client(self.person, value) if value else None

    def _fill_nets(self, seen: Preview) -> None:
        for prefix, at, net in self.form.nets(seen.totals):
            self.form.sets[prefix].forms[at].net = net

    def _errors(self) -> Iterator[tuple[str, str, str]]:
        """(id of the field, words, code) of every fault, from top to bottom."""
        for form, name in self.copy_checks.entries() if self.copy_checks else ():
            yield from _of_field(form, name, Place(form[name]).id)
        for form, name in self.form.entries():
            ident = "client-part" if name == "client" and self.client else Place(form[name]).id
            yield from _of_field(form, name, ident)
            if name == "client" and self.new_client:
                for inner in self.new_client.form.fields:
                    place = Place(self.new_client.form[inner])
                    yield from _of_field(self.new_client.form, inner, place.id)

    def _asked(self) -> HistoryEntry | None:
        """What the client or the team asked to change, for the top of the form."""
        if self.order is None or self.order.status != "changes_requested":
            return None
        asked = HistoryEntry.objects.filter(
            about=about(self.order.pk), event__in=["client_request_changes", "return"]
        )
        return asked.order_by("-id").first()

    def _saved(self) -> Iterator[Saved]:
        """The fields whose stored text is another than the typed one."""
        stored, typed = from_draft(self.stored), self.form.typed
        idle = idle_fields(stored.texts)
        for name, text in stored.texts.items():
            differs = text != typed.texts[name].replace("\r\n", "\n")
            if differs and name not in idle:
                yield Saved(str(self.form.fields.fields[name].label), self._shown(name, text))
        for prefix, label in self._row_labels():
            kept, here = (_written_rows(prefix, each.rows[prefix]) for each in (stored, typed))
            if kept != here:
                yield Saved(label, "\n".join(kept))

    def _row_labels(self) -> Iterator[tuple[str, Sentence]]:
        yield "fees", S("Fees")
        yield "expenses", S("Expenses")
        if self.stored.payment.mode is Mode.INSTALMENTS:
            yield "parts", S("Instalments")

    def _shown(self, name: str, text: str) -> str:
        if name == "client":
            client = self.order.client if self.order else None
            return client.name if client else ""
        field = self.form.fields.fields[name]
        named: dict[str, Any] = dict(getattr(field, "choices", ()))
        return str(named.get(text, text))


def _written_rows(prefix: str, rows: Sequence[Row]) -> list[str]:
    cells = CELLS[prefix]
    return [
        " · ".join(row[cell] for cell in cells if row.get(cell))
        for row in rows
        if not is_blank_row(row)
    ]


def _of_field(form: forms.BaseForm, name: str, ident: str) -> Iterator[tuple[str, str, str]]:
    for error in form.errors.as_data().get(name, []):
        yield ident, error.messages[0], error.code or ""
