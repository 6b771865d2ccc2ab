"""The checks about an order's client and contact person (spec § 7)."""

from kontor.clients.blocks import Block, block_sentence
from kontor.foundation.money import ZERO
from kontor.foundation.sentence import S, one_after_another
from kontor.foundation.written import Money
from kontor.orders.checks import Check, CheckFacts, Level, Ref, RefKind, in_order


def client_blocked(facts: CheckFacts) -> Check:
    """A stop, unless the client is open to orders paid in advance and this one is."""
    key, block = "client_blocked", facts.client.block
    if block is Block.NONE:
        return in_order(key, S("Client not blocked"))
    refs = (
        _client_page(facts),
        Ref(RefKind.CONVERSATION, S("Conversation about the client"), facts.client_id),
    )
    if block_sentence(block, paid_in_advance=facts.paid_in_advance) is None:
        title = S("Client only with advance payment")
        text = S("The client is open to orders paid in advance only, and this one is.")
        return Check(key, Level.LOOK, title, text, refs=refs)
    text = (
        S("No new orders are accepted for this client.")
        if block is Block.NO_ORDERS
        else S("Only orders paid in advance are accepted for this client; this one is not.")
    )
    return Check(key, Level.STOP, S("Client blocked"), text, refs=refs)


def client_unverified(facts: CheckFacts) -> Check:
    """A look at every client that nobody has compared with a source yet."""
    key = "client_unverified"
    if facts.client.verified:
        return in_order(key, S("Client verified"))
    return Check(
        key,
        Level.LOOK,
        S("Client not verified yet"),
        S("Compare name, address and VAT number with the imprint or the commercial register."),
        refs=(Ref(RefKind.VERIFY, S("Verify client"), facts.client_id),),
    )


def client_similar(facts: CheckFacts) -> Check:
    """A look at the clients that may be the same, each with what they have in common."""
    key, similar = "client_similar", facts.similar_clients
    if not similar:
        return in_order(key, S("No similar client"))
    return Check(
        key,
        Level.LOOK,
        S("Similar to another client"),
        one_after_another(*(alike.sentence for alike in similar)),
        refs=tuple(
            Ref(RefKind.CLIENT, S("See {client}", client=alike.name), alike.id) for alike in similar
        ),
    )


def contact_is_member(facts: CheckFacts) -> Check:
    """A look where the client's decision may come from another member."""
    key = "contact_is_member"
    if not facts.contact_is_member:
        return in_order(key, S("Contact is not a member"))
    return Check(
        key,
        Level.LOOK,
        S("Contact is a member"),
        S("The contact person’s address belongs to another member of the cooperative."),
    )


def client_overdue(facts: CheckFacts) -> Check:
    """A stop for an invoice overdue for more than two months, or a debt (R67)."""
    key, standing = "client_overdue", facts.standing
    if standing is None:
        text = S("Payments are not known here yet, so nothing is said about overdue invoices.")
        return in_order(key, S("No payment data yet"), text)
    if standing.over_two_months and standing.oldest_due:
        title = S("Overdue for more than two months")
        text = S(
            "An invoice has been due since {day}, for more than two months.",
            day=standing.oldest_due,
        )
    elif standing.debts > ZERO:
        title = S("Client in debt")
        text = S("The client owes the cooperative {amount}.", amount=Money(standing.debts))
    elif standing.oldest_due:
        text = S("Due since {day}, not for more than two months.", day=standing.oldest_due)
        return in_order(key, S("Nothing overdue for long"), text)
    else:
        return in_order(key, S("No overdue invoices"))
    return Check(key, Level.STOP, title, text, refs=(_client_page(facts),))


def _client_page(facts: CheckFacts) -> Ref:
    return Ref(RefKind.CLIENT, S("Client page"), facts.client_id)
