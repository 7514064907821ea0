"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from services.booking.views import flow, mine

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:community>/booking/<uuid:slot>/", flow.book, name="book_slot"),
    path("me/bookings/", mine.booking_list, name="bookings"),
    path("me/bookings/<uuid:public_id>/", mine.booking_detail, name="booking"),
    path("me/bookings/<uuid:public_id>/done/", mine.booking_done, name="booking_done"),
    path("me/bookings/<uuid:public_id>/move/", mine.booking_move, name="booking_move"),
    path("me/bookings/<uuid:public_id>/cancel/", mine.booking_cancel, name="booking_cancel"),
    path("me/bookings/<uuid:public_id>/calendar.ics", mine.booking_calendar, name="booking_calendar"),
]
