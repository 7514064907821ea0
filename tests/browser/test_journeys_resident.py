"""What residents come for, from the first page to the receipt: at a desktop, and on a phone in elder mode."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.governance.elections.factories import id_number

SignIn = Callable[[Page, str], None]
Shoot = Callable[[Page, str], object]


def test_resident_reads_a_fraud_alert_and_a_financial_disclosure(
    visitor: Page, home: str, screen: str, shoot: Shoot
) -> None:
    visitor.goto(f"/{home}/")
    visitor.get_by_role("link", name="反诈提醒").first.click()
    visitor.get_by_role("link", name=re.compile("公安机关不会在电话里办案")).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("安全账户")
    expect(visitor.locator("main")).to_contain_text("96110")
    shoot(visitor, f"journey-alert-{screen}")
    visitor.goto(f"/{home}/")
    visitor.get_by_role("link", name="财务公开").first.click()
    visitor.get_by_role("link", name=re.compile("季度财务收支公开")).first.click()
    ledger = visitor.get_by_role("table").first
    expect(ledger).to_contain_text("收入")
    shoot(visitor, f"journey-ledger-{screen}")


def test_resident_joins_a_deliberation(visitor: Page, home: str, screen: str, sign_in: SignIn, shoot: Shoot) -> None:
    sign_in(visitor, f"family-{home}")
    visitor.goto(f"/{home}/deliberation/")
    visitor.get_by_role(
        "link", name=re.compile("电动车充电棚" if screen == "desktop" else "老楼加装电梯")
    ).first.click()
    visitor.get_by_role("link", name="我要发表意见").click()
    visitor.get_by_label("赞成").check()
    said = f"建在北门里侧，离住户远一些，夜里也安静（{screen}）。"
    visitor.locator("textarea").fill(said)
    shoot(visitor, f"journey-opinion-{screen}")
    visitor.get_by_role("button", name="发表", exact=True).click()
    expect(visitor.locator("main")).to_contain_text(said)


def test_newcomer_signs_up_by_phone_and_registers_as_a_voter(
    visitor: Page, home: str, screen: str, newest_code: Callable[[str], str], sign_in: SignIn, shoot: Shoot,
    desk_of: Callable[[str], Page],
) -> None:  # fmt: skip
    number = f"139{time.time_ns() // 10**6 % 10**8:08d}"
    visitor.goto("/accounts/signup/")
    visitor.locator("#id_phone").fill(number)
    visitor.get_by_label("您的姓名").fill("邹文彬")
    visitor.locator("#id_community").select_option(label="龙山社区" if home == "longshan" else "东里社区")
    visitor.get_by_role("button", name="继续").click()
    visitor.locator("input[name=code]").fill(newest_code(f"+86{number}"))
    shoot(visitor, f"journey-code-{screen}")
    visitor.locator("main form").get_by_role("button").first.click()
    visitor.wait_for_url(lambda url: "/accounts/" not in url)

    visitor.goto(f"/{home}/elections/")
    visitor.get_by_role("link", name=re.compile("换届选举")).first.click()
    visitor.get_by_role("link", name="现在登记").click()
    visitor.get_by_role("button", name="本人登记").click()
    visitor.locator("input[name=category]").first.check()
    visitor.get_by_role("button", name="保存并继续").click()
    visitor.locator("#id_name").fill("邹文彬")
    visitor.locator("#id_id_number").fill("110")
    visitor.get_by_role("button", name="保存并继续").click()
    expect(visitor.locator("#id_id_number")).to_have_attribute("aria-invalid", "true")
    expect(visitor.locator("#id_name")).to_have_value("邹文彬")
    visitor.locator("#id_id_number").fill(id_number(order=int(number[-3:])))
    visitor.get_by_role("button", name="保存并继续").click()
    visitor.locator("#id_address").fill("南门小区3号楼2单元502")
    visitor.get_by_role("button", name="保存并继续").click()
    visitor.locator("#id_phone").fill(number)
    visitor.get_by_role("button", name="保存并继续").click()
    visitor.locator("#id_declares_single").check()
    shoot(visitor, f"journey-voter-check-{screen}")
    visitor.get_by_role("button", name="提交选举委员会").click()
    reference = re.search(r"\d{4}-\d{6}", visitor.locator("main").inner_text())
    assert reference
    receipt = visitor.url

    staff = desk_of(f"manager-{home}")
    staff.goto("/admin/registrations/")
    staff.get_by_role("link", name=reference[0]).click()
    assert "邹文彬" not in staff.locator("main").inner_text(), "staff see the name in part"
    shoot(staff, f"journey-voter-decision-{screen}")
    staff.get_by_label("接受", exact=True).check()
    staff.get_by_role("button", name="提交决定").click()
    staff.wait_for_load_state()

    visitor.goto(receipt)
    expect(visitor.locator("main")).to_contain_text("已接受")
    shoot(visitor, f"journey-voter-accepted-{screen}")


def test_newcomer_signs_up_by_e_mail_and_signs_in_again(
    visitor: Page, home: str, screen: str, newest_code: Callable[[str], str]
) -> None:
    address = f"{screen}@example.org"
    visitor.goto("/accounts/signup/")
    visitor.locator("#id_email").fill(address)
    visitor.get_by_label("您的姓名").fill("宋佩兰")
    visitor.locator("#id_community").select_option(index=1)
    visitor.get_by_role("button", name="继续").click()
    visitor.locator("input[name=code]").fill(newest_code(address))
    visitor.locator("main form").get_by_role("button").first.click()
    visitor.wait_for_url(lambda url: "/accounts/" not in url)
    visitor.goto("/me/")
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    visitor.goto("/accounts/logout/")
    visitor.locator("main form").get_by_role("button").first.click()
    answer = visitor.goto("/me/")
    assert answer is not None
    assert "/accounts/login/" in visitor.url


def test_daughter_books_a_meal_for_her_father_and_cancels_it(
    visitor: Page, home: str, screen: str, sign_in: SignIn, shoot: Shoot
) -> None:
    sign_in(visitor, f"family-{home}")
    visitor.goto(f"/{home}/services/")
    visitor.get_by_role("link", name=re.compile("长者食堂午餐")).first.click()
    times = visitor.locator("main a[href*='/booking/']")
    visitor.locator("main a[href*='day=']").nth(2).click()
    free = times.first.inner_text()
    times.first.click()
    visitor.locator("input[name=beneficiary]").last.check()
    visitor.locator("textarea[name=note], input[name=note]").first.fill("牙口不好，饭菜请软一些")
    visitor.get_by_role("button", name="继续").click()
    shoot(visitor, f"journey-meal-check-{screen}")
    visitor.locator("button[name=step][value=confirm]").click()
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    shoot(visitor, f"journey-meal-done-{screen}")
    visitor.get_by_role("link", name="取消预约").click()
    visitor.get_by_role("button", name=re.compile("取消")).click()
    expect(visitor.locator("main")).to_contain_text("已取消")
    visitor.goto(f"/{home}/services/changzhe-wucan/")
    visitor.locator("main a[href*='day=']").nth(2).click()
    expect(times.first).to_have_text(re.compile(re.escape(free.split()[-1])))


def test_visitor_searches_switches_language_and_mode(visitor: Page, home: str, screen: str) -> None:
    visitor.goto("/search/?q=诈骗")
    expect(
        visitor.locator("main a", has_text="诈骗").or_(visitor.locator("main a", has_text="骗")).first
    ).to_be_visible()
    visitor.goto("/search/?q=qqxxzz")
    expect(visitor.locator("main")).to_contain_text("没有")
    visitor.goto(f"/{home}/")
    visitor.get_by_role("link", name="English").or_(visitor.get_by_role("button", name="English")).last.click()
    expect(visitor.locator("html")).to_have_attribute("lang", "en")
    assert visitor.url.endswith(f"/{home}/"), "the same page, in English"
    visitor.get_by_role("link", name="中文").or_(visitor.get_by_role("button", name="中文")).last.click()
    expect(visitor.locator("html")).to_have_attribute("lang", "zh-CN")
    if screen == "desktop":
        visitor.get_by_role("link", name="长辈版", exact=True).first.click()
        expect(visitor.locator("html")).to_have_attribute("data-mode", "elder")
    else:
        visitor.get_by_role("link", name="返回标准版").first.click()
        expect(visitor.locator("html")).to_have_attribute("data-mode", "standard")
