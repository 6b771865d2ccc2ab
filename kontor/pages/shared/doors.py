"""The door of a room: who may come in, and which bar stands above its pages (spec § 3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kontor.foundation.refusal import Forbidden, NotFound
from kontor.pages.shared import entrance
from kontor.pages.shared.parts.shapes import Link, NavigationItem
from kontor.people.models import Person
from kontor.people.roles import Role

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Bar:
    """The words of the top bar and of the menu behind the person's name."""

    navigation: Sequence[NavigationItem] = ()
    account_links: Sequence[Link] = ()


@dataclass(frozen=True)
class Door:
    """Lets the `roles` in; `bar` is asked only where a page is really drawn.

    `@door` before a view: who is stopped at the entrance → to the sign-in, or to set up a second
    factor; another role → 404 for a page about one thing (it must look like a thing that does not
    exist), 403 for an area of its own.
    """

    roles: frozenset[Role]
    bar: Callable[[HttpRequest], Bar]
    frame: str

    def __call__(self, view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if (stopped := entrance.stop(request)) is not None:
                return stopped
            if not self.admits(reader(request)):
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
    """The door of a page that everybody with an account has; the first that admits furnishes it.

    `needs_second_factor` is False only where one is set up.
    """

    doors: Sequence[Door]
    needs_second_factor: bool = True

    def __call__(self, view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            needed = self.needs_second_factor
            if (stopped := entrance.stop(request, needs_second_factor=needed)) is not None:
                return stopped
            for door in self.doors:
                if door.admits(reader(request)):
                    door.furnish(request)
                    return view(request, *args, **kwargs)
            raise Forbidden

        return guarded


def bar_of(request: HttpRequest) -> Bar:
    """The bar that the door of this request hung up; an empty one outside any room."""
    draw: Callable[[], Bar] | None = getattr(request, "bar", None)
    return draw() if draw else Bar()


def reader(request: HttpRequest) -> Person:
    """The person behind a door."""
    if not isinstance(request.user, Person):
        raise NotFound
    return request.user
