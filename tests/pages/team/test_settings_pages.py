"""What administrators set, read and sent without JavaScript; in words, once, and kept typing."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kontor.cooperative import rates
from kontor.cooperative.deadlines import deadline
from kontor.cooperative.models import Cooperative, Rate
from kontor.foundation.days import day_of
from kontor.foundation.written import BERLIN
from kontor.invoicing.numbering import draw
from kontor.orders.ground_texts import ground_text
from kontor.orders.sector_list import sectors
from kontor.people.roles import Role
from tests.builders import house, orders
from tests.builders.orders import MONDAY
from tests.cast import Cast, cast
from tests.pages.member.reading import Page, Reader

pytestmark = pytest.mark.django_db

TODAY = day_of(MONDAY)
ROOMS = ["", "rates/", "deadlines/", "sectors/", "grounds/", "numbers/"]


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def admin(people: Cast) -> Reader:
    return Reader(house.person("Ines Admin", Role.ADMIN)).shown_again()


def typed(page: Page) -> dict[str, str]:
    """The form of a settings page as it stands."""
    (form,) = page.tree.xpath("//main//form[@method='post']")
    found = form.xpath(".//input[@type='text' or @type='hidden']/@name")
    return {**dict.fromkeys(found, ""), **{name: value or "" for name, value in form.form_values()}}


def save(reader: Reader, path: str, **changes: str) -> Page:
    """Open the page, type over some fields, and send it."""
    return reader.post(path, **{**typed(reader.get(path)), **changes})


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is_and_stands_under_settings(admin: Reader, room: str) -> None:
    page = admin.get(f"/team/settings/{room}")
    assert page.status == 200
    assert page.all("//nav//a[@aria-current='page' and contains(., 'Settings')]")
    assert len(page.all("//nav[@class='pills']/a[@aria-current]")) == 1
    assert len(page.all("//*[contains(@class, 'button-primary')]")) <= 1


def test_old_rules_for_e_invoices_are_said_with_their_day(admin: Reader) -> None:
    assert "official rules for e-invoices" not in admin.get("/team/settings/").words
    admin.now = datetime(2027, 6, 1, 9, tzinfo=BERLIN)
    page = admin.get("/team/settings/")
    assert "official rules for e-invoices in this version are of 31 August 2026" in page.words


def test_the_people_stand_under_settings_too(admin: Reader) -> None:
    assert admin.get("/team/people/").all(
        "//nav//a[@aria-current='page' and contains(., 'Settings')]"
    )


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_asks_the_database_seldom_however_long_its_history(admin: Reader, room: str) -> None:
    for n in range(5, 15):
        save(admin, "/team/settings/deadlines/", offer_days=str(n))
    admin.get(f"/team/settings/{room}")
    with CaptureQueriesContext(connection) as asked:
        admin.get(f"/team/settings/{room}")
    assert len(asked) <= 12


def test_who_changes_the_bank_account_shows_first_who_they_are(people: Cast) -> None:
    somebody = Reader(house.person("Rosa Admin", Role.ADMIN))
    before = Cooperative.objects.get().iban
    page = save(somebody, "/team/settings/", iban="DE02 1203 0000 0000 2020 51")
    assert page.url.startswith("/profile/again")
    assert Cooperative.objects.get().iban == before


def test_another_name_is_on_the_next_page_and_in_the_history(admin: Reader) -> None:
    page = save(admin, "/team/settings/", short_name="Kolibri", iban="DE02 1203 0000 0000 2020 51")
    assert page.status == 302
    page = admin.get("/team/settings/")
    assert "Ines Admin changed the cooperative’s data." in page.words
    assert "Short name: Smart → Kolibri" in page.words
    assert "DE02120300000000202051" in page.words
    assert page.all("//header//*[.='Kolibri']")


def test_wrong_data_stand_at_their_fields_with_everything_typed(admin: Reader) -> None:
    page = save(admin, "/team/settings/", iban="DE02 1203", state="XX", website="https://x.example")
    assert page.status == 422
    assert page.fault_at("id_iban") == "Check the IBAN: its digits do not add up."
    assert page.fault_at("id_state") == "Choose an entry from the list."
    assert "without https://" in page.fault_at("id_website")
    assert typed(page)["iban"] == "DE02 1203"
    assert Cooperative.objects.get().iban == "DE89370400440532013000"


def test_a_stale_page_shows_both_values_and_writes_nothing(admin: Reader) -> None:
    stale = typed(admin.get("/team/settings/"))
    save(admin, "/team/settings/", phone="+49 30 111")
    page = admin.post("/team/settings/", **{**stale, "phone": "+49 30 222"})
    assert page.status == 409
    assert "Saved in the meantime: +49 30 111" in page.words
    assert typed(page)["phone"] == "+49 30 222"
    assert Cooperative.objects.get().phone == "+49 30 111"
    assert admin.post("/team/settings/", **typed(page)).status == 302
    assert Cooperative.objects.get().phone == "+49 30 222"


def test_days_are_set_and_counted_in_the_next_order(people: Cast, admin: Reader) -> None:
    assert save(admin, "/team/settings/deadlines/", offer_days="10", term_days="21").status == 302
    form = Reader(people.owner).get("/orders/new").form()
    assert form["valid_until"] == "14/01/2027"
    assert form["term_days"] == "21"
    page = save(admin, "/team/settings/deadlines/", offer_days="99", term_days="soon")
    assert page.status == 422
    assert page.fault_at("id_offer_days") == "Enter a whole number from 1 to 28."
    assert typed(page)["term_days"] == "soon"
    assert deadline("offer_days") == 10


def test_the_rates_say_what_counts_today_and_what_is_missing(admin: Reader) -> None:
    page = admin.get("/team/settings/rates/")
    assert "Counts today" in page.one("//section[@id='minimum_wage']//tbody/tr[1]")
    for day in ("1 July 2026", "1 January 2027"):
        assert f"no base rate for the half-year from {day} on" in page.words
    new = admin.get("/team/settings/rates/new/base_rate_percent")
    assert typed(new)["valid_from"] == "01/07/2026"
    assert save(admin, "/team/settings/rates/new/base_rate_percent", value="-0.88").status == 302
    page = admin.get("/team/settings/rates/")
    assert "half-year from 1 July 2026" not in page.words
    assert "Ines Admin added to “Base rate”: −0.88 % from 1 July 2026 on." in page.words


def test_a_rate_to_come_is_corrected_and_taken_back_and_one_that_has_begun_is_not(
    admin: Reader,
) -> None:
    path = "/team/settings/rates/new/fee_percent"
    assert save(admin, path, valid_from="03/01/2027", value="10").status == 422
    assert save(admin, path, valid_from="01/02/2027", value="10").status == 302
    rate = Rate.objects.latest("id")
    page = save(admin, f"/team/settings/rates/{rate.pk}", value="51")
    assert page.status == 422
    assert page.fault_at("id_value")
    assert save(admin, f"/team/settings/rates/{rate.pk}", value="9.5").status == 302
    shown = typed(admin.get(f"/team/settings/rates/{rate.pk}"))
    assert admin.post(f"/team/settings/rates/{rate.pk}/remove", **shown).status == 302
    assert admin.post(f"/team/settings/rates/{rate.pk}/remove", **shown).status == 302
    begun = Rate.objects.get(key=rates.FEE)
    page = admin.get(f"/team/settings/rates/{begun.pk}")
    assert page.status == 409
    assert "This value has begun" in page.words


def test_sectors_are_found_in_either_language_added_and_taken_off(
    people: Cast, admin: Reader
) -> None:
    order = orders.submitted(people.owner, people.client)
    page = admin.get("/team/settings/sectors/", q="übersetz")
    assert "Translation" in page.words
    assert "Photography" not in page.words
    assert (
        save(admin, "/team/settings/sectors/new", german="Imkerei", english="Beekeeping").status
        == 302
    )
    assert sectors()["beekeeping"].offered
    path = f"/team/settings/sectors/{order.sector}/"
    name = sectors()[order.sector].english
    shown = typed(admin.get(path))
    assert admin.post(f"{path}offer", act="take_off", **shown).status == 302
    assert "Off the list" in admin.get(path).words
    assert name in Reader(people.owner).get(f"/orders/{order.pk}/").words
    assert Reader(people.advisor).get(f"/team/orders/{order.pk}/").status == 200
    options = Reader(people.owner).get("/orders/new").all("//select[@name='sector']/option/@value")
    assert order.sector not in options
    assert "beekeeping" in options


def test_an_adjustment_keeps_a_sector_that_is_off_the_list(people: Cast, admin: Reader) -> None:
    order = orders.submitted(people.owner, people.client)
    shown = typed(admin.get(f"/team/settings/sectors/{order.sector}/"))
    admin.post(f"/team/settings/sectors/{order.sector}/offer", act="take_off", **shown)
    advisor = Reader(people.advisor)
    page = save(advisor, f"/team/orders/{order.pk}/adjust", purchase_order="PO-7")
    assert page.status == 302
    before = order.sector
    order.refresh_from_db()
    assert (order.sector, order.purchase_order) == (before, "PO-7")


def test_a_ground_is_worded_and_goes_back_to_the_usual_text(admin: Reader) -> None:
    path = "/team/settings/grounds/licence"
    usual = ground_text("licence", "en")
    assert save(admin, path, text_en=" ").status == 422
    assert save(admin, path, text_en="We lack the licence.").status == 302
    assert "We lack the licence." in admin.get("/team/settings/grounds/").words
    page = admin.get(path)
    assert f"Usual words: {usual}" in page.words
    assert admin.post(f"{path}/usual", **typed(page)).status == 302
    assert ground_text("licence", "en") == usual


def test_letters_of_a_series_are_chosen_for_the_year_to_come(admin: Reader) -> None:
    assert draw("invoice", TODAY) == "RE-2027-000001"
    page = admin.get("/team/settings/numbers/")
    assert "RE-2027-000001 4 January 2027" in page.words
    path = "/team/settings/numbers/invoice"
    assert "numbers of 2028 and later" in admin.get(path).words
    page = save(admin, path, letters="st")
    assert page.status == 422
    assert page.fault_at("id_letters") == "ST stands for: Cancellation invoices. Choose others."
    assert save(admin, path, letters="rg").status == 302
    assert "RG-2028-000001" in admin.get("/team/settings/numbers/").words
    assert draw("invoice", TODAY + timedelta(days=365)) == "RG-2028-000001"


def test_everything_is_said_in_german(admin: Reader) -> None:
    save(admin, "/team/settings/deadlines/", offer_days="10")
    save(admin, "/team/settings/", state="HH")
    german = Reader(None, language="de")
    german.browser.cookies["sessionid"] = admin.browser.cookies["sessionid"].value
    assert "Angebot gültig bis: 7 Tage → 10 Tage" in german.get("/team/settings/deadlines/").words
    assert "Bundesland: Berlin → Hamburg" in german.get("/team/settings/").words
    assert "Mindestlohn" in german.get("/team/settings/rates/").words
