"""What other libraries write into the log: what happened, and nobody's words."""

from __future__ import annotations

import subprocess
import sys

import pytest

QUOTING = """
import asyncio, gc, logging
from server.cli.serving.logs import configure_logs

configure_logs({format!r})

async def quote():
    raise ValueError("示例患者 370102199001019912")

async def forget():
    asyncio.ensure_future(quote())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()
    asyncio.get_running_loop().call_soon(lambda: 1 / int("示例患者".isdigit()))
    await asyncio.sleep(0)
    try:
        await quote()
    except ValueError:
        logging.getLogger("another").exception("it went wrong\\nfor 示例患者")

asyncio.run(forget())
"""


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_a_foreign_message_is_its_first_line(log_format: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", QUOTING.format(format=log_format)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Task exception was never retrieved" in done.stderr
    assert "it went wrong" in done.stderr
    assert "ZeroDivisionError" in done.stderr
    assert "示例患者" not in done.stderr
    assert "370102" not in done.stderr
