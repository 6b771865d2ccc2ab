"""Every column that points at a person, and the part of personal_data.py that tells of it. Pure.

A test fails for a column that is missing, so that no new table is forgotten.
"""

TRACE = "history"
"""A column that says who of the team acted; the history holds the same, and it stays as it is."""

REFERENCES: dict[str, str] = {
    "account.EmailAddress.user": "addresses",
    "mfa.Authenticator.user": "second_factors",
    "kontor.Session.person": "sessions",
    "kontor.PasswordReset.person": "password_links",
    "kontor.AccountInvitation.person": "invitations",
    "kontor.AccountInvitation.invited_by": TRACE,
    "kontor.NotificationChoice.person": "news",
    "kontor.HeldNotice.person": "notices",
    "kontor.Order.owner": "orders",
    "kontor.OrderMessage.author": "order_messages",
    "kontor.ReviewClaim.advisor": "claims",
    "kontor.Proof.judged_by": TRACE,
    "kontor.Dispute.closed_by": TRACE,
    "kontor.CancellationRequest.closed_by": TRACE,
    "kontor.Client.created_by": "clients",
    "kontor.Client.verified_by": TRACE,
    "kontor.Client.blocked_by": TRACE,
    "kontor.ClientMessage.member": "client_messages",
    "kontor.ClientMessage.author": "client_messages",
    "kontor.ClientQuestion.member": "questions",
    "kontor.ClientProposal.member": "proposals",
    "kontor.ClientProposal.decided_by": TRACE,
    "kontor.VatCheck.asked_by": TRACE,
    "kontor.CreditLine.member": "credit",
    "kontor.BankAccount.added_by": TRACE,
    "kontor.BankFile.imported_by": TRACE,
    "kontor.BankFile.decided_by": TRACE,
    "kontor.DemandQuestion.lifted_by": TRACE,
    "kontor.ReminderPause.paused_by": TRACE,
    "kontor.ReminderPause.ended_by": TRACE,
    "kontor.Allocation.booked_by": TRACE,
    "kontor.Allocation.undone_by": TRACE,
    "kontor.CreditTransferFile.created_by": TRACE,
    "kontor.Refund.decided_by": TRACE,
    "kontor.GuaranteeCase.decided_by": TRACE,
    "kontor.BlockProposal.decided_by": TRACE,
}
"""Column → the part that tells of it."""
