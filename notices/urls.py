"""Addresses of the notices and of the residents' messages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from notices.delivery import views as delivery
from notices.feeds import notice_feed

urlpatterns: list[URLPattern | URLResolver] = [
    path("notices/feed.xml", notice_feed, name="notice_feed_county"),
    path("<slug:community>/notices/feed.xml", notice_feed, name="notice_feed"),
    path("me/messages/", delivery.message_list, name="messages"),
    path("me/messages/read/", delivery.messages_read, name="messages_read"),
    path("me/messages/<uuid:public_id>/", delivery.message_open, name="message"),
]
