"""Statements are taken in: every entry once, what is certain settles, what is odd asks first."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kontor.actions import decide_entry, take_in_statement
from kontor.actions.decide_entry import Given
from kontor.actions.take_in_statement import Taken
from kontor.cli.made_statement import Booked, made_statement
from kontor.cooperative.own_data import cooperative
from kontor.foundation.kept_sentence import sentences_in
from kontor.foundation.models import HistoryEntry, OutboxMail
from kontor.foundation.refusal import Conflict, Forbidden, Invalid
from kontor.invoicing.models import Invoice
from kontor.people.models import Person
from kontor.receivables.bank_models import BankAccount, BankEntry, BankFile, BankStatement
from kontor.receivables.models import Allocation, CreditLine
from tests.builders import bank
from tests.builders.bank import LATER
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db

NUMBER = "RE-2027-000001"
DAY = date(2027, 2, 2)
STRANGER = "DE02120300000000202051"


@pytest.fixture
def people() -> Cast:
    return cast()


def own_iban() -> str:
    return cooperative().iban.replace(" ", "")


def entry(amount: str = "2100", **changes: Any) -> Booked:
    values = {"bank_reference": f"B{amount}", "reference": NUMBER, "name": "Imprimerie Lefèvre"}
    return Booked(amount=Decimal(amount), **{**values, **changes})


def statement(
    *entries: Booked, day: date = DAY, opening: str = "0", iban: str | None = None
) -> bytes:
    return made_statement(iban or own_iban(), day, Decimal(opening), entries)


def taken(person: Person | None, data: bytes, now: datetime = LATER, name: str = "a.xml") -> Taken:
    return take_in_statement.take_in(person, name, data, now)


def state_of(invoice: Invoice) -> tuple[str, Decimal]:
    invoice.refresh_from_db()
    rows = Allocation.objects.filter(invoice=invoice, undone_at__isnull=True)
    return invoice.status, sum((row.amount for row in rows), Decimal(0))


def events(about: str) -> list[str]:
    rows = HistoryEntry.objects.filter(about=about).order_by("id")
    return list(rows.values_list("event", flat=True))


def test_a_payment_that_names_its_invoice_pays_it_and_credits_the_member(people: Cast) -> None:
    invoice = bank.waiting(people)
    found = taken(people.accountant, statement(entry()))
    assert (found.file.state, found.new, found.known, found.settled) == ("booked", 1, 0, 1)
    assert state_of(invoice) == ("paid", Decimal(2100))
    assert CreditLine.objects.get(invoice=invoice).reason == "paid"
    assert events(f"order:{invoice.order_id}")[-1] == "payment"
    assert events(f"bank_file:{found.file.pk}") == ["statement"]


def test_the_same_file_books_nothing_again_and_nor_do_its_entries_in_another(people: Cast) -> None:
    invoice = bank.waiting(people)
    first = statement(entry())
    taken(people.accountant, first)
    again = taken(people.accountant, first, name="b.xml")
    assert (again.again, again.new, again.known) == (True, 0, 1)
    other = statement(entry(), entry("50", reference="Miete", name="Vermieter"))
    more = taken(people.accountant, other)
    assert (more.new, more.known) == (1, 1)
    assert BankEntry.objects.count() == 2
    assert state_of(invoice) == ("paid", Decimal(2100))


def test_the_command_takes_in_as_an_accountant_and_nobody_else_may(people: Cast) -> None:
    bank.waiting(people)
    assert taken(None, statement(entry())).settled == 1
    for person in (people.owner, people.advisor):
        with pytest.raises(Forbidden):
            taken(person, statement())


def test_the_rest_of_an_invoice_is_known_by_its_amount_once_a_part_is_booked(
    people: Cast,
) -> None:
    invoice = bank.waiting(people)
    part = entry("1000", iban=bank.IBAN)
    rest = entry("1100", iban=bank.IBAN, reference="Rechnung 2027 000001 Rest")
    assert taken(people.accountant, statement(rest, part)).settled == 2
    assert state_of(invoice) == ("paid", Decimal(2100))


def test_a_second_payment_of_a_paid_invoice_waits_for_a_person(people: Cast) -> None:
    invoice = bank.waiting(people)
    taken(people.accountant, statement(entry()))
    twice = taken(people.accountant, statement(entry(bank_reference="B2"), day=date(2027, 2, 3)))
    assert (twice.new, twice.settled) == (1, 0)
    assert state_of(invoice) == ("paid", Decimal(2100))


def test_a_statement_of_an_unknown_account_is_held_until_somebody_says_why(people: Cast) -> None:
    invoice = bank.waiting(people)
    held = taken(people.accountant, statement(entry(), iban=STRANGER))
    assert held.file.state == "held"
    assert (BankEntry.objects.count(), state_of(invoice)[0]) == (0, "issued")
    with pytest.raises(Invalid) as refused:
        take_in_statement.book_held(people.accountant, held.file.pk, " ", LATER)
    assert [fault.field for fault in refused.value.faults] == ["reason"]
    booked = take_in_statement.book_held(
        people.accountant, held.file.pk, "Our second account.", LATER
    )
    assert (booked.new, booked.settled, state_of(invoice)[0]) == (1, 1, "paid")
    assert BankAccount.objects.filter(iban=STRANGER).exists()
    assert events(f"bank_file:{held.file.pk}") == ["statement_held", "statement"]
    with pytest.raises(Conflict):
        take_in_statement.set_aside(people.accountant, held.file.pk, LATER)


def test_what_does_not_add_up_is_held_with_the_difference_and_may_be_set_aside(
    people: Cast,
) -> None:
    data = statement(entry()).replace(b">2100.00<", b">2000.00<", 1)
    held = taken(people.accountant, data)
    assert held.file.state == "held"
    (doubt,) = (said.english() for said in sentences_in(held.file.doubts))
    assert "of 2 February 2027 does not add up" in doubt
    assert "come to €100.00 more than the closing balance" in doubt
    take_in_statement.set_aside(people.accountant, held.file.pk, LATER)
    again = taken(people.accountant, data)
    assert (again.again, again.file.pk != held.file.pk) == (False, True)
    assert not BankStatement.objects.exists()


def test_entries_that_are_missing_are_named_with_their_sum(people: Cast) -> None:
    data = statement(entry()).replace(b">2100.00<", b">2200.00<", 1)
    (doubt,) = sentences_in(taken(None, data).file.doubts)
    assert "come to €100.00 less than the closing balance" in doubt.english()


def test_a_file_in_which_nothing_is_known_asks_first(people: Cast) -> None:
    strangers = [
        entry(str(n), reference=f"Rechnung {n}", name=f"Wer {n}", bank_reference=f"X{n}")
        for n in (11, 12, 13)
    ]
    assert taken(people.accountant, statement(*strangers)).file.state == "held"


def test_a_return_opens_the_invoice_again_takes_the_credit_back_and_tells_the_member(
    people: Cast,
) -> None:
    invoice = bank.waiting(people)
    taken(people.accountant, statement(entry(iban=bank.IBAN)))
    back = entry("-2100", returned=True, iban=bank.IBAN)
    assert taken(people.accountant, statement(back, day=date(2027, 2, 4))).settled == 1
    assert state_of(invoice) == ("issued", Decimal(0))
    reasons = list(CreditLine.objects.order_by("pk").values_list("reason", flat=True))
    assert reasons == ["paid", "returned"]
    assert OutboxMail.objects.filter(purpose="payment_returned").count() == 1


def test_payment_and_return_in_one_file_leave_the_invoice_open(people: Cast) -> None:
    invoice = bank.waiting(people)
    back = entry("-2100", returned=True, iban=bank.IBAN)
    found = taken(people.accountant, statement(back, entry(iban=bank.IBAN)))
    assert (found.new, found.settled) == (2, 2)
    assert state_of(invoice) == ("issued", Decimal(0))


def test_a_return_of_money_that_is_to_be_paid_back_waits_for_a_person(people: Cast) -> None:
    invoice = bank.waiting(people)
    taken(people.accountant, statement(entry("2150", iban=bank.IBAN)))
    paid = BankEntry.objects.get()
    over = [Given("refund", paid.rest, client_id=people.client.pk)]
    decide_entry.decide(people.accountant, paid.pk, over, paid.rest, LATER)
    back = entry("-2150", returned=True, iban=bank.IBAN)
    assert taken(people.accountant, statement(back, day=date(2027, 2, 4))).settled == 0
    assert state_of(invoice) == ("paid", Decimal(2100))


def test_a_statement_that_is_missing_in_between_is_asked_for_and_nothing_held(
    people: Cast,
) -> None:
    taken(people.accountant, statement(entry("7", reference="Zinsen")))
    later = statement(entry("8", reference="Zinsen"), day=date(2027, 2, 5), opening="20")
    file = taken(people.accountant, later).file
    (note,) = sentences_in(file.notes)
    assert "has changed by €13.00" in note.english()
    assert file.state == "booked"


def test_a_charge_over_nothing_holds_nothing_up(people: Cast) -> None:
    charge = (
        b"</AcctSvcrRef><BkTxCd><Domn><Cd>ACMT</Cd><Fmly><Cd>MDOP</Cd>"
        b"<SubFmlyCd>CHRG</SubFmlyCd></Fmly></Domn></BkTxCd>"
    )
    data = statement(entry("0", reference="Abschluss")).replace(b"</AcctSvcrRef>", charge)
    assert taken(people.accountant, data).settled == 1
    assert BankEntry.objects.get().kind == "charge"


def test_an_advance_that_arrives_tells_the_member_to_begin(people: Cast) -> None:
    invoice = bank.waiting(people)
    type(invoice.order).objects.filter(pk=invoice.order_id).update(payment_mode="advance")
    taken(people.accountant, statement(entry()))
    assert OutboxMail.objects.filter(purpose="advance_paid").count() == 1


def test_a_day_in_two_files_keeps_equal_payments_of_both_halves_apart(people: Cast) -> None:
    bank.waiting(people)
    alike = entry("50", bank_reference="", reference="Danke", name="Spender")
    first, second = statement(alike), statement(alike, opening="50")
    assert taken(people.accountant, first).new == 1
    assert taken(people.accountant, second).new == 1
    assert taken(people.accountant, second + b"\n").known == 1
    assert BankEntry.objects.count() == 2


def test_a_file_that_cannot_be_read_is_refused_at_its_field_and_kept_nowhere(
    people: Cast,
) -> None:
    with pytest.raises(Invalid) as refused:
        taken(people.accountant, b"%PDF-1.7 a scan")
    assert [fault.field for fault in refused.value.faults] == ["file"]
    assert not BankFile.objects.exists()


BATCH = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}"><{message}><{each}>
<Id>1</Id><FrToDt><FrDtTm>2027-02-02T00:00:00</FrDtTm><ToDtTm>2027-02-02T23:00:00</ToDtTm></FrToDt>
<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>{balances}
<Ntry><Amt Ccy="EUR">2150.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2027-02-02</Dt></BookgDt><AcctSvcrRef>SAMMEL-1</AcctSvcrRef>
<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>{details}</NtryDtls></Ntry></{each}></{message}></Document>"""
BALANCE = (
    "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount}</Amt>"
    "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2027-02-02</Dt></Dt></Bal>"
)
DETAIL = (
    "<TxDtls><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
    "<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"
)


def whole_batch() -> bytes:
    """A statement with 2,150.00 in one sum of two payments that it does not name."""
    balances = BALANCE.format(code="OPBD", amount="0.00")
    balances += BALANCE.format(code="CLBD", amount="2150.00")
    return BATCH.format(
        kind="053.001.08",
        message="BkToCstmrStmt",
        each="Stmt",
        iban=own_iban(),
        balances=balances,
        details="",
    ).encode()


def named_singly() -> bytes:
    """The bank's notification of the two payments."""
    details = DETAIL.format(amount="2100.00", text=NUMBER)
    details += DETAIL.format(amount="50.00", text="Danke")
    return BATCH.format(
        kind="054.001.08",
        message="BkToCstmrDbtCdtNtfctn",
        each="Ntfctn",
        iban=own_iban(),
        balances="",
        details=details,
    ).encode()


def rests() -> list[tuple[str, int, int]]:
    rows = BankEntry.objects.order_by("pk")
    return [(row.kind, int(row.amount), int(row.rest)) for row in rows]


def test_a_batch_waits_no_more_once_the_bank_names_its_payments(people: Cast) -> None:
    invoice = bank.waiting(people)
    assert taken(people.accountant, whole_batch()).settled == 0
    assert rests() == [("batch", 2150, 2150)]
    found = taken(people.accountant, named_singly(), name="b.xml")
    assert (found.new, found.settled, state_of(invoice)[0]) == (2, 1, "paid")
    assert rests() == [("batch", 2150, 0), ("payment", 2100, 0), ("payment", 50, 50)]


def test_a_batch_whose_payments_are_here_already_is_known(people: Cast) -> None:
    bank.waiting(people)
    assert taken(people.accountant, named_singly()).new == 2
    found = taken(people.accountant, whole_batch(), name="b.xml")
    assert (found.new, found.known) == (0, 1)


def test_payments_of_a_batch_about_which_somebody_has_decided_are_known(people: Cast) -> None:
    invoice = bank.waiting(people)
    taken(people.accountant, whole_batch())
    entry = BankEntry.objects.get()
    part = Given("invoice", Decimal(2100), invoice_id=invoice.pk)
    decide_entry.decide(people.accountant, entry.pk, [part], entry.rest, LATER)
    found = taken(people.accountant, named_singly(), name="b.xml")
    assert (found.new, found.known) == (0, 2)
    assert state_of(invoice) == ("paid", Decimal(2100))
