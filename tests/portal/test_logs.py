"""The technical log: one object a line, an id, nothing personal, nothing that a visitor could forge."""

from __future__ import annotations

import json
import logging

import pytest
import structlog
from django.conf import settings

from portal.logs import hide_personal, scrub
from portal.request_ids import RequestIdMiddleware
from tests.portal.accounts.factories import ResidentFactory, UserFactory


@pytest.fixture
def lines():
    """What a logger with the site's own formatter writes."""
    written = []

    class Keep(logging.Handler):
        def emit(self, entry):
            written.append(self.format(entry))

    from portal.settings import base

    handler = Keep()
    options = {**base.LOGGING["formatters"]["line"]}
    handler.setFormatter(options.pop("()")(**options))
    logger = logging.getLogger("portal.access")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written]
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.mark.parametrize(
    "text",
    [
        "call 13800138000",
        "call +86 138 0013 8000",
        "number 37063119530318124X",
        "mail wang.xiulan@example.cn now",
    ],
)
def test_what_looks_personal_is_left_out(text):
    assert "[…]" in scrub(text)
    assert "8000" not in scrub(text)
    assert "124X" not in scrub(text)
    assert "example.cn" not in scrub(text)


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\x1b[31mb", "a\u2028b"])
def test_nobody_begins_a_line_or_paints_the_terminal(text):
    assert len(scrub(text).replace("\n", " ").splitlines()) == 1
    assert "\x1b" not in scrub(text)


def test_figures_stay_figures_and_objects_become_clean_text():
    event = hide_personal(None, "info", {"status": 200, "who": {"phone": "13800138000"}, "none": None})
    assert event == {"status": 200, "who": "{'phone': '[…]'}", "none": None}


@pytest.mark.django_db
def test_request_is_noted_by_its_route(client, lines):
    user = ResidentFactory(user=UserFactory()).user
    client.force_login(user)
    answer = client.get("/search/?q=王秀兰13800138000", headers={"User-Agent": "x\n{}"})
    [line] = [line for line in lines() if line["event"] == "request"]
    assert line["request"] == answer["X-Request-ID"]
    assert (line["method"], line["status"], line["account"]) == ("GET", 200, user.pk)
    assert "王秀兰" not in json.dumps(line, ensure_ascii=False)
    assert line["route"] == "search"


@pytest.mark.django_db
def test_exception_is_noted_once_with_its_id_and_without_what_it_quotes(lines):
    def fail(request):
        logging.getLogger("portal.access").exception("broken", exc_info=ValueError("no 13800138000"))
        raise ValueError

    with pytest.raises(ValueError):
        RequestIdMiddleware(fail)(None)
    [line] = lines()
    assert line["level"] == "error"
    assert len(line["request"]) == 32
    assert "13800138000" not in json.dumps(line)


def test_production_writes_json():
    assert settings.LOG_FORMAT == "json"
    assert structlog is not None
