"""A real installation for a real browser: `huizhen demo`, then `huizhen serve`, as a user would."""

from __future__ import annotations

import atexit
import os
import shutil
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.fixtures import forked
from tests.fixtures.backends import Backend
from tests.fixtures.seaweed import free_ports

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
# A page nobody sees behind the address bar of each window costs more than the page under test.
# The last list counts, so what Playwright switches off stands here again.
OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxPopupDebug", "WebUIOmniboxAimPopup"),
    *("WebUIOmniboxFullPopup", "AimEnabled", "PreconnectToSearch", "NetworkTimeServiceQuerying"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
)
FLAGS = [
    f"--disable-features={','.join(OFF)}",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    # A microphone that beeps, wherever the tests run.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
START_SECONDS = 120
_ROOT = Path(__file__).resolve().parents[2]
FLOOR_CHROMIUM = _ROOT / ".venv" / "chromium109" / "chromium"
WEB_APP = _ROOT / "server" / "_web" / "index.html"


@dataclass(frozen=True)
class Installation:
    url: str
    log: Path
    environment: dict[str, str]
    pid: int = 0

    @property
    def data(self) -> Path:
        return Path(self.environment["HUIZHEN_DATA_DIR"])

    def certificate(self) -> bytes:
        """What it shows its callers; nothing while it speaks plain http."""
        path = self.data / "tls" / "server.pem"
        return path.read_bytes() if path.exists() else b""

    def huizhen(self, *words: str) -> str:
        """Run a command of the installation; returns what it printed."""
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
            command = forked.start(*words, env=self.environment, stdout=said, stderr=errors)
            code = command.wait(START_SECONDS)
            for file in (said, errors):
                file.seek(0)
            assert code == 0, errors.read().decode()
            return said.read().decode()


@contextmanager
def installed(backend: Backend, folder: Path) -> Iterator[Installation]:
    """Demo network seeded, server running on a free port; ended however the test ends."""
    here = not_yet_running(backend, folder)
    seed(here, backend)
    with running(here) as there:
        yield there


@contextmanager
def installed_in(folder: Path) -> Iterator[Installation]:
    """With SQLite and objects in this folder."""
    backend = Backend(f"sqlite:///{folder}/huizhen.db", f"file:{folder}/objects")
    with installed(backend, folder) as running:
        yield running


def seed(here: Installation, backend: Backend) -> None:
    """The demo network; into a file it is copied from one made once."""
    scheme, _, path = backend.database_url.partition(":///")
    if scheme == "sqlite":
        shutil.copy(_demo_file(), path)
    else:
        here.huizhen("demo")


@cache
def _demo_file() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="huizhen-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "huizhen.db"
    not_yet_running(Backend(f"sqlite:///{file}", f"file:{folder}/objects"), folder).huizhen("demo")
    assert not file.with_name("huizhen.db-wal").exists()
    return file


def not_yet_running(
    backend: Backend, folder: Path, url: str = "http://127.0.0.1:{port}", **settings: str
) -> Installation:
    """An installation at a free port; `url` is what people type, `settings` are HUIZHEN_…"""
    [port] = free_ports(1)
    address = url.format(port=port)
    environment = os.environ | {
        "HUIZHEN_DATA_DIR": str(folder / "var"),
        "HUIZHEN_DATABASE_URL": backend.database_url,
        "HUIZHEN_OBJECT_STORE_URL": backend.object_store_url,
        "HUIZHEN_HOST": "127.0.0.1",
        "HUIZHEN_PORT": str(port),
        "HUIZHEN_PUBLIC_URL": address,
        **{f"HUIZHEN_{name}": value for name, value in settings.items()},
    }
    return Installation(address, folder / "serve.log", environment)


@contextmanager
def running(here: Installation) -> Iterator[Installation]:
    with here.log.open("wb") as log:
        server = forked.start("serve", env=here.environment, stdout=log)
        try:
            _wait_until_ready(here, server)
            yield replace(here, pid=server.pid)
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_until_ready(here: Installation, server: forked.Forked) -> None:
    scheme = "https" if b"BEGIN" in here.certificate() else "http"
    url = f"{scheme}://127.0.0.1:{here.environment['HUIZHEN_PORT']}/readyz"
    # Who answers is looked at by the tests, with a browser.
    unchecked = ssl._create_unverified_context()  # noqa: S323
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(here.log.read_text())
        try:
            with urllib.request.urlopen(url, timeout=2, context=unchecked):  # noqa: S310 ours
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(here.log.read_text())
