"""What staff and admins do: publish an alert that arrives, read the panel down to the evidence."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

SignIn = Callable[[Page, str], None]
Shoot = Callable[[Page, str], object]
DESK = 1280
ADVICE = {
    "phrases": "您家阀门不合格，今天不换就停气",
    "dos": "先看工作证，再拨燃气公司电话核实",
    "donts": "不在家里当场付现金",
}


def publish(desk: Page) -> None:
    """Open the menu beside "save" and publish."""
    desk.get_by_role("button", name="更多动作").click()
    desk.get_by_role("button", name="发布", exact=True).click()
    desk.wait_for_load_state()


@pytest.mark.usefixtures("worker")
def test_manager_publishes_an_alert_that_arrives_once(
    visitor: Page, home: str, screen: str, sign_in: SignIn, shoot: Shoot, desk_of: Callable[[str], Page]
) -> None:
    title = f"冒充燃气公司上门换阀门（{screen} {time.time_ns()}）"
    desk = desk_of(f"manager-{home}")
    desk.goto("/admin/pages/")
    desk.get_by_role("link", name="通知公告").first.click()
    desk.goto(desk.url.replace("/edit/", "/add_subpage/"))
    desk.get_by_role("link", name="反诈提醒", exact=True).click()
    desk.locator("#id_title").fill(title)
    desk.locator("#id_fraud_kind").select_option(index=1)
    desk.locator("#id_intro").fill("正规人员上门会提前在楼道张贴通知，并佩戴工作证。")
    desk.locator("#id_source").fill("龙山派出所")
    desk.locator("#id_announcing").select_option(index=1)
    publish(desk)
    expect(desk.locator("#phrases-root")).to_contain_text("请至少写一句骗子常说的话")
    for field, said in ADVICE.items():
        desk.locator(f"#{field}-root .c-sf-add-button").first.click()
        desk.locator(f"[name={field}-0-value]").fill(said)
    shoot(desk, f"journey-alert-form-{screen}")
    publish(desk)
    expect(desk.locator(".messages .success")).to_contain_text(title)

    sign_in(visitor, f"resident-{home}")
    row = visitor.locator("main a", has_text=title)
    for _ in range(20):
        visitor.goto("/me/messages/")
        if row.count():
            break
        visitor.wait_for_timeout(1000)
    expect(row).to_have_count(1)
    shoot(visitor, f"journey-inbox-{screen}")
    row.click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("冒充燃气公司")


@pytest.mark.parametrize("width", [1280, 390])
def test_county_reads_the_panel_down_to_the_evidence(
    desktop_page: Page, width: int, sign_in: SignIn, shoot: Shoot
) -> None:
    desktop_page.set_viewport_size({"width": width, "height": 900})
    sign_in(desktop_page, "county")
    desktop_page.goto("/admin/indicators/")
    if width == DESK:
        expect(desktop_page.locator(".indicators-map a.verdict")).to_have_count(6 * 22)
        shoot(desktop_page, "journey-panel")
        desktop_page.locator("a.verdict[href$='/dongli/1/']").click()
    else:
        expect(desktop_page.locator(".indicators-phone")).to_be_visible()
        shoot(desktop_page, "journey-panel-phone")
        desktop_page.locator(".indicators-phone a", has_text="东里").first.click()
        desktop_page.locator("a[href$='/dongli/1/']:visible").first.click()
    main = desktop_page.locator("main")
    expect(main).to_contain_text("74.58")
    expect(main).to_contain_text("75")
    expect(main.locator(".indicators-findings")).to_be_visible()
    shoot(desktop_page, f"journey-evidence-{width}")
