"""Addresses of the elections' room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from governance.elections import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:community>/elections/<uuid:public_id>/register/", views.register, name="register"),
    path("me/registrations/", views.my_registrations, name="my_registrations"),
    path("me/registrations/<uuid:public_id>/", views.detail, name="registration"),
    path("me/registrations/<uuid:public_id>/check/", views.check, name="registration_check"),
    path("me/registrations/<uuid:public_id>/confirm/", views.confirm, name="registration_confirm"),
    path("me/registrations/<uuid:public_id>/withdraw/", views.withdraw, name="registration_withdraw"),
    path("me/registrations/<uuid:public_id>/<slug:slug>/", views.answer, name="registration_question"),
]
