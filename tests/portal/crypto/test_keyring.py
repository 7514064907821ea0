"""The key ring: what it takes, what it derives, and that it never prints a key."""

from __future__ import annotations

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.views.debug import SafeExceptionReporterFilter

from portal.crypto.datakeys import key_ring
from portal.crypto.keyring import KEY_BYTES, KeyRing, UnknownKey, generate_key

SECRET = base64.b64encode(b"s" * KEY_BYTES).decode("ascii")


def test_first_key_is_active_and_all_are_on_the_ring():
    ring = KeyRing(f"{generate_key('k2')}, {generate_key('k1')},")
    assert ring.active == "k2"
    assert ring.master_ids == ["k2", "k1"]


def test_generated_keys_are_fit_for_the_ring_and_differ():
    assert generate_key() != generate_key()
    assert KeyRing(generate_key()).active == "k1"


@pytest.mark.parametrize(
    "configured",
    [
        "",
        " , ",
        SECRET,
        f"K1:{SECRET}",
        f"k1\n:{SECRET}",
        f"averylongkeyid:{SECRET}",
        f"k1:{SECRET[:-8]}",
        f"k1:{SECRET}AAAA",
        f"k1:%{SECRET[1:]}",
        f"k1:密{SECRET[1:]}",
        f"k1:{SECRET},k1:{SECRET}",
        "k1",
    ],
)
def test_unusable_setting_is_refused_by_name_without_printing_it(configured):
    with pytest.raises(ImproperlyConfigured) as caught:
        KeyRing(configured)
    assert "FIELD_KEYS" in str(caught.value)
    assert SECRET[4:20] not in str(caught.value)


def test_sealing_and_index_keys_all_differ():
    ring = KeyRing(f"k1:{SECRET}")
    keys = {
        b"s" * KEY_BYTES,
        ring.sealing_key("k1").key,
        ring.index_key("k1", "accounts.user.phone_index").key,
        ring.index_key("k1", "accounts.resident.id_number_index").key,
    }
    assert len(keys) == 4
    assert {len(key) for key in keys} == {KEY_BYTES}


def test_derived_keys_stay_the_same_for_ever():
    """Sealed rows outlive releases: a change of derivation would make every one of them unreadable."""
    ring = KeyRing(f"k1:{SECRET}")
    assert ring.sealing_key("k1").key.hex() == "dfc54120e88ba89d7d206a69eed7bb8679bfff0d62b33fae31c4633f032b8c46"
    assert (
        ring.index_key("k1", "accounts.user.phone_index").key.hex()
        == "aa7c018a7556d245115e7723350803c7fd349ceab626a9055ef7c03911a3253a"
    )


def test_unknown_key_says_where_to_add_it():
    with pytest.raises(UnknownKey, match="k9.*FIELD_KEYS"):
        KeyRing(f"k1:{SECRET}").sealing_key("k9")


def test_ring_does_not_print_its_keys():
    ring = KeyRing(f"k1:{SECRET}")
    assert repr(ring) == str(ring) == "<KeyRing of 1 and 0>"
    assert SECRET not in repr(ring.sealing_key("k1"))


def test_error_pages_clean_the_setting():
    assert SafeExceptionReporterFilter().cleanse_setting("FIELD_KEYS", f"k1:{SECRET}").startswith("***")


@pytest.mark.django_db
def test_ring_of_the_process_follows_the_setting(settings):
    settings.FIELD_KEYS = f"{generate_key('new')},{settings.FIELD_KEYS}"
    assert key_ring().first_master == "new"
    assert key_ring().active == "d1"
