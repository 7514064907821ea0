"""Addresses of signing in beside allauth's."""

from __future__ import annotations

from django.urls import path
from django.views.generic import TemplateView

from portal.accounts import views

urlpatterns = [
    path("login/passkey/", TemplateView.as_view(template_name="accounts/passkey.html"), name="account_passkey"),
    path("session/", views.session_state, name="account_session"),
    path("same-person/", views.same_person, name="account_same_person"),
    path("same-person/release/", views.release, name="account_release_number"),
    path("enrolment-needed/", views.enrolment_needed, name="account_enrolment_needed"),
    path("enrol/<str:token>/", views.enrol, name="account_enrol"),
]
