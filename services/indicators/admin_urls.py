"""Addresses of the panel below /admin/indicators/."""

from __future__ import annotations

from django.urls import path

from services.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.heat_map, name="index"),
    path("<slug:key>/", views.community_page, name="community"),
    path("<slug:key>/refresh/", views.refresh, name="refresh"),
    path("<slug:key>/<int:code>/", views.detail, name="detail"),
]
