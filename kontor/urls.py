"""Every address of the portal, by audience."""

from django.urls import include, path

from kontor.pages.member import dashboard
from kontor.pages.shared import answers, start

urlpatterns = [
    path("", start.home(members=dashboard.show, team="team_desk"), name="home"),
    path("", include("kontor.pages.shared.urls")),
    path("", include("kontor.pages.member.urls")),
    path("team/", include("kontor.pages.team.urls")),
    path("", include("kontor.pages.client.urls")),
]
handler400 = answers.bad_request
handler403 = answers.forbidden
handler404 = answers.not_found
handler500 = answers.broken
