"""In a hospital's own network: its own certificate over https, and what plain http still gives."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, Page, Playwright, expect

from server.security.tls.folder import read_certificate
from tests.e2e.case.test_story import ANSWER, say, send_emergency, sign
from tests.e2e.desk import PASSWORD, Desk, log_in
from tests.e2e.installation import CHROMIUM, FLAGS, Installation, not_yet_running, running
from tests.e2e.words import Words
from tests.fixtures.backends import Backend

zh = Words("zh-CN")
NAME = "hospital.test"
NETWORK = Path(__file__).resolve().parents[3] / "examples" / "network.csv"
SECRET = "0123456789abcdef" * 4


def own_address() -> str:
    """One of this machine that is not the loopback, where it has one; nothing is sent."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address: str = probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
    return address


@pytest.fixture(scope="module")
def lan(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Installation, dict[str, str]]]:
    """Certificate and people as an operator makes them; with the first password of each login."""
    folder = tmp_path_factory.mktemp("lan")
    backend = Backend(
        f"sqlite:///{shutil.copy(sqlite_template, folder / 'huizhen.db')}",
        f"file:{folder}/objects",
    )
    url = f"https://{NAME}:{{port}}"
    here = not_yet_running(backend, folder, url, HOST="0.0.0.0", SECRET_KEY=SECRET)  # noqa: S104
    here.huizhen("tls", "init", NAME, own_address())
    table = NETWORK.read_text().replace("示例市中心医院", "聊城市人民医院")
    (folder / "network.csv").write_text(table)
    said = here.huizhen("import", str(folder / "network.csv"))
    passwords = dict(re.findall(r"(example\.\w+)\s+(\S+)", said))
    with running(here) as there:
        yield there, passwords


@pytest.fixture(scope="module")
def ward_pc(
    playwright: Playwright,
    lan: tuple[Installation, dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Browser]:
    """A browser that finds the name by the hospital's DNS and has its authority installed.

    With certutil the authority is in the browser's own list, as on a real PC. Without it the
    browser is told the authority's key instead; it then asks less of the certificate.
    """
    home = tmp_path_factory.mktemp("home")
    authority = lan[0].data / "tls" / "huizhen-ca.crt"
    flags = [*FLAGS, f"--host-resolver-rules=MAP {NAME} {own_address()}"]
    if shutil.which("certutil"):
        trust(home / ".pki" / "nssdb", authority)
    else:
        flags.append(f"--ignore-certificate-errors-spki-list={key_hash(authority)}")
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=flags, env={**os.environ, "HOME": str(home)}
    )
    yield browser
    browser.close()


def trust(database: Path, authority: Path) -> None:
    """The lines `huizhen tls init` prints for Linux."""
    database.mkdir(parents=True)
    for words in (
        ("-N", "--empty-password"),
        ("-A", "-t", "C,,", "-n", "Huizhen", "-i", str(authority)),
    ):
        subprocess.run(
            ["certutil", "-d", f"sql:{database}", *words],
            check=True,
            capture_output=True,
        )


def key_hash(authority: Path) -> str:
    key = read_certificate(authority).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(der).digest()).decode()


def arrive(
    browser: Browser, desks: list[Desk], at: tuple[Installation, dict[str, str]], login: str
) -> Page:
    """With the password the operator handed out, which is one's own only after its change."""
    there, passwords = at
    first = passwords[login]
    page = log_in(browser, desks, there, login, locale="zh-CN", password=first)
    page.wait_for_url("**/account")
    page.get_by_label(zh("admin.account.given")).fill(first)
    page.get_by_label(zh("admin.account.new"), exact=False).first.fill(PASSWORD)
    page.get_by_label(zh("admin.account.again")).fill(PASSWORD)
    page.get_by_role("button", name=zh("admin.account.change_password")).click()
    page.wait_for_url("**/today")
    return page


def test_the_story_over_the_hospitals_own_certificate(
    ward_pc: Browser,
    desks: list[Desk],
    lan: tuple[Installation, dict[str, str]],
    tmp_path: Path,
) -> None:
    expert = arrive(ward_pc, desks, lan, "example.expert")
    sockets: list[str] = []
    expert.on("websocket", lambda opened: sockets.append(opened.url))
    county = arrive(ward_pc, desks, lan, "example.doctor")
    assert county.evaluate("window.isSecureContext")
    expect(county.get_by_text(zh("shell.insecure"))).to_have_count(0)

    [cookie] = county.context.cookies()
    assert cookie["name"] == "__Host-huizhen_session"
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Lax")
    answer = county.reload()
    assert answer is not None
    assert answer.header_value("strict-transport-security") == "max-age=31536000"

    send_emergency(county, tmp_path)
    expert.reload()
    expert.get_by_role("button", name=zh("today.call.take")).first.click()
    expert.wait_for_url("**/cases/**")
    tracing = expert.get_by_role("region", name=zh("ecg.title")).locator("canvas").first
    expect(tracing).to_be_visible()
    say(expert, "血压多少？")
    expect(county.get_by_text("血压多少？")).to_be_visible()
    assert sockets
    assert all(url.startswith(f"wss://{NAME}:") for url in sockets)
    desks[0].expected = (*desks[0].expected, "403 (Forbidden)", "412 (Precondition Failed)")
    sign(expert)
    county.get_by_role("tab", name=zh("case.segment.opinion")).click()
    expect(county.get_by_text(ANSWER).first).to_be_visible()


def test_another_name_leads_to_the_right_address(
    ward_pc: Browser, lan: tuple[Installation, dict[str, str]]
) -> None:
    """By its number, which the certificate knows but people are not told."""
    if own_address() == "127.0.0.1":
        pytest.skip("this machine has no address but the loopback")
    url = lan[0].url
    page = ward_pc.new_page()
    found = page.goto(url.replace(NAME, own_address()) + "/cases/new?patient=x")
    assert found is not None
    assert found.status == 421
    links = page.locator("#below-floor a")
    expect(links).to_have_count(3)
    assert {link.get_attribute("href") for link in links.all()} == {f"{url}/cases/new"}
    links.first.click()
    page.wait_for_url(f"{url}/login**")
    page.context.close()


def test_plain_http_works_and_says_what_is_off(
    playwright: Playwright,
    desks: list[Desk],
    sqlite_url: str,
    files_url: str,
    tmp_path: Path,
) -> None:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    )
    backend = Backend(sqlite_url, files_url)
    trial = not_yet_running(backend, tmp_path, f"http://{NAME}:{{port}}")
    trial.huizhen("demo")
    with running(trial) as there:
        county = log_in(browser, desks, there, "county.doctor", locale="zh-CN")
        assert not county.evaluate("window.isSecureContext")
        bar = county.locator(".grey-bar").filter(has_text=zh("shell.insecure"))
        expect(bar).to_be_visible()
        expect(bar.get_by_role("link")).to_have_count(0)
        send_emergency(county, tmp_path)
        tracing = county.get_by_role("region", name=zh("ecg.title")).locator("canvas").first
        expect(tracing).to_be_visible()
        say(county, "在吗？")
        expect(county.get_by_text("在吗？")).to_be_visible()
        desks.pop().page.context.close()
    browser.close()


def test_where_https_is_meant_plain_http_leads_there(
    playwright: Playwright, sqlite_url: str, files_url: str, tmp_path: Path
) -> None:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    )
    backend = Backend(sqlite_url, files_url)
    here = not_yet_running(backend, tmp_path, f"https://{NAME}", SECRET_KEY=SECRET)
    with running(here) as there:
        page = browser.new_page(locale="vi")
        page.goto(f"http://{NAME}:{there.environment['HUIZHEN_PORT']}/login")
        vi = Words("vi")
        bar = page.locator(".grey-bar").filter(has_text=vi("shell.insecure"))
        link = bar.get_by_role("link", name=vi("shell.insecure_link", address=there.url))
        expect(link).to_have_attribute("href", there.url)
    browser.close()
