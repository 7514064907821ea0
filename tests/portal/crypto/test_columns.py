"""Every table read raw: no personal value stands anywhere in the database as it was typed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from services.booking.actions import book_slot
from tests.governance.elections.factories import id_number
from tests.portal.accounts.factories import ResidentFactory, UserFactory
from tests.services.booking.factories import SlotFactory

pytestmark = pytest.mark.django_db

NAME, PHONE, ADDRESS = "欧阳绮罗", "13712345678", "玉兰里7号楼3单元901"
NUMBER = id_number(order=37)
BORN = "1943-07-19"
NOTE = "心脏装有起搏器"


def everything() -> str:
    """All text and binary columns of all tables, as the database holds them."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [show(value) for row in cursor.fetchall() for value in row if value is not None]
    return "\n".join(found)


def show(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


def test_nothing_personal_is_readable_in_any_table():
    user = UserFactory(phone=PHONE)
    resident = ResidentFactory(
        user=user, name=NAME, phone=PHONE, id_number=NUMBER, birth_date=BORN, address=ADDRESS, verified=True
    )
    slot = SlotFactory(offering__community=resident.community, offering__min_age=0)
    booking = book_slot(booked_by=user, beneficiary=resident, slot=slot, note=NOTE, key=resident.public_id)
    assert booking.note.reveal() == NOTE, "what is looked for was really stored"
    assert resident.name.reveal() == NAME
    held = everything()
    born = dt.date.fromisoformat(BORN)
    for secret in (NAME, PHONE, NUMBER, ADDRESS, NOTE, BORN, f"{born:%Y%m%d}"):
        assert secret not in held
    assert "v1.a." in held, "tokens stand there instead"
