"""Every address of the portal, by audience."""

from django.urls import include, path

from kontor.pages.member import dashboard
from kontor.pages.member.door import door as members_door
from kontor.pages.shared import answers, limits, profile, second_factor, start
from kontor.pages.shared.doors import AnyDoor
from kontor.pages.team.door import door as team_door

everybody = AnyDoor((members_door, team_door))
setting_up = AnyDoor((members_door, team_door), needs_second_factor=False)
urlpatterns = [
    path("", start.home(members=dashboard.show, team="team_desk"), name="home"),
    path("", include("kontor.pages.shared.urls")),
    *profile.urls(everybody),
    path("profile/", include(second_factor.urls(everybody, setting_up=setting_up))),
    path("", include("kontor.pages.member.urls")),
    path("team/", include("kontor.pages.team.urls")),
    path("", include("kontor.pages.client.urls")),
]
handler400 = answers.bad_request
handler403 = answers.forbidden
handler404 = answers.not_found
handler429 = limits.too_many
handler500 = answers.broken
