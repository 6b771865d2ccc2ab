"""Why personal data may have to stay (law.md): the duties, said to who decides. Pure."""

from enum import Enum

from kontor.foundation.sentence import S


class Duty(Enum):
    """Why a kind of data is kept; NONE: nothing asks for it, and it goes."""

    NONE = S("No duty to keep it.")
    BOOKS = S(
        "Invoices and vouchers are kept for 8 years, books for 10, from the end of the year"
        " (§ 147 AO, § 257 HGB, § 14b UStG)."
    )
    LETTERS = S("Business letters and offers are kept for 6 years (§ 147 AO, § 257 HGB).")
    EVIDENCE = S(
        "Shows who decided what: kept to prove claims (Art. 17 (3) GDPR) and unchangeable (GoBD)."
        " New pages show the account under a number; the name as it was stays in these lines."
    )
    SHARED = S("Belongs to the shared directory of clients, not to the person.")
