"""The command itself, as an operator starts it: a process on a free port."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from server.cli import COMMANDS, main
from server.network.csv_file import KINDS
from tests.fixtures import forked

COMMAND = [sys.executable, "-m", "server.cli"]
ROOT = Path(__file__).resolve().parents[3]
ADDRESS = re.compile(r"https?://\S+")


def environment(folder: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUIZHEN_")}
    ours = {f"HUIZHEN_{name}": value for name, value in settings.items()}
    data = {"HUIZHEN_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    return kept | data | ours


def run(folder: Path, *arguments: str, stdin: str = "", **settings: str):
    return forked.run(*arguments, folder=folder, env=environment(folder, **settings), stdin=stdin)


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"],
        cwd=folder,
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = iter(process.stdout.readline, "")
        found = next(filter(None, map(ADDRESS.search, said)), None)
        assert found, process.communicate()[1]
        yield found[0], process
    finally:
        process.kill()
        process.communicate()


def get(url: str, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{url}{path}", headers=headers, timeout=30)


def test_serve_on_an_empty_folder_answers_and_ends_when_told(tmp_path: Path):
    with serving(tmp_path, LOG_FORMAT="json") as (url, process):
        assert get(url, "/healthz").json() == {"alive": True}
        assert get(url, "/readyz").json()["ready"] is True
        assert get(url, "/api/v1/about").json()["demo"] is False
        secret = tmp_path / "data" / "secret.key"
        assert secret.stat().st_mode & 0o777 == 0o600
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    assert "Traceback" not in errors
    assert process.returncode in (0, -signal.SIGTERM)


def test_demo_patients_are_made_once(tmp_path: Path):
    for _ in range(2):
        made = run(tmp_path, "demo", "--patients")
        assert made.returncode == 0, made.stderr
    with closing(sqlite3.connect(tmp_path / "data" / "huizhen.db")) as db:
        found = dict(db.execute("SELECT kind, state FROM request").fetchall())
        assert db.execute('SELECT count(*) FROM "case"').fetchone() == (2,)
    assert found == {"referral_up": "departed", "consultation": "draft", "mdt": "scheduled"}


def test_demo_prints_the_logins_and_serve_keeps_them_from_networks(tmp_path: Path):
    made = run(tmp_path, "demo")
    assert made.returncode == 0, made.stderr
    assert "county.doctor" in made.stdout
    assert "huizhen-demo" in made.stdout
    https = {"PUBLIC_URL": "https://consult.example.org", "SECRET_KEY": "s" * 32}
    for arguments, settings in (
        (("serve", "--port", "0", "--host", "0.0.0.0"), {}),  # noqa: S104
        (("serve", "--port", "0"), {"HOST": "0.0.0.0"}),  # noqa: S104
        (("serve", "--port", "0"), https),
    ):
        refused = run(tmp_path, *arguments, **settings)
        assert refused.returncode == 1
        assert refused.stderr.count("\n") == 1
        assert "huizhen demo --remove" in refused.stderr
    assert run(tmp_path, "demo", "--remove").returncode == 0
    assert run(tmp_path, "demo", "--remove").returncode == 0
    with serving(tmp_path, **https, HOST="0.0.0.0") as (_, process):  # noqa: S104
        assert process.poll() is None


def test_operator_makes_the_first_administrator_and_a_token(tmp_path: Path):
    password = "a first password\n"
    add = ("user", "add", "boss", "--name", "张三", "--hospital", "新医院")
    assert run(tmp_path, *add, stdin=password).returncode == 0
    again = run(tmp_path, *add, stdin=password)
    assert (again.returncode, again.stderr) == (1, "huizhen: This username is taken.\n")
    with closing(sqlite3.connect(tmp_path / "data" / "huizhen.db")) as db:
        [[kept]] = db.execute("SELECT password_hash FROM account").fetchall()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    token = run(tmp_path, "token", "create", "boss", "--name", "x", "--scope", "api").stdout.strip()
    with serving(tmp_path) as (url, _):
        bearer = {"Authorization": f"Bearer {token}"}
        assert "新医院" in get(url, "/api/v1/hospitals", **bearer).text
        assert run(tmp_path, "user", "disable", "boss").returncode == 0
        assert get(url, "/api/v1/hospitals", **bearer).status_code == 401
    assert run(tmp_path, "user", "password", "boss", stdin="another password\n").returncode == 0


def test_import_tells_each_mistake_by_line(tmp_path: Path):
    (tmp_path / "bad.csv").write_text("kind,name\nhospital,\nward,x\n")
    refused = run(tmp_path, "import", "bad.csv")
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[:2] == [
        "line 2, name: This must be filled in.",
        f"line 3, kind: ward is not one of: {', '.join(KINDS)}.",
    ]
    done = run(tmp_path, "import", str(ROOT / "examples" / "network.csv"))
    assert done.returncode == 0
    assert "example.doctor" in done.stdout


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"PORT": "eighty"}, "HUIZHEN_PORT"),
        ({"DATABASE_URL": "mysql://x"}, "HUIZHEN_DATABASE_URL"),
        ({"OBJECT_STORE_URL": "ftp://x"}, "HUIZHEN_OBJECT_STORE_URL"),
        ({"HOST": "203.0.113.7"}, "cannot listen"),
    ],
)
def test_what_cannot_be_served_is_one_clear_line(tmp_path: Path, settings, said):
    refused = run(tmp_path, "serve", **settings)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert refused.stderr.startswith("huizhen: ")
    assert "Traceback" not in refused.stderr


def test_wrong_use_is_told_and_ends_with_2(capsys: pytest.CaptureFixture[str]):
    for wrong in ([], ["dance"], ["user"], ["serve", "--port", "x"], ["token", "create"]):
        with pytest.raises(SystemExit) as ended:
            main(wrong)
        assert ended.value.code == 2
        [line] = capsys.readouterr().err.splitlines()
        assert line.startswith("huizhen: ")
    assert main(["import", "not-there.csv"]) == 1
    assert capsys.readouterr().err == "huizhen: not-there.csv: No such file or directory\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [(("--port", "x"), "from 0 to 65535"), (("--workers", "many"), "from 1 to ")],
)
def test_a_number_that_is_none_is_told_what_may_stand_there(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        main(["serve", *words])
    assert told in capsys.readouterr().err


def test_every_command_helps_with_an_example(capsys: pytest.CaptureFixture[str]):
    names = [
        "serve",
        "migrate",
        "demo",
        "import",
        "import-codes",
        "user",
        "token",
        "tls",
        "doctor",
        "verify",
        "backup",
        "restore",
    ]
    assert len(names) == len(COMMANDS)
    for arguments in ([name] for name in names):
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--help"])
        assert ended.value.code == 0
        assert f"example: huizhen {arguments[0]}" in capsys.readouterr().out.replace(
            "HUIZHEN_DATABASE_URL=postgresql://huizhen@/huizhen ", ""
        )
