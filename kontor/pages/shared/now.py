"""The present instant of a request: a page is an entrance, and reads the clock once."""

from datetime import date, datetime

from django.http import HttpRequest

from kontor.foundation import clock
from kontor.foundation.days import day_of

_KEY = "kontor.now"


def now_of(request: HttpRequest) -> datetime:
    """The instant (aware) at which this request is answered, the same however often asked."""
    if _KEY not in request.META:
        request.META[_KEY] = clock.now()
    instant: datetime = request.META[_KEY]
    return instant


def today_of(request: HttpRequest) -> date:
    """The day of that instant in Berlin."""
    return day_of(now_of(request))
