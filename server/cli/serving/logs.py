"""Logs: one line per event with its facts, on a console or as JSON; nobody's data, no addresses."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

from server.settings import LogFormat

LONGEST_FOREIGN = 200
QUIET = ("uvicorn.access", "uvicorn.error")


def configure_logs(log_format: LogFormat) -> None:
    """Send structlog and the standard library's logging through one renderer to stderr."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    json = structlog.processors.JSONRenderer(ensure_ascii=False)
    console = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                _without_words,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                json if log_format == "json" else console,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _without_words(logger: Any, name: str, event: Any) -> Any:
    """An exception's words may quote a patient: only its type is kept.

    Other libraries put them into their messages too, below a first line that says what happened.
    """
    info = event.pop("exc_info", None)
    if isinstance(info, tuple) and info[0] is not None:
        event["error"] = info[0].__name__
    if not event.get("_from_structlog"):
        event["event"] = str(event["event"]).partition("\n")[0][:LONGEST_FOREIGN]
    return event
