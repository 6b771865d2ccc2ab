"""The confirmation is skipped; a signed agreement takes its place once an advisor accepts it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.builders import files
from tests.journeys import walk
from tests.journeys.hands import Hands, Way, both_ways
from tests.journeys.walk import Work

pytestmark = pytest.mark.browser

REASON = "There is a signed agreement"
NOT_SIGNED = "The second page with the signature is missing."


@both_ways
def test_a_skipped_confirmation_is_proved_by_a_signed_agreement(
    visitor: Callable[..., Page], tmp_path: Path, way: Way
) -> None:
    work = replace(Work(), title=f"Proved by {way.name}")
    person = way.come(visitor)
    walk.be(person.page, "Mira")
    walk.write_order(person.page, work, scripts=way.scripts)
    photograph = tmp_path / "photograph.png"
    photograph.write_bytes(files.picture())
    agreement = tmp_path / "agreement.pdf"
    agreement.write_bytes(files.pdf(way.name))
    order = the_member_skips_with_a_proof(person, photograph)
    walk.be(person.page, "Jonas")
    walk.review(person.page, work.title)
    the_advisor_refuses(person, "photograph.png")
    walk.be(person.page, "Mira")
    the_member_reads_why_and_uploads_another(person, work.title, agreement)
    walk.be(person.page, "Jonas")
    the_advisor_accepts(person, work.title, "agreement.pdf")
    walk.approve(person.page, work.title)
    walk.be(person.page, "Mira")
    person.page.goto(order)
    expect(person.main).to_contain_text("Payment guarantee: yes")
    expect(person.main).to_contain_text("Jonas Wiebold accepted a proof.")
    expect(person.main).to_contain_text("Active")


def the_member_skips_with_a_proof(member: Hands, file: Path) -> str:
    member.choose(member.page.get_by_role("radio", name="Skip client confirmation"))
    member.pick(member.page.get_by_label("Reason", exact=True), REASON)
    member.attach(member.page.get_by_label("Proof of confirmation"), file)
    if member.scripts:
        expect(member.main).to_contain_text("The proof is uploaded.")
        expect(walk.summary(member.page)).to_contain_text("Payment guarantee: not yet")
    member.look()
    member.press("Submit to Smart")
    expect(member.main).to_contain_text("Smart Confirmation")
    expect(member.main).to_contain_text("The team has not accepted the proof yet.")
    expect(member.main.get_by_role("link", name=file.name)).to_be_visible()
    return member.page.url.split("#")[0]


def the_advisor_refuses(advisor: Hands, name: str) -> None:
    advisor.follow(f"Check {name}")
    advisor.look()
    advisor.write(advisor.main.get_by_role("textbox"), NOT_SIGNED)
    advisor.press("Do not accept")
    expect(advisor.main).to_contain_text(NOT_SIGNED)


def the_member_reads_why_and_uploads_another(member: Hands, title: str, file: Path) -> None:
    member.page.goto("/")
    task = member.main.get_by_role("listitem").filter(has_text=title)
    expect(task).to_contain_text(f"Your proof was not accepted: “{NOT_SIGNED}”")
    member.look()
    member.follow(task.get_by_role("link", name="See the order"))
    expect(member.main.get_by_role("listitem").filter(has_text=NOT_SIGNED).first).to_be_visible()
    member.unfold("Upload a proof")
    member.attach(member.main.get_by_label("Proof of confirmation"), file)
    member.press("Upload")
    expect(member.main.get_by_role("link", name=file.name)).to_be_visible()
    member.look()


def the_advisor_accepts(advisor: Hands, title: str, name: str) -> None:
    advisor.page.goto("/team/proofs/")
    advisor.look()
    advisor.follow(walk.row_of(advisor.page, title).get_by_role("link", name=f"Check {name}"))
    advisor.press("Accept the proof")
    expect(advisor.main).to_contain_text("accepted")
