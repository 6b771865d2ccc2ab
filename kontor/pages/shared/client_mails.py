"""What of a conversation about a client also went to the client by mail, and what became of it."""

from collections.abc import Callable

from kontor.clients.conversation import Talk
from kontor.foundation.mails import MailState, mails_caused_by
from kontor.pages.shared.mail_lines import mail_lines
from kontor.pages.shared.parts.shapes import Mailed


def mailed_in(
    talk: Talk,
    *,
    names: Callable[[str], bool],
    again: Callable[[int], str] = lambda _mail_id: "",
) -> dict[int, Mailed]:
    """By message; one query, none where nothing was mailed.

    `names(address)`: whether the reader may know it here (R19); `again(mail id)`: where they ask
    for a new attempt.
    """
    causes = [f"client_message:{said.id}" for said in talk.said if said.sent_to]
    if not causes:
        return {}
    mails = {mail.cause: mail for mail in mails_caused_by(causes) if mail.audience == "client"}
    return {
        said.id: _mailed(mail, named=names(said.sent_to), again=again)
        for said in talk.said
        if (mail := mails.get(f"client_message:{said.id}")) is not None
    }


def _mailed(mail: MailState, *, named: bool, again: Callable[[int], str]) -> Mailed:
    (line,) = mail_lines([mail], names_client=named)
    return Mailed(
        to=line.to,
        tag=line.tag,
        answer=line.answer,
        again_url=again(line.id) if line.can_be_sent_again else "",
    )
