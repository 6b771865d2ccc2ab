"""Who took an order to review it, and from whom: read by the team alone (claims.py)."""

from kontor.foundation.sentence import S
from kontor.orders import claims
from kontor.pages.shared.telling import Telling

TELLING: dict[str, Telling] = {
    claims.TAKE: Telling("user", lambda _, who: S("{who} took the order to review it.", who=who)),
    claims.TAKE_OVER: Telling(
        "users",
        lambda entry, who: S(
            "{who} took the review over from {other}.", who=who, other=str(entry.data.get("was"))
        ),
    ),
    claims.LET_GO: Telling(
        "user-minus", lambda _, who: S("{who} left the order to the others.", who=who)
    ),
}
