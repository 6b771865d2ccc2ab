"""The demo's bank: while the date moves it tells every few days that nothing came in.

Without it the bank's data would soon be too old for anybody to be reminded.
"""

from datetime import datetime, timedelta

from kontor.actions import take_in_statement
from kontor.foundation.days import day_of
from kontor.receivables.bank_models import BankStatement

DAY = timedelta(days=1)
SELDOM = 3  # days; well before the bank data are too old


def tell(now: datetime) -> None:
    """Take in a statement (MT940) without entries up to yesterday, if the last is some days old."""
    yesterday = day_of(now) - DAY
    whole = BankStatement.objects.exclude(closing=None).select_related("account")
    last = whole.order_by("-to_day", "-pk").first()
    if last is None or last.closing is None or (yesterday - last.to_day).days < SELDOM:
        return
    sign = "D" if last.closing < 0 else "C"
    amount = f"EUR{abs(last.closing):.2f}".replace(".", ",")
    lines = [
        ":20:DEMO",
        f":25:{last.account.iban}",
        ":28C:1/1",
        f":60F:{sign}{last.to_day + DAY:%y%m%d}{amount}",
        f":62F:{sign}{yesterday:%y%m%d}{amount}",
        "-",
    ]
    data = "\r\n".join([*lines, ""]).encode()
    take_in_statement.take_in(None, f"Umsaetze_{yesterday}.sta", data, now)
