"""Addresses of the people who may sign in, below /team/people/."""

from django.urls import path

from kontor.pages.team import account, people, person, person_data

urlpatterns = [
    path("", people.index, name="team_people"),
    path("invite", people.invite, name="team_invite_person"),
    path("<int:person_id>/", person.show, name="team_person"),
    path("<int:member_id>/account", account.show, name="team_account"),
    path("<int:member_id>/account.csv", account.table, name="team_account_csv"),
    path("<int:person_id>/roles", person.roles, name="team_person_roles"),
    path("<int:person_id>/invitation", person.invite_again, name="team_invite_again"),
    path("<int:person_id>/invitation/withdraw", person.withdraw, name="team_withdraw_invitation"),
    path("<int:person_id>/close", person.deactivate, name="team_person_close"),
    path("<int:person_id>/open", person.reactivate, name="team_person_open"),
    path(
        "<int:person_id>/second-factors/forget",
        person.forget_second_factors,
        name="team_forget_second_factors",
    ),
    path("<int:person_id>/sessions/end", person.end_sessions, name="team_end_sessions"),
    path("<int:person_id>/data", person_data.download, name="team_person_data"),
    path("<int:person_id>/erase", person_data.page, name="team_person_erase"),
]
