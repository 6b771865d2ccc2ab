"""Why a member may skip the client's confirmation (R33), in words. Pure."""

from kontor.foundation.sentence import S, Sentence
from kontor.orders.draft import SkipReason

SKIP_REASONS: dict[SkipReason, Sentence] = {
    SkipReason.SIGNED_AGREEMENT: S("There is a signed agreement"),
    SkipReason.OWN_FORM: S("The client orders only on a form of its own"),
    SkipReason.FRAMEWORK_CONTRACT: S("A framework contract is confirmed already"),
    SkipReason.PUBLIC_AWARD: S("A public body has awarded the contract in writing"),
    SkipReason.SMALL_REGULAR: S("A small, regular job without a formal order"),
    SkipReason.OTHER: S("Another reason"),
}
