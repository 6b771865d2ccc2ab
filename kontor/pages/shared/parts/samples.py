"""Invented values for the page of all parts (components.html): every part in every state."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator

from kontor.foundation.written import BERLIN
from kontor.orders.thread import closed
from kontor.pages.shared.parts.shapes import (
    Check,
    Entry,
    Fact,
    Guarantee,
    Link,
    Month,
    Option,
    PlannedInvoice,
    Step,
    SumLine,
    Summary,
    Thread,
    Wage,
)

SECTORS = [
    ("", "–"),
    ("graphic-design", "Graphic design"),
    ("photography", "Photography"),
    ("translation", "Translation"),
]
UNITS = [("flat", "flat"), ("hour", "hour"), ("day", "day"), ("piece", "piece")]


class SampleForm(forms.Form):
    """One field of every kind."""

    client = forms.CharField(label="Client", required=False)
    name = forms.CharField(label="Name", help_text="Help stands above the field.")
    phone = forms.CharField(label="Phone", required=False, help_text="Focus: 3 px ring, 2 px gap.")
    email = forms.CharField(label="E-mail", error_messages={"required": "Enter an e-mail address."})
    language = forms.ChoiceField(label="Language of the e-mails", choices=[("de", "German")])
    sector = forms.ChoiceField(label="Sector", choices=SECTORS, required=False)
    title = forms.CharField(label="Order description", max_length=200)
    description = forms.CharField(label="Service description", widget=forms.Textarea)
    service_to = forms.CharField(label="Service to", widget=forms.DateInput)
    hours = forms.CharField(label="Working time", required=False)
    confirmation = forms.ChoiceField(
        label="Client confirmation", choices=[("ask", ""), ("skip", "")]
    )
    valid_until = forms.CharField(label="Offer valid until", widget=forms.DateInput)
    reason = forms.ChoiceField(
        label="Reason",
        choices=[("agreement", "Signed agreement exists"), ("award", "Public body with award")],
        widget=forms.RadioSelect,
    )
    copy = forms.BooleanField(label="Send me a copy", required=False)

    def clean_service_to(self) -> None:
        raise forms.ValidationError(
            "Choose 22 March 2027 or later. The service starts on that day."
        )


class SampleLine(forms.Form):
    text = forms.CharField(label="Text")
    quantity = forms.CharField(label="Quantity")
    unit = forms.ChoiceField(label="Unit", choices=UNITS)
    unit_price = forms.CharField(label="Net price")
    net: Decimal | None = None


def samples() -> dict[str, Any]:
    """The context of components.html."""
    form, filled = _form(), _form(filled=True)
    return {
        "form": form,
        "filled": filled,
        "fees": _lines("fees", "Konzept und Entwurf", "Reinzeichnung je Tafel"),
        "expenses": _lines("expenses", "Bahnfahrt Lumenau, hin/zurück"),
        "found": _clients(),
        "chosen": _clients()[0],
        "lines_of_life": _life_lines(),
        "summary": _summary(),
        "checks_found": _checks(),
        "guarantees": _guarantees(),
        "months": _months(),
        "talk": _thread(),
        "page": _page(),
        "sums": [SumLine("Net", Decimal(3499)), SumLine("VAT 19 %", Decimal("664.81"))],
        "total": SumLine("Gross", Decimal("4163.81")),
        "day": date(2027, 3, 22),
        "past": date(2027, 3, 17),
        "amount": Decimal("4163.81"),
        "order_states": [
            *("draft", "team_review", "client_confirmation", "changes_requested"),
            *("active", "rejected", "cancelled", "completed"),
        ],
        "invoice_states": [
            *("planned", "draft", "awaiting_update", "issued", "paid"),
            *("disputed", "cancelled", "stopped"),
        ],
    }


def _form(*, filled: bool = False) -> SampleForm:
    values = {
        "name": "Nora Ellerbek",
        "email": "" if filled else "nora.ellerbek@museum-lumenau.example",
        "language": "de",
        "sector": "graphic-design",
        "title": "Ausstellungsgrafik „Wasserwege“ – Konzept und Gestaltung",
        "description": "Konzept und Layout für 18 Tafeln.\nZwei Korrekturrunden sind enthalten.",
        "service_to": "12/03/2027",
        "hours": "62",
        "confirmation": "ask",
        "valid_until": "22/03/2027",
        "reason": "agreement",
    }
    if not filled:
        return SampleForm(initial=values)
    wrong = {f"wrong-{name}": value for name, value in values.items()}
    return SampleForm(wrong, prefix="wrong")


def _lines(prefix: str, *texts: str) -> "forms.BaseFormSet[SampleLine]":
    factory = forms.formset_factory(SampleLine, extra=0, can_delete=True)
    rows = [
        {"text": text, "quantity": "2", "unit": "piece", "unit_price": "74.50"} for text in texts
    ]
    lines = factory(initial=rows, prefix=prefix)
    for line in lines:
        line.net = Decimal("149.00")
    return lines


def _clients() -> list[Option]:
    return [
        Option("1", "Museum Lumenau gGmbH", "Lumenau, Germany", "Checked", "good", "circle-check"),
        Option(
            "2", "Lummersiep Akustik OHG", "Wesselau, Germany", "Being checked", "wait", "hourglass"
        ),
    ]


def _life_lines() -> list[list[Step]]:
    draft = Step("Draft", "done", "11 March")
    review = Step("Smart Confirmation", "done", "on 12 March", gate=True)
    completed = Step("Completed", "to_come")
    return [
        [
            draft,
            review,
            Step("Client Confirmation", "now", "7 days left", gate=True),
            Step("Active", "to_come"),
            completed,
        ],
        [
            draft,
            review,
            Step("Client Confirmation", "skipped", gate=True),
            Step("Active", "now", "since 12 March"),
            completed,
        ],
        [draft, review, Step("Client Confirmation", "rejected", "on 15 March", gate=True)],
    ]


def _guarantees() -> list[Guarantee]:
    return [
        Guarantee("yes", "Seated in the EU (Germany). Confirmed on 15 March by link."),
        Guarantee("not_yet", "It starts when the client confirms."),
        Guarantee("no", "Brightmoor Ltd is seated outside the EU."),
    ]


def _summary() -> Summary:
    return Summary(
        gross=Decimal("4163.81"),
        sums=[
            SumLine("Fees", Decimal(3350)),
            SumLine("Expenses", Decimal(149)),
            SumLine("Net", Decimal(3499), strong=True),
            SumLine("VAT 19 %", Decimal("664.81")),
        ],
        counted="2 invoices planned",
        invoices=[
            PlannedInvoice(date(2027, 3, 31), "Deposit 30 %", Decimal("1249.14"), date(2027, 4, 14))
        ],
        more="and 1 more until 30 April 2027",
        folded=[
            PlannedInvoice(
                date(2027, 4, 30), "Final invoice", Decimal("2914.67"), date(2027, 5, 14)
            )
        ],
        wage=_wage(),
        guarantee=Guarantee(
            "yes",
            title="Payment guarantee: yes, once the client confirms",
            facts=[
                (True, "Client is seated in the EU (Germany)"),
                (False, "Client has not confirmed yet"),
            ],
        ),
        next_steps=[
            "Smart reviews the order, by Tuesday 10:42.",
            "Nora Ellerbek gets the link and can confirm until 22 March.",
            "The first invoice goes out on 31 March.",
        ],
        brief="Guarantee once confirmed · 1 invoice · €40.64/h",
    )


def _wage() -> Wage:
    return Wage(
        Decimal("40.64"),
        enough=True,
        words="€40.64 per hour; the minimum wage on these days is €14.60.",
        facts=[
            Fact("Net fees, without expenses", "3,350.00"),
            Fact("less the cooperative’s fee, 9 %", "3,048.50"),
            Fact("÷ 1.21 for the employer’s share", "2,519.42"),
            Fact("÷ 62 hours", "40.64", strong=True),
        ],
    )


def _thread() -> Thread:
    """The comment, what was left out, and both sides; read by the member of the order."""
    comment = Entry("You", "Comment on the order", "Das Museum kennt mich.", "MF", own=True)
    morning = datetime(2027, 3, 12, 9, 5, tzinfo=BERLIN)
    return Thread(
        entries=[
            Entry(
                "Jonas Wiebold",
                "Smart",
                "Ich habe nur den Leistungsort ergänzt.",
                "JW",
                own=False,
                at=morning,
            ),
            Entry("You", "", "Danke, so passt es.", "MF", own=True, at=morning),
        ],
        url="#",
        comment=comment,
        earlier=True,
        closed=closed("draft", begun=True),
    )


def _checks() -> list[Check]:
    return [
        Check(
            "stop",
            "Hourly wage below the minimum wage",
            "€14.10 per hour; the minimum wage on these days is €14.60. Needed: €42.45 more in"
            " fees, or 3 hours less of work.",
            facts=[
                Fact("Net fees, without expenses", "1,200.00"),
                Fact("− cooperative’s fee, 9 %", "1,092.00"),
                Fact("÷ 1.21 employer’s share", "902.48"),
                Fact("÷ 64 hours", "14.10", strong=True),
            ],
        ),
        Check(
            "look",
            "Client not verified yet",
            "Added by Tomke on 11 March. No VAT number given.",
            links=[Link("Verify client", "#")],
        ),
        Check(
            "look",
            "A similar order exists",
            "Same client and dates: A-2027-0416.",
            links=[Link("See A-2027-0416", "#"), Link("Compare with A-2027-0416", "#")],
        ),
        *(
            Check("ok", title)
            for title in ("Client not blocked", "No similar client", "No overdue invoices")
        ),
    ]


def _months() -> list[Month]:
    amounts = [
        *((3120, 0, 0), (3788, 600, 0), (1500, 2550, 2500), (0, 0, 4960), (0, 0, 2600)),
        *((0, 0, 1460), (0, 0, 1100), (0, 0, 600), (0, 0, 600), (0, 0, 600)),
        *((0, 0, 600), (0, 0, 600)),
    ]
    return [
        Month(date(2027, n, 1), Decimal(paid), Decimal(issued), Decimal(planned), current=n == 3)  # noqa: PLR2004
        for n, (paid, issued, planned) in enumerate(amounts, start=1)
    ]


def _page() -> Page[int]:
    return Paginator(range(14), 8).page(1)
