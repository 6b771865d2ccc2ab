"""A member at a browser without JavaScript: pages are read and forms are sent as they stand."""

import re
import time
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.http import HttpResponse
from django.test import Client as DjangoClient
from lxml import html

from kontor.foundation import clock
from kontor.people.models import Person
from tests.builders.orders import MONDAY

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
AN_HOUR = 3600


class Page:
    """An answer: its status, its words, and its forms."""

    def __init__(self, answer: Any) -> None:
        self.answer: HttpResponse = answer
        self.status = answer.status_code
        self.url: str = getattr(answer, "url", "") or answer.request["PATH_INFO"]
        self.html: str = answer.content.decode()
        self.tree: Any = html.fromstring(self.html) if self.html.strip() else None

    @property
    def words(self) -> str:
        """What a reader reads, with single spaces between the pieces."""
        if self.tree is None:
            return ""
        main = self.tree.xpath("//main")
        return " ".join(" ".join((main[0] if main else self.tree).itertext()).split())

    @property
    def headline(self) -> str:
        return self.one("//h1")

    def one(self, path: str) -> str:
        """The words of the only element on the XPath."""
        found = self.all(path)
        assert len(found) == 1, (path, found)
        return found[0]

    def all(self, path: str) -> list[str]:
        """The words of every element on the XPath; the values of attributes."""
        return [
            each if isinstance(each, str) else " ".join(each.text_content().split())
            for each in self.tree.xpath(path)
        ]

    def form(self, action: str = "") -> dict[str, Any]:
        """The values of the form that is sent to `action`, or of the order form."""
        for form in self.tree.forms:
            if form.get("action") == action or (not action and form.get("data-summary")):
                empty = form.xpath(".//input[@type='text' or @type='hidden']/@name")
                sent = dict.fromkeys(empty, "")
                sent |= {name: value or "" for name, value in form.form_values()}
                # A browser leaves out what stands in a <template>, and the first line break
                # of a <textarea>, which only separates the tag from its text.
                areas = set(form.xpath(".//textarea/@name"))
                return {
                    name: value.removeprefix("\n") if name in areas else value
                    for name, value in sent.items()
                    if "__prefix__" not in name
                }
        raise AssertionError(f"no form for {action}")

    def fault_at(self, name: str) -> str:
        """The sentences of the fault at a field, empty without one."""
        found = self.tree.xpath("//*[@id=$name]", name=f"{name}-error")
        text = " ".join(found[0].text_content().split()) if found else ""
        return re.sub(r"Error: ?", "", text)


class Reader:
    """Somebody signed in, at a fixed time, reading English."""

    def __init__(self, person: Person | None, now: datetime = MONDAY, language: str = "en") -> None:
        self.browser = DjangoClient(headers={"accept-language": language})
        self.browser.cookies["kontor-language"] = language
        self.now = now
        if person is not None:
            self.browser.force_login(person, backend=BACKEND)

    def shown_again(self) -> Self:
        """The same reader, who has just shown once more who they are.

        It counts for five minutes of real time; in a file of tests that takes longer it must last.
        """
        session = self.browser.session
        session["account_authentication_methods_user"] = session["_auth_user_id"]
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time() + AN_HOUR, "reauthenticated": True}
        ]
        session.save()
        return self

    def get(self, path: str, **query: str) -> Page:
        with clock.held(self.now):
            return Page(self.browser.get(path, query))

    def post(self, path: str, **values: Any) -> Page:
        with clock.held(self.now):
            return Page(self.browser.post(path, values))

    def send(self, page: Page, path: str, **changes: Any) -> Page:
        """Send the order form of a page with some fields typed over."""
        return self.post(path, **{**page.form(), **changes})
