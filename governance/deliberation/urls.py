"""Addresses of this room beside its pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from governance.deliberation import views
from governance.deliberation.feeds import topic_feed

ROOM = "<slug:community>/deliberation/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ROOM}feed.xml", topic_feed, name="topic_feed"),
    path(f"{ROOM}<uuid:public_id>/contribute/", views.contribute, name="topic_contribute"),
    path(f"{ROOM}<uuid:public_id>/opinions/", views.opinions, name="topic_opinions"),
    path(f"{ROOM}opinions/<uuid:public_id>/support/", views.support, name="contribution_support"),
    path(f"{ROOM}opinions/<uuid:public_id>/withdraw/", views.withdraw, name="contribution_withdraw"),
]
