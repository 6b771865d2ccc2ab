"""Sessions in the database, with their person beside them: so that they can be listed and ended.

`settings.SESSION_ENGINE` names this module; Django asks it for `SessionStore`.
"""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.http import HttpRequest

from kontor.foundation import clock
from kontor.people.models import Person

BROWSER, SIGNED_IN_AT = "kontor.browser", "kontor.signed_in_at"
LAST_HERE, BEGAN = "kontor.last_here", "kontor.began"
"""Of a session, in real time."""
LONGEST_BROWSER = 200


class Session(AbstractBaseSession):
    """A browser that visits; the columns repeat what the session's data hold."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    browser = models.CharField(
        max_length=LONGEST_BROWSER, blank=True, help_text="as it calls itself"
    )
    signed_in_at = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore


class SessionStore(DatabaseStore):
    """The usual store, which also fills in the columns of `Session`."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of this session as it is saved now."""
        row = cast("Session", super().create_model_instance(data))
        row.person_id = data.get(SESSION_KEY)
        row.browser = data.get(BROWSER, "")
        since = data.get(SIGNED_IN_AT)
        row.signed_in_at = datetime.fromisoformat(since) if since else None
        return row


def remember_browser(request: HttpRequest, **_signal: object) -> None:
    """Receiver of `user_logged_in`: the session says since when and with which browser."""
    request.session[BROWSER] = request.headers.get("User-Agent", "")[:LONGEST_BROWSER]
    request.session[SIGNED_IN_AT] = clock.now().isoformat()
    request.session[LAST_HERE] = request.session[BEGAN] = clock.real().isoformat()


def others(person: Person, session_key: str | None) -> models.QuerySet[Session]:
    """The person's sessions but this one."""
    return Session.objects.filter(person=person).exclude(session_key=session_key)


def alive(person: Person, at: datetime) -> models.QuerySet[Session]:
    """The person's sessions at `at`, in real time: they know no shifted date."""
    return Session.objects.filter(person=person, expire_date__gt=at)
