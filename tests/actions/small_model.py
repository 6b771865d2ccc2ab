"""A small model of an order's life, written from spec § 6 without a look at the code.

It knows nothing of rows and acts: where the order stands, which revision has passed which gate,
and who is told. The state machine plays both side by side.
"""

from dataclasses import dataclass, field
from datetime import date

CLIENT, MEMBER = "client", "member"
Mails = list[tuple[str, str]]


class Refused(Exception):
    """The event is not allowed now; nothing changes and nobody is told."""


@dataclass
class Life:
    """`written`: what the member's content says, as a number; `offered`: what the revision holds.

    `approved` and `confirmed` name the revision they were given to, 0 for none. `link`: whether
    the client's newest link waits for an answer, `links`: how many were sent. `clicked`: whether
    the client has ever confirmed over a link.
    """

    today: date
    until: date
    status: str = "draft"
    lapsed: bool = False
    submitted: bool = False
    asked: bool = True
    written: int = 0
    offered: int = 0
    revision: int = 0
    approved: int = 0
    confirmed: int = 0
    clicked: bool = False
    link: bool = False
    links: int = 0
    proofs: int = 0
    request: bool = False
    mails: Mails = field(default_factory=list)

    @property
    def client_agreed(self) -> bool:
        return self.revision > 0 and self.confirmed == self.revision

    @property
    def guarantee(self) -> bool:
        """The client sits in the EU: only its word on the present revision counts."""
        return self.client_agreed

    def only_in(self, *statuses: str) -> None:
        if self.status not in statuses:
            raise Refused

    def tell(self, who: str, purpose: str) -> None:
        self.mails.append((who, purpose))

    def edit(self, *, visible: bool, until: date) -> None:
        self.only_in("draft", "changes_requested")
        self.written += visible
        self.until = until

    def submit(self, *, to_client: bool) -> None:
        self.only_in("draft", "changes_requested")
        if self.until < self.today:
            raise Refused
        if self.revision == 0 or self.written != self.offered:
            self.revision += 1
            self.offered = self.written
        self.submitted = True
        if to_client and not self.client_agreed:
            self.status = "client_confirmation"
            self.send_link()
        else:
            self.status = "team_review"

    def send_link(self) -> None:
        self.link = self.until >= self.today
        self.links += self.link
        if self.link:
            self.tell(CLIENT, "client_confirmation")

    def end_link(self) -> None:
        if self.link:
            self.tell(CLIENT, "offer_withdrawn")
        self.link = False

    def take_back(self) -> None:
        self.only_in("team_review", "client_confirmation")
        self.status = "draft"
        self.end_link()

    def approve(self) -> None:
        self.only_in("team_review")
        self.approved = self.revision
        if self.client_agreed:
            self.status = "active"
        else:
            self.status = "client_confirmation"
            self.send_link()
        self.tell(MEMBER, "order_approved")

    def return_(self) -> None:
        self.only_in("team_review")
        self.status = "changes_requested"
        self.tell(MEMBER, "order_returned")

    def reject(self) -> None:
        self.only_in("team_review")
        self.status = "rejected"
        self.tell_who_clicked()
        self.tell(MEMBER, "order_rejected")

    def refuse(self) -> None:
        self.only_in("team_review", "client_confirmation", "changes_requested", "active")
        self.status = "rejected"
        self.request = False
        self.end_link()
        self.tell_who_clicked()
        self.tell(MEMBER, "order_rejected")

    def tell_who_clicked(self) -> None:
        if self.clicked:
            self.tell(CLIENT, "order_ended")

    def upload_proof(self) -> None:
        self.proofs += 1

    def accept_proof(self) -> None:
        self.only_in("team_review", "client_confirmation", "active")
        self.judge_proof()
        self.confirmed = self.revision
        if self.status == "client_confirmation":
            self.status = "active" if self.approved == self.revision else "team_review"
            self.end_link()
        self.tell(MEMBER, "proof_accepted")

    def refuse_proof(self) -> None:
        if self.status == "draft":
            raise Refused
        self.judge_proof()
        self.tell(MEMBER, "proof_refused")

    def judge_proof(self) -> None:
        if not self.proofs:
            raise Refused
        self.proofs -= 1

    def change_contact(self) -> None:
        if self.status == "draft":
            raise Refused
        if self.status == "client_confirmation":
            if self.link:
                self.tell(CLIENT, "contact_replaced")
            self.send_link()

    def request_cancellation(self) -> None:
        self.only_in("active")
        if self.request:
            raise Refused
        self.request = True

    def close_request(self, how: str) -> None:
        """Withdrawn by the member, declined or carried out by the team."""
        if not self.request:
            raise Refused
        self.request = False
        if how == "decline":
            self.tell(MEMBER, "cancellation_declined")
        elif how == "carry_out":
            self.status = "cancelled"
            self.tell(CLIENT, "order_cancelled")
            self.tell(MEMBER, "order_cancelled_member")

    def put_away(self) -> None:
        self.only_in("draft")
        if not self.submitted:
            raise Refused

    def adjust(self, *, visible: bool) -> None:
        """Another billing date is a new revision, a purchase order number is none."""
        self.only_in("team_review")
        if visible:
            self.written += 1
            self.offered, self.revision = self.written, self.revision + 1
        self.tell(MEMBER, "order_adjusted")

    def answer(self, kind: str) -> None:
        """The client's click, on the newest link; one that comes too late ends the offer."""
        if not self.links:
            raise Refused
        if self.status == "client_confirmation" and self.today > self.until:
            self.lapse()
            return
        if not self.link:
            raise Refused
        self.only_in("client_confirmation")
        self.link = False
        if kind == "reject":
            self.status = "rejected"
            self.tell(MEMBER, "client_rejected")
        elif kind == "request_changes":
            self.status = "changes_requested"
            self.tell(MEMBER, "client_requests_changes")
        else:
            self.confirmed, self.clicked = self.revision, True
            self.status = "active" if self.approved == self.revision else "team_review"
            self.tell(CLIENT, "order_confirmed")
            self.tell(MEMBER, "client_confirmed")

    def lapse(self) -> None:
        self.status, self.lapsed, self.link = "rejected", True, False
        self.tell(MEMBER, "order_lapsed")

    def set_valid_until(self, until: date) -> None:
        if self.status == "rejected" and self.lapsed:
            self.until, self.lapsed, self.status = until, False, "client_confirmation"
            self.send_link()
            return
        self.only_in("client_confirmation")
        if until < self.until:
            raise Refused
        self.until = until
        if not self.link:
            self.send_link()

    def send_link_again(self) -> None:
        self.only_in("client_confirmation")
        if self.today > self.until:
            raise Refused
        self.send_link()

    def night(self, today: date) -> None:
        self.today = today
        if self.status == "client_confirmation" and today > self.until:
            self.lapse()
