"""What people see when something goes wrong: plain words and a way on."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from portal.views import csrf_failure


@pytest.mark.django_db
def test_unknown_address_offers_search_and_home(client: Client) -> None:
    response = client.get("/nosuchpage/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "没有找到该页面" in html
    assert 'action="/search/"' in html


def test_server_error_needs_neither_database_nor_context(rf: RequestFactory) -> None:
    response = server_error(rf.get("/"))
    html = response.content.decode()
    assert response.status_code == 500
    assert "网站暂时出了问题" in html
    assert "Something went wrong" in html


def test_forbidden_page_explains(rf: RequestFactory) -> None:
    assert "无权查看" in render_to_string("403.html", request=rf.get("/"))


def test_stale_form_is_explained_as_such(rf: RequestFactory) -> None:
    response = csrf_failure(rf.get("/"))
    assert response.status_code == 403
    assert "请重新提交一次" in response.content.decode()
