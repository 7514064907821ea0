"""Addresses of the people screens below /admin/people/."""

from __future__ import annotations

from django.urls import path

from portal.accounts import people

app_name = "people"
urlpatterns = [
    path("", people.people_list, name="index"),
    path("new/", people.person_new, name="new"),
    path("<int:pk>/", people.person_detail, name="detail"),
    path("<int:pk>/link/", people.person_link, name="link"),
    path("<int:pk>/reset/", people.person_reset, name="reset"),
    path("<int:pk>/active/", people.person_active, name="active"),
    path("resets/<uuid:public_id>/", people.reset_decide, name="decide"),
]
