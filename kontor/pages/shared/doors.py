"""The door of a room: who may come in, and which bar stands above its pages (spec § 3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from kontor.foundation.refusal import Forbidden, NotFound
from kontor.pages.shared import kept_typing
from kontor.pages.shared.parts.shapes import Link, NavigationItem
from kontor.people.models import Person
from kontor.people.roles import Role

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Bar:
    """The words of the top bar and of the menu behind the person's name."""

    navigation: Sequence[NavigationItem] = ()
    account_links: Sequence[Link] = ()


@dataclass(frozen=True)
class Door:
    """Lets the `roles` in; `bar` is asked only where a page is really drawn.

    `@door` before a view: nobody signed in → to the sign-in; another role → 404 for a page about
    one thing (it must look like a thing that does not exist), 403 for an area of its own.
    """

    roles: frozenset[Role]
    bar: Callable[[HttpRequest], Bar]
    frame: str

    def __call__(self, view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not isinstance(request.user, Person):
                return _to_sign_in(request)
            if not self.admits(request.user):
                raise NotFound if kwargs else Forbidden
            self.furnish(request)
            return view(request, *args, **kwargs)

        return guarded

    def admits(self, person: Person) -> bool:
        """Whether the person holds one of the roles."""
        return any(person.has(role) for role in self.roles)

    def furnish(self, request: HttpRequest) -> None:
        """Hang the bar up, and name the frame for pages that are shared (`request.frame`)."""
        vars(request)["bar"] = lambda: self.bar(request)
        vars(request)["frame"] = self.frame


@dataclass(frozen=True)
class AnyDoor:
    """The door of a page that everybody with an account has; the first that admits furnishes it."""

    doors: Sequence[Door]

    def __call__(self, view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not isinstance(request.user, Person):
                return _to_sign_in(request)
            for door in self.doors:
                if door.admits(request.user):
                    door.furnish(request)
                    return view(request, *args, **kwargs)
            raise Forbidden

        return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """And back: to the page, or to the one from which something was sent that is kept."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    kept_typing.keep(request)
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return redirect_to_login(request.get_full_path())
    return redirect_to_login(urlsplit(came_from).path)


def bar_of(request: HttpRequest) -> Bar:
    """The bar that the door of this request hung up; an empty one outside any room."""
    draw: Callable[[], Bar] | None = getattr(request, "bar", None)
    return draw() if draw else Bar()


def reader(request: HttpRequest) -> Person:
    """The person behind a door."""
    if not isinstance(request.user, Person):
        raise NotFound
    return request.user
