"""Addresses of the directory; its lists are pages of Wagtail."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from services.directory import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("directory/<uuid:public_id>/", views.entry, name="county_directory_entry"),
    path("<slug:community>/directory/<uuid:public_id>/", views.entry, name="directory_entry"),
]
