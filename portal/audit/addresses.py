"""Where a request came from, as the log may hold it: the same address gives the same tag, and the tag gives no address."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.http import HttpRequest

TAG_LENGTH = 12


def address_tag(request: HttpRequest | None) -> dict[str, str]:
    """`{"from": tag}`, a keyed hash of the visitor's address; empty without a request."""
    if request is None:
        return {}
    from allauth.core.internal.httpkit import get_client_ip

    address = get_client_ip(request) or ""
    key = hashlib.sha256(b"linli address" + settings.SECRET_KEY.encode()).digest()
    return {"from": hmac.new(key, address.encode(), hashlib.sha256).hexdigest()[:TAG_LENGTH]}
