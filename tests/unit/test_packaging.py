"""What an operator receives: one wheel with the web app, the notices and only free licences."""

import importlib.util
import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
import yaml

from tools import check_docs, node, notices

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("consult", "storage", "server")
WEB_APP_IS_BUILT = (ROOT / "server" / "_web" / "index.html").is_file()
needs_web_app = pytest.mark.skipif(not WEB_APP_IS_BUILT, reason="run `make web` first")


def build(kind: str, source: Path, target: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return next(target.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    return zipfile.ZipFile(build("wheel", ROOT, tmp_path_factory.mktemp("wheel")))


def web_files(wheel: zipfile.ZipFile) -> set[str]:
    return {name for name in wheel.namelist() if name.startswith("server/_web/")}


@needs_web_app
def test_wheel_carries_the_whole_web_app(wheel):
    folder = ROOT / "server" / "_web"
    built = {str(path.relative_to(ROOT)) for path in folder.rglob("*") if path.is_file()}
    assert web_files(wheel) == built
    assert "server/_web/index.html" in built


@needs_web_app
def test_wheel_carries_the_notices_of_every_package_in_it(wheel):
    text = wheel.read("server/_web/THIRD_PARTY_NOTICES.txt").decode()
    headings = {line.lower().replace("_", "-") for line in text.splitlines()}
    carried = [*locked("run.txt"), ("preact", metadata_of_npm("preact"))]
    assert {f"{name} {version}" for name, version in carried} <= headings


def test_wheel_is_typed_and_licensed(wheel):
    names = set(wheel.namelist())
    assert {f"{package}/py.typed" for package in PACKAGES} <= names
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)


def test_wheel_carries_the_migrations(wheel):
    migrations = list((ROOT / "storage" / "database" / "migrations").rglob("*.py"))
    assert migrations
    assert {str(path.relative_to(ROOT)) for path in migrations} <= set(wheel.namelist())


@needs_web_app
def test_wheel_built_from_the_source_distribution_is_the_same(wheel, tmp_path):
    source = build("sdist", ROOT, tmp_path / "sdist")
    subprocess.run(["tar", "xf", str(source)], cwd=tmp_path, check=True)
    unpacked = next(tmp_path.glob("huizhen-*"))
    second = zipfile.ZipFile(build("wheel", unpacked, tmp_path / "wheel"))
    assert set(second.namelist()) == set(wheel.namelist())


def test_command_is_installed():
    (entry,) = metadata.entry_points(group="console_scripts", name="huizhen")
    assert entry.value == "server.cli:main"
    assert callable(entry.load())


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_shadows_our_packages(package):
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin == str(ROOT / package / "__init__.py")


def test_runtime_packages_are_free_of_gpl():
    found = [*notices.python_notices(), *notices.npm_notices()]
    assert len(found) > 30
    gpl = re.compile(r"GPL|GNU .*General Public", re.IGNORECASE)
    assert [notice.name for notice in found if gpl.search(notice.licence)] == []
    assert [notice.name for notice in found if "not stated" in notice.licence] == []


def test_tests_run_on_the_locked_runtime_versions():
    assert set(locked("run.txt")) <= set(locked("test.txt"))


@pytest.mark.parametrize("lock", ["run.txt", "test.txt"])
def test_locks_name_exact_versions_and_no_place(lock):
    text = (ROOT / "requirements" / lock).read_text()
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert all(re.match(r"[a-z0-9._-]+==[\w.]+( ;|$)", line) for line in lines)
    assert "://" not in text


def test_compose_publishes_only_the_proxy_and_invents_no_secret():
    text = (ROOT / "compose.yaml").read_text()
    services = yaml.safe_load(text)["services"]
    assert {name for name, service in services.items() if "ports" in service} == {"proxy"}
    assert re.findall(r"(?:SECRET|PASSWORD)\w*: (?!\$\{\w+:\?)", text) == []
    assert all("latest" not in service.get("image", "") for service in services.values())


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        ("v18.20.0", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.0", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("", False),
    ],
)
def test_node_versions_the_web_build_accepts(version, fits):
    assert node.fits(version) is fits


def test_documentation_anchors_follow_the_headings(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Back up, restore\n```\n# not a heading\n```\n")
    assert check_docs.leads_somewhere(page, "#back-up-restore")
    assert not check_docs.leads_somewhere(page, "#not-a-heading")
    assert not check_docs.leads_somewhere(page, "missing.md")


def locked(lock: str) -> list[tuple[str, str]]:
    """Name and version of every package this platform takes from a lock file."""
    lines = (ROOT / "requirements" / lock).read_text().splitlines()
    found = (re.fullmatch(r"([\w.-]+)==([\w.]+)", line) for line in lines)
    return [(match[1], match[2]) for match in found if match]


def metadata_of_npm(name: str) -> str:
    return next(notice.version for notice in notices.npm_notices() if notice.name == name)
