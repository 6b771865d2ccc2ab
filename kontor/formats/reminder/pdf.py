"""The printed reminder as PDF/A, from its values alone: the same values, the same bytes."""

from kontor.formats.child import Child
from kontor.formats.einvoice.pdf import payment_code, typeset, typesetter
from kontor.formats.reminder import sheet
from kontor.formats.reminder.values import PrintedReminder


def render(reminder: PrintedReminder, *, by: Child = typesetter) -> bytes:
    """The PDF of a reminder, with a payment code for what it asks for.

    Raises:
        NotRendered: the typesetter refused a text, crashed, or took more than 20 seconds.
        NoPaymentCode: the bank account makes no payment code.
    """
    code = payment_code(reminder.seller.bank, reminder.total, reminder.number)
    return typeset({"layout": "reminder", "sheet": sheet.compose(reminder), "code": code}, by=by)
