"""Set up what a make target needs, and nothing that is already there.

python3 -m tools.setup python web         # what `make run` needs
python3 -m tools.setup test web browser   # what `make test` needs

Every step leaves a stamp in .venv/.stamps made from what went into it (lock files, sources); a step
whose stamp still fits is passed over. Runs on the system's Python, so only the standard library.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import node

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / ".stamps"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
WEB = ROOT / "web"
BUILT = ROOT / "server" / "_web"
FLOOR = ROOT / "tools" / "floor"
FLOOR_BROWSER = VENV / "chromium109" / "chromium"


@dataclass(frozen=True)
class Step:
    """`work` runs when `inputs` changed since it last ended well, or one of `results` is gone."""

    name: str
    title: str
    inputs: Callable[[], Iterator[Path]]
    results: Sequence[Path]
    work: Callable[[], None]

    def fingerprint(self) -> str:
        digest = hashlib.sha256()
        for path in self.inputs():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(ROOT)} {content}\n".encode())
        return digest.hexdigest()

    def is_done(self) -> bool:
        stamp = STAMPS / self.name
        if not stamp.is_file() or not all(path.exists() for path in self.results):
            return False
        return stamp.read_text() == self.fingerprint()

    def do(self) -> None:
        fingerprint = self.fingerprint()
        self.work()
        STAMPS.mkdir(parents=True, exist_ok=True)
        (STAMPS / self.name).write_text(fingerprint)


def main(parts: Sequence[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words to who has an older one
        version = ".".join(map(str, sys.version_info[:2]))
        raise SystemExit(
            f"Python 3.11 or newer is needed; this is {version}. Try make PYTHON=python3.12"
        )
    VENV.mkdir(exist_ok=True)
    with only_one_at_a_time():
        wanted = [step for part in parts for step in PARTS[part]]
        missing = [step for step in wanted if not step.is_done()]
        for number, step in enumerate(missing, 1):
            started = time.monotonic()
            say(f"[{number}/{len(missing)}] {step.title}…")
            step.do()
            say(f"      {time.monotonic() - started:.0f} s")


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Two makes at once must not install into one environment."""
    with (VENV / ".setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is running; waiting for it…")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- Python -----------------------------------------------------------------------------------


def make_environment() -> None:
    """A virtual environment of our own, also where the system's Python has venv without pip."""
    if has_pip():
        return
    if run([sys.executable, "-m", "venv", str(VENV)], quiet=True, check=False) and has_pip():
        return
    run([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
    outer_pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if run([*outer_pip, "install", "-qq", "pip"], quiet=True, check=False) and has_pip():
        return
    if install_system_packages("python3-venv"):
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
        return
    raise SystemExit(
        "Python cannot make an environment here: apt install python3-venv, then again."
    )


def has_pip() -> bool:
    command = [str(PYTHON), "-m", "pip", "--version"]
    return PYTHON.exists() and run(command, quiet=True, check=False)


def install(*words: str) -> None:
    """Install into the environment: with uv where that works, otherwise with pip."""
    uv = find_uv()
    command = [str(uv), "pip", "install", "-q", "--python", str(PYTHON), *words]
    settings = {"UV_SYSTEM_CERTS": "1", **mirror()}
    if uv and run(command, check=False, quiet=True, environment=settings):
        return
    run([str(PYTHON), "-m", "pip", "install", "-qq", *words])


def find_uv() -> str | None:
    inside = VENV / "bin" / "uv"
    if not inside.is_file():
        pip = [str(PYTHON), "-m", "pip", "install", "-qq", "-r", str(LOCKS / "setup.txt")]
        run(pip, quiet=True, check=False)
    return str(inside) if inside.is_file() else None


def mirror() -> dict[str, str]:
    """uv does not read pip's settings: hand it the mirror a hospital network has set for pip."""
    if "UV_DEFAULT_INDEX" in os.environ:
        return {}
    for name in (":env:.index-url", "install.index-url", "global.index-url"):
        command = [str(PYTHON), "-m", "pip", "config", "get", name]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            return {"UV_DEFAULT_INDEX": answer.stdout.strip()}
    return {}


def install_runtime() -> None:
    install("-r", str(LOCKS / "run.txt"))


def install_test() -> None:
    install("-r", str(LOCKS / "test.txt"))


def install_project() -> None:
    install("--no-deps", "-e", str(ROOT))


# --- The web app ------------------------------------------------------------------------------


def install_node() -> None:
    if not node.system_node_fits():
        install("-r", str(LOCKS / "node.txt"))


def install_web_packages() -> None:
    node.npm("ci", "--no-audit", "--no-fund")


def build_web() -> None:
    node.npm("run", "build", "--silent", "--", "--logLevel", "warn")
    run([str(PYTHON), "-m", "tools.notices"])


def web_sources() -> Iterator[Path]:
    yield LOCKS / "run.txt"
    yield ROOT / "tools" / "notices.py"
    for folder, folders, files in os.walk(WEB):
        folders[:] = sorted(set(folders) - {"node_modules", "coverage", "dist"})
        yield from (Path(folder, name) for name in sorted(files))


# --- The browsers of the end-to-end tests -----------------------------------------------------


def install_browser() -> None:
    if has_browser() or install_system_packages("chromium", "fonts-noto-cjk"):
        return
    say("      No Chromium here: the browser tests will be skipped.")
    say("      To run them: sudo apt install chromium fonts-noto-cjk")


def has_browser() -> bool:
    return any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))


def install_floor_browser() -> None:
    """Chromium 109, the oldest promised, beside the system's; without it its test is skipped."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        say("      Chromium 109 is packed for Linux on x86-64 only: its test will be skipped.")
        return
    folder = FLOOR_BROWSER.parent
    folder.mkdir(exist_ok=True)
    for path in FLOOR.iterdir():
        shutil.copy(path, folder)
    try:
        node.npm("ci", "--no-audit", "--no-fund", "--ignore-scripts", folder=folder)
        node.npm("run", "unpack", "--silent", folder=folder)
    except subprocess.CalledProcessError:
        say("      No Chromium 109 to be had here: its test will be skipped.")


def install_system_packages(*packages: str) -> bool:
    """With apt, and only for root; False where that is not possible."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    say(f"      apt-get install {' '.join(packages)}")
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o=Dpkg::Use-Pty=0"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        if not run([*apt, *command], check=False, environment=environment):
            return False
    return True


# ----------------------------------------------------------------------------------------------


def run(
    command: Sequence[str],
    *,
    quiet: bool = False,
    check: bool = True,
    environment: Mapping[str, str] | None = None,
) -> bool:
    """True when it ended well; with `check`, the set-up stops when it did not."""
    sink = subprocess.DEVNULL if quiet else None
    everything = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **(environment or {})}
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=sink,
        stderr=sink,
        cwd=ROOT,
        env=everything,
    )
    if check and done.returncode != 0:
        raise SystemExit(f"Set-up stopped: {' '.join(command)} ended with {done.returncode}")
    return done.returncode == 0


def say(line: str) -> None:
    print(line, flush=True)


def files(*paths: Path) -> Callable[[], Iterator[Path]]:
    return lambda: iter(paths)


PACKAGES = Step("run", "Python packages", files(LOCKS / "run.txt"), [PYTHON], install_runtime)
TEST_PACKAGES = Step("test", "Test tools", files(LOCKS / "test.txt"), [PYTHON], install_test)
PROJECT = Step(
    "project",
    "The huizhen command",
    files(ROOT / "pyproject.toml"),
    [VENV / "bin" / "huizhen"],
    install_project,
)
WEB_PARTS = [
    Step("node", "Node.js", files(LOCKS / "node.txt"), [PYTHON], install_node),
    Step(
        "npm",
        "Web packages",
        files(WEB / "package.json", WEB / "package-lock.json"),
        [WEB / "node_modules" / ".package-lock.json"],
        install_web_packages,
    ),
    Step(
        "web",
        "Building the web app",
        web_sources,
        [BUILT / "index.html", BUILT / "THIRD_PARTY_NOTICES.txt"],
        build_web,
    ),
]
ENVIRONMENT = Step("venv", "Python environment", files(), [PYTHON], make_environment)
PARTS = {
    "python": [ENVIRONMENT, PACKAGES, PROJECT],
    "test": [ENVIRONMENT, TEST_PACKAGES, PROJECT],
    "web": WEB_PARTS,
    "browser": [
        Step("browser", "Chromium for the browser tests", files(), [], install_browser),
        Step(
            "floor",
            "Chromium 109, the oldest promised",
            lambda: iter(sorted(FLOOR.iterdir())),
            [],
            install_floor_browser,
        ),
    ],
}

if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as failure:
        raise SystemExit(f"Set-up stopped: {failure}") from None
