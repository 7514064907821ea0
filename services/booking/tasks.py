"""Celery tasks of the booking room."""

from __future__ import annotations

from celery import shared_task

from portal import clock
from services.booking import actions


@shared_task(name="booking.generate_slots")
def generate_slots() -> None:
    """Make the times of the next two weeks; nightly."""
    actions.generate_slots(today=clock.today())
