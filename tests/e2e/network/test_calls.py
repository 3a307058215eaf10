"""An emergency whose first expert cannot come: watched by its sender, answered by telephone."""

from __future__ import annotations

import re
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, expect

from tests.e2e.cases import send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.factories.gateways import receiving

zh = Words("zh-CN")
TEMPLATE = '{"url": "%s/call", "json": {"to": "{to}", "say": "{text}", "ref": "{key}"}}'


def test_the_next_one_rings_and_a_yes_by_telephone_ends_it(
    chromium: Browser, desks: list[Desk], embedded: Installation
) -> None:
    with receiving() as gateway:
        # The administrator names the gateway, and hears it ring.
        admin = sit_down(chromium, desks, embedded, "admin", locale="zh-CN")
        admin.goto("/admin/channels")
        admin.get_by_role("button", name=zh("channels.add")).click()
        admin.get_by_label(zh("channels.name")).fill("Voice gateway")
        admin.get_by_label(zh("channels.template")).fill(TEMPLATE % gateway.url)
        admin.get_by_label(zh("channels.callback_make")).check()
        admin.get_by_role("dialog").get_by_role("button", name=zh("channels.add")).click()
        secret = admin.locator(".admin-handed code").inner_text()
        callback = admin.get_by_role("dialog").locator("p.meta code").inner_text()
        admin.keyboard.press("Escape")
        admin.get_by_role("button", name=zh("channels.test")).click()
        expect(admin.locator(".channel-test [role=status]")).to_have_text(zh("ladder.way.sent"))
        assert "测试" in gateway.wait(1)[0].json["say"]

        # The county watches who rings; line 1 of the roster first.
        county = sit_down(chromium, desks, embedded, "county.doctor", locale="zh-CN")
        county.goto("/today")
        send_case(county, "值班患者")
        ladder = county.get_by_role("region", name=zh("ladder.title"))
        first = ladder.locator(".ladder-steps > li").first
        expect(first).to_contain_text(zh("ladder.target.line1"))
        expect(first).to_contain_text(zh("ladder.channel.voice"))
        assert "值班患者" not in gateway.wait(2)[1].body.decode()

        # On the telephone of line 1 it is the whole screen; they cannot come.
        phone = sit_down(chromium, desks, embedded, "cardiologist", locale="zh-CN", size=(390, 844))
        phone.goto("/today")
        call = phone.get_by_role("region", name=zh("today.ringing"))
        call.get_by_role("button", name=zh("ladder.pass_on")).click()
        expect(call).to_be_hidden()
        expect(first).to_contain_text(zh("ladder.passed_on"))
        second = ladder.locator(".ladder-steps > li").nth(1)
        expect(second).to_contain_text(zh("ladder.target.line2"))
        expect(second).to_have_class(re.compile("ladder-rung"))

        # The sender dials as well, in vain; the next one rings at once.
        ladder.get_by_role("button", name=zh("ladder.no_answer")).click()
        expect(ladder.get_by_role("list", name=zh("ladder.calls"))).to_contain_text("县医生甲")
        expect(ladder.locator(".ladder-rung")).to_have_count(1)

        # Whoever that is presses 1.
        last = gateway.wait(4)[-1].json["ref"]
        said = Request(  # noqa: S310 our own server
            callback,
            data=f"key={last}&digits=1".encode(),
            headers={"Authorization": f"Bearer {secret}"},
        )
        assert urlopen(said).status == 200  # noqa: S310
        expect(ladder.get_by_role("status")).to_contain_text(zh("ladder.channel.voice"))
        expect(ladder.locator(".ladder-acknowledged")).to_be_visible()
